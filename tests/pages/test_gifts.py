from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from typing import Any

import pytest
from browser import Browser, statements
from ceremony import NAMES, Ceremony, drawings, grants
from fastapi import FastAPI
from openpyxl import load_workbook
from pypdf import PdfReader
from samples import jpeg, pdf
from sqlmodel import Session, select

from app.applications.models import Consent, ConsentKind
from app.awards.models import Award
from app.ceremony import handovers
from app.ceremony.forms import GiftForm
from app.ceremony.models import Gift, Handover
from app.contests.models import ContestStatus

World = Callable[[], AbstractContextManager[Session]]
Opener = Callable[..., Browser]
PAINTS = {"name_kk": "Бояу жинағы", "name_ru": "Набор красок", "quantity": "2", "price": "18 500"}


@pytest.fixture
def ceremony(world: World) -> Ceremony:
    with world() as session:
        found = drawings(session)
        session.add(
            Consent(
                application_id=found.works[0].id or 0, kind=ConsentKind.TAKE_PART, given_by="Төлеуова Сәуле",
                relation="mother", given_at=datetime.now(UTC),
            )
        )  # fmt: skip
        return found


@pytest.fixture
def here(ceremony: Ceremony) -> str:
    return f"{ceremony.path}/gifts/{ceremony.awards[0].id}"


@pytest.fixture(params=[False, True], ids=["plain", "htmx"])
def secretary(request: pytest.FixtureRequest, ceremony: Ceremony, signed_in: Opener) -> Browser:
    return signed_in(ceremony.staff["secretary"], htmx=request.param)


@pytest.fixture
def with_act(ceremony: Ceremony, world: World, now: datetime) -> Ceremony:
    with world() as session:
        award, by = session.merge(ceremony.awards[0]), ceremony.staff["secretary"]
        gift = GiftForm(name_kk="Бояу", name_ru="Краски", quantity="1", price="18500")
        handovers.add_gift(session, award, gift, by=by, now=now)
        handovers.make_act(session, award, "Төлеуова Сәуле", "mother", by=by, now=now)
    return ceremony


def act_of(world: World) -> Handover:
    with world() as session:
        return session.exec(select(Handover)).one()


def test_from_the_gift_to_the_signed_act(secretary: Browser, ceremony: Ceremony, here: str, world: World) -> None:
    secretary.get(f"{ceremony.path}/gifts")
    assert "No gifts yet" in secretary.words
    secretary.get(here)
    secretary.submit(f'form[action="{here}"]', PAINTS)
    secretary.follow()
    assert "37 000 ₸" in secretary.words.replace("\xa0", " ")

    form = f'form[action="{here}/act"]'
    assert secretary.page.select_one("#received_by")["value"] == "Төлеуова Сәуле"  # type: ignore[index]
    secretary.submit(form)
    secretary.follow()
    assert "Act No. 1 is ready to be printed." in secretary.words
    secretary.get(f"{here}/act.pdf")
    text = PdfReader(BytesIO(secretary.response.content)).pages[0].extract_text()
    assert "Төлеуова Сәуле" in " ".join(text.split())

    secretary.get(here)
    secretary.submit(f'form[action="{here}/handover"]', {"on": "2026-05-20"}, files={"scan": ("акт.pdf", pdf())})
    secretary.follow()
    assert "20 May 2026" in secretary.words
    assert secretary.page.select("main form") == []
    secretary.get(f"{here}/scan")
    assert secretary.response.content == pdf()
    assert secretary.response.headers["content-disposition"].startswith("attachment")
    secretary.get(f"{ceremony.path}/gifts")
    assert "Handed over" in secretary.words
    assert act_of(world).number == 1


