"""Messages between an applicant and the office about one application. The commission has no part in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func
from sqlmodel import Session, col, select, update

from app import journal
from app.accounts.models import User
from app.applications.attachments import Prepared
from app.applications.message_models import Message, MessageFile
from app.applications.models import Application, Status
from app.contests.models import Contest, ContestStatus
from app.errors import RuleBroken

MOST_FILES = 10
MOST_AN_HOUR = 30


@dataclass(frozen=True)
class Said:
    message: Message
    author: str
    files: list[MessageFile]


def may_write(application: Application, contest: Contest) -> bool:
    """About what was handed in, until the contest goes into the archive."""
    return application.status is not Status.DRAFT and contest.status is not ContestStatus.ARCHIVED


def require_writable(application: Application, contest: Contest) -> None:
    """Raises RuleBroken ``messages-closed``."""
    if not may_write(application, contest):
        raise RuleBroken("messages-closed")


def write(
    session: Session, application: Application, contest: Contest, body: str, files: Sequence[Prepared], *, nonce: str,
    is_from_office: bool, by: User, now: datetime,
) -> tuple[Message, bool]:  # fmt: skip
    """The message, and whether it is the first that the other side has not read: only then a letter is worth it. The
    same nonce again gives the message that is there. What the other side had said counts as read. Raises RuleBroken:
    ``messages-closed``, ``messages-fast``, ``files-many``."""
    session.refresh(application, with_for_update=True)
    known = session.exec(select(Message).where(Message.nonce == nonce, Message.author_id == by.id)).first()
    if known is not None:
        return known, False
    require_writable(application, contest)
    if len(files) > MOST_FILES:
        raise RuleBroken("files-many", most=MOST_FILES)
    _require_slow(session, by, now)
    waiting = unread(session, [application.id], by_office=not is_from_office).get(application.id or 0, 0)
    message = Message(
        application_id=application.id or 0, author_id=by.id or 0, is_from_office=is_from_office, nonce=nonce, body=body,
        created_at=now,
    )  # fmt: skip
    session.add(message)
    session.flush()
    _keep(session, message, files)
    mark_read(session, application, by_office=is_from_office, now=now)
    journal.write(session, "message.written", of=("message", message.id), by=by.id, now=now,
                  contest_id=application.contest_id, application=application.id, files=len(files))  # fmt: skip
    return message, not waiting


def mark_read(
    session: Session, application: Application, *, by_office: bool, now: datetime, last: int | None = None
) -> None:  # fmt: skip
    """What the other side has said, up to the message `last` that was shown."""
    shown = [] if last is None else [col(Message.id) <= last]
    session.exec(
        update(Message)
        .where(col(Message.application_id) == application.id, col(Message.is_from_office) != by_office)
        .where(col(Message.read_at).is_(None), *shown)
        .values(read_at=now)
    )


def conversation(session: Session, application_id: int | None) -> list[Said]:
    """From the first to the last."""
    rows = session.exec(
        select(Message, User.name)
        .where(Message.application_id == application_id, Message.author_id == User.id)
        .order_by(col(Message.id))
    ).all()
    files: dict[int, list[MessageFile]] = {}
    wanted = col(MessageFile.message_id).in_([message.id for message, _ in rows])
    for file in session.exec(select(MessageFile).where(wanted).order_by(col(MessageFile.id))).all():
        files.setdefault(file.message_id, []).append(file)
    return [Said(message, name, files.get(message.id or 0, [])) for message, name in rows]


def file(session: Session, application_id: int | None, file_id: int) -> MessageFile | None:
    return session.exec(
        select(MessageFile)
        .join(Message, col(Message.id) == MessageFile.message_id)
        .where(MessageFile.id == file_id, Message.application_id == application_id)
    ).first()


def unread(session: Session, application_ids: Sequence[int | None], *, by_office: bool) -> dict[int, int]:
    """Application id → how many messages of the other side wait to be read."""
    rows = session.exec(
        select(Message.application_id, func.count())
        .where(col(Message.application_id).in_(application_ids), col(Message.is_from_office) != by_office)
        .where(col(Message.read_at).is_(None))
        .group_by(col(Message.application_id))
    ).all()
    return dict(rows)


def unread_in(session: Session, contest_id: int | None) -> int:
    """Applications of the contest whose people wait for the office."""
    waiting = select(Message.application_id).where(
        col(Message.is_from_office).is_(False), col(Message.read_at).is_(None)
    )
    return session.exec(
        select(func.count())
        .select_from(Application)
        .where(Application.contest_id == contest_id, col(Application.id).in_(waiting))
    ).one()


def conversations(session: Session, contest_id: int | None) -> Sequence[tuple[Application, datetime, int]]:
    """(application, last message, unread by the office), what waits first, then the latest."""
    waits = func.count(col(Message.id)).filter(col(Message.is_from_office).is_(False), col(Message.read_at).is_(None))
    last = func.max(Message.created_at)
    talks = (
        select(Message.application_id, last.label("last"), waits.label("waits"))
        .group_by(col(Message.application_id))
        .subquery()
    )
    return session.exec(
        select(Application, talks.c.last, talks.c.waits)
        .join(talks, talks.c.application_id == col(Application.id))
        .where(Application.contest_id == contest_id)
        .order_by((talks.c.waits > 0).desc(), talks.c.last.desc(), col(Application.id))
    ).all()


def _keep(session: Session, message: Message, files: Sequence[Prepared]) -> None:
    session.add_all(
        MessageFile(
            message_id=message.id or 0, name=one.name, sha256=one.sha256, size=one.size, media_type=one.media_type
        )
        for one in files
    )


def _require_slow(session: Session, by: User, now: datetime) -> None:
    said = session.exec(
        select(func.count())
        .select_from(Message)
        .where(Message.author_id == by.id, col(Message.created_at) > now - timedelta(hours=1))
    ).one()
    if said >= MOST_AN_HOUR:
        raise RuleBroken("messages-fast", minutes=60)
