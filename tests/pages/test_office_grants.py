"""The office's side of grants: the tracker, one grant, who may do what."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO

import pytest
from browser import Browser
from fastapi import FastAPI
from granted import IBAN, IIN, PERSON, STORY, Granted, lead, make_granted, take
from letters import last_letter, outbox
from pypdf import PdfReader
from samples import changed_pdf, jpeg, pdf
from sqlalchemy import event
from sqlmodel import Session, col, select
from world import give_role, make_contest, make_seat, make_user, nominations_of

from app import journal
from app.accounts.models import User
from app.contests.models import ContestKind, RoleName
from app.grants import queries
from app.grants.models import Contract, Grant, ReportStatus
from app.web.clerk import Clerk
from app.web.grants import contract_letters

World = Callable[[], AbstractContextManager[Session]]
SignedIn = Callable[..., Browser]
LINES = 'table[aria-label="Grants"] tbody tr'
SECRETS = (IIN, IBAN, "KZ69 9990")


class Case:
    def __init__(self, world: World, app: FastAPI) -> None:
        self.world, self.keys = world, app.state.house.keys
        with world() as session:
            self.granted: Granted = make_granted(session, 2, slug="clean-deeds")
            for grant in self.granted.grants:
                lead(session, self.granted, self.keys, "taken", grant)
            seat = make_seat(session, self.granted.contest, nominations_of(session, self.granted.contest))
            other = make_contest(session)
            organiser2, jury2 = make_user(session, "Басқа Ұйым"), make_user(session, "Басқа Қазы")
            give_role(session, organiser2, other, RoleName.ORGANISER)
            give_role(session, jury2, other, RoleName.EXPERT)
            operator = make_user(session, "Оператор", is_operator=True)
            self.people: dict[str, User] = {
                "APP": self.granted.winners[0], "APP2": self.granted.winners[1],
                "JUR": session.get_one(User, seat.user_id),
                "EXJ": jury2, "SEC": self.granted.secretary, "CHR": self.granted.chair, "ORG": self.granted.organiser,
                "ORG2": organiser2, "ACC": self.granted.accountant, "OPR": operator,
            }  # fmt: skip
        self.id = self.granted.grants[0].id
        self.list = "/office/clean-deeds/grants"
        self.path = f"{self.list}/{self.id}"

    def until(self, step: str, grant: int = 0) -> None:
        with self.world() as session:
            lead(session, self.granted, self.keys, step, session.get_one(Grant, self.granted.grants[grant].id))

    def contract(self) -> Contract:
        with self.world() as session:
            found = queries.contract(session, self.id)
            assert found is not None
            return found

    def status(self) -> ReportStatus:
        with self.world() as session:
            return queries.report(session, self.id).status

    def journal(self) -> list[tuple[str, int | None]]:
        with self.world() as session:
            rows = session.exec(select(journal.Entry).order_by(col(journal.Entry.id))).all()
            return [(row.action, row.actor_id) for row in rows]


@pytest.fixture
def case(world: World, app: FastAPI) -> Case:
    return Case(world, app)


@pytest.fixture(params=[False, True], ids=["plain", "htmx"])
def organiser(case: Case, signed_in: SignedIn, request: pytest.FixtureRequest) -> Browser:
    return signed_in(case.people["ORG"], htmx=request.param)


def test_a_grant_goes_from_its_details_to_the_accepted_report(case: Case, organiser: Browser, app: FastAPI,
                                                              signed_in: SignedIn) -> None:  # fmt: skip
    case.until("details")
    organiser.get(case.list)
    organiser.get(case.path)
    organiser.submit('form[action$="/contract"]')
    organiser.follow()
    assert "Contract № 1/2026" in organiser.words
    organiser.submit('form[action$="/sending"]')
    assert "№ 1/2026" in last_letter(case.world).subject
    sent = case.contract().pdf_sha256
    organiser.follow()
    organiser.submit('form[action$="/signing"]', files={"scan": ("scan.pdf", pdf(2))})
    assert (case.contract().pdf_sha256, case.contract().scan_type) == (sent, "application/pdf")
    organiser.follow()
    organiser.submit('form[action$="/payments"]', {"order_number": "15", "amount": "200 000 ₸"})
    organiser.follow()
    assert "Paid 200 000 ₸ of 200 000 ₸" in organiser.words.replace("\u00a0", " ")
    with case.world() as session:
        grant = session.get_one(Grant, case.id)
        for step in ("filled", "submitted"):
            take(session, case.granted, case.keys, step, grant)
    organiser.get(case.path)
    said = {"remark": "Добавьте чек на урны", "do.story": "return", "say.story": "Короче"}
    organiser.post(f"{case.path}/report/return", said)
    assert "Добавьте чек на урны" in last_letter(case.world).text
    assert "История успеха: Короче" in last_letter(case.world).text
    winner = signed_in(case.people["APP"])
    winner.get(f"/grants/{case.id}/report")
    assert "Добавьте чек на урны" in winner.words
    winner.submit("#f", {"story": STORY.replace("всем", "целым")})
    winner.post(f"/grants/{case.id}/report/submission")
    organiser.get(case.path)
    organiser.post(f"{case.path}/report/content", {"do.people": "accept"})
    organiser.follow()
    organiser.post(f"{case.path}/report/money")
    organiser.follow()
    assert "Act № 1/2026" in organiser.words

    assert case.status() is ReportStatus.ACCEPTED
    assert "50 000 ₸" in last_letter(case.world).text.replace("\u00a0", " ")  # the balance to be returned
    keys = [letter.key.rsplit("-", 1)[0] for letter in outbox(case.world)]
    assert len(keys) == len(set(keys)) == 6


def test_the_stored_paper_stays_as_it_was_sent(case: Case, organiser: Browser, signed_in: SignedIn) -> None:
    case.until("details")
    organiser.get(case.path)
    organiser.submit('form[action$="/contract"]')
    organiser.follow()
    organiser.submit('form[action$="/sending"]')
    before = organiser.client.get(f"/grants/{case.id}/contract").content
    with case.world() as session:
        place = queries.get(session, case.id or 0)
        assert place is not None
        place.application.title = "Совсем другое название"
        session.add(place.application)

    winner = signed_in(case.people["APP"])
    assert winner.client.get(f"/grants/{case.id}/contract").content == before
    told = " ".join(page.extract_text() for page in PdfReader(BytesIO(before)).pages)
    assert IIN in told
    assert "Чистый берег" in " ".join(told.split())


def test_staff_who_open_the_contract_are_written_down(case: Case, signed_in: SignedIn) -> None:
    case.until("drafted")
    for role in ("SEC", "ACC", "APP"):
        assert signed_in(case.people[role]).client.get(f"/grants/{case.id}/contract?inline").status_code == 200

    opened = [actor for action, actor in case.journal() if action == "contract.opened"]
    assert opened == [case.people["SEC"].id, case.people["ACC"].id]


def test_a_look_at_the_secrets_is_an_entry_of_the_journal(case: Case, organiser: Browser) -> None:
    case.until("details")
    organiser.get(case.path)

    page = organiser.submit('form[action$="/secrets"]', status=200)

    assert [one.get_text() for one in page.select("#values dd")] == [IIN, "KZ69 9990 0000 0000 0001"]
    assert case.journal()[-1] == ("grant.details-revealed", case.people["ORG"].id)


def test_no_page_of_the_office_shows_identifier_or_account(case: Case, signed_in: SignedIn) -> None:
    case.until("submitted")
    case.until("details", 1)
    paths = [case.list, case.path, f"{case.list}/{case.granted.grants[1].id}", "/office/clean-deeds/journal",
             "/office/clean-deeds/mail", "/office/clean-deeds", f"/grants/{case.id}"]  # fmt: skip
    for role in ("SEC", "ORG", "ACC"):
        browser = signed_in(case.people[role])
        for path in paths:
            text = browser.client.get(path, follow_redirects=True).text
            assert not [secret for secret in SECRETS if secret in text], (role, path)
        browser.get(case.path)
        assert "•••• 0001" in browser.words
    winner = signed_in(case.people["APP"])
    for path in ("", "/report", "/expenses"):
        text = winner.client.get(f"/grants/{case.id}{path}").text
        assert not [secret for secret in SECRETS if secret in text]


def test_the_tracker_counts_filters_and_leads_on(case: Case, signed_in: SignedIn) -> None:
    case.until("filled")
    with case.world() as session:
        report = queries.report(session, case.granted.grants[1].id)
        report.due_on = report.due_on.replace(year=2025)
        session.add(report)
    browser = signed_in(case.people["SEC"])

    page = browser.get(case.list)

    rows = [" ".join(row.get_text(" ").split()).replace("\u00a0", " ") for row in page.select(LINES)]
    assert "days overdue" in rows[0]
    assert "waits for details" in rows[0]
    assert "5/5" in rows[1]
    assert "150 000 of 200 000 ₸" in rows[1]
    assert [one.get_text() for one in page.select(".stat b")] == [
        "400\u00a0000 ₸", "200\u00a0000 ₸", "200\u00a0000 ₸", "150\u00a0000 ₸", "1",
    ]  # fmt: skip
    assert [one.get_text() for one in page.select(".chips a")] == ["All 2", "Overdue 1", "Due soon 1",
                                                                   "Contract not signed 1"]  # fmt: skip
    for show, number in (("overdue", 1), ("accepted", 0), ("nonsense", 2)):
        assert len(browser.get(f"{case.list}?show={show}").select(LINES)) == number, show


def test_the_next_step_is_offered_to_whom_it_belongs(case: Case, signed_in: SignedIn) -> None:
    case.until("signed")
    for role, words in (("SEC", "Open"), ("ACC", "Payment"), ("ORG", "Payment")):
        page = signed_in(case.people[role]).get(case.list)
        link = page.select_one(f'a[href^="{case.path}"]')
        assert link is not None
        assert link.get_text().startswith(words), role


def test_the_tracker_asks_the_same_questions_however_long_it_is(world: World, app: FastAPI,
                                                                signed_in: SignedIn) -> None:  # fmt: skip
    counts = []
    for number in (1, 8):
        with world() as session:
            granted = make_granted(session, number, slug=f"deeds-{number}")
            for grant in granted.grants:
                lead(session, granted, app.state.house.keys, "filled", grant)
        browser = signed_in(granted.organiser)
        browser.get(f"/office/deeds-{number}/grants")
        seen: list[object] = []

        def note(*args: object, seen: list[object] = seen) -> None:
            seen.append(args[2])

        event.listen(app.state.house.engine, "before_cursor_execute", note)
        assert len(browser.get(f"/office/deeds-{number}/grants").select(LINES)) == number
        event.remove(app.state.house.engine, "before_cursor_execute", note)
        counts.append(len(seen))

    assert counts[0] == counts[1] <= 14


def test_a_contest_without_money_has_no_tracker(world: World, signed_in: SignedIn) -> None:
    with world() as session:
        contest = make_contest(session, kind=ContestKind.DRAWING, slug="drawings")
        user = make_user(session)
        give_role(session, user, contest, RoleName.ORGANISER)

    signed_in(user).get("/office/drawings/grants", status=404)


@pytest.mark.parametrize(
    ("until", "form", "typed", "wrong"),
    [
        ("details", "contract", {"dated": ""}, ["#dated"]),
        ("details", "contract", {"dated": "2026-05-21"}, ["#dated"]),
        ("details", "contract", {"dated": "2025-01-01"}, ["#dated"]),
        ("signed", "payments", {"order_number": "", "amount": "12,50", "paid_on": ""},
         ["#order_number", "#paid_on", "#amount"]),
        ("signed", "payments", {"order_number": "1", "amount": "200001"}, ["#amount"]),
        ("signed", "payments", {"order_number": "1", "paid_on": "2026-05-21"}, ["#paid_on"]),
        ("signed", "payments", {"order_number": "1", "paid_on": "2026-05-19"}, ["#paid_on"]),
    ],
)  # fmt: skip
def test_what_is_wrong_stands_beside_its_field(
    case: Case, organiser: Browser, until: str, form: str, typed: dict[str, str], wrong: list[str]
) -> None:
    case.until(until)
    organiser.get(case.path)

    page = organiser.submit(f'form[action$="/{form}"]', typed, status=422)

    assert [link["href"] for link in page.select("#errors a")] == wrong


@pytest.mark.parametrize(
    ("signed_on", "file", "wrong"),
    [
        ("2026-05-20", None, "#scan"), ("2026-05-20", ("a.pdf", changed_pdf("script")), "#scan"),
        ("2026-05-20", ("a.webp", b"RIFFxxxxWEBPxxxx"), "#scan"), ("2026-05-20", ("a.jpg", b""), "#scan"),
        ("2026-05-21", ("a.pdf", pdf()), "#signed_on"), ("2026-05-19", ("a.pdf", pdf()), "#signed_on"),
        ("", ("a.jpg", jpeg()), "#signed_on"),
    ],
)  # fmt: skip
def test_a_signing_needs_its_day_and_its_scan(
    case: Case, organiser: Browser, signed_on: str, file: tuple[str, bytes] | None, wrong: str
) -> None:
    case.until("sent")
    organiser.get(case.path)

    page = organiser.submit('form[action$="/signing"]', {"signed_on": signed_on}, 422, {"scan": file} if file else None)

    assert [link["href"] for link in page.select("#errors a")] == [wrong]
    assert page.select_one("#scan[hx-preserve]") is not None
    assert bool(page.select("h1")) is not organiser.htmx
    assert case.contract().signed_on is None
    if file and wrong == "#signed_on" and not organiser.htmx:  # the whole page was loaded anew: the file waits
        organiser.submit('form[action$="/signing"]', {"signed_on": "2026-05-20"})
        assert case.contract().scan_sha256 == sha256(file[1]).hexdigest()


def test_what_comes_too_early_or_twice_is_a_conflict(case: Case, organiser: Browser) -> None:
    payment = {"order_number": "1", "paid_on": "2026-05-20", "amount": "1"}
    organiser.post(f"{case.path}/contract", {"dated": "2026-05-20"}, status=409)
    organiser.post(f"{case.path}/sending", status=409)
    organiser.post(f"{case.path}/signing", {"signed_on": "2026-05-20"}, files={"scan": ("a.pdf", pdf())}, status=409)
    organiser.post(f"{case.path}/payments", payment, status=409)
    for path in ("content", "money"):
        organiser.post(f"{case.path}/report/{path}", status=409)
    case.until("signed")
    organiser.post(f"{case.path}/contract", {"dated": "2026-05-20"}, status=409)
    organiser.post(f"{case.path}/sending", status=409)
    organiser.post(f"{case.path}/signing", {"signed_on": "2026-05-20"}, files={"scan": ("a.pdf", pdf())}, status=409)
    organiser.post(f"{case.path}/report/return", {"remark": "Рано"}, status=409)


def test_a_contract_that_cannot_be_stated_takes_no_number(case: Case, organiser: Browser) -> None:
    case.until("details")
    with case.world() as session:
        grant = session.get_one(Grant, case.id)
        grant.amount = 190_000
        session.add(grant)

    organiser.post(f"{case.path}/contract", {"dated": "2026-05-20"}, status=409)

    assert "The budget of the application adds up to 200 000 ₸" in organiser.words.replace("\u00a0", " ")
    with case.world() as session:
        assert queries.contract(session, case.id) is None


def test_the_winners_are_asked_once(world: World, app: FastAPI) -> None:
    with world() as session:
        granted = make_granted(session, 2)
        lead(session, granted, app.state.house.keys, "taken", granted.grants[1])
    for _ in range(2):
        with world() as session:
            contract_letters.ask_winners(Clerk(app.state.house, session), granted.contest, now=datetime.now(UTC))

    letters = outbox(world)
    assert [letter.address for letter in letters] == [granted.winner.email]
    assert f"/grants/{granted.grant.id}/answer" in letters[0].text


ROUTES: list[tuple[str, str, str, str, str]] = [
    # (row of the matrix, state, method, path, cells of APP APP2 JUR EXJ SEC CHR ORG ORG2 ACC OPR)
    ("con.list", "filled", "GET", "{list}", "NNNNANANAN"),
    ("con.view", "filled", "GET", "{office}", "NNNNANANAN"),
    ("con.create", "details", "POST", "{office}/contract", "NNNNANANNN"),
    ("con.view", "drafted", "GET", "{grant}/contract", "ANNNANANAN"),
    ("con.secret", "details", "POST", "{office}/secrets", "NNNNNNANAN"),
    ("con.secret", "details", "POST", "{grant}/details/values", "ANNNNNNNNN"),
    ("con.details", "", "GET", "{grant}/details", "ANNNFNFNFN"),
    ("con.details", "", "POST", "{grant}/details", "ANNNFNFNFN"),
    ("con.bank.edit", "sent", "POST", "{grant}/details", "ANNNNNFNNN"),
    ("con.bank.edit_signed", "signed", "POST", "{grant}/details", "CNNNNNFNNN"),
    ("con.sign", "drafted", "POST", "{office}/sending", "FNNNANANFN"),
    ("con.sign", "sent", "POST", "{office}/signing", "FNNNANANFN"),
    ("con.pay", "signed", "POST", "{office}/payments", "FNNNFNANAN"),
    ("rep.submit", "signed", "POST", "{grant}/report", "ANNNNNFNNN"),
    ("rep.submit", "filled", "POST", "{grant}/report/submission", "ANNNNNFNNN"),
    ("rep.submit", "signed", "POST", "{grant}/report/photos", "ANNNNNFNNN"),
    ("rep.submit", "signed", "POST", "{grant}/report/videos", "ANNNNNFNNN"),
    ("rep.view", "filled", "GET", "{grant}/report", "ANNNANANAN"),
    ("rep.view", "filled", "GET", "{grant}/expenses", "ANNNANANAN"),
    ("rep.view", "filled", "GET", "{grant}", "ANNNANANAN"),
    ("rep.decide", "submitted", "POST", "{office}/report/return", "FNNNANANAN"),
    ("rep.decide", "submitted", "POST", "{office}/report/content", "FNNNANANFN"),
    ("rep.money", "content", "POST", "{office}/report/money", "FNNNFNANAN"),
]
ROLES = ("APP", "APP2", "JUR", "EXJ", "SEC", "CHR", "ORG", "ORG2", "ACC", "OPR")
FORMS = {
    "contract": {"dated": "2026-05-20"}, "signing": {"signed_on": "2026-05-20"}, "videos": {"video": "https://a.example"},
    "payments": {"order_number": "1", "paid_on": "2026-05-20", "amount": "1"}, "return": {"remark": "Дополните"},
}  # fmt: skip
FILES = {"signing": {"scan": ("a.pdf", pdf())}, "photos": {"file": ("a.jpg", jpeg())}}
CELLS = {(row, path): dict(zip(ROLES, cells, strict=True)) for row, _, _, path, cells in ROUTES}
CODES = {404: "N", 403: "F", 409: "C", 200: "A", 303: "A"}


def ask(case: Case, signed_in: SignedIn, role: str, method: str, path: str) -> str:
    """The code of what this person is answered."""
    address = path.format(office=case.path, grant=f"/grants/{case.id}", list=case.list)
    last = address.rpartition("/")[2]
    data = PERSON if last == "details" else FORMS.get(last, {})
    client, headers = signed_in(case.people[role]).client, {"Sec-Fetch-Site": "same-origin"}
    return CODES[client.request(method, address, data=data, files=FILES.get(last), headers=headers).status_code]


@pytest.mark.parametrize(("row", "state", "method", "path", "cells"), ROUTES, ids=[f"{r[0]} {r[3]}" for r in ROUTES])
def test_who_may_not(case: Case, signed_in: SignedIn, row: str, state: str, method: str, path: str, cells: str) -> None:
    if state:
        case.until(state)
    refused = {role: cell for role, cell in CELLS[row, path].items() if cell != "A"}

    assert {role: ask(case, signed_in, role, method, path) for role in refused} == refused


@pytest.mark.parametrize(
    ("state", "method", "path", "role"),
    [
        (state, method, path, role)
        for row, state, method, path, _ in ROUTES
        for role, cell in CELLS[row, path].items()
        if cell == "A"
    ],
)
def test_who_may(case: Case, signed_in: SignedIn, state: str, method: str, path: str, role: str) -> None:
    if state:
        case.until(state)

    assert ask(case, signed_in, role, method, path) == "A"
