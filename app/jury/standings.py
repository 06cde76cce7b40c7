"""The ranking of a contest as it stands: sealed nominations only, computed anew from the sealed sheets each time."""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

from sqlmodel import Session, select

from app import journal
from app.contests.models import Contest
from app.jury import queries, ranking_queries
from app.jury.ranking import Ranked, Weight, rank


@dataclass(frozen=True)
class Standings:
    """`by_nomination`: nomination id → its applications in order; a nomination that is not sealed yet is absent."""

    by_nomination: dict[int, list[Ranked]]
    sealed: frozenset[int]


KEPT = 4
"""Contests whose ranking a process remembers."""
_kept: dict[int, tuple[str, Standings]] = {}


def last_known(session: Session, contest: Contest) -> Standings:
    """As `standings`, for looking: computed again only after the contest's journal has grown. What changes a ranking
    is written there in the same transaction, so the head is read first. Decisions are made from `standings`."""
    head = session.exec(select(journal.Head.hash).where(journal.Head.chain == journal.chain_of(contest.id))).first()
    known, found = _kept.get(contest.id or 0, ("", None))
    if found is None or known != head:
        found = standings(session, contest)
        if head is not None:
            for oldest in list(_kept)[: max(0, len(_kept) - KEPT + 1)]:
                _kept.pop(oldest, None)
            _kept[contest.id or 0] = (head, found)
    return found


def standings(session: Session, contest: Contest) -> Standings:
    """Four statements, whatever the number of applications."""
    sealed = queries.sealed_nominations(session, contest.id)
    weights = [Weight(one.position, one.weight_tenths) for one in queries.criteria(session, contest.id)]
    entries = ranking_queries.ranked_rows(session, contest.id, sealed)
    sheets = ranking_queries.sealed_marks(session, contest.id, sealed)
    votes = ranking_queries.tie_votes(session, contest.id)
    nomination_of = {entry.application_id: entry.nomination_id for entry in entries}
    entries_in, sheets_in = defaultdict(list), defaultdict(list)
    for entry in entries:
        entries_in[entry.nomination_id].append(entry)
    for sheet in sheets:
        sheets_in[nomination_of[sheet.application_id]].append(sheet)
    ranked = {
        nomination: rank(
            entries_in[nomination], sheets_in[nomination], weights,
            scale_max=contest.scale_max, threshold=Fraction(contest.threshold), min_sheets=contest.min_sheets,
            tie_break=contest.tie_break, votes=votes,
        )
        for nomination in sealed
    }  # fmt: skip
    return Standings(ranked, sealed)
