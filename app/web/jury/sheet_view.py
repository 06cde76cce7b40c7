"""What an expert has in front of them: the work with its pictures, and where it stands among the others."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from fastapi import Request
from sqlmodel import Session
from starlette.responses import Response

from app.accounts.models import User
from app.applications import pictures
from app.contests.models import Nomination
from app.files import Shelf
from app.jury import blind, exposures
from app.jury.models import Seat, Sheet, SheetStatus
from app.web import downloads

ASKS_EACH_TIME = "private, no-cache"
"""A browser may keep what it has loaded, but asks before every use: a work can be taken away."""


@dataclass(frozen=True)
class Look:
    """Which of the work's pictures, from 1, turned by how many quarters; `is_full` for this once."""

    picture: int = 1
    turn: int = 0
    is_full: bool = False


def place(session: Session, sheet: Sheet, seat: Seat, nomination: Nomination, needed: int) -> dict[str, Any]:
    """Where the sheet stands: the works before and behind it as they come to be judged, and how far the expert is."""
    rows = blind.in_turn(blind.rows(session, seat, nomination.id))
    at = next((index for index, row in enumerate(rows) if row.sheet_id == sheet.id), 0)
    states = [row.state(needed) for row in rows]
    following = blind.following(rows, sheet.id, needed)
    ahead = blind.pictures(session, following.sheet_id) if following else []
    return {
        "at": at, "works": len(rows), "needed_works": sum(one != "recused" for one in states),
        "done": sum(one in ("done", "sealed") for one in states), "before": rows[at - 1] if at else None,
        "after": rows[at + 1] if at + 1 < len(rows) else None, "following": following, "ahead": ahead[:1],
        "code": rows[at].code if rows else "",
    }  # fmt: skip


def work(session: Session, sheet: Sheet, user: User, request: Request, look: Look) -> dict[str, Any]:
    """The work, or None where it is out of the expert's hands."""
    is_withheld = exposures.is_withheld(session, sheet)
    is_hidden = is_withheld or sheet.status is SheetStatus.RECUSED
    shown = None if is_hidden else blind.work(session, sheet.application_id)
    nth = min(max(1, look.picture), max(1, len(shown.pictures) if shown else 1))
    asked_for = request.headers.get("save-data", "").casefold() == "on"
    is_light = asked_for if user.light_pictures is None else user.light_pictures
    return {
        "work": shown, "is_withheld": is_withheld, "nth": nth, "turn": look.turn, "is_light": is_light,
        "light": is_light and not look.is_full,
    }  # fmt: skip


def picture(request: Request, shelf: Shelf, sha256: str, *, is_light: bool, quarters: int) -> Response:
    """The picture, or «not modified» to whoever has it. Raises FileDamaged."""
    tag = f'"{sha256[:24]}-{"light" if is_light else "full"}-{quarters}"'
    if request.headers.get("if-none-match") == tag:
        response = Response(status_code=304)
    elif is_light or quarters:
        response = downloads.shown(_made(shelf, sha256, is_light=is_light, quarters=quarters))
    else:
        response = downloads.clean(shelf, sha256)
    response.headers.update({"Cache-Control": ASKS_EACH_TIME, "ETag": tag})
    return response


@lru_cache(maxsize=64)
def _made(shelf: Shelf, sha256: str, *, is_light: bool, quarters: int) -> bytes:
    """A small or turned copy. A commission looks at the same few works in one evening."""
    jpeg = shelf.read(sha256)
    return pictures.turned(pictures.light(jpeg) if is_light else jpeg, quarters)
