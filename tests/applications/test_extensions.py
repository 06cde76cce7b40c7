"""A later deadline for one person or one application: what it opens, and what it does not."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import Session
from world import make_application, make_contest, make_user, nominations_of

from app.accounts.models import User
from app.applications import drafts, extensions, rules
from app.applications.models import Application, Status
from app.contests.models import Contest, ContestStatus
from app.errors import RuleBroken


class Late:
    """A contest that closed an hour ago, with a draft in it and an organiser who may extend."""

    def __init__(self, session: Session, now: datetime) -> None:
        self.session, self.now = session, now
        self.contest: Contest = make_contest(session, closes_at=now - timedelta(hours=1))
        self.applicant: User = make_user(session)
        self.organiser: User = make_user(session)
        nomination = nominations_of(session, self.contest)[0]
        self.draft, self.sent = (
            make_application(session, self.contest, self.applicant, nomination, status)
            for status in (Status.DRAFT, Status.SUBMITTED)
        )

    def grant(self, until: datetime, application: Application | None = None) -> None:
        extensions.grant(self.session, self.contest, self.applicant, until, "Свет отключили", by=self.organiser,
                         now=self.now, application=application)  # fmt: skip

    def editable(self, at: datetime) -> list[bool]:
        return [rules.may_edit(one, self.contest, at) for one in (self.draft, self.sent)]


@pytest.fixture
def late(session: Session, now: datetime) -> Late:
    return Late(session, now)


def test_a_persons_extension_opens_everything_of_theirs_until_its_end_and_not_a_moment_longer(late: Late) -> None:
    end = late.now + timedelta(hours=2)
    assert late.editable(late.now) == [False, False]

    late.grant(end)

    assert late.editable(end - timedelta(milliseconds=1)) == [True, True]
    assert late.editable(end) == [False, False]
    started = drafts.start(late.session, late.contest, by=late.applicant, nonce="n", language="kk", now=late.now)
    assert started.extended_until == end


def test_an_applications_extension_opens_only_that_one(late: Late) -> None:
    late.grant(late.now + timedelta(hours=2), late.sent)

    assert late.editable(late.now) == [False, True]
    with pytest.raises(RuleBroken, match="deadline-passed"):
        drafts.start(late.session, late.contest, by=late.applicant, nonce="n", language="kk", now=late.now)


def test_nobody_elses_deadline_moves(late: Late) -> None:
    late.grant(late.now + timedelta(hours=2))

    with pytest.raises(RuleBroken, match="deadline-passed"):
        extensions.require_open(late.session, late.contest, late.organiser, late.now)


def test_the_last_extension_holds_and_may_end_an_earlier_one(late: Late) -> None:
    late.grant(late.now + timedelta(days=2))
    with pytest.raises(RuleBroken, match="extension-runs"):
        extensions.require_none_running(late.session, late.contest, late.now)

    late.grant(late.now - timedelta(minutes=1))

    assert late.editable(late.now) == [False, False]
    extensions.require_none_running(late.session, late.contest, late.now)


def test_an_extension_ends_after_the_contests_own_closing(late: Late) -> None:
    with pytest.raises(RuleBroken, match="extension-early"):
        late.grant(late.contest.closes_at)


@pytest.mark.parametrize("status", [one for one in ContestStatus if one not in ("draft", "announced")])
def test_judging_ends_all_extensions(late: Late, status: ContestStatus) -> None:
    late.grant(late.now + timedelta(hours=2))
    late.contest.status = status
    late.session.flush()

    assert late.editable(late.now) == [False, False]
    with pytest.raises(RuleBroken, match="judging-has-begun"):
        late.grant(late.now + timedelta(hours=3))


def test_a_contest_that_is_not_open_yet_extends_nothing(late: Late) -> None:
    late.contest.opens_at, late.contest.closes_at = late.now + timedelta(hours=1), late.now + timedelta(hours=2)
    late.session.flush()

    with pytest.raises(RuleBroken, match="not-open-yet"):
        late.grant(late.now + timedelta(hours=3))


def test_a_contest_that_closes_after_an_extension_is_named_by_its_own_closing(late: Late) -> None:
    end = late.now + timedelta(hours=2)
    late.grant(end)
    assert extensions.last_moment(late.session, late.contest, late.applicant.id) == end

    late.contest.closes_at = late.now + timedelta(days=1)

    assert extensions.last_moment(late.session, late.contest, late.applicant.id) == late.contest.closes_at
