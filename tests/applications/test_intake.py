"""What comes on paper is registered by number, in time by when it was there, and then is like everything else."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select
from world import give_role, grant_answers, make_contest, make_territories, make_user

from app import journal
from app.accounts import people
from app.accounts.models import User
from app.applications import drafts, intake, intake_queries, lifecycle, rules
from app.applications.intake_forms import Registration
from app.applications.intake_models import Intake, Way
from app.applications.intake_queries import Filters, State
from app.applications.models import Application, Status
from app.contests.models import ContestStatus, RoleName
from app.errors import NotYours, RuleBroken


class Case:
    def __init__(self, session: Session, now: datetime) -> None:
        self.session, self.now = session, now
        make_territories(session, 2)
        self.contest = make_contest(session)
        self.secretary, self.chair = make_user(session, "Хатшы Сара"), make_user(session)
        give_role(session, self.secretary, self.contest, RoleName.SECRETARY)
        give_role(session, self.chair, self.contest, RoleName.CHAIR)
        self.stickers = self.print(3)

    def print(self, count: int) -> list[Intake]:
        by = self.secretary.id or 0
        return intake.print_stickers(self.session, self.contest, count, by=by, now=self.now)

    def said(self, **values: Any) -> Registration:
        defaults = {"received_at": self.now - timedelta(hours=1), "taken_by": "Хатшы Сара", "way": Way.HAND,
                    "name": "Ахметова Гүл", "phone": "8 701 000 00 05"}  # fmt: skip
        return Registration.model_validate(defaults | values)

    def register(self, place: int = 0, known: User | None = None, **values: Any) -> Application:
        return intake.register(
            self.session,
            self.contest,
            self.stickers[place],
            self.said(**values),
            known,
            by=self.secretary,
            now=self.now,
        )

    def filled(self, application: Application) -> Application:
        application.answers = grant_answers()
        return application

    def submit(self, application: Application, now: datetime | None = None) -> Application:
        return lifecycle.submit(self.session, application, by=self.secretary, now=now or self.now)

    def sender(self, application: Application) -> User:
        return self.session.get_one(User, application.applicant_id)


@pytest.fixture
def case(session: Session, now: datetime) -> Case:
    return Case(session, now)


def refused(reason: str, attempt: Any) -> None:
    with pytest.raises(RuleBroken) as broken:
        attempt()
    assert broken.value.reason == reason


def test_stickers_are_numbered_without_a_gap_and_have_codes_of_their_own(case: Case) -> None:
    more = case.print(2)
    other = make_contest(case.session)
    [first] = intake.print_stickers(case.session, other, 1, by=case.secretary.id or 0, now=case.now)
    assert [one.serial for one in [*case.stickers, *more, first]] == [1, 2, 3, 4, 5, 1]
    assert len({one.code for one in [*case.stickers, *more, first]}) == 6


def test_registering_makes_a_draft_of_somebody_without_an_address(case: Case) -> None:
    draft = case.register()
    sender = case.sender(draft)
    assert (draft.status, draft.paper_at, case.stickers[0].application_id) == (
        Status.DRAFT, case.now - timedelta(hours=1), draft.id,
    )  # fmt: skip
    assert (sender.name, sender.phone, sender.has_address, sender.confirmed_at) == (
        "Ахметова Гүл", "+77010000005", False, None,
    )  # fmt: skip


def test_somebody_known_is_chosen_again_instead_of_made_twice(case: Case) -> None:
    first = case.register()
    second = case.register(1, case.sender(first), name=None, sender=first.applicant_id)
    assert second.applicant_id == first.applicant_id
    assert [one.id for one in intake_queries.senders(case.session, case.contest.id or 0)] == [first.applicant_id]
    here = [case.contest.id or 0]
    assert [one.id for one in intake_queries.without_address(case.session, here)] == [first.applicant_id]
    assert intake_queries.without_address(case.session, [make_contest(case.session).id or 0]) == []


def test_a_sticker_is_put_on_one_thing_only(case: Case) -> None:
    case.register()
    refused("sticker-taken", case.register)


def test_the_office_fills_in_and_hands_in_and_it_counts_from_when_it_was_there(case: Case) -> None:
    draft = case.filled(case.register())
    done = case.submit(draft)
    there = case.now - timedelta(hours=1)
    assert (done.status, done.submitted_at, done.final_submitted_at) == (Status.SUBMITTED, there, there)
    assert done.number is not None


def test_what_was_there_in_time_is_entered_after_the_closing(case: Case) -> None:
    assert case.contest.closes_at is not None
    case.now = case.contest.closes_at + timedelta(days=2)
    in_time = case.register(0, received_at=case.contest.closes_at - timedelta(seconds=1))
    refused("deadline-passed", lambda: case.register(1, received_at=case.contest.closes_at))
    assert rules.may_edit(in_time, case.contest, case.now, case.secretary.id)
    assert case.submit(case.filled(in_time)).status is Status.SUBMITTED


def test_the_sender_who_has_an_account_changes_nothing_after_the_closing(case: Case) -> None:
    done = case.submit(case.filled(case.register()))
    sender = case.sender(done)
    sender.confirmed_at = case.now
    assert case.contest.closes_at is not None
    late = case.contest.closes_at + timedelta(days=1)
    done.answers = done.answers | {"title": "Кешіккен атау"}
    assert not rules.may_edit(done, case.contest, late)
    refused("deadline-passed", lambda: lifecycle.submit(case.session, done, by=sender, now=late))
    refused(
        "deadline-passed",
        lambda: drafts.save(case.session, done, {"title": "Тағы"}, revision=None, by=sender, now=late),
    )
    lifecycle.withdraw(case.session, done, by=sender, now=late)
    refused("deadline-passed", lambda: lifecycle.restore(case.session, done, by=sender, now=late))
    assert lifecycle.restore(case.session, done, by=case.secretary, now=late).status is Status.SUBMITTED


def test_what_the_sender_changes_in_time_counts_from_when_it_was_changed(case: Case) -> None:
    done = case.submit(case.filled(case.register()))
    sender = case.sender(done)
    sender.confirmed_at = case.now
    done.answers = done.answers | {"title": "Түзетілген атау"}
    lifecycle.submit(case.session, done, by=sender, now=case.now)
    assert (done.submitted_at, done.final_submitted_at) == (case.now - timedelta(hours=1), case.now)


@pytest.mark.parametrize(("hours", "reason"), [(1, "received-ahead"), (-24 * 30, "not-open-yet")])
def test_it_came_neither_later_than_now_nor_before_the_opening(case: Case, hours: int, reason: str) -> None:
    refused(reason, lambda: case.register(received_at=case.now + timedelta(hours=hours)))


def test_nothing_comes_in_once_judging_has_begun(case: Case) -> None:
    draft = case.register()
    case.contest.status = ContestStatus.JUDGING
    refused("deadline-passed", lambda: case.register(1))
    refused("deadline-passed", lambda: case.submit(case.filled(draft)))


def test_only_the_office_of_this_contest_acts_for_the_sender_and_only_on_paper(case: Case) -> None:
    draft = case.register()
    elsewhere = make_user(case.session)
    give_role(case.session, elsewhere, make_contest(case.session), RoleName.ORGANISER)
    for person in (case.chair, elsewhere, make_user(case.session)):
        with pytest.raises(NotYours):
            lifecycle.submit(case.session, draft, by=person, now=case.now)
    own = drafts.start(
        case.session, case.contest, by=make_user(case.session), nonce="n", language="ru", now=case.now
    )  # fmt: skip
    with pytest.raises(NotYours):
        lifecycle.submit(case.session, own, by=case.secretary, now=case.now)


def test_what_was_said_is_set_right_until_it_is_handed_in(case: Case) -> None:
    draft, sticker = case.register(), case.stickers[0]

    def correct(**values: Any) -> None:
        intake.correct(
            case.session, case.contest, sticker, draft, case.said(**values), case.sender(draft), by=case.secretary,
            now=case.now,
        )  # fmt: skip

    earlier = case.now - timedelta(hours=5)
    correct(received_at=earlier, note="рамасы сынған")
    assert (draft.paper_at, sticker.received_at, sticker.note) == (earlier, earlier, "рамасы сынған")
    case.submit(case.filled(draft))
    refused("received-fixed", correct)
    correct(received_at=earlier, note="түзетілді")
    assert sticker.note == "түзетілді"


def test_the_journal_is_searched_and_told_apart_by_state(case: Case) -> None:
    first, second = case.register(), case.register(1, name="Беков Ерлан", brought_by="Курьер Алтын")
    case.submit(case.filled(second))

    def found(**values: Any) -> list[int]:
        return [row.intake.serial for row in intake_queries.rows(case.session, case.contest.id or 0, Filters(**values))]

    assert [found(state=state) for state in State] == [[3], [1], [2]]
    assert [found(words=words) for words in ("гул", "АЛТЫН курьер", "2", "жоқ")] == [[1], [2], [2], []]
    assert found(page=None) == [1, 2]
    row = intake_queries.by_code(case.session, case.contest.id or 0, case.stickers[0].code.lower())
    assert row is not None
    assert row.application == first
    assert intake_queries.by_code(case.session, (case.contest.id or 0) + 1, case.stickers[0].code) is None


def test_an_address_makes_the_account_their_own(case: Case) -> None:
    sender, taken = case.sender(case.register()), make_user(case.session, email="taken@mail.example")
    by = case.secretary.id or 0
    refused("address-taken", lambda: people.give_address(case.session, sender, taken.email, by=by, now=case.now))
    people.give_address(case.session, sender, "Gul@mail.example", by=by, now=case.now)
    assert (sender.has_address, sender.email_key, sender.confirmed_at) == (True, "gul@mail.example", None)
    refused("address-there", lambda: people.give_address(case.session, sender, "b@mail.example", by=by, now=case.now))


def test_the_contests_journal_tells_who_took_what_when(case: Case) -> None:
    case.register(note="рамасы сынған")
    entries = case.session.exec(select(journal.Entry).where(journal.Entry.chain == f"contest-{case.contest.id}")).all()
    assert [entry.action for entry in entries] == ["intake.printed", "application.started", "intake.registered"]
    payload = case.session.get_one(journal.Payload, entries[-1].id).body
    assert '"taken_by":"Хатшы Сара"' in payload
    assert '"sticker":1' in payload
