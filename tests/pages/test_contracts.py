"""The winner's answer, contracts and money as people meet them: pages, letters, files."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO

import pytest
from browser import Browser, filled
from conftest import Clock
from fastapi import FastAPI
from granted import IBAN, IIN, Granted, lead, make_granted, spend, take_back
from letters import outbox
from openpyxl import load_workbook
from pypdf import PdfReader
from samples import pdf
from sqlmodel import Session, select
from world import make_application, make_user, nominations_of

from app.accounts.models import User
from app.applications.models import ApplicantKind
from app.awards.models import Decision, DecisionStatus, Reserve
from app.contests.models import Contest
from app.files import FileDamaged
from app.grants import contract_queries, papers, queries
from app.grants.amendment_models import Amendment
from app.grants.answer_models import AnswerStatus
from app.grants.models import Contract, ContractStatus, Evidence, EvidenceKind, Grant
from app.grants.terms_models import GrantTerms
from app.web.grants import contract_ending, grant_reminding

World = Callable[[], AbstractContextManager[Session]]
SignedIn = Callable[..., Browser]


class Case:
    def __init__(self, world: World, app: FastAPI) -> None:
        self.world, self.house = world, app.state.house
        with world() as session:
            self.granted: Granted = make_granted(session, slug="clean-deeds")
            self.next = make_user(session, "Резервтегі Адам")
            made = make_application(session, self.granted.contest, self.next,
                                    nominations_of(session, self.granted.contest)[0],
                                    applicant_kind=ApplicantKind.PERSON, title="Көгал")  # fmt: skip
            session.add(Reserve(application_id=made.id or 0, position=1))
        self.id = self.granted.grant.id or 0
        self.path = f"/office/clean-deeds/grants/{self.id}"

    def until(self, step: str) -> None:
        with self.world() as session:
            grant = session.get_one(type(self.granted.grant), self.id)
            lead(session, self.granted, self.house.keys, step, grant)

    def amendment(self) -> Amendment:
        """The only one."""
        with self.world() as session:
            contract = queries.contract(session, self.id)
            assert contract is not None
            (row,) = contract_queries.amendments(session, contract.id)
            return row

    def answer(self) -> AnswerStatus:
        with self.world() as session:
            found = contract_queries.answer(session, self.id)
            assert found is not None
            return found.status


@pytest.fixture
def case(world: World, app: FastAPI) -> Case:
    return Case(world, app)


@pytest.fixture(params=[False, True], ids=["plain", "htmx"])
def organiser(case: Case, signed_in: SignedIn, request: pytest.FixtureRequest) -> Browser:
    return signed_in(case.granted.organiser, htmx=request.param)


def test_the_winner_takes_the_grant_and_goes_on_to_the_details(case: Case, signed_in: SignedIn) -> None:
    winner = signed_in(case.granted.winner)
    winner.get(f"/grants/{case.id}")
    assert "Say by 27 May 2026 whether you take the grant." in winner.words.replace("\u00a0", " ")

    winner.get(f"/grants/{case.id}/answer")
    winner.submit('form[action$="/acceptance"]')
    winner.follow()

    assert case.answer() is AnswerStatus.ACCEPTED
    assert "Details for the contract" in winner.words


def test_a_refusal_tells_the_organiser_and_asks_the_next_one(case: Case, signed_in: SignedIn) -> None:
    winner = signed_in(case.granted.winner)
    winner.get(f"/grants/{case.id}/answer")
    winner.submit('form[action$="/refusal"]', {"reason": "Көшіп кетемін"})

    letters = {letter.address: letter for letter in outbox(case.world)}
    assert set(letters) == {case.granted.organiser.email, case.next.email}
    assert "Көшіп кетемін" in letters[case.granted.organiser.email].text
    assert "следующим в резерве был ваш проект «Көгал»" in letters[case.next.email].text
    with case.world() as session:
        assert [row.application.title for row in queries.rows(session, case.granted.contest.id)] == ["Көгал"]


def test_who_gives_the_grant_up_reads_so_and_everybody_reads_that_it_was_passed_on(
    case: Case, signed_in: SignedIn, plain: Browser
) -> None:
    winner, mine = signed_in(case.granted.winner), f"/applications/{case.granted.grant.application_id}"
    results = "/contests/clean-deeds/results?lang=en"
    with case.world() as session:
        decide(session, case.granted.contest, case.granted.organiser)
    winner.get(mine)
    assert "Congratulations" in winner.words
    plain.get(results)
    assert not plain.page.select("#passed")

    winner.get(f"/grants/{case.id}/answer")
    winner.submit('form[action$="/refusal"]', {"reason": "Көшіп кетемін"})

    for path in (mine, "/applications"):
        winner.get(path)
        assert "Grant not taken" in winner.words
        assert "you gave the grant up" in winner.words
        assert "Not selected" not in winner.words
    plain.get(results)
    with case.world() as session:
        (row,) = queries.rows(session, case.granted.contest.id)
        assert f"went to the next in the reserve, application № {row.application.number}." in plain.words
    assert case.granted.winner.name not in plain.words
    assert "Көшіп кетемін" not in plain.words


def test_silence_is_told_as_silence(case: Case, signed_in: SignedIn, clock: Clock) -> None:
    with case.world() as session:
        decide(session, case.granted.contest, case.granted.organiser)
        for waiting in session.exec(select(Reserve)).all():
            session.delete(waiting)
    clock.advance(days=8)
    signed_in(case.granted.organiser).post(f"{case.path}/answer/lapse", {"lapse_reason": "Жауап болмады"})

    winner = signed_in(case.granted.winner)
    winner.get(f"/applications/{case.granted.grant.application_id}")
    assert "no answer came in time, which counts as a refusal" in winner.words
    winner.get("/contests/clean-deeds/results")
    assert "the place stays empty" in winner.words


def decide(session: Session, contest: Contest, by: User) -> None:
    """As the commission has, long ago."""
    session.add(Decision(contest_id=contest.id or 0, status=DecisionStatus.PUBLISHED, proposed_by=by.id or 0,
                         proposed_at=datetime.now(UTC)))  # fmt: skip


def test_both_sides_are_reminded_once_for_a_day(case: Case, clock: Clock) -> None:
    def remind() -> int:
        return grant_reminding.remind(case.house, clock.now)

    assert remind() == 0
    clock.advance(days=5)  # 25 May, two days before
    assert (remind(), remind()) == (1, 0)
    clock.advance(days=2)  # the last day
    assert (remind(), remind()) == (1, 0)
    clock.advance(days=1)  # the day is over
    assert (remind(), remind()) == (2, 0)
    sent = {(letter.address, letter.subject) for letter in outbox(case.world)}
    winner, organiser = case.granted.winner.email, case.granted.organiser.email
    assert sent == {
        (winner, "Срок вашего ответа о гранте истёк"), (organiser, "Нет ответа о гранте: Победитель 1"),
    }  # fmt: skip


def test_silence_is_settled_by_the_organiser_after_its_day(case: Case, signed_in: SignedIn, clock: Clock) -> None:
    clock.advance(days=8)
    organiser = signed_in(case.granted.organiser)
    organiser.get(case.path)
    organiser.submit('form[action$="/answer/lapse"]', {"lapse_reason": "Жауап болмады"})

    assert case.answer() is AnswerStatus.LAPSED
    organiser.follow()
    assert "Резервтегі Адам" in organiser.words or "Called from the reserve" in organiser.words


@pytest.mark.parametrize("step", ["taken", "sent"])
def test_a_grant_whose_award_was_taken_back_is_ended_by_the_organiser(
    case: Case, organiser: Browser, signed_in: SignedIn, step: str
) -> None:
    case.until("drafted" if step == "sent" else step)
    if step == "sent":
        organiser.post(f"{case.path}/sending")
    with case.world() as session:
        take_back(session, session.get_one(Grant, case.id))
        sent = queries.contract(session, case.id)
    organiser.get("/office/clean-deeds/grants")
    assert organiser.page.select_one(f'a[href="{case.path}#answer"]').get_text().startswith("End the grant")
    organiser.get(case.path)
    organiser.submit('form[action$="/answer/end"]', {"ending_reason": " "}, status=422)
    assert case.answer() is AnswerStatus.ACCEPTED

    organiser.submit('form[action$="/answer/end"]', {"ending_reason": "Балл қате саналды"})

    assert case.answer() is AnswerStatus.WITHDRAWN
    organiser.follow()
    assert "Ended: the award was taken back" in organiser.words
    organiser.get(f"{case.path}/answer/addendum", status=404)
    if sent is not None:
        for name in (sent.pdf_sha256, sent.docx_sha256):
            with pytest.raises(FileDamaged):
                case.house.shelf.read(name or "")
    winner = signed_in(case.granted.winner)
    winner.get(f"/grants/{case.id}")
    assert "A correction of the results took the award back: Балл қате саналды" in winner.words
    letters = [one for one in outbox(case.world) if one.address == case.granted.winner.email]
    assert "Балл қате саналды" in letters[-1].text


def test_what_is_refused_leaves_the_files_of_the_contract_where_they_are(
    case: Case, organiser: Browser, signed_in: SignedIn
) -> None:
    case.until("drafted")
    organiser.post(f"{case.path}/sending")
    with case.world() as session:
        sent = queries.contract(session, case.id)
    assert sent is not None
    organiser.post(f"{case.path}/answer/end", {"ending_reason": "Қате"}, status=409)
    assert case.house.shelf.read(sent.pdf_sha256 or "")[:5] == b"%PDF-"

    signed_in(case.granted.winner).post(f"/grants/{case.id}/answer/refusal", {"reason": ""})

    with pytest.raises(FileDamaged):
        case.house.shelf.read(sent.pdf_sha256 or "")


def test_a_file_of_a_void_contract_stays_where_another_row_names_the_same_bytes(
    case: Case, organiser: Browser, signed_in: SignedIn, now: datetime
) -> None:
    case.until("drafted")
    organiser.post(f"{case.path}/sending")
    with case.world() as session:
        sent = queries.contract(session, case.id)
        assert sent is not None
        report = queries.report(session, case.id)
        session.add(Evidence(report_id=report.id or 0, kind=EvidenceKind.PHOTO, sha256=sent.pdf_sha256, added_at=now))
    signed_in(case.granted.winner).post(f"/grants/{case.id}/answer/refusal", {"reason": ""})

    assert case.house.shelf.read(sent.pdf_sha256 or "")[:5] == b"%PDF-"
    with pytest.raises(FileDamaged):
        case.house.shelf.read(sent.docx_sha256 or "")


def test_a_change_of_the_contract_is_drawn_up_read_and_signed(case: Case, organiser: Browser) -> None:
    case.until("signed")
    organiser.get(f"{case.path}/amendments/new?kind=time")
    organiser.submit('form[action$="/amendments"]', {
        "ends_on": "2026-07-01", "reason_kk": "Су тасыды", "reason_ru": "Паводок",
    })  # fmt: skip
    row = case.amendment()
    organiser.get(f"{case.path}/amendments/{row.id}")
    organiser.submit('form[action$="/signing"]', files={"scan": ("scan.pdf", pdf(1))})

    with case.world() as session:
        contract = queries.contract(session, case.id)
        assert contract is not None
        assert (contract.status, str(contract.ends_on)) == (ContractStatus.AMENDED, "2026-07-01")


def test_a_signing_that_the_fund_does_not_bear_is_refused_before_its_scan_is_read(
    case: Case, organiser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    with case.world() as session:
        contest = session.get_one(Contest, case.granted.contest.id)
        contest.places, contest.grant_amount = 1, 199_999
        session.add(GrantTerms(contest_id=contest.id or 0, parts=[60, 40]))
    case.until("sent")
    looked: list[object] = []
    monkeypatch.setattr(papers, "scan", looked.append)
    organiser.get(case.path)
    organiser.submit('form[action$="/signing"]', {"signed_on": "2026-05-20"}, 422, {"scan": ("scan.pdf", pdf(1))})

    assert "Together the payments would be more than the fund of 199 999 ₸." in organiser.words.replace("\u00a0", " ")
    assert not organiser.htmx or organiser.response.headers["HX-Retarget"] == "#alerts"
    with case.world() as session:
        contract = queries.contract(session, case.id)
        assert contract is not None
        assert (contract.status, looked, queries.payments(session, case.id)) == (ContractStatus.SENT, [], [])


def test_an_agreement_that_holds_no_more_is_refused_before_its_scan_is_read(
    case: Case, organiser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    case.until("signed")
    organiser.get(f"{case.path}/amendments/new?kind=budget")
    why = {"reason_kk": "Баға өсті", "reason_ru": "Цены выросли"}
    organiser.submit('form[action$="/amendments"]', why | {"lines-0-amount": "200 000", "lines-1-amount": "0"})
    with case.world() as session:
        grant = session.get_one(Grant, case.id)
        line = queries.granted_lines(session, grant.application_id)[1]
        spend(session, grant, line, 7000, case.granted.winner)  # type: ignore[arg-type]
        contract = queries.contract(session, case.id)
        assert contract is not None
        (row,) = contract_queries.amendments(session, contract.id)
    looked: list[object] = []
    monkeypatch.setattr(papers, "scan", looked.append)
    organiser.get(f"{case.path}/amendments/{row.id}")
    organiser.submit('form[action$="/signing"]', files={"scan": ("scan.pdf", pdf(1))}, status=422)

    told = "On «Урны» 7 000 ₸ have been spent already: the line cannot be cut to 0 ₸."
    assert told in organiser.words.replace("\u00a0", " ")
    assert looked == []
    organiser.post(f"{case.path}/amendments/{row.id}/removal", {})
    organiser.get(f"{case.path}/amendments/new?kind=budget")
    page = organiser.submit(
        'form[action$="/amendments"]', why | {"lines-0-amount": "193 001", "lines-1-amount": "6 999"}, status=422
    )
    assert [link["href"] for link in page.select("#errors a")] == ["#lines-1-amount"]


def test_a_signing_of_a_wrong_day_keeps_the_form_and_the_field(case: Case, organiser: Browser) -> None:
    case.until("signed")
    organiser.get(f"{case.path}/amendments/new?kind=content")
    said = {"reason_kk": "Баға", "reason_ru": "Цены", "text_kk": "Мәтін", "text_ru": "Текст"}
    organiser.submit('form[action$="/amendments"]', said)
    row = case.amendment()
    organiser.get(f"{case.path}/amendments/{row.id}")
    scan = pdf(1)
    page = organiser.submit('form[action$="/signing"]', {"signed_on": "2026-05-21"}, 422, {"scan": ("a.pdf", scan)})

    assert [link["href"] for link in page.select("#errors a")] == ["#signed_on"]
    assert page.select_one("#scan[hx-preserve]") is not None
    if not organiser.htmx:
        organiser.submit('form[action$="/signing"]', {"signed_on": "2026-05-20"})
        assert case.amendment().scan_sha256 == sha256(scan).hexdigest()


def test_a_contract_is_ended_by_a_paper_of_its_own(case: Case, organiser: Browser) -> None:
    case.until("paid")
    organiser.get(case.path)
    (link,) = [one["href"] for one in organiser.page.select("a") if "kind=termination" in str(one.get("href"))]
    organiser.get(str(link))
    said = {"how": "notice", "to_return": "200 001", "reason_kk": "Есеп жоқ", "reason_ru": "Нет отчёта"}
    organiser.submit('form[action$="/amendments"]', said, status=422)
    organiser.submit('form[action$="/amendments"]', said | {"to_return": "50 000"})
    row = case.amendment()
    with case.world() as session:
        assert session.get_one(Contract, row.contract_id).status is ContractStatus.SIGNED
    paper = PdfReader(BytesIO(organiser.client.get(f"/grants/{case.id}/amendments/{row.id}").content))
    assert "УВЕДОМЛЕНИЕ № 1 О РАСТОРЖЕНИИ" in " ".join(paper.pages[-1].extract_text().split())
    assert "подпись подтверждает только то, что вы его получили" in " ".join(outbox(case.world)[-1].text.split())
    organiser.get(f"{case.path}/amendments/{row.id}")
    organiser.submit('form[action$="/signing"]', files={"scan": ("scan.pdf", pdf(1))})

    with case.world() as session:
        contract = queries.contract(session, case.id)
    assert contract is not None
    assert (contract.status, contract.to_return) == (ContractStatus.TERMINATED, 50_000)
    assert "50 000" in " ".join(outbox(case.world)[-1].text.split())


def test_a_notice_of_a_day_ahead_is_told_to_both_sides_and_holds_by_itself(
    case: Case, organiser: Browser, signed_in: SignedIn, clock: Clock
) -> None:
    case.until("paid")
    organiser.get("/office/clean-deeds/grants/letters")
    before = len(organiser.page.select("main ol > li"))
    organiser.get(f"{case.path}/amendments/new?kind=termination")
    said = {"how": "notice", "ended_on": "2026-05-26", "reason_kk": "Есеп жоқ", "reason_ru": "Нет отчёта"}
    page = organiser.submit('form[action$="/amendments"]', said | {"ended_on": "2027-05-21"}, status=422)
    assert [link["href"] for link in page.select("#errors a")] == ["#ended_on"]
    organiser.submit('form[action$="/amendments"]', said)
    assert "Договор прекращается: 26 мая 2026" in outbox(case.world)[-1].text.replace("\u00a0", " ")
    row = case.amendment()
    organiser.get(f"{case.path}/amendments/{row.id}")
    organiser.submit('form[action$="/signing"]', files={"scan": ("scan.pdf", pdf(1))})

    assert "До этого дня он действует" in outbox(case.world)[-1].text
    winner = signed_in(case.granted.winner)
    for browser, path in ((organiser, case.path), (winner, f"/grants/{case.id}")):
        browser.get(path)
        told = browser.words.replace("\u00a0", " ")
        assert "The contract ends on 26 May 2026 by paper № 1. Until then it holds." in told
        assert "Contract terminated" not in told
    winner.get(f"/grants/{case.id}/report")
    organiser.get("/office/clean-deeds/grants/letters")
    assert len(organiser.page.select("main ol > li")) == 1 < before  # of 25 May; the report would be due on 1 June

    assert contract_ending.end_due(case.house, clock.now) == 0
    clock.advance(days=6)
    assert [contract_ending.end_due(case.house, clock.now) for _ in range(2)] == [1, 0]
    winner = signed_in(case.granted.winner)
    winner.get(f"/grants/{case.id}")
    assert "The contract has ended: Есеп жоқ / Нет отчёта" in winner.words


def test_the_budget_of_a_contract_gets_a_new_line(case: Case, organiser: Browser) -> None:
    case.until("signed")
    organiser.get(f"{case.path}/amendments/new?kind=budget")
    why = {"reason_kk": "Баға өсті", "reason_ru": "Цены выросли"}
    more = {"lines-0-amount": "170 000", "lines-1-amount": "0", "added-0-name": "Мешки", "added-0-amount": "30 001"}
    organiser.submit('form[action$="/amendments"]', why | more, status=422)
    assert "Мешки" in str(organiser.page)
    organiser.submit('form[action$="/amendments"]', why | more | {"added-0-amount": "30 000"})
    row = case.amendment()
    organiser.get(f"{case.path}/amendments/{row.id}")
    organiser.submit('form[action$="/signing"]', files={"scan": ("scan.pdf", pdf(1))})

    with case.world() as session:
        agreed = queries.granted_lines(session, case.granted.grant.application_id)
    assert [(one.name, one.granted) for one in agreed] == [("Перчатки", 170_000), ("Мешки", 30_000)]


ACCOUNT = {"iban": "KZ84722C000012345678", "kbe": "19", "reason_kk": "Хат", "reason_ru": "Письмо"}
"""At Kaspi Bank, CASPKZKA."""


def test_the_bank_of_a_new_account_is_known_by_the_account(case: Case, organiser: Browser) -> None:
    case.until("signed")
    organiser.get(f"{case.path}/amendments/new?kind=details")
    organiser.submit('form[action$="/amendments"]', ACCOUNT)

    known = {"bank": "АО «Kaspi Bank»", "bic": "CASPKZKA", "kbe": "19", "tail": "5678", "before": IBAN[-4:]}
    assert case.amendment().changes == known


def test_a_new_account_and_the_code_of_another_bank_are_asked_about_once(case: Case, organiser: Browser) -> None:
    case.until("signed")
    page = organiser.get(f"{case.path}/amendments/new?kind=details")
    assert page.select_one("#sure") is None
    said = ACCOUNT | {"bank": "Қазына", "bic": "HSBKKZKX"}
    page = organiser.submit('form[action$="/amendments"]', said | {"reason_ru": ""}, status=422)
    assert "By its account the bank is АО «Kaspi Bank», with the BIC CASPKZKA" in organiser.words
    assert [link["href"] for link in page.select("#errors a")] == ["#reason_ru", "#bic"]
    (form,) = page.select('form[action$="/amendments"]')
    assert {name: filled(form)[name] for name in said} == said | {"reason_ru": ""}
    organiser.submit('form[action$="/amendments"]', {"sure": "CASPKZKA"}, status=422)
    organiser.submit('form[action$="/amendments"]', {"reason_ru": "Письмо", "dated": "2026-05-21"}, status=422)
    organiser.submit('form[action$="/amendments"]', {"dated": "2026-05-20"})

    made = case.amendment().changes
    assert (made["bank"], made["bic"], made["tail"]) == ("Қазына", "HSBKKZKX", "5678")


def test_whoever_was_sure_of_one_bank_is_asked_about_another(case: Case, organiser: Browser) -> None:
    case.until("signed")
    organiser.get(f"{case.path}/amendments/new?kind=details")
    organiser.submit('form[action$="/amendments"]', ACCOUNT | {"bic": "KCJBKZKX", "sure": "HSBKKZKX"}, status=422)

    assert organiser.page.select_one("#sure:not([checked])[value=CASPKZKA]") is not None


def test_a_payment_is_planned_ordered_and_confirmed(case: Case, organiser: Browser) -> None:
    case.until("signed")
    organiser.get(case.path)
    organiser.submit('form[action$="/payments/plan"]', {"plan_amount": "200 000"})
    with case.world() as session:
        (payment,) = queries.payments(session, case.id)
    page = f"{case.path}/payments/{payment.id}"
    organiser.get(page)
    organiser.submit('form[action$="/order"]', {"order_number": "41"})
    organiser.get(page)
    organiser.submit('form[action$="/confirmation"]')

    with case.world() as session:
        assert queries.paid(session, case.id) == 200_000
    assert case.granted.winner.email in {letter.address for letter in outbox(case.world)}


def test_a_wrong_note_of_returned_money_is_taken_back_with_a_reason(
    case: Case, organiser: Browser, signed_in: SignedIn
) -> None:
    case.until("paid")
    accountant = signed_in(case.granted.accountant, htmx=organiser.htmx)
    accountant.get(case.path)
    accountant.submit('form[action$="/returns"]', {"back_order": "77", "back_amount": "50 000"})
    with case.world() as session:
        (note,) = contract_queries.returns(session, case.id)
    accountant.get(case.path)
    (link,) = [str(one["href"]) for one in accountant.page.select("a") if f"/returns/{note.id}" in str(one.get("href"))]
    accountant.get(link)
    page = accountant.submit('form[action$="/cancellation"]', {"cancel_reason": ""}, status=422)
    assert [one["href"] for one in page.select("#errors a")] == ["#cancel_reason"]
    accountant.submit('form[action$="/cancellation"]', {"cancel_reason": "Сома қате"})
    accountant.follow()

    told = accountant.words.replace("\u00a0", " ")
    assert "The note of 50 000 ₸ is cancelled: it counts no more." in told
    assert "Сома қате" in told
    assert "returned 50 000" not in told
    accountant.get("/office/clean-deeds/payments")
    assert "to the accounts 0 ₸ returned" in accountant.words.replace("\u00a0", " ")
    accountant.get("/office/clean-deeds/payments.xlsx")
    _, cancelled, total = load_workbook(BytesIO(accountant.response.content)).worksheets[1].iter_rows(values_only=True)
    assert (cancelled[2], cancelled[5], cancelled[7]) == (None, 50_000, "Сома қате")
    assert total[:3] == ("Total", None, 0)
    accountant.get(link)
    assert not accountant.page.select('form[action$="/cancellation"]')
    assert accountant.post(f"{link}/cancellation", {"cancel_reason": "Тағы"}, status=409)
    accountant.get(f"{case.path}/returns/{(note.id or 0) + 1}", status=404)


def test_the_register_masks_numbers_unless_somebody_answers_for_it(case: Case, signed_in: SignedIn) -> None:
    case.until("paid")
    accountant = signed_in(case.granted.accountant)

    def cells(data: bytes) -> list[object]:
        sheet = load_workbook(BytesIO(data)).worksheets[0]
        return [cell for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]

    accountant.get("/office/clean-deeds/payments.xlsx")
    masked = cells(accountant.response.content)
    accountant.post("/office/clean-deeds/payments/full", {}, status=200)
    full = cells(accountant.response.content)

    assert "•••• 0005" in masked
    assert IIN not in masked
    assert {IIN, "KZ69 9990 0000 0000 0001"} <= {str(cell) for cell in full}
    assert IBAN not in masked
    assert masked.count(200_000) == 4  # gross and net of the payment and of the sum of all


def test_own_clauses_are_looked_at_refused_and_saved(case: Case, organiser: Browser) -> None:
    page = "/office/clean-deeds/terms/clauses"
    organiser.get(page)
    shown = organiser.page.select_one("#body_ru")
    assert shown is not None
    text = shown.text.strip()
    organiser.submit(
        'form[action$="/clauses"]', {"body_ru": text.replace("{amount}", "{sum}"), "go": "save"}, status=422
    )
    assert "sum in braces means nothing here" in organiser.words
    organiser.get(page)
    kk = organiser.page.select_one("#body_kk").text.strip()  # type: ignore[union-attr]
    said = {"body_ru": text.replace("10 рабочих дней", "12 рабочих дней"), "body_kk": kk, "go": "save"}
    organiser.submit('form[action$="/clauses"]', said)
    organiser.get(f"{page}/1")

    assert "12 рабочих дней" in organiser.words.replace("\u00a0", " ")


def test_clauses_sent_twice_over_are_refused_in_words(case: Case, organiser: Browser) -> None:
    organiser.get("/office/clean-deeds/terms/clauses")
    organiser.post("/office/clean-deeds/terms/clauses", {"body_kk": ["a", "b"], "body_ru": "x" * 60}, status=422)
