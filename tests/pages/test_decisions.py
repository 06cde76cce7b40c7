"""The board, the protocol and the publication as the office sees and uses them, with and without htmx."""

import io
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from browser import Browser, statements
from fastapi import FastAPI
from pypdf import PdfReader, PdfWriter
from sqlmodel import Session, select
from world import Judged, confirm, give_role, make_judged, make_user

from app import checkpoints, journal
from app.accounts.models import User
from app.applications.models import Application, Consent, ConsentKind, Status
from app.awards import attendance, decisions, protocols, publication, queries
from app.awards.forms import ProtocolForm
from app.awards.models import Award, Decision, DecisionStatus
from app.checkpoints import Cause
from app.contests.models import Contest, ContestStatus, RoleName
from app.grants.models import Grant
from app.jury.models import Sheet
from app.mail import Letter
from app.web.awards import publishing
from app.web.house import House

World = Callable[[], Session]
SignedIn = Callable[..., Browser]
ROWS: list[Any] = [(1, 0, 9), (1, 1, 8), (2, 0, 7), (2, 2, 6)]


@pytest.fixture
def judged(world: World) -> Judged:
    with world() as session:
        return make_judged(session, ROWS)


@pytest.fixture(params=[False, True], ids=["plain", "htmx"])
def office(judged: Judged, signed_in: SignedIn, request: pytest.FixtureRequest) -> Browser:
    """The organiser's browser on the board."""
    browser = signed_in(judged.organiser, htmx=request.param)
    browser.get(f"/office/{judged.contest.slug}/decisions")
    return browser


def chosen(browser: Browser) -> list[str]:
    """Values of what is chosen on the page or board that came last, by nomination."""
    cards = sorted(browser.page.select("[id^=nomination-]"), key=lambda card: str(card["id"]))
    return [str(tag["value"]) for card in cards for tag in card.select("input[name=choice][checked]")]


def board(browser: Browser, judged: Judged) -> None:
    """Without htmx the answer leads to the board; with it the board itself came."""
    if not browser.htmx:
        browser.follow()


def choose(browser: Browser, judged: Judged, position: int, value: object, status: int = 303, **typed: Any) -> None:
    is_fragment = browser.htmx and status == 303
    selector = f'form[action$="/decisions/nominations/{position}"]'
    browser.submit(selector, {"choice": str(value), **typed}, status=200 if is_fragment else status)


def test_the_board_shows_the_proposal_and_everything_about_it(office: Browser, judged: Judged) -> None:
    works = judged.works
    assert chosen(office) == [str(works[0].id), str(works[3].id)]
    cards = sorted(office.page.select("[id^=nomination-]"), key=lambda card: str(card["id"]))
    rows = [row for card in cards for row in card.select(".cand") if row.select(".mono")]
    lines = [" ".join(row.get_text(" ").split()) for row in rows]
    assert lines[0] == f"{works[0].title} {works[0].number} · Заявитель 1 · Аксу place 1, 3 sheets proposed 90.00"
    assert lines[2] == (
        f"{works[2].title} {works[2].number} · Заявитель 3 · Аксу place 1, 3 sheets territory taken, nomination 1 70.00"
    )
    assert "2 of 2 nominations with an award" in office.words
    assert f"{works[2].number} leads but gives way: Аксу goes to {works[0].number} (nomination 1)." in office.words
    assert len(office.page.select("svg.dots circle")) == 12
    reserve = office.page.select("#board aside ol")[1]
    assert [row.get_text() for row in reserve.select(".mono")] == [works[1].number]


def test_a_choice_moves_the_others_and_asks_for_its_reason(office: Browser, judged: Judged) -> None:
    works = judged.works
    choose(office, judged, 2, works[2].id)
    board(office, judged)
    assert chosen(office) == [str(works[1].id), str(works[2].id)]
    assert "Choices of the commission that still need a reason: 1." in office.words
    assert "Follows from another choice" in office.words
    assert office.page.select_one('form[action$="/confirmation"] button').has_attr("disabled")

    choose(office, judged, 2, works[2].id, reason="Ауылға керек")
    board(office, judged)

    assert "Everything is settled." in office.words
    assert office.page.select_one("#reason-2").get_text().strip() == "Ауылға керек"


