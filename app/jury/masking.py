"""Covering what tells whose a work is. The commission gets the covered copy, everybody else the work as it came."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from app import journal
from app.applications import pictures
from app.applications.models import Application, Attachment, Rendition, RenditionKind
from app.contests.models import Contest
from app.errors import RuleBroken
from app.files import Shelf
from app.jury import locks, queries
from app.jury.masking_models import PictureMask, TextMask

Area = tuple[int, int, int, int]
"""Left, top, width, height in thousandths of the picture."""
BLOCKS = "█████"
"""In the place of a covered word, whatever its length."""


@dataclass(frozen=True)
class Shown:
    """A picture that the commission is shown, with what covers it."""

    rendition: Rendition
    mask: PictureMask | None


def shown_pictures(session: Session, application: Application) -> list[Shown]:
    """Every picture of the application that its experts see, thumbnails left out, in their order."""
    rows = session.exec(
        select(Rendition, PictureMask)
        .join(Attachment, col(Attachment.id) == col(Rendition.attachment_id))
        .outerjoin(PictureMask, col(PictureMask.rendition_id) == col(Rendition.id))
        .where(Attachment.application_id == application.id, col(Attachment.removed_at).is_(None))
        .where(
            (col(Rendition.kind) == RenditionKind.JUDGED)
            | ((col(Rendition.kind) == RenditionKind.PAGE) & col(Rendition.released_at).is_not(None))
        )
        .order_by(col(Attachment.position), col(Attachment.id), col(Rendition.page))
    ).all()
    return [Shown(rendition, mask) for rendition, mask in rows]


def cover_picture(
    session: Session, shelf: Shelf, application: Application, rendition: Rendition, areas: Sequence[Area], *,
    by: int, now: datetime,
) -> None:  # fmt: skip
    """Cover these areas of the picture and of its thumbnail; without areas the picture shows as it came. Raises
    RuleBroken ``judging-closed``, FileDamaged."""
    require_unsealed(session, application)
    small = _thumb(session, rendition)
    for one in (rendition, small):
        old = _mask(session, one)
        if old is not None:
            session.delete(old)
    session.flush()
    if areas:
        covered = pictures.covered(shelf.read(rendition.sha256), areas)
        session.add(_made(shelf, rendition, covered.jpeg, areas, by=by, now=now))
        if small is not None:
            session.add(_made(shelf, small, pictures.thumb(pictures.read(covered.jpeg)).jpeg, areas, by=by, now=now))
        session.flush()
    journal.write(
        session, "picture.covered", of=("application", application.id), by=by, now=now,
        contest_id=application.contest_id, rendition=rendition.id, areas=[list(area) for area in areas],
    )  # fmt: skip


def _thumb(session: Session, rendition: Rendition | None) -> Rendition | None:
    """The thumbnail that the commission sees of a judged picture; pages of a document show none."""
    if rendition is None or rendition.kind is not RenditionKind.JUDGED:
        return None
    return session.exec(
        select(Rendition).where(
            Rendition.attachment_id == rendition.attachment_id, Rendition.kind == RenditionKind.THUMB
        )
    ).first()


def _mask(session: Session, rendition: Rendition | None) -> PictureMask | None:
    found = select(PictureMask).where(PictureMask.rendition_id == (rendition.id if rendition else None))
    return session.exec(found).first()


def _made(
    shelf: Shelf, rendition: Rendition, jpeg: bytes, areas: Sequence[Area], *, by: int, now: datetime
) -> PictureMask:
    stored = shelf.put([jpeg])
    return PictureMask(
        rendition_id=rendition.id or 0, areas=[list(area) for area in areas], sha256=stored.sha256, size=stored.size,
        made_at=now, made_by=by,
    )  # fmt: skip


def require_unsealed(session: Session, application: Application) -> None:
    """What was judged stays as it was seen; until the transaction ends nobody seals."""
    locks.contest(session, session.get_one(Contest, application.contest_id))
    if application.nomination_id in queries.sealed_nominations(session, application.contest_id):
        raise RuleBroken("judging-closed")


def text_mask(session: Session, application_id: int | None) -> TextMask | None:
    return session.exec(select(TextMask).where(TextMask.application_id == application_id)).first()


def cover_words(
    session: Session, application: Application, words: Sequence[str], *, by: int, now: datetime
) -> None:  # fmt: skip
    """Let the commission read blocks in the place of exactly these words, wherever they stand in the application. The
    journal is told how many they are, not which. Raises RuleBroken ``judging-closed``."""
    require_unsealed(session, application)
    found = text_mask(session, application.id)
    found = found or TextMask(application_id=application.id or 0, made_at=now, made_by=by)
    found.words, found.made_at, found.made_by = list(words), now, by
    session.add(found)
    journal.write(
        session, "words.covered", of=("application", application.id), by=by, now=now,
        contest_id=application.contest_id, number=len(words),
    )  # fmt: skip


def words_of(session: Session, application_ids: Collection[int | None]) -> dict[int, list[str]]:
    """Application id → the words that are covered in it."""
    rows = session.exec(
        select(TextMask.application_id, TextMask.words).where(col(TextMask.application_id).in_(application_ids))
    )
    return {application_id: list(words) for application_id, words in rows}


def blocked(text: str, words: Collection[str]) -> str:
    """`text` with blocks in the place of `words`, whatever their case and wherever its spaces fold."""
    if not words:
        return text
    longest_first = sorted(words, key=len, reverse=True)
    either = "|".join(r"\s+".join(re.escape(part) for part in one.split()) for one in longest_first)
    return re.sub(either, BLOCKS, text, flags=re.IGNORECASE)
