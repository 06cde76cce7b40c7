"""Where an application stands, in its owner's words: what is expected of whom until when, and nothing too early."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session
from world import make_application, make_contest, make_user, nominations_of

from app import i18n
from app.applications.models import Application, RejectionReason, Status
from app.contests.models import Contest, ContestStatus
from app.web.applications.progress import progress

DAY = timedelta(days=1)


@pytest.fixture
def contest(session: Session, now: datetime) -> Contest:
    return make_contest(session, opens_at=now - 9 * DAY, closes_at=now + 2 * DAY, results_at=now + 30 * DAY)


def one(session: Session, contest: Contest, status: Status, **values: Any) -> Application:
    return make_application(session, contest, make_user(session), nominations_of(session, contest)[0], status, **values)


def read(
    application: Application, contest: Contest, now: datetime, outcome: str | None = None
) -> tuple[str, list[str]]:
    with i18n.speaking("en"):
        told = progress(application, contest, now, outcome=outcome)
    return told.expected, [f"{title}:{state}" for state, title, _ in told.stages]


def test_the_whole_way_is_always_there(session: Session, contest: Contest, now: datetime) -> None:
    expected, stages = read(one(session, contest, Status.DRAFT), contest, now)
    assert expected == "Fill it in and send it before 22 May 2026, 12:00 (UTC+5). 2 days are left."
    assert stages == ["Draft:now", "Handing in:", "Check of documents:", "Review:", "Decision:", "Results:"]


@pytest.mark.parametrize(
    ("before", "words"),
    [(timedelta(days=1, hours=1), "1 day is left."), (timedelta(hours=5, minutes=1), "5 hours are left."),
     (timedelta(minutes=59), "Less than an hour is left.")],
)  # fmt: skip
def test_the_time_that_is_left_is_told(
    session: Session, contest: Contest, now: datetime, before: timedelta, words: str
) -> None:
    facts = {"cure_until": now + before, "decided_at": now}
    assert read(one(session, contest, Status.RETURNED, **facts), contest, now)[0].endswith(words)


def test_while_it_is_checked_the_day_of_the_results_is_told(session: Session, contest: Contest, now: datetime) -> None:
    expected, stages = read(one(session, contest, Status.SUBMITTED), contest, now + 3 * DAY)
    assert expected == (
        "The organiser checks the documents. Nothing is needed from you. "
        "Results are expected on 19 June 2026.")  # fmt: skip
    assert stages[2] == "Check of documents:now"


def test_an_extension_moves_the_words(session: Session, contest: Contest, now: datetime) -> None:
    draft = one(session, contest, Status.DRAFT, extended_until=now + 5 * DAY)
    assert read(draft, contest, now + 3 * DAY)[0].endswith("2 days are left.")


def test_a_withdrawal_says_until_when_it_may_be_taken_back(session: Session, contest: Contest, now: datetime) -> None:
    application = one(session, contest, Status.WITHDRAWN, withdrawn_at=now)
    assert read(application, contest, now)[0].endswith("you may take the withdrawal back.")
    assert read(application, contest, now + 3 * DAY)[0] == (
        "You have withdrawn this application. Nobody will consider it.")  # fmt: skip


@pytest.mark.parametrize("status", [ContestStatus.JUDGING, ContestStatus.DECIDING])
def test_before_the_publication_nothing_tells_winners_from_others(
    session: Session, contest: Contest, now: datetime, status: ContestStatus
) -> None:
    contest.status = status
    told = {
        str(read(one(session, contest, Status.ADMITTED, requested=sum_), contest, now + 9 * DAY)) for sum_ in (1, 2)
    }
    assert len(told) == 1
    where = {"judging": "Review:now", "deciding": "Decision:now"}[status.value]
    assert where in told.pop()


def test_after_the_publication_all_is_done(session: Session, contest: Contest, now: datetime) -> None:
    contest.status, contest.published_at = ContestStatus.PUBLISHED, now
    _, stages = read(one(session, contest, Status.ADMITTED), contest, now, "not-selected")
    assert stages[3:] == ["Review:done", "Decision:done", "Results:done"]
    rejected = one(session, contest, Status.REJECTED, rejection=RejectionReason.LATE)
    assert read(rejected, contest, now)[0] == "The organiser did not admit it to the contest."
