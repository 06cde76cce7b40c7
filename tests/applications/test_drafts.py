"""Drafts: begun once, saved as typed, never silently overwritten."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, select
from world import give_role, make_contest, make_user

from app.accounts.models import User
from app.applications import drafts, lifecycle
from app.applications.models import Application, Status
from app.contests.models import Contest, RoleName
from app.errors import NotAllowed, NotYours, RuleBroken


@pytest.fixture
def contest(session: Session) -> Contest:
    return make_contest(session)


@pytest.fixture
def applicant(session: Session) -> User:
    return make_user(session)


@pytest.fixture
def draft(session: Session, contest: Contest, applicant: User, now: datetime) -> Application:
    return start(session, contest, applicant, now)


def start(session: Session, contest: Contest, by: User, now: datetime, nonce: str = "n") -> Application:
    return drafts.start(session, contest, by=by, nonce=nonce, language="kk", now=now)


def refusal(action: Callable[[], object]) -> str:
    with pytest.raises(RuleBroken) as caught:
        action()
    return caught.value.reason


def test_pressing_begin_twice_makes_one_draft(
    session: Session, contest: Contest, applicant: User, draft: Application, now: datetime
) -> None:
    again = start(session, contest, applicant, now)
    other = start(session, contest, applicant, now, nonce="other")

    assert (again.id, other.id == draft.id) == (draft.id, False)
    assert len(session.exec(select(Application)).all()) == 2


def test_two_people_may_send_the_same_nonce(
    session: Session, contest: Contest, draft: Application, now: datetime
) -> None:
    assert start(session, contest, make_user(session), now).id != draft.id


def test_codes_are_short_different_and_hold_no_look_alikes(
    session: Session, contest: Contest, applicant: User, now: datetime
) -> None:
    codes = {start(session, contest, applicant, now, nonce=str(serial)).code for serial in range(50)}

    assert len(codes) == 50
    assert {len(code) for code in codes} == {drafts.CODE}
    assert not set("".join(codes)) & set("01OIL")


@pytest.mark.parametrize("role", [RoleName.ORGANISER, RoleName.SECRETARY, RoleName.CHAIR, RoleName.EXPERT])
def test_whoever_works_on_a_contest_does_not_enter_it(
    session: Session, contest: Contest, now: datetime, role: RoleName
) -> None:
    somebody = make_user(session)
    give_role(session, somebody, contest, role)

    with pytest.raises(NotAllowed):
        start(session, contest, somebody, now)


def test_the_accountant_the_operator_and_another_contests_organiser_do_not_enter_either(
    session: Session, contest: Contest, now: datetime
) -> None:
    accountant, operator, organiser = make_user(session), make_user(session, is_operator=True), make_user(session)
    give_role(session, accountant, contest, RoleName.ACCOUNTANT)
    give_role(session, organiser, make_contest(session), RoleName.ORGANISER)

    for somebody, refused in ((accountant, NotYours), (operator, NotAllowed), (organiser, NotAllowed)):
        with pytest.raises(refused):
            start(session, contest, somebody, now)


def test_an_expert_of_another_contest_is_an_applicant_like_any_other(
    session: Session, contest: Contest, now: datetime
) -> None:
    expert = make_user(session)
    give_role(session, expert, make_contest(session), RoleName.EXPERT)

    assert start(session, contest, expert, now).status is Status.DRAFT


@pytest.mark.parametrize(
    ("edge", "milliseconds", "expected"),
    [("opens_at", -1, "not-open-yet"), ("opens_at", 0, ""), ("closes_at", -1, ""), ("closes_at", 0, "deadline-passed")],
)
def test_a_draft_begins_only_while_the_contest_is_open(
    session: Session, contest: Contest, applicant: User, edge: str, milliseconds: int, expected: str
) -> None:
    at = getattr(contest, edge) + timedelta(milliseconds=milliseconds)

    if expected:
        assert refusal(lambda: start(session, contest, applicant, at)) == expected
    else:
        assert start(session, contest, applicant, at).created_at == at


def test_what_is_typed_comes_back_to_the_letter(
    session: Session, applicant: User, draft: Application, now: datetime
) -> None:
    costs = [{"name": "", "price": "2 ooo"}, {"name": "Қап"}]
    typed = {"title": "  Ә\u0000<b>  ", "costs": costs, "requested": "много"}

    drafts.save(session, draft, typed, revision=0, by=applicant, now=now)
    session.commit()
    session.expire_all()

    assert draft.answers == typed


def test_a_step_replaces_its_own_fields_and_no_others(
    session: Session, applicant: User, draft: Application, now: datetime
) -> None:
    drafts.save(session, draft, {"title": "А", "publish": "yes"}, revision=0, by=applicant, now=now)

    drafts.save(session, draft, {"truthful": "yes"}, names={"truthful", "publish"}, revision=1, by=applicant, now=now)

    assert draft.answers == {"title": "А", "truthful": "yes"}
    assert draft.revision == 2


def test_a_save_that_changes_nothing_is_no_new_revision(
    session: Session, applicant: User, draft: Application, now: datetime
) -> None:
    drafts.save(session, draft, {"title": "А"}, revision=0, by=applicant, now=now)
    drafts.save(session, draft, {"title": "А"}, revision=0, by=applicant, now=now + timedelta(minutes=1))

    assert (draft.revision, draft.saved_at) == (1, now)


def test_another_pages_change_is_not_overwritten(
    session: Session, applicant: User, draft: Application, now: datetime
) -> None:
    def save(title: str, revision: int, page: str, part: str = "project") -> Application:
        return drafts.save(
            session, draft, {part: title}, revision=revision, part=part, page=page, by=applicant, now=now
        )

    save("А", 0, "first")

    assert refusal(lambda: save("Б", 0, "second")) == "changed-meanwhile"
    assert draft.answers == {"project": "А"}
    assert save("Б", 0, "second", part="plan").revision == 2, "another step is nobody's conflict"
    assert save("В", 1, "second").revision == 3, "whoever has seen the change may replace it"


def test_a_pages_own_lost_answers_are_no_conflict(
    session: Session, applicant: User, draft: Application, now: datetime
) -> None:
    for title in ("Ч", "Чи", "Чистый"):
        drafts.save(session, draft, {"title": title}, revision=0, page="same", by=applicant, now=now)

    assert (draft.answers, draft.revision) == ({"title": "Чистый"}, 3)


def test_saving_ends_with_the_deadline_and_keeps_the_draft(
    session: Session, contest: Contest, applicant: User, draft: Application, now: datetime
) -> None:
    drafts.save(session, draft, {"title": "А"}, revision=0, by=applicant, now=now)
    assert contest.closes_at is not None
    closed = contest.closes_at

    assert refusal(lambda: drafts.save(session, draft, {"title": "Б"}, revision=1, by=applicant, now=closed)) == (
        "deadline-passed"
    )
    assert draft.answers == {"title": "А"}


def test_nobody_saves_anothers_draft(session: Session, draft: Application, now: datetime) -> None:
    with pytest.raises(NotYours):
        drafts.save(session, draft, {"title": "А"}, revision=0, by=make_user(session), now=now)


def test_a_deleted_draft_is_gone_and_its_nonce_free(
    session: Session, contest: Contest, applicant: User, draft: Application, now: datetime
) -> None:
    lifecycle.delete_draft(session, draft, by=applicant, now=now)
    session.flush()

    assert session.exec(select(Application)).all() == []
    assert start(session, contest, applicant, now).status is Status.DRAFT
