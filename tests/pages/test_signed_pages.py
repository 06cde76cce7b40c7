"""Signed pages as winner and office have them: photos from a phone, one PDF to look at, taken or sent back."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from browser import Browser
from fastapi import FastAPI
from granted import STEPS, Granted, lead, make_granted, take
from letters import outbox
from pypdf import PdfReader
from samples import changed_pdf, jpeg, pdf, tattling_jpeg
from sqlmodel import Session, select

from app.grants import copy_queries, queries
from app.grants.copy_models import Copied, CopyStatus, SignedCopy
from app.grants.models import Contract, ContractStatus, Grant, Payment
from app.grants.report_models import Act
from app.grants.terms_models import GrantTerms
from app.journal import Entry
from app.web.grants.signed_pages import LONGEST, MOST

World = Callable[[], AbstractContextManager[Session]]
SignedIn = Callable[..., Browser]
TODAY = "2026-05-20"


class Case:
    def __init__(self, world: World, app: FastAPI, open_for: SignedIn) -> None:
        self.world, self.house, self.open_for = world, app.state.house, open_for
        with world() as session:
            self.granted: Granted = make_granted(session, slug="clean-deeds")
            lead(session, self.granted, self.house.keys, "sent")
        self.id = self.granted.grant.id or 0
        self.mine, self.theirs = f"/grants/{self.id}", f"/office/clean-deeds/grants/{self.id}"
        self.form = f'form[action="{self.mine}/copy/contract"]'

    def winner(self) -> Browser:
        browser = self.open_for(self.granted.winner)
        browser.get(f"{self.mine}/copy/contract")
        return browser

    def office(self) -> Browser:
        browser = self.open_for(self.granted.secretary)
        browser.get(self.theirs)
        return browser

    def send(self, *files: tuple[str, bytes], status: int = 303, **more: str) -> Browser:
        browser = self.winner()
        browser.submit(self.form, more, status, files=[("pages", file) for file in files])
        return browser

    def copy(self) -> SignedCopy | None:
        with self.world() as session:
            return copy_queries.last(session, self.id, Copied.CONTRACT)

    def contract(self) -> Contract:
        with self.world() as session:
            found = queries.contract(session, self.id)
            assert found is not None
            return found

    def stored(self) -> PdfReader:
        copy = self.copy()
        assert copy is not None
        return PdfReader(BytesIO(self.house.shelf.read(copy.sha256)))


@pytest.fixture
def case(world: World, app: FastAPI, signed_in: SignedIn) -> Case:
    return Case(world, app, signed_in)


def photos(number: int) -> list[tuple[str, bytes]]:
    return [(f"бет-{place}.jpg", jpeg(place)) for place in range(number)]


def test_photos_become_one_paper_that_the_office_takes(case: Case) -> None:
    browser = case.open_for(case.granted.winner)
    browser.get(case.mine)
    assert browser.page.select_one(f'a[href="{case.mine}/copy/contract"]') is not None
    case.send(*photos(6))

    assert (len(case.stored().pages), outbox(case.world)[-1].subject.split(":")[0]) == (6, "Пришёл подписанный договор")
    browser.get(case.mine)
    assert "The organiser looks at the signed pages that you sent" in browser.words
    office = case.office()
    assert "The winner sent the signed paper: 6 pages" in office.words
    office.get(str(office.page.select_one("#copy a")["href"]))  # type: ignore[index]
    assert office.response.headers["Content-Disposition"].startswith("attachment")
    assert len(PdfReader(BytesIO(office.response.content)).pages) == 6
    office.get(case.theirs)
    office.submit('form[action$="/copy/contract/taking"]')

    assert (case.contract().status, case.contract().first_signed_on) == (
        ContractStatus.SIGNED_BY_ONE, case.contract().dated)  # fmt: skip
    assert outbox(case.world)[-1].subject == "Ваш подписанный договор получен"
    assert "Signed by the winner: 6 pages" in case.office().words
    browser.get(case.mine)
    assert "Your signature is noted" in browser.words
    assert browser.page.select_one('a[href*="/copy/"]') is None


def test_the_organiser_signed_first_so_the_parts_of_the_money_are_planned(case: Case) -> None:
    with case.world() as session:
        session.add(GrantTerms(contest_id=case.granted.contest.id or 0, parts=[60, 40]))
    office = case.office()
    office.submit('form[action$="/recall"]', {"recall_reason": "Төлем екіге бөлінеді"})
    for step, values in (("/sending", {}), ("/signing/first", {"first_side": "grantor"})):
        office.get(case.theirs)
        office.submit(f'form[action$="{step}"]', values)
    case.send(("шарт.pdf", pdf(3)))
    office.get(case.theirs)
    office.submit('form[action$="/copy/contract/taking"]')

    copy = case.copy()
    assert copy is not None
    assert (case.contract().status, case.contract().scan_sha256) == (ContractStatus.SIGNED, copy.sha256)
    with case.world() as session:
        assert [one.amount for one in session.exec(select(Payment).order_by("id")).all()] == [120_000, 80_000]


def test_the_office_sends_pages_back_and_the_winner_sees_why(case: Case) -> None:
    case.send(*photos(2))
    office = case.office()
    office.submit('form[action$="/copy/contract/return"]', {"copy_remark": ""}, 422)
    assert office.page.select_one("#copy_remark-e") is not None
    office.submit('form[action$="/copy/contract/return"]', {"copy_remark": "3-бет жоқ, қайта түсіріңіз"})

    letter = outbox(case.world)[-1]
    assert (letter.subject, "3-бет жоқ" in letter.text) == ("Пришлите подписанные страницы ещё раз", True)
    winner = case.winner()
    assert "3-бет жоқ, қайта түсіріңіз" in winner.words
    winner.get(case.mine)
    assert "3-бет жоқ, қайта түсіріңіз" in winner.words
    assert "Send the signed pages again" in winner.words
    case.send(*photos(3))
    copy = case.copy()
    assert copy is not None
    assert (copy.status, copy.pages) == (CopyStatus.SENT, 3)


def test_good_photos_wait_beside_a_bad_one_and_come_first(case: Case) -> None:
    winner = case.send(*photos(2), ("бет-3.heic", b"\0\0\0\x18ftypheic" + bytes(40)), status=422)
    assert "бет-3.heic" in winner.words
    assert [box["value"] != "" for box in winner.page.select(f"{case.form} [checked]")] == [True, True]
    assert case.copy() is None

    winner.submit(case.form, files=[("pages", ("бет-3.jpg", jpeg(3)))])
    assert len(case.stored().pages) == 3


def test_a_wrong_day_loses_no_photo(case: Case) -> None:
    winner = case.send(*photos(2), status=422, copy_signed_on="2026-05-21")
    assert winner.page.select_one("#copy_signed_on-e") is not None
    winner.submit(case.form, {"copy_signed_on": "32"}, 422)
    winner.submit(case.form, {"copy_signed_on": TODAY})
    assert len(case.stored().pages) == 2


def test_photos_and_a_pdf_are_put_together_in_their_order(case: Case) -> None:
    case.send(("1.jpg", jpeg(1)), ("2-4.pdf", pdf(3)), ("5.jpg", jpeg(5)))
    sheets = case.stored().pages
    assert [sheet.mediabox.width < sheet.mediabox.height for sheet in sheets] == [False, True, True, True, False]
    copy = case.copy()
    assert copy is not None
    assert copy.pages == 5


def test_a_pdf_alone_stays_as_it_was_sent(case: Case) -> None:
    sent = pdf(3)
    case.send(("шарт.pdf", sent))
    copy = case.copy()
    assert copy is not None
    assert (case.house.shelf.read(copy.sha256), copy.pages) == (sent, 3)


@pytest.mark.parametrize("kind", ["script", "launch", "file", "locked"])
def test_a_pdf_that_does_something_is_refused(case: Case, kind: str) -> None:
    case.send(("шарт.pdf", changed_pdf(kind)), status=422)
    assert case.copy() is None


def test_where_a_photo_was_taken_stays_on_the_phone(case: Case) -> None:
    case.send(("бет.jpg", tattling_jpeg()))
    copy = case.copy()
    assert copy is not None
    assert b"Exif" not in case.house.shelf.read(copy.sha256)


@pytest.mark.parametrize("file", [("a.exe", b"MZ" * 60), ("a.pdf", b"%PDF-1.7 broken"), ("a.jpg", b"")])
def test_what_is_no_page_is_refused(case: Case, file: tuple[str, bytes]) -> None:
    winner = case.send(file, status=422)
    assert winner.page.select_one("#pages-e") is not None
    assert case.copy() is None


def test_without_a_page_nothing_is_sent(case: Case) -> None:
    winner = case.winner()
    winner.submit(case.form, status=422)
    assert winner.page.select_one("#pages-e") is not None


def test_one_file_too_many_loses_none_of_the_others(case: Case) -> None:
    winner = case.send(*photos(MOST + 1), status=422)
    assert str(MOST) in winner.page.select_one("#pages-e").get_text()  # type: ignore[union-attr]
    assert len(winner.page.select(f"{case.form} [checked]")) == MOST


def test_pages_of_a_contract_that_was_called_back_are_asked_for_anew(case: Case) -> None:
    case.send(*photos(1))
    office = case.office()
    taking = str(office.page.select_one('form[action$="/taking"]')["action"])  # type: ignore[index]
    office.submit('form[action$="/recall"]', {"recall_reason": "Аты қате"})
    office.get(case.theirs)
    assert office.page.select_one("#copy") is None
    office.post(taking, {"copy_signed_on": TODAY, "seen": "0" * 64}, 409)
    browser = case.open_for(case.granted.winner)
    browser.get(f"{case.mine}/copy/contract", 409)
    browser.get(f"{case.mine}/copy/contract/file", 404)
    browser.get(f"{case.mine}/copy/receipt", 404)


def test_an_act_is_sent_signed_too(case: Case) -> None:
    with case.world() as session:
        grant = session.get_one(Grant, case.id)
        for step in STEPS[STEPS.index("signed") :]:
            take(session, case.granted, case.house.keys, step, grant)
        session.add(
            Act(grant_id=case.id, year=2026, serial=1, number="1/2026", dated=date(2026, 5, 20), pdf_sha256="f" * 64,
                docx_sha256="f" * 64, made_by=case.granted.organiser.id or 0, made_at=datetime.now(UTC))
        )  # fmt: skip
    winner = case.open_for(case.granted.winner)
    winner.get(case.mine)
    assert "Print the act, sign it and hand it to the organiser." in winner.words
    winner.get(f"{case.mine}/copy/act")
    winner.submit(f'form[action="{case.mine}/copy/act"]', files=[("pages", ("акт.jpg", jpeg(1)))])
    assert outbox(case.world)[-1].subject.split(":")[0] == "Пришёл подписанный акт"
    winner.get(case.mine)
    assert "Signed pages sent" in winner.words

    office = case.office()
    office.submit("#act #copy form", {"copy_signed_on": TODAY})
    office.get(case.theirs)
    assert "Signed by the winner: 1 page" in " ".join(office.page.select_one("#act").get_text().split())  # type: ignore[union-attr]
    assert office.page.select_one("#act [name=act_scan]") is not None
    winner.get(case.mine)
    assert winner.page.select_one('a[href*="/copy/"]') is None
    assert "Your signature is noted" in winner.words
    assert "Everything is done" in winner.words


def test_staff_who_open_the_pages_are_noted(case: Case) -> None:
    case.send(*photos(1))
    case.open_for(case.granted.winner).get(f"{case.mine}/copy/contract/file")
    case.open_for(case.granted.accountant).get(f"{case.mine}/copy/contract/file")
    with case.world() as session:
        opened = session.exec(select(Entry.actor_id).where(Entry.action == "copy.opened")).all()
    assert opened == [case.granted.accountant.id]


def test_pages_that_came_meanwhile_are_not_taken_unseen(case: Case) -> None:
    case.send(*photos(2))
    office = case.office()
    case.send(*photos(3))
    office.submit('form[action$="/copy/contract/taking"]', status=409)
    assert "The winner has sent other pages meanwhile" in office.words
    subjects = [letter.subject.split(":")[0] for letter in outbox(case.world)]
    assert subjects.count("Пришёл подписанный договор") == 2


def test_a_document_that_is_too_long_is_refused(case: Case) -> None:
    winner = case.send(("том.pdf", pdf(LONGEST)), ("бет.jpg", jpeg(1)), status=422)
    assert winner.page.select_one("#pages-e") is not None
    assert case.copy() is None


def test_overview_and_tracker_lead_to_the_pages(case: Case) -> None:
    office = case.office()
    office.get("/office/clean-deeds")
    assert "signed pages" not in office.words
    case.send(*photos(1))
    office.get("/office/clean-deeds")
    assert "1 winner sent signed pages" in office.words
    office.get("/office/clean-deeds/grants")
    link = office.page.select_one(f'a[href="{case.theirs}#copy"]')
    assert link is not None
    assert "Signed pages came" in link.get_text()


def test_with_the_grant_its_signed_pages_leave_the_shelf(case: Case) -> None:
    case.send(*photos(1))
    copy = case.copy()
    assert copy is not None
    winner = case.open_for(case.granted.winner)
    winner.get(f"{case.mine}/answer")
    winner.submit(f'form[action="{case.mine}/answer/refusal"]', {"reason": "Көшіп кетемін"})

    with case.world() as session:
        assert session.get_one(Grant, case.id)
        assert session.exec(select(SignedCopy)).all() == []
    assert not list(case.house.shelf.root.glob(f"??/{copy.sha256}"))
