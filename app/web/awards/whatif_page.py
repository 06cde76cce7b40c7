"""«What if»: another candidate or other limits, read from the address and shown beside the board; nothing is stored."""

from collections.abc import Mapping
from typing import get_args

from starlette.responses import Response

from app.awards import rules, words
from app.awards.board import Card, Line, board
from app.awards.quotas import Mode, Quota, Quotas
from app.awards.whatif import what_if
from app.contests.models import ContestKind
from app.web.desk import Desk
from app.web.page import Page

OFFERED = 30
"""Candidates of a nomination that can be chosen on the page, besides those that are awarded."""
MOST = 999
NOTHING = "none"


def show(page: Page, desk: Desk, typed: Mapping[str, str]) -> Response:
    """`typed`: n1, n2 … a candidate's id or «none» for a nomination; the limits by their names in the contest. What is
    missing or makes no sense stays as it is. Raises RuleBroken ``judging-goes-on``."""
    found = board(page.session, desk.contest)
    usual = rules.quotas_of(desk.contest)
    limits = _limits(usual, typed)
    wanted = {card.position: one for card in found.cards if (one := _wanted(card, typed)) != 0}
    outcome = what_if(found, limits, wanted)
    return page(
        "office/decisions/what_if.html", desk=desk, board=found, outcome=outcome, words=words, limits=limits,
        wanted=wanted, is_usual=limits == usual and not wanted, offered=_offered, modes=MODES, most=MOST,
        is_drawing=desk.contest.kind is ContestKind.DRAWING,
    )  # fmt: skip


MODES = get_args(Mode)


def _limits(usual: Quotas, typed: Mapping[str, str]) -> Quotas:
    places = _number(typed.get("places", ""))
    return Quotas(
        per_nomination=_quota(usual.per_nomination, typed, "nomination"),
        per_territory=_quota(usual.per_territory, typed, "territory"),
        awards_per_applicant=_number(typed.get("awards_per_applicant", "")) or usual.awards_per_applicant,
        places=usual.places if places is None else places or None,
    )


def _quota(usual: Quota, typed: Mapping[str, str], side: str) -> Quota:
    mode = next((one for one in MODES if one == typed.get(f"{side}_mode")), usual.mode)
    return Quota(_number(typed.get(f"per_{side}", "")) or usual.size, mode)


def _wanted(card: Card, typed: Mapping[str, str]) -> int | None:
    """0 where nothing is wanted otherwise."""
    said = typed.get(f"n{card.position}", "")
    if said == NOTHING:
        return None
    number = _number(said, most=2**31 - 1) or 0
    return number if any(line.id == number and line.is_eligible for line in card.lines) else 0


def _number(text: str, most: int = MOST) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 11 and int(text) <= most else None


def _offered(card: Card) -> list[Line]:
    able = [line for line in card.lines if line.is_eligible]
    return [line for at, line in enumerate(able) if at < OFFERED or line.is_chosen]