def test_nothing_is_awarded_with_a_reason_and_everything_goes_back(office: Browser, judged: Judged) -> None:
    choose(office, judged, 1, "none", reason="Слабые проекты")
    board(office, judged)
    assert chosen(office) == ["none", str(judged.works[2].id)]

    office.submit('form[action$="/decisions/proposal"]')
    office.follow()

    assert chosen(office) == [str(judged.works[0].id), str(judged.works[3].id)]
    assert "The board shows the proposal again." in office.words


@pytest.mark.parametrize("typed", [{"choice": ""}, {"choice": "x"}, {"choice": "99999999999"}, {"reason": "x" * 2001}])
def test_a_choice_that_says_nothing_comes_back_with_the_board(
    office: Browser, judged: Judged, typed: dict[str, str]
) -> None:
    selector = 'form[action$="/decisions/nominations/1"]'
    office.submit(selector, {"reason": "Почти", **typed}, status=422)
    assert office.page.select_one("#board") is not None
    assert office.page.select_one("#reason-1").get_text().strip() == typed.get("reason", "Почти")


@pytest.mark.parametrize("value", ["other", "nobody"])
def test_a_candidate_of_another_nomination_is_refused(office: Browser, judged: Judged, value: str) -> None:
    forged = judged.works[2].id if value == "other" else 10**8
    choose(office, judged, 1, forged, status=409)
    assert "This application is below the threshold or has too few score sheets." in office.words
    office.post(f"/office/{judged.contest.slug}/decisions/nominations/9", {"choice": "none"}, status=404)


def test_a_place_that_somebody_took_meanwhile_is_told(
    office: Browser, judged: Judged, signed_in: SignedIn, world: World, now: datetime
) -> None:
    with world() as session:
        contest, chair = session.get_one(Contest, judged.contest.id), session.get_one(User, judged.chair.id)
        decisions.choose(session, contest, 1, [judged.works[1].id or 0], reason="Так", by=chair, now=now)

    choose(office, judged, 1, "none", status=409)

    assert "The place is taken already: Nomination 1. Look at the board again." in office.words


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_a_tie_is_voted_on_and_can_be_corrected(world: World, signed_in: SignedIn, htmx: bool) -> None:
    with world() as session:
        judged = make_judged(session, [(1, 0, 8), (1, 1, 8)], tie_break=["commission_vote"])
    browser, form = signed_in(judged.secretary, htmx=htmx), 'form[action$="/votes"]'

    def vote(first: str, second: str, status: int, **more: str) -> None:
        browser.get(f"/office/{judged.contest.slug}/decisions")
        order = [str(tag["value"]) for tag in browser.page.select(f"{form} input[name$=application]")]
        at = [order.index(str(work.id)) for work in judged.works]
        browser.submit(form, {f"votes-{at[0]}-count": first, f"votes-{at[1]}-count": second, **more}, status=status)

    good = 200 if htmx else 303
    vote("2", "", 422)
    assert "Please fill in this field" in browser.words
    vote("1", "1", 422)
    assert "say for whom the chair's casting vote was" in browser.words
    vote("3", "1", 422)
    assert "The commission has only 3 voting members." in browser.words
    vote("1", "2", good)
    board(browser, judged)
    assert chosen(browser) == [str(judged.works[1].id)]
    assert f"{judged.works[1].number} – 2; {judged.works[0].number} – 1" in browser.words
    vote("1", "1", good, casting=str(judged.works[0].id))
    board(browser, judged)
    assert chosen(browser) == [str(judged.works[0].id)]


def test_before_the_decision_the_page_says_what_it_waits_for(world: World, signed_in: SignedIn) -> None:
    with world() as session:
        judged = make_judged(session, ROWS)
        session.get_one(Contest, judged.contest.id).status = ContestStatus.JUDGING
    browser = signed_in(judged.chair)
    browser.get(f"/office/{judged.contest.slug}/decisions")
    assert "Every nomination is sealed" in browser.words
    assert judged.works[0].number not in browser.words
    browser.post(f"/office/{judged.contest.slug}/decisions/proposal", status=409)


