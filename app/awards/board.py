"""The board at which the commission decides: every nomination with its candidates, what is proposed, what was chosen,
what stands in the way, and what has to be settled before it can be confirmed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from sqlmodel import Session

from app.awards import queries, rules, selection
from app.awards.allocation import Displaced
from app.awards.models import Award, Decision, DecisionStatus, NoAward
from app.awards.queries import Entrant
from app.awards.quotas import Candidate, Conflict, Limit
from app.awards.selection import Selection, Will
from app.contests import queries as contests
from app.contests.models import Contest, Nomination
from app.errors import RuleBroken
from app.jury import queries as jury
from app.jury import standings
from app.jury.ranking import Ranked
from app.places.models import Territory


@dataclass(frozen=True)
class Line:
    """One application in its nomination. `obstacle`: the limit that keeps it out and the awarded application that
    fills it; it is `locked` if the commission chose that one itself."""

    entrant: Entrant
    ranked: Ranked
    territory: Territory | None
    is_chosen: bool
    is_proposed: bool
    is_spread: bool
    obstacle: tuple[Limit, int] | None = None
    is_locked: bool = False

    @property
    def id(self) -> int:
        return self.entrant.application_id

    @property
    def is_eligible(self) -> bool:
        return rules.is_eligible(self.ranked)


@dataclass(frozen=True)
class Card:
    """One nomination. `own`: the commission's own award in it; `closed`: it awards nothing there; `ties`: groups that
    stay level until it votes; `open_ties`: those on which the award depends."""

    nomination: Nomination
    lines: Sequence[Line]
    own: Sequence[Award]
    closed: NoAward | None
    displaced: Sequence[Displaced]
    ties: Sequence[frozenset[int]]
    open_ties: Sequence[frozenset[int]]

    @property
    def position(self) -> int:
        return self.nomination.position

    @property
    def chosen(self) -> list[Line]:
        return [line for line in self.lines if line.is_chosen]

    @property
    def proposed(self) -> list[Line]:
        return [line for line in self.lines if line.is_proposed]

    @property
    def is_departure(self) -> bool:
        """The commission itself wants it otherwise than the limits alone would give it."""
        by_itself = bool(self.own) or self.closed is not None
        return by_itself and self.moved

    @property
    def moved(self) -> bool:
        return [line.id for line in self.chosen] != [line.id for line in self.proposed]

    @property
    def reason(self) -> str:
        return self.closed.reason if self.closed else next((one.reason for one in self.own if one.reason), "")

    @property
    def lacks_reason(self) -> bool:
        return (self.is_departure or self.closed is not None) and not self.reason

    @property
    def is_open(self) -> bool:
        """Nothing is awarded, and the commission has not said why."""
        return not self.chosen and self.closed is None

    @property
    def has_questions(self) -> bool:
        spread = any(line.is_spread for line in self.chosen)
        return bool(self.open_ties or self.displaced or self.own or self.closed or self.is_open or spread or self.moved)


@dataclass(frozen=True)
class Board:
    contest: Contest
    decision: Decision | None
    cards: Sequence[Card]
    selection: Selection
    candidates: Mapping[int, Candidate]
    entrants: Mapping[int, Entrant]
    chosen: Sequence[int]
    conflicts: Sequence[Conflict]
    reserve: Sequence[int]
    territories: Mapping[int, Territory]

    @property
    def status(self) -> DecisionStatus | None:
        return self.decision.status if self.decision else None

    @property
    def is_open(self) -> bool:
        return self.status in (None, DecisionStatus.PROPOSED)

    @property
    def will(self) -> Will:
        own = {award.application_id for card in self.cards for award in card.own}
        return Will(frozenset(own), frozenset(card.nomination.id or 0 for card in self.cards if card.closed))

    @property
    def total(self) -> Fraction:
        return sum((self.candidates[id_].score for id_ in self.chosen if id_ in self.candidates), Fraction(0))

    def card(self, position: int) -> Card | None:
        return next((card for card in self.cards if card.position == position), None)

    def place_of(self, application_id: int, awarded: Collection[int]) -> int:
        """Its place among those of its nomination that are `awarded`; those that stay level share one (1, 1, 3)."""
        lines = {line.id: line for line in self.card_of(application_id).lines if line.id in awarded}
        own = lines[application_id].ranked.place
        return 1 + sum(line.ranked.place < own for line in lines.values())

    def card_of(self, application_id: int) -> Card:
        nomination = self.entrants[application_id].nomination_id
        return next(card for card in self.cards if card.nomination.id == nomination)

    def blockers(self) -> list[RuleBroken]:
        """What has to be settled before it can be confirmed, in the order in which to settle it."""
        counts = {
            "ties-open": sum(bool(card.open_ties) for card in self.cards),
            "reasons-missing": sum(card.lacks_reason for card in self.cards),
            "nominations-open": sum(card.is_open for card in self.cards),
            "limits-broken": sum(one.mode == "hard" for one in self.conflicts),
        }
        return [RuleBroken(reason, count=count) for reason, count in counts.items() if count]


def unsealed(session: Session, contest: Contest) -> int:
    """Nominations whose marks may not be seen yet."""
    sealed = jury.sealed_nominations(session, contest.id)
    return len(queries.judged_nominations(session, contest.id) - sealed)


def board(session: Session, contest: Contest) -> Board:
    """As it stands now, in as many statements for one nomination as for ten. While the commission decides, what was
    chosen follows from its will and the ranking; once confirmed it is what was confirmed.

    Raises RuleBroken ``judging-goes-on`` with the number of nominations that are not sealed."""
    if unfinished := unsealed(session, contest):
        raise RuleBroken("judging-goes-on", count=unfinished)
    ranking = standings.standings(session, contest).by_nomination
    entrants = queries.entrants(session, contest.id)
    decision = queries.decision(session, contest.id)
    awards = queries.awards(session, contest.id)
    closed = queries.not_awarded(session, contest.id)
    pool = selection.candidates(ranking, entrants)
    will = Will(frozenset(one.application_id for one in awards if one.is_own), frozenset(closed))
    picked = selection.select(pool, rules.quotas_of(contest), will)
    is_settled = decision is not None and decision.status is not DecisionStatus.PROPOSED
    chosen = [one.application_id for one in awards] if is_settled else picked.chosen.chosen
    waiting: Sequence[int] = picked.reserve
    if is_settled:
        waiting = [one.application_id for one in queries.reserve(session, contest.id)]
    found = Board(
        contest, decision, [], picked, {one.application_id: one for one in pool}, entrants, chosen,
        picked.conflicts, waiting,
        queries.territories(session, {one.territory_id for one in entrants.values() if one.territory_id}),
    )  # fmt: skip
    nominations = contests.nominations(session, contest.id)
    cards = [_card(found, one, ranking.get(one.id or 0, []), awards, closed) for one in nominations]
    return replace(found, cards=cards)


def _card(
    found: Board, nomination: Nomination, ranked: Sequence[Ranked], awards: Sequence[Award],
    closed: Mapping[int, NoAward],
) -> Card:  # fmt: skip
    own = [one for one in awards if one.is_own and one.nomination_id == nomination.id]
    kept = {one.application_id for one in awards if one.is_own}
    lines = [_line(found, one, kept) for one in ranked if one.entry.application_id in found.entrants]
    decided = [one.application_id for one in own if one.reason]
    blocked = [line.id for line in lines if line.obstacle and not line.is_chosen]
    here = {line.id for line in lines}
    parts_places = rules.has_places(found.contest) and rules.votes_on_ties(found.contest)
    return Card(
        nomination, lines, own, closed.get(nomination.id or 0),
        [one for one in found.selection.chosen.displaced if one.application_id in here],
        selection.level_groups(ranked),
        selection.open_ties(ranked, found.chosen, decided, blocked, parts_places=parts_places),
    )  # fmt: skip


def _line(found: Board, one: Ranked, kept: set[int]) -> Line:
    id_ = one.entry.application_id
    candidate = found.candidates.get(id_)
    awarded = [found.candidates[other] for other in found.chosen if other in found.candidates]
    obstacle = selection.obstacle(candidate, awarded, rules.quotas_of(found.contest)) if candidate else None
    return Line(
        found.entrants[id_], one, found.territories.get(one.entry.territory_id or 0), id_ in found.chosen,
        id_ in found.selection.proposal.chosen, one.spread >= found.contest.spread_flag, obstacle,
        obstacle is not None and obstacle[1] in kept,
    )  # fmt: skip
