"""The board as it is shown: which lines, in which order, with which words."""

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any

from starlette.responses import Response

from app.accounts.models import User
from app.awards import corrections, decisions, queries, rules, words
from app.awards.board import Board, Card, Line, board
from app.awards.models import DecisionStatus, Protocol
from app.contests import rules as contests
from app.contests.models import ContestKind, ContestStatus, QuotaMode
from app.i18n import pick
from app.jury import queries as jury
from app.web import refusals
from app.web.desk import Desk
from app.web.forms import Form
from app.web.jury.dots import Plot, floor_of, plot
from app.web.page import Page

LEAST = 3
"""Lines of a nomination that are shown at once, besides those that matter."""


def show(page: Page, desk: Desk, *, everything: int = 0, form: Form[Any] | None = None, at: int = 0,
         status: int = 200) -> Response:  # fmt: skip
    """The whole board. `everything`: the nomination whose lines are all shown; `form` was refused in nomination `at`.
    Raises RuleBroken ``judging-goes-on``."""
    found = board(page.session, desk.contest)
    least = floor_of([score for card in found.cards for line in card.lines for score in line.ranked.per_seat.values()])
    criteria = {one.position: pick(one.title) for one in jury.criteria(page.session, desk.contest_id)}
    return page(
        "office/decisions/show.html", fragment="office/decisions/_board.html", status=status, desk=desk, board=found,
        words=words, criteria=criteria, form=form, at=at, everything=everything, least=least,
        asking=[card for card in found.cards if card.has_questions],
        settled=[card for card in found.cards if not card.has_questions],
        lines=lambda card: _shown_lines(card, everything, has_error=card.position == at),
        plot=lambda line: _plot(line, least), blockers=[refusals.sentence(one) for one in found.blockers()],
        seen=decisions.digest(found), protocol=queries.protocol(page.session, desk.contest_id),
        takes_many=_takes_many(found), has_places=rules.has_places(desk.contest),
        empty=[card for card in found.cards if card.is_open or (card.closed and card.lacks_reason)],
        places=_places(found), is_drawing=desk.contest.kind is ContestKind.DRAWING,
        is_strict=desk.contest.territory_mode is not QuotaMode.OFF,
        may_choose=found.is_open and desk.contest.status is ContestStatus.DECIDING,
        agreed=_agreed(page, found), has_agreed=_has_agreed(found, desk),
        may_confirm=contests.may_confirm(desk.roles), may_vote=rules.votes_on_ties(desk.contest),
        may_publish=contests.may_publish(desk.roles), may_correct=_may_correct(page, desk),
        state=words.STATUS[found.status],
    )  # fmt: skip


def _may_correct(page: Page, desk: Desk) -> bool:
    return rules.may_change_published(desk.roles) and corrections.is_possible(page.session, desk.contest)


def _agreed(page: Page, found: Board) -> tuple[str, datetime] | None:
    """Who has confirmed just what the board shows, and when."""
    decision = found.decision
    if decision is None or decision.agreed_at is None or decision.agreed_on != decisions.digest(found):
        return None
    return page.session.get_one(User, decision.agreed_by).name, decision.agreed_at


def _has_agreed(found: Board, desk: Desk) -> bool:
    return found.decision is not None and found.decision.agreed_by == desk.viewer.id


def may_reopen(found: Board, protocol: Protocol | None) -> bool:
    return found.status is DecisionStatus.CONFIRMED and (protocol is None or protocol.signed_at is None)


def _shown_lines(card: Card, everything: int, *, has_error: bool) -> Sequence[Line]:
    """Down to the last line that is chosen, proposed, tied with them or blocked above them, at least three."""
    if everything == card.position or has_error:
        return card.lines
    tied = {one for group in card.open_ties for one in group}
    matter = [at for at, line in enumerate(card.lines, 1) if line.is_chosen or line.is_proposed or line.id in tied]
    return card.lines[: max([LEAST, *(at + 1 for at in matter)])]


def _takes_many(found: Board) -> bool:
    contest = found.contest
    return contest.per_nomination > 1 or contest.nomination_mode is not QuotaMode.HARD


def _places(found: Board) -> list[tuple[str, str]]:
    """Each territory that somebody applied from, with the nominations that are awarded there."""
    positions: dict[int, list[str]] = {}
    for card in found.cards:
        for line in card.chosen:
            positions.setdefault(line.entrant.territory_id or 0, []).append(str(card.position))
    return [(pick(one.name), ", ".join(positions.get(id_, []))) for id_, one in found.territories.items()]


def _plot(line: Line, least: int) -> Plot | None:
    scores = list(line.ranked.per_seat.values())
    return plot(scores, line.ranked.score or Fraction(0), least) if scores else None