def test_the_board_costs_as_many_statements_for_three_nominations_as_for_one(
    world: World, app: FastAPI, signed_in: SignedIn
) -> None:
    with world() as session:
        small = make_judged(session, [(1, 0, 9)])
        large = make_judged(session, [(1, 0, 9), (2, 1, 8), (3, 2, 7), (3, 3, 8), (1, 1, 7)],
                            territories=small.territories)  # fmt: skip
    counts = []
    for judged in (small, large):
        browser = signed_in(judged.organiser)
        with statements(app) as seen:
            browser.get(f"/office/{judged.contest.slug}/decisions")
        counts.append(len(seen))
    assert counts[0] == counts[1]


# who may


@pytest.fixture
def people(judged: Judged, world: World) -> dict[str, User]:
    with world() as session:
        accountant, stranger, boss = (make_user(session) for _ in range(3))
        give_role(session, accountant, judged.contest, RoleName.ACCOUNTANT)
        other = make_judged(session, [(1, 0, 9)], territories=judged.territories)
        give_role(session, boss, other.contest, RoleName.ORGANISER)
        operator = make_user(session, is_operator=True)
        return {
            "SEC": judged.secretary, "CHR": judged.chair, "ORG": judged.organiser, "ACC": accountant, "ORG2": boss,
            "JUR": session.get_one(User, judged.seats[1].user_id), "APP2": stranger, "OPR": operator,
            "APP": session.get_one(User, judged.works[0].applicant_id),
        }  # fmt: skip


OUTSIDE = dict.fromkeys(("APP", "APP2", "JUR", "ORG2", "OPR"), 404)


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        ("get", "decisions", {"SEC": 200, "CHR": 200, "ORG": 200, "ACC": 404}),
        ("post", "decisions/proposal", {"SEC": 303, "CHR": 303, "ORG": 303, "ACC": 404}),
        ("post", "decisions/confirmation", {"SEC": 403, "CHR": 409, "ORG": 409, "ACC": 404}),
        ("post", "decisions/reopening", {"SEC": 403, "CHR": 422, "ORG": 422, "ACC": 404}),
        ("get", "protocol", {"SEC": 200, "CHR": 200, "ORG": 200, "ACC": 200}),
        ("get", "protocol.pdf", {"SEC": 409, "CHR": 409, "ORG": 409, "ACC": 409}),
        ("post", "protocol", {"SEC": 422, "CHR": 422, "ORG": 422, "ACC": 403}),
        ("post", "protocol/signature", {"SEC": 403, "CHR": 409, "ORG": 409, "ACC": 404}),
        ("post", "protocol/scan", {"SEC": 403, "CHR": 409, "ORG": 409, "ACC": 404}),
        ("get", "protocol/scan", {"SEC": 404, "CHR": 404, "ORG": 404, "ACC": 404}),
        ("get", "publication", {"SEC": 403, "CHR": 403, "ORG": 200, "ACC": 404}),
        ("post", "publication", {"SEC": 403, "CHR": 403, "ORG": 409, "ACC": 404}),
    ],
)
def test_everybody_may_do_just_what_is_theirs(
    judged: Judged, people: dict[str, User], signed_in: SignedIn, plain: Browser, method: str, path: str,
    expected: dict[str, int],
) -> None:  # fmt: skip
    address = f"/office/{judged.contest.slug}/{path}"
    found = {}
    for name, user in people.items():
        browser = signed_in(user)
        response = getattr(browser.client, method)(address, headers={"Sec-Fetch-Site": "same-origin"})
        found[name] = response.status_code
    assert found == OUTSIDE | expected
    anonymous = getattr(plain.client, method)(address, headers={"Sec-Fetch-Site": "same-origin"})
    assert anonymous.status_code == (303 if method == "get" else 401)


