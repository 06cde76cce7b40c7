"""Looking at another choice without storing it, one reason for several nominations, and corrected results: as the
office, the public and those concerned see them."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from browser import Browser, statements
from documents.reading import text
from docx import Document
from fastapi import FastAPI
from samples import drawing, encoded
from sqlmodel import Session, col, select
from world import Judged, confirm, give_role, make_judged, make_user

from app import journal
from app.accounts.models import User
from app.applications.models import Application
from app.awards import decisions, protocols, queries
from app.awards.forms import ProtocolForm
from app.awards.models import Award
from app.checkpoints import Cause, Checkpoint
from app.contests.models import Contest, RoleName
from app.mail import Letter
from app.papers import issuing
from app.web.awards import publishing
from app.web.clerk import Clerk
from app.web.house import House

World = Callable[[], Session]
SignedIn = Callable[..., Browser]
# Nominations 1 and 2 as everywhere; 3 and 4 have nobody above the threshold.
ROWS: list[Any] = [(1, 0, 9), (1, 1, 8), (2, 0, 7), (2, 2, 6), (3, 3, 5), (4, 4, 5)]


@pytest.fixture
def judged(world: World) -> Judged:
    with world() as session:
        return make_judged(session, ROWS)


@pytest.fixture(params=[False, True], ids=["plain", "htmx"])
def office(judged: Judged, signed_in: SignedIn, request: pytest.FixtureRequest) -> Browser:
    return signed_in(judged.organiser, htmx=request.param)


@pytest.fixture
def published(world: World, app: FastAPI, judged: Judged, now: datetime) -> Judged:
    house: House = app.state.house
    with world() as session:
        contest, chair = session.get_one(Contest, judged.contest.id), session.get_one(User, judged.chair.id)
        decisions.leave_empty(session, contest, [3, 4], "Ниже порога", by=chair, now=now)
        confirm(session, judged, now)
        seats = [{"seat": seat.id, "how": "in_person"} for seat in judged.seats]
        form = ProtocolForm.model_validate({
            "held_on": "20.05.2026", "starts": "15:00", "ends": "16:00", "place_kk": "Алматы", "place_ru": "Алматы",
            "mode": "in_person", "seats": seats, "votes_for": len(seats),
        })  # fmt: skip
        protocols.save(session, contest, form, by=chair, now=now)
        protocols.sign(session, contest, house.shelf.put([b"%PDF"]).sha256, by=chair, now=now)
        publishing.publish(Clerk(house, session), contest, by=session.get_one(User, judged.organiser.id), now=now)
        issuing.issue_all(session, house.keys, contest, by=session.get_one(User, judged.organiser.id), now=now)
    return judged


def path(judged: Judged, place: str) -> str:
    return f"/office/{judged.contest.slug}/{place}"


def number(judged: Judged, index: int) -> str:
    return judged.works[index].number or ""


# what if


def test_what_if_shows_what_becomes_of_the_awards_and_what_it_costs(
    office: Browser, judged: Judged, world: World
) -> None:
    with world() as session:
        before = len(session.exec(select(journal.Entry)).all()), len(session.exec(select(Award)).all())
    office.get(path(judged, "decisions"))
    office.get(str(office.page.select_one('a[href$="/what-if"]')["href"]))
    assert "This is what stands on the board." in office.words

    # As the form sends it: nomination 2 goes to its leader, so nomination 1 to the other territory.
    office.get(path(judged, f"decisions/what-if?n2={judged.works[2].id}&territory_mode=hard&per_territory=1"))

    rows = [" ".join(row.get_text(" ").split()) for row in office.page.select("tbody tr")]
    assert [row.split(" ")[0] for row in rows] == ["1.", "2."]
    assert all(one in rows[0] for one in (number(judged, 0), number(judged, 1)))
    assert "It costs nothing: awards and sum of scores stay." in office.words  # 80 + 70 = 90 + 60
    assert office.page.select_one(f'#n2 option[value="{judged.works[2].id}"]').has_attr("selected")
    office.get(path(judged, "decisions/what-if?territory_mode=off"))
    assert "It raises the sum of scores by 10.00." in office.words
    office.get(path(judged, "decisions/what-if?n1=none"))
    assert "It costs 1 award." in office.words
    with world() as session:
        assert (len(session.exec(select(journal.Entry)).all()), len(session.exec(select(Award)).all())) == before


@pytest.mark.parametrize("query", ["n1=999999999", "n1=abc", "per_nomination=-1&places=x", "nomination_mode=loose",
                                   "per_territory=0", "n9=none", "n1=" + "9" * 40])  # fmt: skip
def test_what_makes_no_sense_is_passed_over(office: Browser, judged: Judged, query: str) -> None:
    office.get(path(judged, f"decisions/what-if?{query}"))
    assert "This is what stands on the board." in office.words


def test_what_if_asks_as_much_for_ten_nominations_as_for_two(
    judged: Judged, world: World, signed_in: SignedIn, app: FastAPI
) -> None:
    with world() as session:
        large = make_judged(session, [(at % 10 + 1, at % 9, 9) for at in range(40)], territories=judged.territories)
    counts = []
    for one in (judged, large):
        browser = signed_in(one.organiser)
        browser.get(path(one, "decisions/what-if"))
        with statements(app) as asked:
            browser.get(path(one, "decisions/what-if?n1=none"))
        counts.append(len(asked))
    assert counts[0] == counts[1]


# one reason for several


def test_one_reason_leaves_several_nominations_without_an_award(office: Browser, judged: Judged, world: World) -> None:
    office.get(path(judged, "decisions"))
    form = 'form[action$="/decisions/empty"]'
    assert [str(tag["value"]) for tag in office.page.select(f"{form} input[name=empty]")] == ["3", "4"]
    office.submit(form, {"why": ""}, status=422)
    assert office.page.select_one(f"{form} .err") is not None

    office.submit(form, {"empty": ["3", "4"], "why": "Ни одна заявка не набрала порогового балла"})
    office.follow()

    assert office.page.select_one(form) is None
    with world() as session:
        said = queries.not_awarded(session, judged.contest.id)
        assert [said[one.id or 0].reason for one in judged.nominations[2:]] == [
            "Ни одна заявка не набрала порогового балла"
        ] * 2
    office.post(path(judged, "decisions/empty"), {"empty": ["1", "3"], "why": "Жок дегенде"}, status=409)
    assert "An award is chosen there: change it on its nomination." in office.words
    office.post(path(judged, "decisions/empty"), {"empty": ["77"], "why": "Жок дегенде"}, status=404)


# corrections


@pytest.fixture
def second(world: World, judged: Judged) -> User:
    with world() as session:
        user = make_user(session, "Вторая Организаторша", language="en")
        give_role(session, user, judged.contest, RoleName.ORGANISER)
        return user


def asked(office: Browser, judged: Judged, *indexes: int) -> None:
    """The organiser asks for awards to exactly these."""
    office.get(path(judged, "publication"))
    office.get(str(office.page.select_one('a[href$="/corrections"]')["href"]))
    office.submit('form[action$="/corrections"]', {
        "awarded": [str(judged.works[one].id) for one in indexes],
        "note_kk": "Балл қате саналды.", "note_ru": "Балл был посчитан неверно.",
    })  # fmt: skip
    office.follow()


def test_two_organisers_correct_and_everybody_concerned_reads_it(
    office: Browser, published: Judged, second: User, world: World, signed_in: SignedIn, plain: Browser
) -> None:
    with world() as session:
        told = {one.key for one in session.exec(select(Letter))}
    asked(office, published, 1, 2)
    assert "Now another organiser has to agree." in office.words
    assert office.page.select_one('form[action$="/agreement"]') is None
    with world() as session:
        new = [one for one in session.exec(select(Letter)) if one.key not in told]
        assert [one.user_id for one in new] == [second.id]
    other = signed_in(second, htmx=office.htmx)
    other.get(path(published, "corrections"))
    assert f"№ {number(published, 1)}; before it was № {number(published, 0)}." in other.words
    assert "grant of 200 000 ₸" in other.words.replace("\u202f", " ").replace("\xa0", " ")
    assert len(other.page.select('a[href*="/papers/"]')) == 2

    other.submit('form[action$="/agreement"]')
    other.follow()

    assert "The results are corrected. 4 letters are on their way." in other.words
    assert "holds" in other.words
    plain.client.cookies.set("lang", "ru")
    plain.get(f"/contests/{published.contest.slug}/results")
    assert "Балл был посчитан неверно." in plain.words
    assert f"№ {number(published, 1)}; раньше было № {number(published, 0)}." in plain.words
    with world() as session:
        letters = {one.user_id: one for one in session.exec(select(Letter)) if one.key.startswith("corrected-")}
        lost = session.get_one(Application, published.works[0].id).applicant_id
        assert f"({number(published, 0)})" in letters[lost].text
        assert set(letters) == {work.applicant_id for work in published.works[:4]}
        noted = [one.cause for one in session.exec(select(Checkpoint).order_by(col(Checkpoint.id)))]
        assert noted[-1] is Cause.CORRECTED


def test_a_correction_has_a_protocol_of_its_own_that_never_changes(
    published: Judged, second: User, world: World, signed_in: SignedIn, plain: Browser
) -> None:
    office = signed_in(published.organiser)
    asked(office, published, 1, 2)
    other = signed_in(second)
    other.get(path(published, "corrections"))
    other.submit('form[action$="/agreement"]')
    page = other.follow()

    link = str(page.select_one('a[href$=".pdf"][href*="/corrections/"]')["href"])
    first = other.client.get(link).content
    said = text(first)
    for one in ("№ 1 ТҮЗЕТУ ХАТТАМАСЫ", "ПРОТОКОЛ ОБ ИСПРАВЛЕНИИ № 1", "Балл қате саналды.",
                "Балл был посчитан неверно.", number(published, 0), number(published, 1), second.name,
                published.organiser.name, hashlib.sha256(b"%PDF").hexdigest()[:16]):  # fmt: skip
        assert one in said
    assert hashlib.sha256(first).hexdigest() in other.words
    with world() as session:
        session.get_one(Contest, published.contest.id).title = {"kk": "Басқа", "ru": "Другой", "en": "Other"}
    assert other.client.get(link).content == first
    word = other.client.get(link.replace(".pdf", ".docx")).content
    assert "ПРОТОКОЛ ОБ ИСПРАВЛЕНИИ № 1" in [one.text for one in Document(BytesIO(word)).paragraphs]
    plain.get(f"/contests/{published.contest.slug}/results")
    assert "№ 1 түзету хаттамасы" in plain.words

    secretary = signed_in(published.secretary)
    secretary.get(path(published, "protocol"))
    assert secretary.page.select_one(f'a[href="{link}"]') is not None
    assert secretary.client.get(link).content == first
    plain.get(link, status=303)


def test_the_signed_protocol_of_a_correction_is_attached_and_a_wrong_scan_is_kept(
    office: Browser, published: Judged, second: User, signed_in: SignedIn
) -> None:
    asked(office, published, 1, 2)
    form = 'form[action$="/scan"]'
    other = signed_in(second, htmx=office.htmx)
    other.get(path(published, "corrections"))
    other.submit('form[action$="/agreement"]')
    other.follow()
    one, two = (encoded(drawing(200, 100, seed=seed)) for seed in (1, 2))
    other.submit(form, files={"scan": ("қол.jpg", one, "image/jpeg")})
    page = other.follow()
    assert page.select_one(f"details {form}") is not None
    why = str(page.select_one(f"details {form} textarea")["name"])
    page = other.submit(form, {why: ""}, 422, {"scan": ("екі.jpg", two, "image/jpeg")})
    assert [link["href"] for link in page.select("#errors a")] == [f"#{why}"]
    assert len(page.select(f"#{why}")) == 1
    assert "«екі.jpg» is here already" in other.words
    other.submit(form, {why: "Басқа бет" * 400}, 422)
    other.submit(form, {why: "Басқа бет"})
    other.follow()

    assert "Басқа бет" in other.words
    kept = [str(link["href"]) for link in other.page.select('a[href*="/scans/"]')]
    assert [other.client.get(link).content for link in kept] == [two, one]
    target = f"{path(published, 'corrections')}/1/scan"
    signed_in(published.secretary).post(target, {}, status=403)


def test_an_unsaid_note_is_asked_for_and_the_ticks_stay(office: Browser, published: Judged) -> None:
    office.get(path(published, "corrections"))
    one = str(published.works[1].id)
    office.submit('form[action$="/corrections"]', {"awarded": [one], "note_kk": "", "note_ru": "Так"}, status=422)
    assert [str(tag["value"]) for tag in office.page.select("input[name=awarded][checked]")] == [one]
    assert office.page.select_one("#note_kk").has_attr("aria-invalid")


def test_what_the_rules_forbid_is_told(office: Browser, published: Judged) -> None:
    office.get(path(published, "corrections"))
    values = {"awarded": [str(published.works[one].id) for one in (0, 1, 3)], "note_kk": "Солай", "note_ru": "Так вот"}
    office.submit('form[action$="/corrections"]', values, status=409)
    assert "Limits of the rules that the choice breaks: 1." in office.words


def test_a_dropped_correction_leaves_no_trace_in_public(
    office: Browser, published: Judged, plain: Browser, world: World
) -> None:
    asked(office, published, 1, 2)
    office.submit('form[action$="/refusal"]')
    office.follow()
    assert "dropped" in office.words
    plain.get(f"/contests/{published.contest.slug}/results")
    assert "Балл қате саналды." not in plain.words
    with world() as session:
        awards = queries.awards(session, published.contest.id)
        assert {one.application_id for one in awards} == {published.works[0].id, published.works[3].id}


def test_only_organisers_correct(judged: Judged, published: Judged, signed_in: SignedIn) -> None:
    for user, status in ((judged.secretary, 403), (judged.chair, 403)):
        signed_in(user).get(path(published, "corrections"), status=status)
        signed_in(user).post(path(published, "corrections/1/agreement"), status=status)


def test_an_award_is_not_disqualified_over(office: Browser, published: Judged) -> None:
    work = published.works[0].id
    office.get(path(published, f"applications/{work}/overruling"))
    office.submit('form[action$="/reconsideration"]', {"reason": "Көшірме екені анықталды"}, status=409)
    office.post(path(published, f"applications/{work}/disqualification"), {"reason": "Көшірме екені анықталды"},
                status=409)  # fmt: skip
    assert "take the award away by a correction first" in office.words
