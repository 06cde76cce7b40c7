"""The check list, what admits, how long a correction may take, which pages the commission sees."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from samples import jpeg, pdf, sent
from sqlmodel import Session, select
from world import give_role, make_application, make_contest, make_user

from app.accounts.models import User
from app.applications import admission, admission_queries, attachments, checklist, lifecycle, list_queries
from app.applications.admission import Answer
from app.applications.admission_models import Check
from app.applications.list_queries import Filters
from app.applications.models import Application, Consent, Purpose, RejectionReason, Status
from app.contests import queries as contests
from app.contests.models import Contest, ContestKind, ContestStatus, RoleName
from app.errors import RuleBroken
from app.files import Shelf
from app.journal import Entry

KINDS = tuple(ContestKind)


class Office:
    def __init__(self, session: Session, kind: ContestKind, now: datetime) -> None:
        self.session, self.now = session, now
        self.contest: Contest = make_contest(session, kind=kind)
        self.secretary: User = make_user(session, "Хатшы")
        give_role(session, self.secretary, self.contest, RoleName.SECRETARY)
        self.application = self.make(Status.SUBMITTED)

    def make(self, status: Status) -> Application:
        nomination = contests.nominations(self.session, self.contest.id)[0]
        cure = self.now + timedelta(days=1) if status is Status.RETURNED else None
        rejection = RejectionReason.LATE if status is Status.REJECTED else None
        return make_application(
            self.session,
            self.contest,
            make_user(self.session),
            nomination,
            status,
            cure_until=cure,
            rejection=rejection,
        )

    def record(self, answers: dict[str, tuple[Answer | None, str]]) -> None:
        admission.record(self.session, self.application, self.contest, answers, by=self.secretary, now=self.now)
        self.session.flush()

    def answer_all(self, **but: Answer | None) -> None:
        items = checklist.USUAL[self.contest.kind]
        self.record({item.name: (but.get(item.name, Answer.YES), "") for item in items})

    def consent(self) -> Consent:
        consent = Consent(
            application_id=self.application.id or 0, kind=admission.NEEDED[self.contest.kind], given_by="Ана",
            given_at=self.now,
        )  # fmt: skip
        self.session.add(consent)
        self.session.flush()
        return consent

    def admit(self) -> Application:
        return admission.admit(self.session, self.application, self.contest, by=self.secretary, now=self.now)

    def actions(self) -> list[str]:
        return list(self.session.exec(select(Entry.action).order_by(Entry.seq)).all())


@pytest.fixture(params=KINDS)
def office(session: Session, now: datetime, request: pytest.FixtureRequest) -> Office:
    return Office(session, request.param, now)


def test_everything_answered_and_consented_admits(office: Office) -> None:
    office.answer_all()
    office.consent()

    office.admit()

    assert (office.application.status, office.application.decided_at) == (Status.ADMITTED, office.now)
    assert office.actions() == ["application.checked", "application.admitted"]


def test_one_point_that_is_open_or_denied_does_not_admit(office: Office) -> None:
    office.consent()
    required = [item.name for item in checklist.USUAL[office.contest.kind] if item.is_required]
    for answer in (None, Answer.NO, Answer.NOT_APPLICABLE):
        for name in required:
            office.answer_all(**{name: answer})

            assert admission.unmet(office.session, office.application, office.contest) == [name]
            with pytest.raises(RuleBroken, match="checks-open"):
                office.admit()
    assert office.application.status is Status.SUBMITTED


def test_what_is_not_needed_everywhere_may_be_not_applicable(session: Session, now: datetime) -> None:
    office = Office(session, ContestKind.SMALL_GRANT, now)
    office.consent()
    for answer, left in ((None, []), (Answer.NOT_APPLICABLE, []), (Answer.NO, ["permits"])):
        office.answer_all(permits=answer)

        assert admission.unmet(session, office.application, office.contest) == left


def test_nothing_is_admitted_without_its_consent(office: Office) -> None:
    office.answer_all()
    with pytest.raises(RuleBroken, match="consent-missing"):
        office.admit()

    office.consent().withdrawn_at = office.now
    with pytest.raises(RuleBroken, match="consent-missing"):
        office.admit()
    assert office.application.status is Status.SUBMITTED


ADMITTED_FROM = {Status.SUBMITTED, Status.RETURNED}


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.DRAFT])
def test_only_what_waits_for_a_check_is_admitted(office: Office, status: Status) -> None:
    office.application = office.make(status)
    office.answer_all()
    office.consent()

    if status in ADMITTED_FROM:
        assert office.admit().status is Status.ADMITTED
        return
    with pytest.raises(RuleBroken, match="not-now"):
        office.admit()
    assert office.application.status is status


def test_once_the_commission_decides_nothing_is_admitted(office: Office) -> None:
    office.answer_all()
    office.consent()
    office.contest.status = ContestStatus.DECIDING

    with pytest.raises(RuleBroken, match="decision-begun"):
        office.admit()


def test_returned_corrected_and_admitted(office: Office) -> None:
    until = office.now + timedelta(days=3)

    lifecycle.return_for_correction(
        office.session, office.application, "Подпишите согласие.", until, by=office.secretary, now=office.now
    )

    assert (office.application.status, office.application.cure_until) == (Status.RETURNED, until)
    assert office.application.remark == "Подпишите согласие."
    with pytest.raises(RuleBroken, match="not-now"):
        lifecycle.return_for_correction(
            office.session, office.application, "Ещё раз", until, by=office.secretary, now=office.now
        )


def test_answers_are_kept_changed_and_taken_back(office: Office) -> None:
    office.record({"topic": (Answer.NO, "Не о реке"), "unknown": (Answer.YES, "")})
    office.record({"topic": (Answer.NO, "Не о реке")})
    office.record({"topic": (None, "")})

    rows = office.session.exec(select(Check)).all()
    assert [(row.item, row.answer, row.comment, row.checked_by) for row in rows] == [
        ("topic", "", "", office.secretary.id)
    ]
    assert office.actions() == ["application.checked", "application.checked"]


@pytest.mark.parametrize(
    ("today", "days", "until"),
    [
        (datetime(2026, 5, 20, 7, tzinfo=UTC), 3, datetime(2026, 5, 25, 13, tzinfo=UTC)),  # Wednesday → Monday
        (datetime(2026, 5, 18, 7, tzinfo=UTC), 3, datetime(2026, 5, 21, 13, tzinfo=UTC)),  # Monday → Thursday
        (datetime(2026, 5, 23, 7, tzinfo=UTC), 1, datetime(2026, 5, 25, 13, tzinfo=UTC)),  # Saturday → Monday
        (datetime(2026, 5, 21, 20, tzinfo=UTC), 1, datetime(2026, 5, 25, 13, tzinfo=UTC)),  # Friday in Almaty already
    ],
)
def test_a_correction_is_due_in_working_days_at_six(today: datetime, days: int, until: datetime) -> None:
    assert admission.default_until(today, days) == until


def test_exactly_the_ticked_pages_are_released(session: Session, tmp_path: Path, now: datetime) -> None:
    office = Office(session, ContestKind.SMALL_GRANT, now)
    office.application.status = Status.DRAFT
    shelf, owner = Shelf(tmp_path), session.get_one(User, office.application.applicant_id)
    for file in (sent(pdf(2), "Письмо.pdf"), sent(jpeg(), "Двор.jpg")):
        attachments.add(session, shelf, office.application, file, Purpose.ANNEX, by=owner, now=now)
    first, second, photo = (page for _, page in admission_queries.pages(session, office.application.id))

    ticked = {first.id or 0, photo.id or 0, 9_999}
    changed = admission.release(session, office.application, ticked, by=office.secretary, now=now)
    assert (changed, first.released_at, second.released_at, photo.released_at) == (2, now, None, now)

    changed = admission.release(session, office.application, {first.id or 0}, by=office.secretary, now=now)
    assert (changed, first.released_at, second.released_at, photo.released_at) == (1, now, None, None)
    assert office.actions()[-2:] == ["pages.released", "pages.released"]


def test_the_list_is_counted_narrowed_and_searched(session: Session, now: datetime) -> None:
    office = Office(session, ContestKind.SMALL_GRANT, now)
    other = office.make(Status.ADMITTED)
    other.search_key, other.applicant_name = "жетису таза жага", "Жетісу"
    draft = office.make(Status.DRAFT)
    session.flush()
    contest_id = office.contest.id

    def found(**asked: object) -> list[int | None]:
        filters = Filters(**asked)  # type: ignore[arg-type]
        rows = list_queries.rows(session, contest_id, filters)
        assert list_queries.total(session, contest_id, filters) == len(rows)
        return sorted(row.application.id or 0 for row in rows)

    everything = sorted([office.application.id or 0, other.id or 0])
    assert list_queries.counts(session, contest_id) == {
        Status.SUBMITTED: 1, Status.ADMITTED: 1, Status.DRAFT: 1,
    }  # fmt: skip
    assert found() == everything
    assert draft.id not in everything
    assert found(status=Status.ADMITTED) == [other.id]
    assert found(words="ЖЕТЫСУ жаға") == [other.id]
    assert found(words=(other.number or "").lower()) == [other.id]
    assert found(words="100%") == []
    assert found(nomination=other.nomination_id) == everything
    assert found(territory=12345) == []
    assert admission_queries.next_to_check(session, contest_id, but=None) == office.application
    assert admission_queries.next_to_check(session, contest_id, but=office.application.id) is None
