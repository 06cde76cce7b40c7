"""What both sides say about an application: once, in its order, read or waiting, never after the archive."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlmodel import Session
from world import give_role, make_application, make_contest, make_user, nominations_of

from app.accounts.models import User
from app.applications import messages
from app.applications.attachments import Prepared
from app.applications.models import Application, Status
from app.contests.models import Contest, ContestStatus, RoleName
from app.errors import RuleBroken


@pytest.fixture
def contest(session: Session) -> Contest:
    return make_contest(session)


@pytest.fixture
def applicant(session: Session) -> User:
    return make_user(session)


@pytest.fixture
def secretary(session: Session, contest: Contest) -> User:
    secretary = make_user(session, "Сания Секретарь")
    give_role(session, secretary, contest, RoleName.SECRETARY)
    return secretary


@pytest.fixture
def application(session: Session, contest: Contest, applicant: User) -> Application:
    return make_application(session, contest, applicant, nominations_of(session, contest)[0], Status.SUBMITTED)


@pytest.fixture
def say(
    session: Session, contest: Contest, application: Application, applicant: User, secretary: User, now: datetime
) -> Callable[..., bool]:
    def said(side: str, body: str, nonce: str, at: datetime = now, files: tuple[Prepared, ...] = ()) -> bool:
        by = secretary if side == "office" else applicant
        return messages.write(session, application, contest, body, files, nonce=nonce, is_from_office=side == "office",
                              by=by, now=at)[1]  # fmt: skip

    return said


def refusal(action: Callable[[], object]) -> str:
    with pytest.raises(RuleBroken) as caught:
        action()
    return caught.value.reason


def test_what_came_after_the_page_was_opened_is_not_read_yet(
    session: Session, application: Application, say: Callable[..., bool], now: datetime
) -> None:
    say("office", "1", "a")
    shown = messages.conversation(session, application.id)[-1].message.id
    say("office", "2", "b")

    messages.mark_read(session, application, by_office=False, now=now, last=shown)

    assert messages.unread(session, [application.id], by_office=False) == {application.id: 1}


def test_only_the_first_unread_message_is_news(say: Callable[..., bool]) -> None:
    assert [say("office", "1", "a"), say("office", "2", "b")] == [True, False]
    assert [say("applicant", "3", "c"), say("office", "4", "d")] == [True, True]


def test_the_same_form_says_it_once(session: Session, application: Application, say: Callable[..., bool]) -> None:
    assert [say("office", "Сәлем", "a"), say("office", "Сәлем", "a")] == [True, False]
    assert [one.message.body for one in messages.conversation(session, application.id)] == ["Сәлем"]


def test_each_side_counts_what_the_other_has_said(
    session: Session, application: Application, contest: Contest, say: Callable[..., bool], now: datetime
) -> None:
    say("applicant", "1", "a")
    say("applicant", "2", "b")
    assert messages.unread(session, [application.id], by_office=True) == {application.id: 2}
    assert (messages.unread(session, [application.id], by_office=False), messages.unread_in(session, contest.id)) == (
        {},
        1,
    )

    messages.mark_read(session, application, by_office=False, now=now)
    assert messages.unread_in(session, contest.id) == 1
    messages.mark_read(session, application, by_office=True, now=now)
    assert messages.unread_in(session, contest.id) == 0


def test_an_answer_counts_as_read(session: Session, application: Application, say: Callable[..., bool]) -> None:
    say("applicant", "1", "a")
    say("office", "2", "b")
    assert messages.unread(session, [application.id], by_office=True) == {}
    assert messages.unread(session, [application.id], by_office=False) == {application.id: 1}


def test_conversations_that_wait_stand_first(
    session: Session, contest: Contest, application: Application, say: Callable[..., bool], now: datetime,
    secretary: User,
) -> None:  # fmt: skip
    other = make_application(session, contest, make_user(session), nominations_of(session, contest)[0])
    say("applicant", "1", "a", now - timedelta(hours=2))
    messages.write(session, other, contest, "2", (), nonce="b", is_from_office=True, by=secretary, now=now)

    rows = [(row[0].id, row[1], row[2]) for row in messages.conversations(session, contest.id)]
    assert rows == [(application.id, now - timedelta(hours=2), 1), (other.id, now, 0)]


def test_files_stay_with_their_message(session: Session, application: Application, say: Callable[..., bool]) -> None:
    paper = Prepared("page.pdf", "application/pdf", "0" * 64, 100)
    say("applicant", "", "a", files=(paper,))
    (said,) = messages.conversation(session, application.id)
    assert [(file.name, file.size) for file in said.files] == [("page.pdf", 100)]
    assert messages.file(session, application.id, said.files[0].id or 0) == said.files[0]
    assert messages.file(session, (application.id or 0) + 1, said.files[0].id or 0) is None
    assert refusal(lambda: say("applicant", "", "b", files=(paper,) * (messages.MOST_FILES + 1))) == "files-many"


def test_after_the_archive_and_about_a_draft_nothing_is_said(
    session: Session, contest: Contest, application: Application, say: Callable[..., bool]
) -> None:
    application.status = Status.DRAFT
    session.flush()
    assert refusal(lambda: say("applicant", "1", "a")) == "messages-closed"
    application.status, contest.status = Status.SUBMITTED, ContestStatus.ARCHIVED
    session.flush()
    assert refusal(lambda: say("office", "1", "b")) == "messages-closed"


def test_thirty_messages_an_hour_are_enough(say: Callable[..., bool], now: datetime) -> None:
    for number in range(messages.MOST_AN_HOUR):
        say("applicant", "?", f"n{number}")
    assert refusal(lambda: say("applicant", "?", "last")) == "messages-fast"
    say("applicant", "?", "later", now + timedelta(hours=1))
