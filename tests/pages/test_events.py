"""Ceremony and exhibition in the office, the guest's answer, the door."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from browser import Browser, statements
from ceremony import NAMES, Ceremony, drawings, grants
from fastapi import FastAPI
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlmodel import Session, select
from world import make_application, make_author, nominations_of

from app.accounts.models import User
from app.applications.models import Application, Consent, ConsentKind, Status
from app.ceremony import receipts
from app.ceremony.event_models import Event, Guest, LaterPaper
from app.contests.models import ContestStatus
from app.mail import Letter
from app.papers import issuing
from app.papers.models import Certificate, CertificateStatus

World = Callable[[], AbstractContextManager[Session]]
Opener = Callable[..., Browser]
WHEN = {
    "kind": "ceremony", "starts_at": "2026-05-25T10:00", "ends_at": "2026-05-25T12:00",
    "place_kk": "Текелі, Мәдениет үйі", "place_ru": "Текели, Дом культуры",
    "programme_kk": "10:00 Қонақтарды тіркеу\n10:30 Ашылуы",
    "programme_ru": "10:00 Регистрация гостей\n10:30 Открытие",
}  # fmt: skip
STAMP = {
    "authority_kk": "Білім басқармасы", "authority_ru": "Управление образования", "position_kk": "Басқарма басшысы",
    "position_ru": "Руководитель управления", "name_kk": "Сәуле Мысалова", "name_ru": "Сауле Мысалова",
    "number": "12-4/7", "signed_on": "2026-05-19",
}  # fmt: skip


@pytest.fixture
def ceremony(world: World) -> Ceremony:
    with world() as session:
        found = drawings(session)
        for place, kinds in enumerate([(ConsentKind.TAKE_PART, ConsentKind.SHOW_NAME), (ConsentKind.TAKE_PART,)]):
            for kind in kinds:
                session.add(Consent(application_id=found.works[place].id or 0, kind=kind, given_by="Анасы",
                                    relation="mother", given_at=found.works[place].created_at))  # fmt: skip
        return found


@pytest.fixture(params=[False, True], ids=["plain", "htmx"])
def secretary(request: pytest.FixtureRequest, ceremony: Ceremony, signed_in: Opener) -> Browser:
    return signed_in(ceremony.staff["secretary"], htmx=request.param)


@pytest.fixture
def issued(ceremony: Ceremony, world: World, app: FastAPI, now: datetime) -> Ceremony:
    with world() as session:
        by = session.merge(ceremony.staff["secretary"])
        issuing.issue_all(session, app.state.house.keys, session.merge(ceremony.contest), by=by, now=now)
    return ceremony


@pytest.fixture
def hall(ceremony: Ceremony, world: World, now: datetime) -> str:
    """Where the event is."""
    with world() as session:
        event = Event(
            contest_id=ceremony.contest.id or 0, kind="ceremony", starts_at=now + timedelta(days=5),
            place={"kk": "Текелі, Мәдениет үйі", "ru": "Текели, Дом культуры"},
            programme={"kk": WHEN["programme_kk"], "ru": WHEN["programme_ru"]}, made_at=now,
            made_by=ceremony.staff["organiser"].id or 0,
        )  # fmt: skip
        session.add(event)
        session.flush()
        return f"{ceremony.path}/events/{event.id}"


def pages(browser: Browser) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(browser.response.content)).pages]


def rows(browser: Browser) -> list[tuple[object, ...]]:
    return list(load_workbook(BytesIO(browser.response.content)).active.values)  # type: ignore[union-attr]


def test_an_event_is_arranged_and_its_programme_agreed_and_printed(secretary: Browser, ceremony: Ceremony) -> None:
    secretary.get(f"{ceremony.path}/events")
    assert "No event yet" in secretary.words
    secretary.get(f"{ceremony.path}/events/new")
    secretary.submit(f'form[action="{ceremony.path}/events/new"]', WHEN)
    here = secretary.location
    secretary.follow()
    assert "25 May 2026, 10:00–12:00 (UTC+5)" in secretary.words
    secretary.get(f"{here}/stamps/agreement")
    secretary.submit('main form[method="post"]', STAMP)
    secretary.follow()
    assert "Управление образования" in secretary.words or "Білім басқармасы" in secretary.words

    secretary.get(f"{here}/programme.pdf")
    kk, ru = pages(secretary)
    for word in (
        "КЕЛІСІЛДІ",
        "Білім басқармасы",
        "№ 12-4/7 хат",
        "БЕКІТЕМІН",
        "ІС-ШАРАНЫҢ БАҒДАРЛАМАСЫ",
        "10:30",
        "Ашылуы",
    ):
        assert word in kk
    for word in ("СОГЛАСОВАНО", "Управление образования", "Письмо № 12-4/7, 19 мая 2026 года", "УТВЕРЖДАЮ",
                 "ПРОГРАММА МЕРОПРИЯТИЯ", "Церемония награждения победителей", "Регистрация гостей"):  # fmt: skip
        assert word in ru


@pytest.mark.parametrize("wrong", [
    {"starts_at": ""}, {"starts_at": "завтра"}, {"ends_at": "2026-05-25T09:00"}, {"place_ru": ""}, {"kind": "feast"},
    {"programme_kk": "x" * 5001},
])  # fmt: skip
def test_what_is_no_event_stays_in_the_form(
    secretary: Browser, ceremony: Ceremony, wrong: dict[str, str], world: World
) -> None:
    secretary.post(f"{ceremony.path}/events/new", WHEN | wrong, status=422)
    assert secretary.page.select_one("#errors") is not None
    with world() as session:
        assert session.exec(select(Event)).all() == []


def test_a_moved_event_is_told_to_those_who_come(secretary: Browser, hall: str, world: World) -> None:
    secretary.get(f"{hall}/guests")
    secretary.submit('form.note[method="post"]')
    secretary.get(f"{hall}/edit")
    secretary.submit('main form[method="post"]', {"starts_at": "2026-05-26T11:00"})
    secretary.follow()
    assert "1 guest is told by letter." in secretary.words
    with world() as session:
        moved = [one for one in session.exec(select(Letter)).all() if one.key.startswith("event-moved")]
    assert len(moved) == 1


def test_a_winner_is_invited_and_answers_on_a_page_of_their_own(
    secretary: Browser, hall: str, ceremony: Ceremony, signed_in: Opener, world: World
) -> None:
    secretary.get(f"{hall}/guests")
    secretary.submit('form.note[method="post"]')
    secretary.follow()
    assert "1 letter is on its way." in secretary.words
    with world() as session:
        [letter] = [one for one in session.exec(select(Letter)).all() if one.key.startswith("invitation")]
        event = session.exec(select(Event)).one()
    place = f"/invitations/{event.id}"
    assert place in letter.text

    owner = signed_in(ceremony.owner)
    owner.get("/applications")
    assert owner.page.select_one(f'a[href="{place}"]') is not None
    owner.get(place)
    assert "Ашылуы" in owner.words or "Открытие" in owner.words
    owner.submit(f'form[action="{place}"]', {"answer": ""}, status=422)
    owner.submit(f'form[action="{place}"]', {"answer": "yes", "people": "x"}, status=422)
    owner.submit(f'form[action="{place}"]', {"answer": "yes", "people": "3"})
    owner.follow()
    assert "You come: 3 people." in owner.words
    secretary.get(f"{hall}/guests")
    assert "comes, 3 people" in secretary.words
    signed_in(ceremony.staff["stranger"]).get(place, status=404)
    signed_in(ceremony.staff["secretary"]).get(place, status=404)


def test_the_office_enters_the_answer_of_who_has_no_e_mail(
    secretary: Browser, hall: str, ceremony: Ceremony, world: World
) -> None:
    with world() as session:
        owner = session.get_one(User, ceremony.owner.id)
        owner.email, owner.email_key = "", "paper-1"
    secretary.get(f"{hall}/guests")
    secretary.submit('form.note[method="post"]')
    secretary.follow()
    assert "1 person has no e-mail" in secretary.words
    form = f'form[action="{hall}/guests/{ceremony.owner.id}"]'
    secretary.submit(form, {"people": "999"}, status=422, button="answer=yes")
    secretary.submit(form, {"people": "2"}, button="answer=yes")
    secretary.follow()
    assert "comes, 2 people" in secretary.words
    assert "written down by the office" in secretary.words
    secretary.get(f"{hall}/guests.xlsx")
    assert rows(secretary)[3][4:6] == ("yes", "2")
    secretary.post(f"{hall}/guests/999999", {"answer": "yes"}, status=404)


def test_at_the_door_one_tick_gives_a_paper_and_one_a_whole_box(
    secretary: Browser, hall: str, issued: Ceremony, world: World
) -> None:
    secretary.get(f"{hall}/door", params={"q": "толеуова"})
    [form] = secretary.page.select('li form[action*="/door/"]')
    action = str(form["action"])
    secretary.submit(f'form[action="{action}"]')
    secretary.follow()
    assert "taken" in secretary.words
    secretary.post(action)
    secretary.follow()
    assert "Somebody has taken this paper already." in secretary.words

    school = issued.schools[0].id
    secretary.get(f"{hall}/door?school={school}")
    secretary.submit(f'form[action="{hall}/boxes/{school}"]', {"to": ""}, status=422)
    assert secretary.page.select_one("#to-e") is not None
    secretary.submit(f'form[action="{hall}/boxes/{school}"]', {"to": "Әбілова Сәуле"})
    secretary.follow()
    with world() as session:
        papers = session.exec(select(Certificate)).all()
    taken = [one.handed_over_to for one in papers if one.status is CertificateStatus.HANDED_OVER]
    assert sorted(set(taken)) == sorted({NAMES[0], "Әбілова Сәуле"})
    secretary.post(f"{hall}/boxes/987654", {"to": "Біреу"}, status=404)
    secretary.post(f"{hall}/door/987654", status=404)


def test_a_wrong_tick_is_undone_and_one_is_back_at_the_door(secretary: Browser, hall: str, issued: Ceremony) -> None:
    secretary.get(f"{hall}/door", params={"q": "толеуова"})
    secretary.submit('li form[action*="/door/"]')
    page = secretary.follow()
    [link] = [str(one["href"]) for one in page.select("li[id^=paper-] a")]
    page = secretary.get(link)
    form = page.select_one("#mistake[open] form")
    assert form is not None
    secretary.submit("#mistake form", {"why": ""}, status=422)
    secretary.submit("#mistake form", {"why": "басқа бала"})
    assert secretary.location.partition("?")[0] == f"{hall}/door"
    page = secretary.follow()
    assert [one.get_text() for one in page.select("li[id^=paper-] b")] == [NAMES[0]]
    assert page.select_one('li form[action*="/door/"]') is not None
    for odd in ("x", "99999", "-1"):  # no door: the page of the paper as ever
        secretary.get(f"{link.partition('?')[0]}?door={odd}")
        assert secretary.page.select_one("#mistake") is None


def test_whoever_is_missing_gets_their_paper_later_and_nobody_is_left(
    secretary: Browser, hall: str, issued: Ceremony, world: World
) -> None:
    secretary.get(f"{hall}/missing")
    for form in secretary.page.select('form[action*="/missing/schools/"]'):
        secretary.post(str(form["action"]), {"way": "school", "note": "29 мамыр"})
    secretary.get(f"{hall}/missing")
    for form in secretary.page.select('li form[action*="/missing/"]'):
        secretary.post(str(form["action"]), {"way": "post", "note": "Абай к., 1"})
    secretary.post(str(form["action"]), {"way": "owl"}, status=422)
    secretary.get(f"{hall}/missing")
    stat = [one.get_text(" ") for one in secretary.page.select(".stat") if "left without a paper" in one.get_text()]
    assert stat == ["0 left without a paper"]
    with world() as session:
        assert len(session.exec(select(LaterPaper)).all()) == len(session.exec(select(Certificate)).all())
    secretary.get(f"{hall}/missing.xlsx")
    assert "by post" in str(rows(secretary))


def test_whoever_has_no_paper_at_all_is_told_of_before_the_day(
    secretary: Browser, hall: str, issued: Ceremony, world: World, app: FastAPI, now: datetime
) -> None:
    with world() as session:
        owner, contest = session.merge(issued.owner), session.merge(issued.contest)
        late = make_application(session, contest, owner, nominations_of(session, contest)[0], title="Кешіккен")
        make_author(session, late, session.merge(issued.schools[1]))
        make_application(session, contest, owner, nominations_of(session, contest)[0], status=Status.SUBMITTED)
    said = ("1 paper is due and not issued yet.", "1 application waits for admission: once admitted")
    for place in (hall, f"{hall}/missing"):
        secretary.get(place)
        assert [words for words in said if words not in secretary.words] == []
    secretary.get(hall)
    assert "5 papers were never printed." in secretary.words
    secretary.get(f"{hall}/door")
    assert "2 people may come for whom there is no paper." in secretary.words

    with world() as session:
        by, contest = session.merge(issued.staff["secretary"]), session.merge(issued.contest)
        session.exec(select(Application).where(Application.status == Status.SUBMITTED)).one().status = Status.ADMITTED
        issuing.issue_all(session, app.state.house.keys, contest, by=by, now=now)
        for paper in session.exec(select(Certificate)).all():
            receipts.hand_out(session, [paper], "", by=by, now=now)
    for place in (hall, f"{hall}/missing", f"{hall}/door"):
        secretary.get(place)
        assert [words for words in (*said, "no paper", "never printed") if words in secretary.words] == []
    secretary.get(f"{hall}/missing")
    assert "Everybody has their paper" in secretary.words


def test_all_papers_taken_is_not_everybody_has_one(
    secretary: Browser, hall: str, issued: Ceremony, world: World, now: datetime
) -> None:
    with world() as session:
        by, contest = session.merge(issued.staff["secretary"]), session.merge(issued.contest)
        make_application(session, contest, session.merge(issued.owner), nominations_of(session, contest)[0])
        for paper in session.exec(select(Certificate)).all():
            receipts.hand_out(session, [paper], "", by=by, now=now)
    secretary.get(f"{hall}/missing")
    assert "Everybody has their paper" not in secretary.words
    assert "Some are not on this list" in secretary.words


def test_every_list_is_a_pdf_and_a_sheet(secretary: Browser, hall: str, issued: Ceremony) -> None:
    for paper in ("guests", "calling", "boxes", "receipts", "missing", "hanging"):
        secretary.get(f"{hall}/{paper}.pdf")
        assert "Clean Deeds" in pages(secretary)[0]
        secretary.get(f"{hall}/{paper}.xlsx")
        assert len(rows(secretary)) >= 3
    for paper in ("script", "nothing"):
        secretary.get(f"{hall}/{paper}.xlsx", status=404)
    secretary.get(f"{hall}/nothing.pdf", status=404)


def test_the_calling_goes_by_nominations_and_names_the_winners_alone(
    secretary: Browser, hall: str, issued: Ceremony
) -> None:
    secretary.get(f"{hall}/calling.xlsx")
    head, *called = rows(secretary)[2:]
    assert "Place" not in head, "each nomination has one winner"
    assert [row[2] for row in called] == [NAMES[0], NAMES[1]]


def test_the_host_reads_names_in_the_nominative_in_both_languages(
    secretary: Browser, hall: str, issued: Ceremony
) -> None:
    secretary.get(f"{hall}/script.pdf")
    kk, ru = pages(secretary)
    assert "«Nomination 1 (қаз)» номинациясының жеңімпазы: Төлеуова Аружан Серікқызы" in kk
    assert "Победитель в номинации «Nomination 1 (рус)»: Төлеуова Аружан Серікқызы" in ru
    assert "Руководитель: Әбілова Сәуле" in ru
    assert "Придёт ли, неизвестно." in ru


def test_each_school_has_a_page_of_its_own_for_its_box(secretary: Browser, hall: str, issued: Ceremony) -> None:
    secretary.get(f"{hall}/boxes.pdf")
    found = pages(secretary)
    assert len(found) == 2
    assert [name for name in NAMES if name in found[0] and name in found[1]] == []


def test_a_label_shows_a_name_only_where_it_was_agreed_to(secretary: Browser, hall: str, ceremony: Ceremony) -> None:
    secretary.get(f"{hall}/labels.pdf")
    [text] = pages(secretary)
    assert "Аружан Т., 4-сынып" in text
    assert "Төлеуова" not in text
    assert "Сурет / Рисунок" in text
    assert "Дамир" not in text, "its parent did not agree that the name is shown"
    assert text.count("Мөлдір бұлақ") == 2, "works without a consent to take part are not hung"
    secretary.get(f"{hall}/hanging.xlsx")
    assert "Дамир" not in str(rows(secretary))


def test_before_the_publication_nothing_tells_who_won(world: World, signed_in: Opener, now: datetime) -> None:
    with world() as session:
        ceremony = drawings(session, status=ContestStatus.DECIDING)
    secretary = signed_in(ceremony.staff["secretary"])
    secretary.post(f"{ceremony.path}/events/new", WHEN)
    hall = secretary.location
    for paper in ("calling.pdf", "script.pdf", "boxes.xlsx", "receipts.pdf", "missing.pdf", "labels.pdf?winners=1",
                  "door", "missing"):  # fmt: skip
        secretary.get(f"{hall}/{paper}", status=409)
    secretary.get(f"{hall}/guests")
    assert "Winners are invited once the results are published." in secretary.words
    secretary.post(f"{hall}/guests", status=409)
    secretary.get(hall)
    assert [name for name in NAMES if name in secretary.words] == []


def test_a_grant_contest_has_a_ceremony_too(world: World, signed_in: Opener, app: FastAPI, now: datetime) -> None:
    with world() as session:
        ceremony = grants(session)
        by = ceremony.staff["secretary"]
        issuing.issue_all(session, app.state.house.keys, ceremony.contest, by=by, now=now)
    secretary = signed_in(ceremony.staff["secretary"])
    secretary.post(f"{ceremony.path}/events/new", WHEN)
    hall = secretary.location
    secretary.get(hall)
    assert "Exhibition of the works" not in secretary.words
    secretary.get(f"{hall}/script.pdf")
    assert "Грант: 200 000 (двести тысяч) тенге 00 тиын" in pages(secretary)[1]
    secretary.get(f"{hall}/labels.pdf", status=409)


@pytest.mark.parametrize("who", ["chair", "accountant", "expert", "elsewhere", "stranger", "operator", "owner"])
def test_strangers_know_of_no_event(who: str, hall: str, issued: Ceremony, signed_in: Opener, world: World) -> None:
    browser = signed_in(issued.owner if who == "owner" else issued.staff[who])
    for path in ("", "/guests", "/door", "/missing", "/programme.pdf", "/guests.xlsx", "/edit", "/stamps/approval"):
        browser.get(f"{hall}{path}", status=404)
    browser.post(f"{hall}/guests", status=404)
    with world() as session:
        assert session.exec(select(Guest)).all() == []


def test_the_door_asks_the_database_little(hall: str, issued: Ceremony, signed_in: Opener, app: FastAPI) -> None:
    secretary, seen = signed_in(issued.staff["secretary"]), []
    for query in ("", "?q=а"):
        secretary.get(f"{hall}/door{query}")
        with statements(app) as ran:
            secretary.get(f"{hall}/door{query}")
        seen.append(len(ran))
    assert seen[1] <= 9, "what is asked for in a queue"
    assert seen[0] <= 17
