"""What is printed of sealed sheets: the score sheets of a nomination, the summary of scores."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from sqlmodel import Session

from app.awards import score_rows
from app.awards.board import board
from app.awards.meeting import edition, name
from app.awards.score_rows import decimal, twice
from app.contests.models import Contest, Criterion, Nomination, RankingMethod
from app.documents import protocol_texts as texts
from app.documents.score_sheets import Line, ScoreSheet, ScoreSheets
from app.documents.score_table import Summary
from app.errors import RuleBroken
from app.i18n import local
from app.jury import queries as jury
from app.jury import ranking_queries
from app.jury.models import Post
from app.jury.ranking_queries import SealedSheet
from app.programmes import queries as programmes


def summary(session: Session, contest: Contest) -> Summary:
    """Raises RuleBroken ``judging-goes-on``."""
    found = board(session, contest)
    seats = jury.seats(session, contest.id)
    experts = score_rows.experts(seats, found)
    signing = [seat for seat in seats if seat.left_at is None]
    signing.sort(key=lambda seat: (seat.post is not Post.SECRETARY, seat.position))
    roles = {True: texts.SECRETARY_SIGNS, False: texts.MEMBER_SIGNS}
    organisation = programmes.organisation(session)
    return Summary(
        contest=edition(contest), organisation=twice(organisation.name if organisation else {}),
        experts=tuple(name(seat.name) for seat in experts),
        rows=tuple(score_rows.rows(found, experts)),
        signers=tuple(
            (texts.CHAIR_SIGNS if seat.post is Post.CHAIR else roles[seat.post is Post.SECRETARY], name(seat.name))
            for seat in signing
        ),
        is_standardised=contest.method is RankingMethod.STANDARDISED,
    )  # fmt: skip


def sheets(session: Session, contest: Contest, nomination: Nomination) -> ScoreSheets:
    """The sealed sheets of one nomination by application, then by seat. Raises RuleBroken ``judging-goes-on``."""
    if nomination.id not in jury.sealed_nominations(session, contest.id):
        raise RuleBroken("judging-goes-on", count=1)
    criteria = jury.criteria(session, contest.id)
    found = ranking_queries.sealed_sheets(session, nomination.id)
    marks = jury.marks_of(session, [one.sheet_id for one in found])
    organisation = programmes.organisation(session)
    period = (
        (local(contest.starts_on).date(), local(contest.ends_on).date())
        if contest.starts_on and contest.ends_on
        else None
    )
    return ScoreSheets(
        kind=contest.kind.value, contest=edition(contest), nomination=twice(nomination.title), period=period,
        organisation=twice(organisation.name if organisation else {}),
        sheets=tuple(_sheet(contest, one, criteria, marks.get(one.sheet_id, {})) for one in found),
    )  # fmt: skip


def _sheet(contest: Contest, one: SealedSheet, criteria: Sequence[Criterion], marks: Mapping[int, int]) -> ScoreSheet:
    whole = sum(criterion.weight_tenths for criterion in criteria) * contest.scale_max
    points = {
        criterion.id: Fraction(100 * criterion.weight_tenths * marks.get(criterion.id or 0, 0), whole)
        for criterion in criteria
    }
    lines = tuple(
        Line(twice(criterion.title), Decimal(criterion.weight_tenths) / 10, marks.get(criterion.id or 0, 0),
             decimal(points[criterion.id]))
        for criterion in criteria
    )  # fmt: skip
    return ScoreSheet(
        one.number, one.title, twice(one.territory) if one.territory else "–", one.requested, lines,
        decimal(sum(points.values(), Fraction(0))), one.comment, name(one.expert), one.sealed_at, one.receipt,
    )  # fmt: skip
