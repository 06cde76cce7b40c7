"""The boxes in which paper sheets are entered (`m-{sheet}-{criterion}`), and how far each pile of them is."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from sqlmodel import Session

from app.contests.models import Contest
from app.jury import paper, paper_rounds, queries, shortlist_queries
from app.jury.models import Seat
from app.jury.progress import progress_of
from app.web.forms import Form, printable

BOX = re.compile(r"^m-(\d{1,9})-(\d{1,3})$")


def read(typed: Mapping[str, Any], scale: range) -> tuple[Form[Any], dict[int, dict[int, int]]]:
    """What was typed, and sheet id → criterion → mark; boxes left empty are left out."""
    form: Form[Any] = Form(printable(typed))
    marks: dict[int, dict[int, int]] = {}
    for name, value in typed.items():
        box, text = BOX.match(name), str(value).strip()
        if box is None or not text:
            continue
        if not (text.isascii() and text.isdigit() and len(text) < 4 and int(text) in scale):
            form.refuse(name, "choice")
            continue
        marks.setdefault(int(box[1]), {})[int(box[2])] = int(text)
    return form, marks


def on_paper(session: Session, contest_id: int | None) -> list[Seat]:
    return [one for one in queries.seats(session, contest_id) if one.on_paper and one.left_at is None]


def states(session: Session, contest: Contest) -> dict[tuple[int, int], str]:
    """(seat, nomination) → `sealed`, `settle`, `agree`, `second`, `first`, `stands` or nothing entered yet (absent), of
    the round that the nomination is in."""
    quick = shortlist_queries.waiting(session, contest)
    entered: dict[tuple[int, int], list[Any]] = {}
    for one in paper.of_contest(session, contest.id):
        if one.is_quick == (one.nomination_id in quick):
            entered.setdefault((one.seat_id, one.nomination_id), []).append(one)
    found = {key: _state(entries) for key, entries in entered.items()}
    unconfirmed = {
        (one.seat_id, one.nomination_id)
        for one in paper.unconfirmed(session, contest.id)
        if one.is_quick == (one.nomination_id in quick)
    }
    found |= dict.fromkeys(found.keys() & unconfirmed, "agree")
    found |= dict.fromkeys(found.keys() & _complete(session, contest, quick), "stands")
    found |= dict.fromkeys(paper_rounds.left_with_nothing(session, contest), "stands")
    sealed = {key for key in shortlist_queries.seals(session, contest.id) if key[1] in quick}
    sealed |= {key for key in queries.seals(session, contest.id) if key[1] not in quick}
    return found | dict.fromkeys(sealed, "sealed")


def _complete(session: Session, contest: Contest, quick: Collection[int]) -> set[tuple[int, int]]:
    """Everything that is asked of these members there stands on their sheets."""
    marked = {
        (one.seat_id, one.nomination_id)
        for one in progress_of(session, contest.id)
        if one.nomination_id not in quick and one.sheets > one.recused and one.done == one.sheets - one.recused
    }
    answered = shortlist_queries.answered(session, contest.id).items() if quick else ()
    return marked | {key for key, (works, given) in answered if key[1] in quick and 0 < works == given}


def _state(entries: list[Any]) -> str:
    finished = sum(one.finished_at is not None for one in entries)
    return "settle" if finished == 2 else "second" if finished else "first"
