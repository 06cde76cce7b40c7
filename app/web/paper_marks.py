"""The boxes in which paper sheets are entered (`m-{sheet}-{criterion}`), and how far each pile of them is."""

import re
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from app.contests.models import Contest
from app.jury import paper, queries
from app.jury.models import Seat
from app.jury.progress import progress_of
from app.web.forms import Form, printable

BOX = re.compile(r"^m-(\d{1,9})-(\d{1,3})$")


def read(typed: Mapping[str, Any], top: int) -> tuple[Form[Any], dict[int, dict[int, int]]]:
    """What was typed, and sheet id → criterion → mark; boxes left empty are left out."""
    form: Form[Any] = Form(printable(typed))
    marks: dict[int, dict[int, int]] = {}
    for name, value in typed.items():
        box, text = BOX.match(name), str(value).strip()
        if box is None or not text:
            continue
        if not (text.isascii() and text.isdigit() and len(text) < 4 and int(text) <= top):
            form.refuse(name, "choice")
            continue
        marks.setdefault(int(box[1]), {})[int(box[2])] = int(text)
    return form, marks


def on_paper(session: Session, contest_id: int | None) -> list[Seat]:
    return [one for one in queries.seats(session, contest_id) if one.on_paper and one.left_at is None]


def states(session: Session, contest: Contest) -> dict[tuple[int, int], str]:
    """(seat, nomination) → `sealed`, `settle`, `second`, `first`, `stands` or nothing entered yet (absent)."""
    sealed = queries.seals(session, contest.id)
    entered: dict[tuple[int, int], list[Any]] = {}
    for one in paper.of_contest(session, contest.id):
        entered.setdefault((one.seat_id, one.nomination_id), []).append(one)
    found = {key: _state(entries) for key, entries in entered.items()}
    full = {
        (one.seat_id, one.nomination_id)
        for one in progress_of(session, contest.id)
        if one.sheets > one.recused and one.done == one.sheets - one.recused
    }
    found |= dict.fromkeys(found.keys() & full, "stands")
    return found | dict.fromkeys(sealed, "sealed")


def _state(entries: list[Any]) -> str:
    finished = sum(one.finished_at is not None for one in entries)
    return "settle" if finished == 2 else "second" if finished else "first"