def test_after_the_publication_only_the_organiser_hears_that_it_is_late(
    judged: Judged, people: dict[str, User], signed_in: SignedIn, world: World
) -> None:
    with world() as session:
        session.get_one(Contest, judged.contest.id).status = ContestStatus.PUBLISHED
    found = {}
    for name in ("SEC", "CHR", "ORG", "ACC"):
        browser = signed_in(people[name])
        address = f"/office/{judged.contest.slug}/decisions/nominations/1"
        response = browser.client.post(address, data={"choice": "none"}, headers={"Sec-Fetch-Site": "same-origin"})
        found[name] = response.status_code
    assert found == {"SEC": 403, "CHR": 403, "ORG": 409, "ACC": 404}


# the whole way


def _confirm(office: Browser, judged: Judged, signed_in: SignedIn) -> None:
    """The organiser, then the chair; in between it counts for nothing."""
    office.submit('form[action$="/confirmation"]')
    office.follow()
    assert "Now another person has to confirm it." in office.words
    assert office.page.select_one('form[action$="/confirmation"] button').has_attr("disabled")
    other = signed_in(judged.chair)
    other.get(f"/office/{judged.contest.slug}/decisions")
    assert "With your confirmation it counts." in other.words
    other.submit('form[action$="/confirmation"]')


def test_from_the_board_to_the_public_page(
    office: Browser, judged: Judged, world: World, plain: Browser, signed_in: SignedIn
) -> None:
    slug = judged.contest.slug
    with world() as session:
        session.add(Consent(application_id=judged.works[0].id or 0, kind=ConsentKind.PUBLISH, given_by="x",
                            given_at=judged.works[0].created_at))  # fmt: skip
    _confirm(office, judged, signed_in)
    office.get(f"/office/{slug}/protocol")
    assert office.page.h1.get_text() == "Protocol"
    office.get(f"/office/{slug}/decisions")
    assert "The decision is confirmed and no longer changes." in office.words
    assert office.page.select("input[name=choice]:not([disabled])") == []

    _write_protocol(office, slug)
    pdf = office.client.get(f"/office/{slug}/protocol.pdf")
    assert pdf.headers["content-type"] == "application/pdf"
    assert len(PdfReader(io.BytesIO(pdf.content)).pages) >= 3

    office.get(f"/office/{slug}/protocol")
    office.submit('form[action$="/signature"]')
    office.follow()
    assert "The protocol as it was signed" in office.words
    frozen = office.client.get(f"/office/{slug}/protocol.pdf").content
    for kind in ("editable", "extract", "extract_editable", "winners", "winners_editable"):
        made = office.client.get(f"/office/{slug}/protocol/copies/{kind}")
        assert (made.status_code, made.content[:2] in (b"%P", b"PK")) == (200, True)
    assert office.client.get(f"/office/{slug}/protocol/copies/old_scan").status_code == 404
    for paper in ("scores.pdf", "scores.xlsx", "scores/1.pdf"):
        assert office.client.get(f"/office/{slug}/{paper}").status_code == 200
    assert office.client.get(f"/office/{slug}/protocol.pdf").content == frozen
    _scan(office, slug)

    office.get(f"/office/{slug}/publication")
    assert "4 letters, one for each applicant" in office.words
    assert [row.get_text(" ", strip=True) for row in office.page.select("tbody tr td:nth-of-type(1)")] == [
        "Заявитель 1", f"Applicant № {judged.works[3].number}",
    ]  # fmt: skip
    office.submit('form[action$="/publication"]')
    office.follow()
    assert "The results are public. 4 letters are on their way." in office.words
    office.post(f"/office/{slug}/publication", status=409)
    with world() as session:
        letters = session.exec(select(Letter).where(Letter.contest_id == judged.contest.id)).all()
        assert sorted(letter.subject.split(":")[0] for letter in letters if letter.key.startswith("results-")) == [
            "Вы в списке резерва", "Вы среди победителей", "Вы среди победителей", "Итоги",
        ]  # fmt: skip
        grants = session.exec(select(Grant)).all()
        assert [grant.amount for grant in grants] == [200_000, 200_000]
        noted = checkpoints.of_chain(session, journal.chain_of(judged.contest.id))
        assert [one.cause for one in noted] == [Cause.PUBLISHED, Cause.CONFIRMED]
    plain.client.cookies.set("lang", "en")
    plain.get(f"/contests/{slug}/results")
    assert "Заявитель 1" in plain.words