def test_the_scan_may_come_later(secretary: Browser, with_act: Ceremony, here: str, world: World) -> None:
    secretary.get(here)
    secretary.submit(f'form[action="{here}/handover"]', {"on": "2026-05-19"}, files={"scan": ("", b"")})
    secretary.follow()
    assert "no scan yet" in secretary.words
    secretary.submit(f'form[action="{here}/handover"]', files={"scan": ("act.jpg", jpeg())})

    assert (act_of(world).scan_type, str(act_of(world).handed_over_on)) == ("image/jpeg", "2026-05-19")
    secretary.post(f"{here}/handover", {"on": "2026-05-20"}, status=409, files={"scan": ("act.jpg", jpeg())})


def test_a_mistaken_handing_over_is_undone_with_a_reason(
    secretary: Browser, with_act: Ceremony, here: str, world: World
) -> None:
    secretary.get(here)
    secretary.submit(f'form[action="{here}/handover"]', {"on": "2026-05-19"}, files={"scan": ("", b"")})
    secretary.follow()
    secretary.submit(f'form[action="{here}/undo"]', status=422)
    assert secretary.page.select_one("#undo_reason-e") is not None
    assert act_of(world).handed_over_on is not None
    secretary.submit(f'form[action="{here}/undo"]', {"undo_reason": "Басқа оқушыға берілген"})
    secretary.follow()

    assert act_of(world).handed_over_on is None
    assert secretary.page.select_one(f'form[action="{here}/handover"]') is not None


def test_the_act_of_an_award_that_was_taken_back_is_listed_apart(
    secretary: Browser, with_act: Ceremony, world: World
) -> None:
    secretary.get(f"{with_act.path}/gifts")
    assert secretary.page.select_one("#back") is None
    with world() as session:
        award = session.get_one(Award, act_of(world).award_id)
        award.taken_at, award.nomination_slot = datetime.now(UTC), None
        session.add(award)

    secretary.get(f"{with_act.path}/gifts")

    apart = secretary.page.select_one('section[aria-labelledby="back"]')
    assert apart is not None
    assert "№ 1" in apart.get_text()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("act.pdf", b"MZ" * 99), ("act.pdf", b""), ("act.webp", b"RIFF\x00\x00\x00\x00WEBPVP8 "),
        ("act.jpg", jpeg()[:300]),
    ],
)  # fmt: skip
def test_what_is_no_scan_is_refused(
    secretary: Browser, with_act: Ceremony, here: str, world: World, name: str, data: bytes
) -> None:
    secretary.post(f"{here}/handover", {"on": "2026-05-20"}, status=422, files={"scan": (name, data)})
    assert secretary.page.select_one("#scan-e") is not None
    assert act_of(world).handed_over_on is None


@pytest.mark.parametrize(
    ("origin", "leads"),
    [("http://127.0.0.1:8000", True), ("http://127.0.0.1:8001", False), ("ftp://127.0.0.1:8000", False),
     ("http://[", False), ("", False)],
)  # fmt: skip
def test_a_refusal_leads_back_to_the_page_of_this_site_that_it_came_from(
    ceremony: Ceremony, with_act: Ceremony, here: str, signed_in: Opener, origin: str, leads: bool
) -> None:
    secretary = signed_in(ceremony.staff["secretary"])
    secretary.post(f"{here}/handover", {"on": "2026-05-20"})
    secretary.post(
        f"{here}/handover", {"on": "2026-05-20"}, status=409,
        headers={"Referer": f"{origin}{here}?x=1#act" if origin else ""},
    )  # fmt: skip
    links = [str(one["href"]) for one in secretary.page.select("main a.btn")]
    assert (f"http://127.0.0.1:8000{here}?x=1" in links) is leads
    assert len(links) == 2 + leads


@pytest.mark.parametrize("on", ["", "2026-05-21", "31.02.2026"])
def test_the_day_of_handing_over_is_real_and_not_ahead(
    secretary: Browser, with_act: Ceremony, here: str, world: World, on: str
) -> None:
    secretary.post(f"{here}/handover", {"on": on}, status=422, files={"scan": ("act.pdf", pdf())})
    assert secretary.page.select_one("#on-e") is not None
    assert act_of(world).handed_over_on is None


