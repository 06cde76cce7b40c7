"""The life of an application: every state with every verb, the deadline, what a submission leaves."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import product

import pytest
from sqlmodel import Session, col, select
from world import give_role, grant_answers, make_application, make_contest, make_territories, make_user

from app import journal
from app.accounts.models import User
from app.applications import drafts, lifecycle, queries, rules
from app.applications.models import Activity, Application, BudgetLine, ConsentKind, RejectionReason, Status, Version
from app.contests.models import Contest, ContestStatus, RoleName
from app.contests.queries import nominations
from app.errors import NotYours, RuleBroken

VERBS: dict[str, Callable[..., object]] = {
    "submit": lambda session, application, by, now: lifecycle.submit(session, application, by=by, now=now),
    "withdraw": lambda session, application, by, now: lifecycle.withdraw(session, application, by=by, now=now),
    "restore": lambda session, application, by, now: lifecycle.restore(session, application, by=by, now=now),
    "delete": lambda session, application, by, now: lifecycle.delete_draft(session, application, by=by, now=now),
    "admit": lambda session, application, by, now: lifecycle.admit(session, application, by=by, now=now),
    "return": lambda session, application, by, now: lifecycle.return_for_correction(
        session, application, "Проверьте смету", now + timedelta(days=3), by=by, now=now
    ),
    "reject": lambda session, application, by, now: lifecycle.reject(
        session, application, RejectionReason.INCOMPLETE, "Нет сметы", by=by, now=now
    ),
    "disqualify": lambda session, application, by, now: lifecycle.disqualify(
        session, application, "Чужой текст", by=by, now=now
    ),
    "readmit": lambda session, application, by, now: lifecycle.readmit(
        session, application, "Ошибка", is_left_out=False, by=by, now=now
    ),
    "reconsider": lambda session, application, by, now: lifecycle.reconsider(
        session, application, "Ошибка", by=by, now=now
    ),
}
ALLOWED = {
    "draft": {"submit": "submitted", "delete": None},
    "submitted": {"submit": "submitted", "withdraw": "withdrawn", "admit": "admitted", "return": "returned",
                  "reject": "rejected"},
    "returned": {"submit": "submitted", "withdraw": "withdrawn", "admit": "admitted", "reject": "rejected"},
    "admitted": {"submit": "submitted", "withdraw": "withdrawn", "disqualify": "disqualified",
                 "reconsider": "submitted"},
    "rejected": {"reconsider": "submitted"}, "withdrawn": {"restore": "submitted"},
    "disqualified": {"readmit": "admitted"},
}  # fmt: skip


@pytest.fixture
def contest(session: Session) -> Contest:
    make_territories(session)
    return make_contest(session)


@pytest.fixture
def applicant(session: Session) -> User:
    return make_user(session)


@pytest.fixture
def secretary(session: Session, contest: Contest) -> User:
    secretary = make_user(session, "Сания Секретарь")
    give_role(session, secretary, contest, RoleName.SECRETARY)
    return secretary


def draft(session: Session, contest: Contest, by: User, now: datetime, **answers: object) -> Application:
    application = drafts.start(session, contest, by=by, nonce=f"n{now.timestamp()}", language="ru", now=now)
    return drafts.save(session, application, grant_answers(**answers), revision=0, by=by, now=now)


def in_state(session: Session, contest: Contest, by: User, status: Status, now: datetime) -> Application:
    needs = {
        Status.RETURNED: {"cure_until": now + timedelta(days=3)},
        Status.REJECTED: {"rejection": RejectionReason.LATE},
    }
    nomination = nominations(session, contest.id)[0]
    answers = grant_answers()
    return make_application(session, contest, by, nomination, status, answers=answers, **needs.get(status, {}))


def refusal(action: Callable[[], object]) -> str:
    with pytest.raises(RuleBroken) as caught:
        action()
    return caught.value.reason


@pytest.mark.parametrize(("status", "verb"), list(product(Status, VERBS)))
def test_every_state_answers_every_verb_as_the_table_says(
    session: Session, contest: Contest, applicant: User, secretary: User, now: datetime, status: Status, verb: str
) -> None:
    application = in_state(session, contest, applicant, status, now)
    by = applicant if verb in ("submit", "withdraw", "restore", "delete") else secretary

    if verb not in ALLOWED[status.value]:
        assert refusal(lambda: VERBS[verb](session, application, by, now)) == "not-now"
        assert application.status is status
    else:
        VERBS[verb](session, application, by, now)
        session.flush()
        expected = ALLOWED[status.value][verb]
        assert expected is None or application.status == expected
        assert (session.get(Application, application.id) is None) == (expected is None)


@pytest.mark.parametrize(
    ("milliseconds", "expected"), [(-1, "submitted"), (0, "deadline-passed"), (1, "deadline-passed")]
)
def test_the_deadline_is_strict_to_the_millisecond(
    session: Session, contest: Contest, applicant: User, now: datetime, milliseconds: int, expected: str
) -> None:
    application = draft(session, contest, applicant, now)
    assert contest.closes_at is not None
    at = contest.closes_at + timedelta(milliseconds=milliseconds)

    try:
        lifecycle.submit(session, application, by=applicant, now=at)
        outcome = application.status.value
    except RuleBroken as broken:
        outcome = broken.reason

    assert outcome == expected
    assert (application.number is not None) == (expected == "submitted")


def test_a_submission_takes_a_number_and_leaves_a_version_rows_consents_and_a_line_in_the_journal(
    session: Session, contest: Contest, applicant: User, now: datetime
) -> None:
    application = draft(session, contest, applicant, now, publish="yes")

    lifecycle.submit(session, application, by=applicant, now=now)
    session.flush()

    assert application.number == f"{contest.number_prefix}-2026-0001"
    assert (application.title, application.requested, application.version) == ("Чистый берег", 200_000, 1)
    assert (application.applicant_name, application.submitted_at) == ("Тестова Асель Маратовна", now)
    lines = queries.budget(session, application.id)
    assert [(line.name, line.amount, line.own, line.granted) for line in lines] == [
        ("Перчатки и мешки", 250_000, 50_000, 200_000)
    ]
    assert [deed.what for deed in queries.activities(session, application.id)] == ["Субботник"]
    assert set(queries.consents(session, application.id)) == {ConsentKind.PERSONAL_DATA, ConsentKind.PUBLISH}
    version = session.exec(select(Version).where(Version.application_id == application.id)).one()
    assert version.answers == application.answers
    actions = session.exec(select(journal.Entry.action).order_by(col(journal.Entry.id))).all()
    assert list(actions) == ["application.started", "application.submitted"]
    assert journal.first_broken(session, journal.chain_of(contest.id)) is None


def test_pressing_submit_twice_is_one_submission(
    session: Session, contest: Contest, applicant: User, now: datetime
) -> None:
    application = draft(session, contest, applicant, now)

    first = lifecycle.submit(session, application, by=applicant, now=now).final_submitted_at
    lifecycle.submit(session, application, by=applicant, now=now + timedelta(hours=1))

    assert (application.version, application.final_submitted_at) == (1, first)


def test_a_changed_application_keeps_its_number_and_replaces_what_was_accepted(
    session: Session, contest: Contest, applicant: User, now: datetime
) -> None:
    application = draft(session, contest, applicant, now, publish="yes")
    lifecycle.submit(session, application, by=applicant, now=now)
    number, later = application.number, now + timedelta(hours=1)
    cost = grant_answers()["costs"][0] | {"quantity": "60", "own": "0"}

    drafts.save(session, application, {"costs": [cost], "requested": "150000"}, revision=1, by=applicant, now=later)
    assert lifecycle.is_changed(session, application)
    assert application.requested == 200_000
    drafts.save(session, application, {}, names={"publish"}, revision=2, by=applicant, now=later)
    lifecycle.submit(session, application, by=applicant, now=later)
    session.flush()

    assert not lifecycle.is_changed(session, application)
    assert (application.number, application.version, application.requested) == (number, 2, 150_000)
    assert (application.submitted_at, application.final_submitted_at) == (now, later)
    assert [line.quantity for line in queries.budget(session, application.id)] == [60]
    assert len(session.exec(select(Activity)).all()) == 1
    assert len(session.exec(select(BudgetLine)).all()) == 1
    assert queries.consents(session, application.id)[ConsentKind.PUBLISH].withdrawn_at == later


def test_numbers_have_no_gaps_when_a_submission_is_refused(
    session: Session, contest: Contest, applicant: User, now: datetime
) -> None:
    incomplete = draft(session, contest, applicant, now, title="")
    assert refusal(lambda: lifecycle.submit(session, incomplete, by=applicant, now=now)) == "form-incomplete"
    other = make_user(session)
    complete = draft(session, contest, other, now)

    lifecycle.submit(session, complete, by=other, now=now)

    assert (incomplete.number, complete.number) == (None, f"{contest.number_prefix}-2026-0001")


def test_an_unconfirmed_address_hands_nothing_in(session: Session, contest: Contest, now: datetime) -> None:
    newcomer = make_user(session, confirmed_at=None)
    application = draft(session, contest, newcomer, now)

    assert refusal(lambda: lifecycle.submit(session, application, by=newcomer, now=now)) == "address-unconfirmed"


def test_nobody_hands_in_anothers_application(
    session: Session, contest: Contest, applicant: User, now: datetime
) -> None:
    application = draft(session, contest, applicant, now)

    for action in (lifecycle.submit, lifecycle.withdraw, lifecycle.delete_draft):
        with pytest.raises(NotYours):
            action(session, application, by=make_user(session), now=now)


def test_a_returned_application_is_corrected_after_the_deadline_until_its_own(
    session: Session, contest: Contest, applicant: User, secretary: User, now: datetime
) -> None:
    application = draft(session, contest, applicant, now)
    lifecycle.submit(session, application, by=applicant, now=now)
    assert contest.closes_at is not None
    checked = contest.closes_at + timedelta(days=1)
    until = checked + timedelta(days=3)
    lifecycle.return_for_correction(session, application, "Исправьте цену", until, by=secretary, now=checked)

    late = refusal(lambda: lifecycle.submit(session, application, by=applicant, now=until))
    lifecycle.submit(session, application, by=applicant, now=until - timedelta(milliseconds=1))
    session.flush()

    assert late == "cure-passed"
    assert (application.status, application.version, application.cure_until) == (Status.SUBMITTED, 2, None)


def test_a_correction_ends_in_the_future(
    session: Session, contest: Contest, applicant: User, secretary: User, now: datetime
) -> None:
    application = in_state(session, contest, applicant, Status.SUBMITTED, now)

    reason = refusal(
        lambda: lifecycle.return_for_correction(session, application, "Исправьте", now, by=secretary, now=now)
    )

    assert reason == "until-past"


@pytest.mark.parametrize("stage", [ContestStatus.DECIDING, ContestStatus.PUBLISHED, ContestStatus.ARCHIVED])
@pytest.mark.parametrize("verb", ["withdraw", "admit", "return", "reject"])
def test_once_the_commission_decides_nothing_moves_any_more(
    session: Session, contest: Contest, applicant: User, secretary: User, now: datetime, stage: ContestStatus, verb: str
) -> None:
    application = in_state(session, contest, applicant, Status.SUBMITTED, now)
    contest.status = stage
    session.flush()

    by = applicant if verb == "withdraw" else secretary

    assert refusal(lambda: VERBS[verb](session, application, by, now)) == "decision-begun"


def test_what_may_be_done_is_what_the_verbs_do(
    session: Session, contest: Contest, applicant: User, now: datetime
) -> None:
    for status in Status:
        application = in_state(session, contest, applicant, status, now)

        assert rules.may_edit(application, contest, now) == ("submit" in ALLOWED[status.value])
        assert rules.may_withdraw(application, contest) == ("withdraw" in ALLOWED[status.value])
        assert rules.may_delete(application) == ("delete" in ALLOWED[status.value])


def test_a_withdrawal_is_taken_back_with_number_and_version(
    session: Session, contest: Contest, applicant: User, now: datetime
) -> None:
    application = lifecycle.submit(session, draft(session, contest, applicant, now), by=applicant, now=now)
    number, version = application.number, application.version
    lifecycle.withdraw(session, application, by=applicant, now=now)
    assert application.withdrawn_at == now

    lifecycle.restore(session, application, by=applicant, now=now)
    assert (application.status, application.number, application.version) == (Status.SUBMITTED, number, version)
    assert (application.withdrawn_at, application.final_submitted_at) == (None, now)
    actions = [entry.action for entry in session.exec(select(journal.Entry).order_by(col(journal.Entry.id))).all()]
    assert actions[-2:] == ["application.withdrawn", "application.restored"]


def test_a_withdrawal_is_taken_back_only_before_closing(
    session: Session, contest: Contest, applicant: User, now: datetime
) -> None:
    application = in_state(session, contest, applicant, Status.WITHDRAWN, now)
    assert contest.closes_at is not None

    late = refusal(lambda: lifecycle.restore(session, application, by=applicant, now=contest.closes_at))  # type: ignore[arg-type]
    assert (late, application.status) == ("deadline-passed", Status.WITHDRAWN)
    lifecycle.restore(session, application, by=applicant, now=contest.closes_at - timedelta(seconds=1))


def test_a_withdrawal_is_not_taken_back_past_the_limits_of_entry(
    session: Session, contest: Contest, applicant: User, now: datetime
) -> None:
    contest.most_submitted = 1
    application = in_state(session, contest, applicant, Status.WITHDRAWN, now)
    in_state(session, contest, applicant, Status.SUBMITTED, now)

    assert refusal(lambda: lifecycle.restore(session, application, by=applicant, now=now)) == "entries-many"


def test_nobody_takes_back_the_withdrawal_of_another(
    session: Session, contest: Contest, applicant: User, secretary: User, now: datetime
) -> None:
    application = in_state(session, contest, applicant, Status.WITHDRAWN, now)
    with pytest.raises(NotYours):
        lifecycle.restore(session, application, by=secretary, now=now)
