"""The same picture twice, or one that looks the same: a hint to its own teacher, never a refusal."""

from dataclasses import dataclass

from sqlmodel import Session

from app.applications import batch_queries, pictures
from app.applications.models import Application


@dataclass(frozen=True)
class Twin:
    """An earlier work of the same person."""

    work: Application
    is_same: bool
    """The file is the same; else the picture only looks so."""


def of_teacher(session: Session, teacher_id: int, contest_id: int) -> dict[int, Twin]:
    """Id of a work → the earliest other work of this person in the contest that has its picture; the same file counts
    before a picture that only looks the same. Other people's works stay unknown."""
    found: dict[int, Twin] = {}
    seen: list[tuple[Application, str, str]] = []
    for work, picture in batch_queries.pictures(session, teacher_id, contest_id):
        for other, sha256, fingerprint in seen:
            if other.id == work.id:
                break  # only earlier works: those of one work stand together, in order
            is_same = sha256 == picture.sha256
            known = found.get(work.id or 0)
            if (is_same and not (known and known.is_same)) or (
                known is None and pictures.is_alike(fingerprint, picture.fingerprint)
            ):
                found[work.id or 0] = Twin(other, is_same)
        seen.append((work, picture.sha256, picture.fingerprint))
    return found
