"""Files that people hand in with an application: taken in, looked through, kept as they came, removed.

`prepare` reads, judges and stores the bytes without touching the database, so that no transaction waits for a decoder;
`attach` writes the rows. `add` is both.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import IO, Protocol

from sqlmodel import Session

from app import journal
from app.accounts.models import User
from app.applications import file_queries, file_types, lifecycle, pages, pictures
from app.applications.models import Application, Attachment, Purpose, Rendition, RenditionKind, Status
from app.contests.models import Contest, ContestStatus
from app.errors import RuleBroken
from app.files import Shelf

MOST_SCANS = 5
"""Of consents; how many pictures and annexes there may be, the contest says."""
MOST_BYTES = 200_000_000
"""Of one application, removed files counted."""
MOST_A_MINUTE = 30
MOST_IN_TEN = 120
"""Minutes, of files that come for a batch."""
CHUNK = 1 << 20


class Upload(Protocol):
    """A file on its way in; `file` stands at its beginning."""

    @property
    def name(self) -> str: ...
    @property
    def file(self) -> IO[bytes]: ...
    @property
    def size(self) -> int: ...


@dataclass(frozen=True)
class Copy:
    """One stored picture made of a file."""

    kind: RenditionKind
    page: int
    sha256: str
    size: int
    width: int
    height: int


@dataclass(frozen=True)
class Prepared:
    """A file that was found good and is on the shelf."""

    name: str
    media_type: str
    sha256: str
    size: int
    width: int = 0
    height: int = 0
    fingerprint: str = ""
    copies: list[Copy] = field(default_factory=list)


def add(
    session: Session,
    shelf: Shelf,
    application: Application,
    upload: Upload,
    purpose: Purpose,
    *,
    by: User,
    now: datetime,
) -> Attachment:
    return attach(session, application, prepare(shelf, upload, purpose), purpose, by=by, now=now)


def prepare(shelf: Shelf, upload: Upload, purpose: Purpose) -> Prepared:
    """Look the file through, store it and the pictures that may be shown of it. Raises RuleBroken: file-empty, -heic,
    -type, -large, -damaged, picture-huge, picture-needed, pdf-active, pdf-long."""
    kind = _kind(upload, purpose)
    data = upload.file.read()
    taken = _photo(shelf, data, kind, purpose) if file_types.is_picture(kind) else _document(shelf, data, purpose)
    photo, copies = taken
    stored = shelf.put(_chunks(data))
    return Prepared(
        file_types.clean_name(upload.name, kind), kind, stored.sha256, stored.size, copies=copies,
        width=photo.width if photo else 0, height=photo.height if photo else 0,
        fingerprint=photo.fingerprint if photo else "",
    )  # fmt: skip


def attach(
    session: Session, application: Application, file: Prepared, purpose: Purpose, *, by: User, now: datetime,
    key: str = "",
) -> Attachment:  # fmt: skip
    """Make the file part of the application, behind those that serve the same purpose. `key`: of the attempt that
    brought it, see `file_queries.arrived`. Raises RuleBroken: file-twice, pictures-many, files-many, files-heavy,
    uploads-fast."""
    _require_room(session, application, file, purpose, by=by, now=now)
    attachment = Attachment(
        application_id=application.id or 0, purpose=purpose, name=file.name, sha256=file.sha256, size=file.size,
        media_type=file.media_type, width=file.width, height=file.height, fingerprint=file.fingerprint,
        uploaded_at=now, uploaded_by=by.id or 0, upload_key=key or None,
    )  # fmt: skip
    session.add(attachment)
    session.flush()
    session.add_all(_rendition(attachment, copy) for copy in file.copies)
    _note(session, "attachment.added", application, attachment, by=by, now=now)
    return attachment


def make_main(session: Session, application: Application, picture: Attachment, *, by: User, now: datetime) -> None:
    """The first of a work's pictures: lists, results and the commission show it before the others."""
    first = file_queries.pictures(session, application.id)[0]
    if first.id != picture.id:
        picture.position = first.position - 1
        session.add(picture)
        _note(session, "attachment.made-main", application, picture, by=by, now=now)


def remove(session: Session, application: Application, attachment: Attachment, *, by: User, now: datetime) -> None:
    """Take a file out of the application; what was stored stays until it is purged."""
    attachment.removed_at = now
    session.add(attachment)
    _note(session, "attachment.removed", application, attachment, by=by, now=now)


def require_may_change(contest: Contest, application: Application, now: datetime, by: User) -> None:
    """Files may come and go as long as the application may be edited, but not once it has been admitted: what was
    looked at stays. An upload on its way into a draft may arrive a few minutes after closing. Raises RuleBroken."""
    if application.status is Status.ADMITTED:
        raise RuleBroken("files-fixed")
    if not _is_grace(contest, application, now):
        lifecycle.require_editable(application, contest, now, by)