def test_a_good_scan_waits_for_a_right_day_and_for_its_sender_alone(
    ceremony: Ceremony, with_act: Ceremony, here: str, world: World, signed_in: Opener
) -> None:
    form, right = f'form[action="{here}/handover"]', {"on": "2026-05-20"}
    secretary, other = (signed_in(ceremony.staff[name]) for name in ("secretary", "organiser"))
    secretary.post(f"{here}/handover", {"on": ""}, 422, files={"scan": ("қол қойылған.pdf", pdf())})
    assert "«қол қойылған.pdf» is here already" in secretary.words
    ticket = str(secretary.page.select_one("[name=scan_waiting]")["value"])  # type: ignore[index]

    other.post(f"{here}/handover", right | {"scan_waiting": ticket}, 422)
    assert other.page.select_one("#scan-e") is not None
    assert (act_of(world).handed_over_on, act_of(world).scan_sha256) == (None, None)
    secretary.submit(form, {"on": "32"}, 422)
    secretary.submit(form, right)
    assert act_of(world).scan_sha256 == sha256(pdf()).hexdigest()


@pytest.mark.parametrize(
    "wrong",
    [
        {}, PAINTS | {"quantity": "0"}, PAINTS | {"quantity": "1,5"}, PAINTS | {"price": "-1"},
        PAINTS | {"price": "1e9"}, PAINTS | {"name_kk": ""}, PAINTS | {"name_ru": "x" * 1_000_000},
        PAINTS | {"name_kk": "a\x00b"},
    ],
)  # fmt: skip
def test_a_gift_that_is_none_stays_in_the_form(
    secretary: Browser, ceremony: Ceremony, here: str, wrong: Any, world: World
) -> None:
    secretary.post(here, wrong, status=422)
    assert secretary.page.select_one("#errors") is not None
    if wrong.get("name_kk") == PAINTS["name_kk"]:
        assert secretary.page.select_one("#name_kk")["value"] == PAINTS["name_kk"]  # type: ignore[index]
    with world() as session:
        assert session.exec(select(Gift)).all() == []


def test_markup_in_a_gift_is_text(secretary: Browser, ceremony: Ceremony, here: str) -> None:
    secretary.post(here, PAINTS | {"name_kk": "<b>Бояу</b>"})
    secretary.follow()
    assert "<b>Бояу</b>" in secretary.words


def test_a_minor_needs_a_receiver(secretary: Browser, with_act: Ceremony, here: str, world: World) -> None:
    secretary.get(here)
    secretary.submit(f'form[action="{here}/act"]', {"received_by": "", "relation": ""}, status=422)
    assert {tag["id"] for tag in secretary.page.select(".err")} == {"received_by-e", "relation-e"}
    secretary.submit(f'form[action="{here}/act"]', {"received_by": "Әбілова Сәуле", "relation": "teacher"})

    assert (act_of(world).received_by, act_of(world).relation, act_of(world).number) == ("Әбілова Сәуле", "teacher", 1)


def test_a_gift_is_removed(secretary: Browser, ceremony: Ceremony, here: str, world: World) -> None:
    secretary.post(here, PAINTS)
    secretary.follow()
    secretary.submit('form[action$="/removal"]')
    with world() as session:
        assert session.exec(select(Gift)).all() == []
    secretary.post(f"{here}/999/removal", status=404)


def test_all_acts_are_one_file(secretary: Browser, with_act: Ceremony) -> None:
    secretary.get(f"{with_act.path}/gifts/acts.pdf")
    assert len(PdfReader(BytesIO(secretary.response.content)).pages) == 2


