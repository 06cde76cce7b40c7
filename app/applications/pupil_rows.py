"""Which work each line of a teacher's list belongs to, and what it gives that work."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session

from app.accounts.models import User
from app.alphabet import search_key
from app.applications import batch_queries, batches, extensions
from app.applications.batch_models import Batch
from app.applications.models import Application, Status
from app.applications.pupil_lists import Pupil
from app.errors import RuleBroken


class How(StrEnum):
    """By what a line found its work."""

    FILE = "file"
    NAME = "name"
    ORDER = "order"
    WAITING = "waiting"
    """It had none: a new row waits for its picture."""
    SENT = "sent"
    """Its work was handed in already and stays as it is."""
    FULL = "full"
    """There is no room for a new row."""


@dataclass(frozen=True)
class Placed:
    pupil: Pupil
    how: How
    work: Application | None = None
    kept: dict[str, str] = field(default_factory=dict)
    """Field → what the list says and the work, which says something else, has kept."""


def place(
    session: Session, batch: Batch, pupils: Sequence[Pupil], *, by: User, now: datetime, replace: bool = False
) -> list[Placed]:
    """Give each line to its work, in the order of the list: by the name of the file, else by the pupil's name, else,
    where the list names no file, to the next work that has nobody's name; what is left makes rows that wait for their
    pictures. Only empty fields are filled in, unless `replace`. Raises RuleBroken when the contest is not open."""
    contest = batches.locked(session, batch, by)
    extensions.require_open(session, contest, by, now)
    _take_teacher(session, batch, pupils, by, now)
    works = list(batch_queries.works_to_change(session, batch.id))
    files = {
        picture.application_id: batches.stem(picture.name)
        for picture in reversed(batch_queries.pictures_of_batch(session, batch.id))
    }
    done = []
    for pupil, work, how in _matched(pupils, works, files):
        if work is None:
            done.append(_wait(session, batch, pupil, by, now))
        elif work.status is not Status.DRAFT:
            done.append(Placed(pupil, How.SENT, work))
        else:
            done.append(_write(session, work, pupil, how, replace, now))
    return done


def _take_teacher(session: Session, batch: Batch, pupils: Sequence[Pupil], by: User, now: datetime) -> None:
    """The teacher whom the list names, if the batch has none yet."""
    named = next((pupil.teacher for pupil in pupils if pupil.teacher), "")
    if named and not str(batch.answers.get("teacher_name", "")).strip():
        answers = batch.answers | {"teacher_name": named}
        batches.save(session, batch, answers, revision=None, page="", by=by, now=now)


def _matched(
    pupils: Sequence[Pupil], works: list[Application], files: dict[int, str]
) -> list[tuple[Pupil, Application | None, How]]:
    """Surer matches go first, so that a guess by order never takes what another line names."""
    found: dict[int, tuple[Application, How]] = {}
    free = list(works)
    for how in (How.FILE, How.NAME, How.ORDER):
        for pupil in pupils:
            if pupil.number in found:
                continue
            work = next((work for work in free if _fits(pupil, work, files.get(work.id or 0, ""), how)), None)
            if work is not None:
                found[pupil.number] = work, how
                free.remove(work)
    return [(pupil, *found.get(pupil.number, (None, How.WAITING))) for pupil in pupils]


def _fits(pupil: Pupil, work: Application, file: str, how: How) -> bool:
    if how is How.FILE:
        expected = file or batches.stem(str(work.answers.get(batches.EXPECTED, "")))
        return bool(pupil.file) and batches.stem(pupil.file) == expected
    names = _names(work.answers)
    if how is How.NAME:
        return bool(names & _names(pupil.answers))
    return not pupil.file and bool(file) and not names and work.status is Status.DRAFT


def _names(answers: dict[str, str]) -> set[str]:
    """The pupil's whole names, in both languages, as far as they are there."""
    whole = (
        f"{answers.get(f'author_last_{one}', '')} {answers.get(f'author_first_{one}', '')}" for one in ("kk", "ru")
    )
    return {f"{place}{search_key(name)}" for place, name in enumerate(whole) if name.strip()}


def _write(session: Session, work: Application, pupil: Pupil, how: How, replace: bool, now: datetime) -> Placed:
    stands = {name: str(work.answers.get(name, "")).strip() for name in pupil.answers}
    new = {name: text for name, text in pupil.answers.items() if replace or not stands[name]}
    batches.answer(session, work, new | _alike(work, new), now=now)
    kept = {name: text for name, text in pupil.answers.items() if name not in new and text != stands[name]}
    return Placed(pupil, how, work, kept)


def _alike(work: Application, new: dict[str, str]) -> dict[str, str]:
    """The Russian spelling of a name that the list gives in Kazakh only, where it is the same."""
    whole = work.answers | new
    return {name: text for name, text in batches.spelled_alike(whole).items() if not str(whole.get(name, "")).strip()}


def _wait(session: Session, batch: Batch, pupil: Pupil, by: User, now: datetime) -> Placed:
    try:
        work = batches.add(session, batch, key="", by=by, now=now)
    except RuleBroken as broken:
        if broken.reason != "batch-full":
            raise
        return Placed(pupil, How.FULL)
    placed = _write(session, work, pupil, How.WAITING, True, now)
    if pupil.file:
        batches.answer(session, work, {batches.EXPECTED: pupil.file}, now=now)
    return placed