def _is_grace(contest: Contest, application: Application, now: datetime) -> bool:
    if application.status is not Status.DRAFT or contest.status is not ContestStatus.ANNOUNCED:
        return False
    grace = timedelta(minutes=contest.grace_minutes)
    return contest.closes_at is not None and contest.closes_at <= now < contest.closes_at + grace


def _kind(upload: Upload, purpose: Purpose) -> str:
    if not upload.size:
        raise RuleBroken("file-empty")
    head = upload.file.read(file_types.HEAD)
    upload.file.seek(0)
    kind = file_types.media_type(head, upload.name)
    if purpose is Purpose.PICTURE and not file_types.is_picture(kind):
        raise RuleBroken("picture-needed")
    if upload.size > file_types.largest(kind):
        raise RuleBroken("file-large", most=file_types.largest(kind) // 1_000_000)
    return kind


def _photo(shelf: Shelf, data: bytes, kind: str, purpose: Purpose) -> tuple[pictures.Photo, list[Copy]]:
    is_work = purpose is Purpose.PICTURE
    photo = pictures.develop(data, kind, side=pictures.JUDGED_SIDE if is_work else pictures.PAGE_SIDE)
    copies = [_put(shelf, RenditionKind.THUMB, 0, photo.thumb)]
    if is_work:
        copies.append(_put(shelf, RenditionKind.JUDGED, 0, photo.large))
    elif purpose is Purpose.ANNEX:
        copies.append(_put(shelf, RenditionKind.PAGE, 1, photo.large))
    return photo, copies


def _document(shelf: Shelf, data: bytes, purpose: Purpose) -> tuple[None, list[Copy]]:
    """Page pictures of what the commission may see; of a consent only the secretary's thumbnail."""
    is_annex = purpose is Purpose.ANNEX
    found = pages.of_document(data, most=pages.MOST if is_annex else 1)
    copies = [_put(shelf, RenditionKind.THUMB, 0, pictures.thumb(pictures.read(page.jpeg))) for page in found[:1]]
    if is_annex:
        copies += [_put(shelf, RenditionKind.PAGE, number, page) for number, page in enumerate(found, 1)]
    return None, copies


def _put(shelf: Shelf, kind: RenditionKind, page: int, picture: pictures.Picture) -> Copy:
    stored = shelf.put([picture.jpeg])
    return Copy(kind, page, stored.sha256, stored.size, picture.width, picture.height)


def _rendition(attachment: Attachment, copy: Copy) -> Rendition:
    return Rendition(
        attachment_id=attachment.id or 0, kind=copy.kind, page=copy.page, sha256=copy.sha256, size=copy.size,
        width=copy.width, height=copy.height,
    )  # fmt: skip


def _most(session: Session, application: Application, purpose: Purpose) -> int:
    contest = session.get_one(Contest, application.contest_id)
    return {Purpose.PICTURE: contest.most_pictures, Purpose.ANNEX: contest.most_files}.get(purpose, MOST_SCANS)


def _require_room(
    session: Session, application: Application, file: Prepared, purpose: Purpose, *, by: User, now: datetime
) -> None:
    present = file_queries.attachments(session, application.id)
    if any(item.sha256 == file.sha256 for item in present):
        raise RuleBroken("file-twice", name=file.name)
    most = _most(session, application, purpose)
    if sum(item.purpose is purpose for item in present) >= most:
        raise RuleBroken("pictures-many" if purpose is Purpose.PICTURE else "files-many", most=most)
    if file_queries.bytes_handed_in(session, application.id) + file.size > MOST_BYTES:
        raise RuleBroken("files-heavy", most=MOST_BYTES // 1_000_000)
    minutes, pace = (1, MOST_A_MINUTE) if application.batch_id is None else (10, MOST_IN_TEN)
    if file_queries.uploads_since(session, by.id or 0, now - timedelta(minutes=minutes)) >= pace:
        raise RuleBroken("uploads-fast", minutes=minutes)


def _note(
    session: Session, action: str, application: Application, attachment: Attachment, *, by: User, now: datetime
) -> None:
    journal.write(
        session, action, of=("attachment", attachment.id), by=by.id, now=now, contest_id=application.contest_id,
        application=application.id, purpose=attachment.purpose, sha256=attachment.sha256, size=attachment.size,
    )  # fmt: skip


def _chunks(data: bytes) -> Iterator[bytes]:
    return (data[place : place + CHUNK] for place in range(0, len(data), CHUNK))