def _write_protocol(office: Browser, slug: str) -> None:
    office.get(f"/office/{slug}/protocol")
    office.submit(
        'form[action$="/protocol"]', {"starts": "15:00", "ends": "14:00", "votes_for": "2", "place_kk": ""}, status=422
    )
    assert "Please fill in this field" in office.words
    assert "The end comes after the start" in office.words
    assert "2 votes in all, but 3 voting members took part" not in office.words  # asked once the rest makes sense
    good = {"starts": "15:00", "ends": "16:00", "place_kk": "Талдықорған", "votes_for": "2"}
    office.submit('form[action$="/protocol"]', good, status=422)
    assert "2 votes in all, but 3 voting members took part" in office.words
    office.submit('form[action$="/protocol"]', good | {"votes_for": "3"})
    office.follow()
    assert office.page.h1.get_text() == "Protocol № 1"
    assert "There is a quorum" in office.words


def _scan(office: Browser, slug: str) -> None:
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(width=200, height=200)
    writer.write(out)
    office.get(f"/office/{slug}/protocol")
    form = 'form[action$="/scan"]'
    office.submit(form, status=422)
    office.submit(form, status=422, files={"scan": ("scan.pdf", b"MZ not a PDF", "application/pdf")})
    assert [link["href"] for link in office.page.select("#errors a")] == ["#scan"]
    office.submit(form, files={"scan": ("скан.pdf", out.getvalue(), "application/pdf")})
    office.follow()
    writer.add_blank_page(width=200, height=200)
    better = io.BytesIO()
    writer.write(better)
    again = {"scan": ("скан 2.pdf", better.getvalue(), "application/pdf")}
    office.submit(form, {"reason": "ә" * 2001}, 422, again)
    assert office.page.select_one("#reason").get_text().strip() == "ә" * 2001  # type: ignore[union-attr]
    office.submit(form, {"reason": ""}, 422)
    office.submit(form, {"reason": "Не хватало листа"})
    office.follow()
    assert "Не хватало листа" in office.words
    old = office.page.select_one('a[href*="/protocol/scans/"]')
    assert old is not None
    assert office.client.get(str(old["href"])).content == out.getvalue()
    stored = office.client.get(f"/office/{slug}/protocol/scan")
    assert stored.content == better.getvalue()
    assert stored.headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize(
    "typed",
    [{}, {"held_on": "21.05.2026"}, {"starts": "25:00"}, {"votes_for": "-1"}, {"votes_for": "x" * 1_000_000},
     {"place_ru": "<script>" * 40}],
)  # fmt: skip
def test_a_bad_protocol_comes_back_as_it_was_typed(
    office: Browser, judged: Judged, world: World, now: datetime, typed: dict[str, str]
) -> None:
    with world() as session:
        confirm(session, judged, now)
    address = f"/office/{judged.contest.slug}/protocol"
    office.get(address)
    good = {"starts": "15:00", "ends": "16:00", "place_kk": "А-қ", "place_ru": "А-р"} if typed else {}
    data = {"held_on": "", "starts": "", "place_kk": ""} | good | typed
    if good and "held_on" not in typed:
        data["held_on"] = "20.05.2026"
    office.submit('form[action$="/protocol"]', data, status=422)
    for name, value in typed.items():
        assert office.page.select_one(f'[name="{name}"]')["value"] == value
    assert office.page.select("[aria-invalid=true]")
    with world() as session:
        assert queries.protocol(session, judged.contest.id) is None


def test_the_choice_is_opened_again_until_the_signature(
    office: Browser, judged: Judged, world: World, signed_in: SignedIn
) -> None:
    _confirm(office, judged, signed_in)
    office.get(f"/office/{judged.contest.slug}/decisions")
    office.submit('form[action$="/reopening"]', {"reason": ""}, status=422)
    office.get(f"/office/{judged.contest.slug}/decisions")
    office.submit('form[action$="/reopening"]', {"reason": "Ошибка в голосах"})
    office.follow()
    assert office.page.select("input[name=choice]:not([disabled])")
    with world() as session:
        assert session.exec(select(Decision.status)).one() is DecisionStatus.PROPOSED
        assert len(session.exec(select(Award)).all()) == 2


