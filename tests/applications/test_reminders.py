"""Reminders: due once for their day, only while they are true, for people who can be reached."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select
from world import make_application, make_contest, make_user, nominations_of

from app import journal
from app.accounts.models import User
from app.applications import reminders
from app.applications.models import Application, Consent, ConsentKind, Status
from app.contests.letter_models import ReminderKind
from app.contests.models import Contest, ContestKind, ContestStatus
from app.mail import Letter

DAY = timedelta(days=1)


@pytest.fixture
def contest(session: Session, now: datetime) -> Contest:
    return make_contest(session, opens_at=now - 20 * DAY, closes_at=now + 10 * DAY)


@pytest.fixture
def works(session: Session, now: datetime) -> Contest:
    return make_contest(session, kind=ContestKind.DRAWING, opens_at=now - 20 * DAY, closes_at=now + 10 * DAY)


def enter(session: Session, contest: Contest, user: User, status: Status, now: datetime, **values: Any) -> Application:
    early = {"created_at": now - 15 * DAY, "submitted_at": now - 14 * DAY} if status is not Status.DRAFT else {}
    early = early or {"created_at": now - 15 * DAY}
    return make_application(session, contest, user, nominations_of(session, contest)[0], status, **(early | values))


def sent(session: Session, found: list[reminders.Due], contest: Contest, now: datetime) -> list[str]:
    """As the duty would: the letters stand in the outbox."""
    session.add_all(
        Letter(key=one.key, contest_id=contest.id, user_id=one.user.id, address=one.user.email, language="kk",
               subject="s", text="t", html="h", created_at=now, next_try_at=now)
        for one in found
    )  # fmt: skip
    session.flush()
    return [one.kind.value for one in found]


def test_a_draft_is_remembered_7_3_and_1_days_before_closing_once_each(
    session: Session, contest: Contest, now: datetime
) -> None:
    enter(session, contest, make_user(session), Status.DRAFT, now)
    days = []
    for hour in range(24 * 12):
        at = now + timedelta(hours=hour)
        if sent(session, reminders.due(session, contest, at), contest, at):
            days.append(hour / 24)

    assert days == [3, 7, 9]


def test_one_letter_names_all_drafts_of_a_person(session: Session, contest: Contest, now: datetime) -> None:
    teacher = make_user(session)
    drafts = [enter(session, contest, teacher, Status.DRAFT, now) for _ in range(3)]

    (due,) = reminders.due(session, contest, now + 3 * DAY)
    assert (due.user.id, [one.id for one in due.applications]) == (teacher.id, [one.id for one in drafts])


def test_who_has_handed_in_meanwhile_is_not_reminded(session: Session, contest: Contest, now: datetime) -> None:
    draft = enter(session, contest, make_user(session), Status.DRAFT, now)
    assert len(reminders.due(session, contest, now + 3 * DAY)) == 1
    draft.status, draft.number, draft.submitted_at = Status.SUBMITTED, "T-1", now
    session.flush()

    assert reminders.due(session, contest, now + 3 * DAY) == []


def test_who_began_after_the_moment_of_a_reminder_is_not_greeted_with_it(
    session: Session, contest: Contest, now: datetime
) -> None:
    enter(session, contest, make_user(session), Status.DRAFT, now, created_at=now + 4 * DAY)

    assert reminders.due(session, contest, now + 4 * DAY) == []
    assert len(reminders.due(session, contest, now + 7 * DAY)) == 1


def test_a_moved_deadline_is_a_new_cause(session: Session, contest: Contest, now: datetime) -> None:
    enter(session, contest, make_user(session), Status.DRAFT, now)
    sent(session, reminders.due(session, contest, now + 3 * DAY), contest, now)
    contest.closes_at = now + 20 * DAY
    session.flush()

    assert reminders.due(session, contest, now + 3 * DAY) == []
    assert len(reminders.due(session, contest, now + 13 * DAY)) == 1


def test_a_missing_consent_is_remembered_before_and_after_closing_until_it_is_there(
    session: Session, works: Contest, now: datetime
) -> None:
    work = enter(session, works, make_user(session), Status.SUBMITTED, now)
    before = sent(session, reminders.due(session, works, now + 7 * DAY), works, now)
    after = sent(session, reminders.due(session, works, now + 11 * DAY), works, now)
    session.add(Consent(application_id=work.id or 0, kind=ConsentKind.TAKE_PART, given_by="Мать", given_at=now))
    session.flush()

    assert (before, after, reminders.due(session, works, now + 13 * DAY)) == (["consent"], ["consent-late"], [])


def test_an_adult_is_asked_for_no_parents_consent(session: Session, contest: Contest, now: datetime) -> None:
    enter(session, contest, make_user(session), Status.SUBMITTED, now)

    assert reminders.due(session, contest, now + 9 * DAY) == []
    assert reminders.kinds(contest) == [ReminderKind.DRAFT, ReminderKind.CURE]


def test_the_end_of_a_correction_is_remembered_a_day_before(session: Session, contest: Contest, now: datetime) -> None:
    facts = {"cure_until": now + 3 * DAY, "decided_at": now}
    enter(session, contest, make_user(session), Status.RETURNED, now, **facts)

    assert reminders.due(session, contest, now + DAY) == []
    assert sent(session, reminders.due(session, contest, now + 2 * DAY), contest, now) == ["cure"]
    assert reminders.due(session, contest, now + 2 * DAY) == []
    assert reminders.due(session, contest, now + 3 * DAY) == []


def test_reminders_are_switched_by_kind_and_day(session: Session, contest: Contest, now: datetime) -> None:
    user = make_user(session)
    enter(session, contest, user, Status.DRAFT, now)
    reminders.set_plan(session, contest, {ReminderKind.DRAFT: [2, 5, 5]}, by=user.id or 0, now=now)
    assert reminders.plan(session, contest) == {ReminderKind.DRAFT: [5, 2], ReminderKind.CURE: [1]}
    assert (reminders.due(session, contest, now + 4 * DAY), len(reminders.due(session, contest, now + 5 * DAY))) == (
        [],
        1,
    )

    reminders.set_plan(session, contest, {ReminderKind.DRAFT: []}, by=user.id or 0, now=now)
    assert reminders.due(session, contest, now + 9 * DAY) == []
    actions = session.exec(select(journal.Entry.action).where(journal.Entry.action == "reminders.changed")).all()
    assert len(actions) == 2


def test_who_has_no_address_is_listed_and_not_written_to(session: Session, contest: Contest, now: datetime) -> None:
    paper = make_user(session, "Қағаз Иесі")
    paper.email, paper.email_key = "", "paper-1"
    draft = enter(session, contest, paper, Status.DRAFT, now)

    assert reminders.due(session, contest, now + 9 * DAY) == []
    assert [(one.id, user.name) for one, user in reminders.unreachable(session, contest)] == [(draft.id, "Қағаз Иесі")]
    assert [one.people for one in reminders.coming(session, contest, now)] == [0, 0, 0]


def test_the_calendar_counts_people_as_it_stands_now(session: Session, contest: Contest, now: datetime) -> None:
    teacher = make_user(session)
    for user in (teacher, teacher, make_user(session)):
        enter(session, contest, user, Status.DRAFT, now)
    enter(session, contest, teacher, Status.RETURNED, now, cure_until=now + 3 * DAY, decided_at=now)

    ahead = [
        (one.kind.value, one.days, (one.at - now).days, one.people) for one in reminders.coming(session, contest, now)
    ]
    assert ahead == [("cure", 1, 2, 1), ("draft", 7, 3, 2), ("draft", 3, 7, 2), ("draft", 1, 9, 2)]


@pytest.mark.parametrize("status", [ContestStatus.JUDGING, ContestStatus.ARCHIVED, ContestStatus.DRAFT])
def test_only_an_announced_contest_reminds(
    session: Session, contest: Contest, now: datetime, status: ContestStatus
) -> None:
    enter(session, contest, make_user(session), Status.DRAFT, now)
    contest.status = status
    session.flush()

    assert (reminders.due(session, contest, now + 9 * DAY), list(reminders.contests(session))) == ([], [])


def test_who_has_more_time_is_reminded_of_their_own_deadline(session: Session, contest: Contest, now: datetime) -> None:
    draft = enter(session, contest, make_user(session), Status.DRAFT, now, extended_until=now + 14 * DAY)

    assert reminders.due(session, contest, now + 3 * DAY) == []
    (due,) = reminders.due(session, contest, now + 11 * DAY)
    assert (due.until, [one.id for one in due.applications]) == (now + 14 * DAY, [draft.id])