def test_the_register_has_every_gift_with_its_value_and_what_they_come_to(
    secretary: Browser, with_act: Ceremony, here: str
) -> None:
    secretary.post(here, PAINTS)
    secretary.get(f"{with_act.path}/gifts")
    assert "55 500 ₸ value of all gifts 3 pieces" in secretary.words.replace("\xa0", " ")
    assert [cell.get_text() for cell in secretary.page.select('td[data-l="Gifts"]')] == ["3", "0"]
    secretary.get(f"{with_act.path}/gifts/register.xlsx")
    rows = list(load_workbook(BytesIO(secretary.response.content)).active.values)  # type: ignore[union-attr]
    assert [row[3:7] for row in rows[2:]] == [
        ("Бояу", 1, 18500, 18500), ("Бояу жинағы", 2, 18500, 37000),
        (None, 3, None, 55500),
    ]  # fmt: skip
    secretary.get(f"{with_act.path}/gifts/register.pdf")
    text = " ".join(PdfReader(BytesIO(secretary.response.content)).pages[0].extract_text().split())
    assert "In all: 3 pieces for 55 500 ₸." in text
    secretary.get(f"{with_act.path}/gifts/register.exe", status=404)


def test_without_acts_there_is_no_file(secretary: Browser, ceremony: Ceremony, here: str) -> None:
    for path in (f"{ceremony.path}/gifts/acts.pdf", f"{here}/act.pdf"):
        secretary.get(path, status=409)
    secretary.get(f"{here}/scan", status=404)


ALLOWED = {"secretary": 200, "organiser": 200}


@pytest.mark.parametrize(
    "who",
    ["secretary", "organiser", "chair", "accountant", "expert", "elsewhere", "stranger", "operator", "owner"],
)
def test_who_may_hand_over_gifts(who: str, with_act: Ceremony, here: str, signed_in: Opener) -> None:
    browser = signed_in(with_act.owner if who == "owner" else with_act.staff[who])
    status = ALLOWED.get(who, 404)

    for path in (f"{with_act.path}/gifts", here, f"{here}/act.pdf", f"{with_act.path}/gifts/acts.pdf"):
        browser.get(path, status=status)
    refused = 422 if status == 200 else 404
    browser.post(here, status=refused)
    browser.post(f"{here}/act", {"received_by": ""}, status=refused)
    browser.post(f"{here}/handover", {"on": ""}, status=refused, files={"scan": ("act.pdf", pdf())})
    browser.post(f"{here}/1/removal", status=409 if status == 200 else 404)


def test_whoever_is_not_signed_in_sends_no_scan(plain: Browser, with_act: Ceremony, here: str) -> None:
    plain.get(here, status=303)
    plain.post(f"{here}/handover", {"on": "2026-05-20"}, status=401, files={"scan": ("act.pdf", pdf())})


def test_a_grant_contest_has_no_gifts(world: World, signed_in: Opener) -> None:
    with world() as session:
        ceremony = grants(session)
    organiser = signed_in(ceremony.staff["organiser"])
    for rest in ("", f"/{ceremony.awards[0].id}", "/acts.pdf"):
        organiser.get(f"{ceremony.path}/gifts{rest}", status=404)


def test_nobody_has_won_before_the_results_are_published(world: World, signed_in: Opener) -> None:
    with world() as session:
        ceremony = drawings(session, status=ContestStatus.DECIDING)
    secretary = signed_in(ceremony.staff["secretary"])
    secretary.get(f"{ceremony.path}/gifts")
    assert [name for name in NAMES if name in secretary.words] == []
    secretary.get(f"{ceremony.path}/gifts/{ceremony.awards[0].id}", status=404)


def test_the_list_asks_as_little_for_many_gifts_as_for_one(
    with_act: Ceremony, app: FastAPI, signed_in: Opener, world: World, now: datetime
) -> None:
    secretary, seen = signed_in(with_act.staff["secretary"]), []
    for more in (0, 3):
        with world() as session:
            for award in with_act.awards:
                for _ in range(more):
                    form = GiftForm(name_kk="Кітап", name_ru="Книга", quantity=1, price="4000")
                    handovers.add_gift(session, session.merge(award), form, by=with_act.owner, now=now)
        secretary.get(f"{with_act.path}/gifts")
        with statements(app) as ran:
            secretary.get(f"{with_act.path}/gifts")
        seen.append(len(ran))
    assert seen[0] == seen[1]