def test_nothing_of_the_result_shows_to_applicants_before_the_publication(
    judged: Judged, signed_in: SignedIn, world: World, now: datetime
) -> None:
    """The winner's and the loser's pages differ in nothing but what is their own."""
    with world() as session:
        confirm(session, judged, now)
        users = [session.get_one(User, judged.works[at].applicant_id) for at in (0, 1)]
    pages = []
    for user, work in zip(users, judged.works[:2], strict=True):
        browser = signed_in(user)
        texts = []
        for path in ("/applications", f"/applications/{work.id}", f"/contests/{judged.contest.slug}"):
            response = browser.client.get(path)
            own = (work.number or "", work.title, user.name, user.email, work.code)
            text = re.sub(r'data-user="\d+"|name="nonce" value="[^"]+"', "", response.text)
            for word in own:
                text = text.replace(word, "OWN")
            text = re.sub(r"data-user=\"\d+\"", "", text)
            texts.append(re.sub(rf"(applications/|application-){work.id}\b", "ID", text))
        for path in ("results", "gallery"):
            texts.append(str(browser.client.get(f"/contests/{judged.contest.slug}/{path}").status_code))
        pages.append(texts)
    assert pages[0] == pages[1]
    assert pages[0][-2:] == ["404", "404"]


def test_where_a_nomination_has_two_places_both_are_ticked(world: World, signed_in: SignedIn) -> None:
    with world() as session:
        judged = make_judged(session, [(1, 0, 9), (1, 1, 8), (1, 2, 7)], per_nomination=2, places=2)
    first, second, third = (str(work.id) for work in judged.works)
    browser = signed_in(judged.chair)
    browser.get(f"/office/{judged.contest.slug}/decisions")
    assert chosen(browser) == [first, second]
    form = 'form[action$="/decisions/nominations/1"]'
    browser.submit(form, {"choice": [first, third], "reason": "Так"})
    browser.follow()
    assert chosen(browser) == [first, third]
    browser.submit(form, {"choice": [first, second, third]}, status=409)
    assert "The place is taken already: Nomination 1." in browser.words


def sign(session: Session, judged: Judged, now: datetime) -> None:
    contest = session.get_one(Contest, judged.contest.id)
    seats = [{"seat": seat.id, "how": "in_person"} for seat in attendance.voting(session, contest)]
    form = ProtocolForm.model_validate({
        "held_on": "20.05.2026", "starts": "15:00", "ends": "16:00", "place_kk": "Алматы", "place_ru": "Алматы",
        "mode": "in_person", "seats": seats, "votes_for": len(seats),
    })  # fmt: skip
    by = session.get_one(User, judged.chair.id)
    protocols.save(session, contest, form, by=by, now=now)
    protocols.sign(session, contest, "a" * 64, by=by, now=now)


def owner_of(world: World, work: Application) -> User:
    with world() as session:
        return session.get_one(User, work.applicant_id)


@pytest.fixture
def house(app: FastAPI) -> House:
    found: House = app.state.house
    return found


@pytest.fixture
def ready(judged: Judged, world: World, now: datetime) -> Judged:
    """Signed, ready to be published; the experts wrote something about the first work."""
    with world() as session:
        contest = session.get_one(Contest, judged.contest.id)
        contest.shows_comments = True
        for at, sheet in enumerate(session.exec(select(Sheet).where(Sheet.application_id == judged.works[0].id)).all()):
            sheet.comment = ("Ясный план", "Смета подробная", "")[at]
        confirm(session, judged, now)
        sign(session, judged, now)
    return judged


def test_the_letters_are_read_before_they_leave_and_say_no_experts_name(
    ready: Judged, signed_in: SignedIn, world: World
) -> None:
    office = signed_in(ready.organiser)
    office.get(f"/office/{ready.contest.slug}/publication/letters")
    before = office.words
    assert "– Смета подробная – Ясный план" in before
    office.get(f"/office/{ready.contest.slug}/publication")
    office.submit('form[action$="/publication"]')
    with world() as session:
        letters = session.exec(select(Letter).where(Letter.key.startswith("results-"))).all()  # type: ignore[attr-defined]
        for letter in letters:
            assert letter.subject in before
            assert "Эксперт" not in letter.text
        assert sum("Ясный план" in letter.text for letter in letters) == 1
    owner = signed_in(owner_of(world, ready.works[0]))
    owner.get(f"/applications/{ready.works[0].id}")
    assert "What the commission wrote" in owner.words
    assert "Эксперт" not in owner.words


