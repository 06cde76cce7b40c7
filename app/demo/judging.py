"""How the demonstration world's commissions judged: plausible marks, entered sheet by sheet."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from random import Random

from sqlmodel import Session

from app import journal
from app.contests.models import Contest, ContestKind, Nomination
from app.jury import queries, sealing, sheets
from app.jury.models import Mark, Seat, Sheet

CONFLICT = "Автор — менің бұрынғы оқушым / Автор — мой бывший ученик"
COMMENTS = {
    ContestKind.SMALL_GRANT: (
        "Нәтижесі өлшенеді, жоспары нақты.", "Идея живая, хочется увидеть продолжение.", "Тұрғындар тартылған.",
        "План выполним, сроки разумны.", "Сметаның негіздемесін толықтыру керек.", "",
    ),
    ContestKind.DRAWING: (
        "Ойы анық, орындалуы ұқыпты.", "Идея живая, хочется увидеть продолжение.", "Түстері жарасымды, ойы өзінікі.",
        "Хорошая композиция, цвет работает на тему.", "Тақырып ашылған.", "",
    ),
}  # fmt: skip


def fill(
    session: Session, contest: Contest, seat: Seat, rng: Random, talent: Mapping[int, float], *, now: datetime,
    share: float = 1.0, nominations: Collection[int] = (),
) -> None:  # fmt: skip
    """Marks on this seat's open sheets: `share` of them, all of `nominations` (ids). `talent`: application → 0 … 1,
    so that experts agree more than chance and less than fully. One journal entry a sheet."""
    severity = rng.uniform(-0.8, 0.8)
    criteria = queries.criteria(session, contest.id)
    for sheet, nomination in queries.sheets_with_nominations(session, seat.id):
        if nomination not in nominations and rng.random() >= share:
            continue
        marks = [_mark(talent[sheet.application_id], severity, contest.scale_max, rng) for _ in criteria]
        rows = zip(criteria, marks, strict=True)
        session.add_all(
            Mark(sheet_id=sheet.id or 0, criterion_id=one.id or 0, value=value, saved_at=now) for one, value in rows
        )
        sheet.comment, sheet.saved_at, sheet.revision = rng.choice(COMMENTS[contest.kind]), now, len(marks)
        session.add(sheet)
        _note(session, contest, seat, sheet, marks, now)
    session.flush()


def _mark(talent: float, severity: float, top: int, rng: Random) -> int:
    return min(top, max(1, round(3.5 + talent * 6 + severity + rng.gauss(0, 0.8))))


def _note(session: Session, contest: Contest, seat: Seat, sheet: Sheet, marks: list[int], now: datetime) -> None:
    journal.write(
        session, "sheet.filled", of=("sheet", sheet.id), by=seat.user_id, now=now, contest_id=contest.id, marks=marks
    )


def recuse_one(session: Session, contest: Contest, seat: Seat, *, now: datetime) -> None:
    """The first sheet of this seat is a pupil's or a relative's."""
    sheet = queries.sheets_of(session, seat.id)[0]
    sheets.recuse(
        session,
        sheet,
        seat,
        contest,
        "Автор — менің бұрынғы оқушым / Автор — мой бывший ученик",
        by=seat.user_id,
        now=now,
    )


def seal_all(
    session: Session, contest: Contest, seat: Seat, nominations: Sequence[Nomination], *, now: datetime
) -> None:
    for nomination in nominations:
        sealing.seal(session, seat, nomination, contest, by=seat.user_id, now=now)
