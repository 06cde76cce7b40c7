"""The second look: who looks, what waits, what sending back does; the check list of a contest; conclusions."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, select
from world import make_application, make_contest, make_user, nominations_of

from app.accounts.models import User
from app.applications import checklist, conclusions, lifecycle, second_look
from app.applications.admission_models import Check, SecondLook
from app.applications.checklist import Item
from app.applications.models import Application, RejectionReason, Status
from app.contests.models import Contest, ContestStatus, LookMode
from app.errors import RuleBroken
from app.journal import Entry


class Office:
    def __init__(self, session: Session, now: datetime, mode: LookMode) -> None:
        self.session, self.now = session, now
        self.contest: Contest = make_contest(session, second_look=mode, closes_at=now - timedelta(hours=1))
        self.first, self.other = make_user(session, "Бірінші"), make_user(session, "Екінші")
        self.application: Application = make_application(
            session, self.contest, make_user(session), nominations_of(session, self.contest)[0], Status.SUBMITTED
        )

    def reject(self, by: User | None = None) -> bool:
        return second_look.reject(self.session, self.application, self.contest, RejectionReason.LATE, "Кеш",
                                  by=by or self.first, now=self.now)  # fmt: skip

    def look(self) -> SecondLook:
        found = second_look.pending(self.session, self.application)
        assert found is not None
        return found

    def agree(self, by: User | None = None) -> bool:
        return second_look.agree(self.session, self.look(), self.application, comment="", by=by or self.other,
                                 now=self.now)  # fmt: skip

    def send_back(self) -> None:
        second_look.send_back(self.session, self.look(), self.application, comment="Қайта", by=self.other,
                              now=self.now)  # fmt: skip


@pytest.fixture
def before(session: Session, now: datetime) -> Office:
    return Office(session, now, LookMode.BEFORE)


@pytest.fixture
def after(session: Session, now: datetime) -> Office:
    return Office(session, now, LookMode.AFTER)


def test_without_a_second_look_a_rejection_is_one_at_once(session: Session, now: datetime) -> None:
    office = Office(session, now, LookMode.OFF)

    assert office.reject() is True
    assert (office.application.status, second_look.waiting(session, office.contest.id)) == (Status.REJECTED, [])


def test_before_it_is_told_a_rejection_waits_for_another_person(before: Office) -> None:
    assert before.reject() is False
    assert before.application.status is Status.SUBMITTED
    with pytest.raises(RuleBroken, match="own-decision"):
        before.agree(by=before.first)

    assert before.agree() is True
    assert (before.application.status, before.application.rejection) == (Status.REJECTED, RejectionReason.LATE)
    assert second_look.pending(before.session, before.application) is None
    with pytest.raises(RuleBroken, match="not-now"):
        before.reject()


def test_a_proposal_that_is_sent_back_leaves_the_application_as_it_was(before: Office) -> None:
    before.reject()
    before.send_back()

    assert before.application.status is Status.SUBMITTED
    assert second_look.pending(before.session, before.application) is None
    assert [one.comment for one in second_look.of(before.session, before.application)] == ["Қайта"]


def test_what_was_decided_otherwise_or_changed_meanwhile_waits_no_longer(before: Office) -> None:
    before.reject()
    look = before.look()
    before.application.version += 1
    before.session.flush()

    with pytest.raises(RuleBroken, match="look-over"):
        second_look.agree(before.session, look, before.application, comment="", by=before.other, now=before.now)
    assert before.application.status is Status.SUBMITTED


def test_told_at_once_a_rejection_that_is_sent_back_is_to_be_decided_again(after: Office) -> None:
    assert after.reject() is True
    assert second_look.unsettled(after.session, after.contest.id) == 1

    after.send_back()

    assert (after.application.status, after.application.rejection) == (Status.SUBMITTED, None)
    assert second_look.unsettled(after.session, after.contest.id) == 0
    actions = list(after.session.exec(select(Entry.action).order_by(Entry.seq)).all())
    assert actions == ["application.rejected", "second-look.sent-back", "application.reconsidered"]


@pytest.mark.parametrize(("percent", "expected"), [(0, 0), (100, 1)])
def test_a_sample_of_admissions_is_looked_at(after: Office, percent: int, expected: int) -> None:
    after.contest.sample_percent = percent
    lifecycle.admit(after.session, after.application, by=after.first, now=after.now)
    second_look.sample(after.session, after.application, after.contest, by=after.first, now=after.now)

    assert len(second_look.waiting(after.session, after.contest.id)) == expected


def test_a_sample_is_about_as_large_as_it_should_be_and_nobody_chooses_it() -> None:
    codes = [f"K{number:04}" for number in range(2000)]

    assert 160 <= sum(second_look.is_sampled(code, 10) for code in codes) <= 240
    assert {code for code in codes if second_look.is_sampled(code, 10)} <= {
        code for code in codes if second_look.is_sampled(code, 20)
    }


def test_an_own_check_list_replaces_the_usual_one_in_its_order(after: Office) -> None:
    usual = checklist.items(after.session, after.contest)
    own = Item("", "", True, {"kk": "Мөр бар", "ru": "Есть печать", "en": ""})

    assert checklist.store(after.session, after.contest, [own, usual[1]], by=after.first, now=after.now) is True

    found = checklist.items(after.session, after.contest)
    assert [(one.name, one.asked) for one in found] == [("own-1", "Мөр бар"), (usual[1].name, found[1].texts["kk"])]
    assert checklist.store(after.session, after.contest, found, by=after.first, now=after.now) is False


def test_once_somebody_was_checked_lines_are_only_added(after: Office) -> None:
    usual = checklist.items(after.session, after.contest)
    after.session.add(Check(application_id=after.application.id or 0, item="topic", answer="yes", checked_at=after.now,
                            checked_by=after.first.id or 0))  # fmt: skip
    after.session.flush()
    own = Item("", "", False, {"kk": "Мөр бар", "ru": "Есть печать", "en": ""})

    with pytest.raises(RuleBroken, match="checklist-begun"):
        checklist.store(after.session, after.contest, usual[1:], by=after.first, now=after.now)
    checklist.store(after.session, after.contest, [*usual, own], by=after.first, now=after.now)
    names = [one.name for one in checklist.items(after.session, after.contest)]
    assert names == [*(one.name for one in usual), "own-1"]


def test_a_check_list_has_a_line_at_least(after: Office) -> None:
    with pytest.raises(RuleBroken, match="checklist-empty"):
        checklist.store(after.session, after.contest, [], by=after.first, now=after.now)


def test_a_conclusion_is_closed_once_everything_is_decided_and_each_has_its_number(after: Office) -> None:
    with pytest.raises(RuleBroken, match="admission-waits"):
        conclusions.close(after.session, after.contest, {}, by=after.first, now=after.now)
    after.reject()

    made = [conclusions.close(after.session, after.contest, {"n": 1}, by=after.first, now=after.now) for _ in "ab"]

    assert [one.number for one in made] == [1, 2]


def test_no_conclusion_while_applications_are_open(after: Office) -> None:
    after.contest.closes_at = after.now + timedelta(hours=1)
    after.session.flush()

    with pytest.raises(RuleBroken, match="still-open"):
        conclusions.close(after.session, after.contest, {}, by=after.first, now=after.now)


def test_a_decision_is_taken_back_only_before_judging(after: Office) -> None:
    after.reject()
    after.contest.status = ContestStatus.JUDGING
    after.session.flush()

    with pytest.raises(RuleBroken, match="judging-has-begun"):
        lifecycle.reconsider(after.session, after.application, "Қате", by=after.first, now=after.now)