def test_the_results_go_out_by_themselves_at_the_time_that_was_set(
    ready: Judged, signed_in: SignedIn, world: World, house: House, now: datetime
) -> None:
    office = signed_in(ready.organiser)
    address = f"/office/{ready.contest.slug}/publication"
    office.get(address)
    office.submit('form[action$="/plan"]', {"at": "2026-05-19T10:00"}, status=422)
    assert "It has to lie ahead" in office.words
    office.get(address)
    office.submit('form[action$="/plan"]', {"at": "2026-05-21T10:00"})
    office.follow()
    assert "by themselves on" in office.words
    assert publishing.publish_due(house, now) == 0
    office.submit('form[action$="/plan/removal"]')
    assert publishing.publish_due(house, now + timedelta(days=2)) == 0
    office.get(address)
    office.submit('form[action$="/plan"]', {"at": "2026-05-21T10:00"})
    assert publishing.publish_due(house, now + timedelta(days=2)) == 1
    with world() as session:
        assert session.get_one(Contest, ready.contest.id).status is ContestStatus.PUBLISHED
        assert len(session.exec(select(Letter).where(Letter.key.startswith("results-"))).all()) == 4  # type: ignore[attr-defined]


def test_what_stands_in_the_way_by_then_calls_the_publication_off(
    ready: Judged, world: World, house: House, now: datetime
) -> None:
    with world() as session:
        publication.plan(session, session.get_one(Contest, ready.contest.id), now + timedelta(hours=1),
                         by=session.get_one(User, ready.organiser.id), now=now)  # fmt: skip
        session.get_one(Application, ready.works[0].id).status = Status.DISQUALIFIED
    assert publishing.publish_due(house, now + timedelta(days=1)) == 1
    with world() as session:
        assert session.exec(select(Decision.publish_at)).one() is None
        assert session.get_one(Contest, ready.contest.id).status is ContestStatus.DECIDING
        letters = session.exec(select(Letter).where(Letter.user_id == ready.organiser.id)).all()
        assert [letter.key.split("-")[0] for letter in letters] == ["unpublished"]


def test_an_applicant_appeals_once_and_reads_the_answer(ready: Judged, signed_in: SignedIn, world: World) -> None:
    work, slug = ready.works[1], ready.contest.slug
    owner = signed_in(owner_of(world, work))
    address = f"/applications/{work.id}/appeal"
    assert owner.client.get(address).status_code == 404
    office = signed_in(ready.organiser)
    office.get(f"/office/{slug}/publication")
    office.submit('form[action$="/publication"]')
    owner.get(f"/applications/{work.id}")
    assert "Lodge an appeal" in owner.words
    owner.get(address)
    owner.submit('form[action$="/appeal"]', {"body": "Нет"}, status=422)
    owner.submit('form[action$="/appeal"]', {"body": "Эксперт из моего села не заявил самоотвод."})
    owner.get(address)
    assert "Waits for an answer" in owner.words
    assert owner.page.select('form[action$="/appeal"]') == []
    office.get(f"/office/{slug}/appeals")
    assert "не заявил самоотвод" in office.words
    form = 'form[action*="/appeals/"]'
    office.submit(form, {"verdict": "dismissed", "answer": ""}, status=422)
    office.submit(form, {"verdict": "dismissed", "answer": "Эксперт живёт в другом районе."})
    owner.get(address)
    assert "The appeal is dismissed" in owner.words
    assert "Эксперт живёт в другом районе." in owner.words
    with world() as session:
        keys = [one.key for one in session.exec(select(Letter)).all() if one.key.startswith("appeal-")]
        assert sorted(key.split("-")[-1] == "answer" for key in keys) == [False] * 3 + [True]
