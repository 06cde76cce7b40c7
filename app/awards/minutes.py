"""What the protocol of a contest's commission says, gathered for paper in Kazakh and Russian."""

from collections.abc import Iterator
from datetime import time
from fractions import Fraction
from typing import Any

from sqlmodel import Session

from app import journal
from app.applications.models import Status
from app.awards import decisions, method, queries, rules, score_rows, shortlist_papers, words
from app.awards.board import Card, Line, board
from app.awards.meeting import Meeting, edition, name, texts
from app.awards.models import Protocol
from app.awards.score_rows import decimal, territory, twice
from app.awards.words import both
from app.contests.models import Contest, QuotaMode, RankingMethod, ShortlistMode
from app.documents import protocol as paper
from app.documents.bilingual import Text
from app.i18n import gettext, pick
from app.jury import queries as jury
from app.jury import unsealing
from app.places import queries as places
from app.programmes import queries as programmes


def facts(session: Session, contest: Contest, protocol: Protocol) -> paper.Protocol:
    """Raises RuleBroken where the board does."""
    found = board(session, contest)
    criteria = jury.criteria(session, contest.id)
    here = Meeting(session, contest, protocol, found, jury.seats(session, contest.id), criteria)
    organisation = programmes.organisation(session)
    head = session.get(journal.Head, journal.chain_of(contest.id))
    decision = found.decision
    experts = score_rows.experts(here.seats, found)
    return paper.Protocol(
        number=str(protocol.number), kind=contest.kind.value, contest=edition(contest),
        organisation=twice(organisation.name if organisation else {}), day=protocol.held_on,
        place=twice(protocol.place), starts=time.fromisoformat(protocol.starts), ends=time.fromisoformat(protocol.ends),
        mode=protocol.mode.value, chair=here.chair, secretary=here.secretary, present=tuple(here.present()),
        absent=tuple(here.absent()), invited=tuple(protocol.invited), quorum=here.quorum(), intake=_intake(here),
        method=method.described(contest, criteria, decision.basis if decision else {},
                                decisions.basis_hash(decision) if decision else "", opened_sheets(session, contest)),
        decisions=tuple(_decision(here, card) for card in found.cards if card.lines or card.closed),
        votes=paper.Votes(protocol.votes_for, protocol.votes_against, protocol.abstained),
        experts=tuple(name(seat.name) for seat in experts), scores=tuple(score_rows.rows(found, experts)),
        journal=method.spaced(head.hash if head else journal.GENESIS), recusals=tuple(_recusals(here)),
        is_standardised=contest.method is RankingMethod.STANDARDISED, **_shortlist(here),
        on_ranking=texts(protocol.on_ranking), on_winners=texts(protocol.on_winners), items=tuple(here.items()),
        departures=tuple(_departures(here)), tie_breaks=tuple(_ties(here)), reserve=tuple(_reserve(here)),
        empty_places=tuple(_empty_places(here)), dissents=tuple(here.dissents()), tasks=tuple(here.tasks()),
    )  # fmt: skip


def opened_sheets(session: Session, contest: Contest) -> list[method.Opened]:
    return [
        method.Opened(one.settled_at or one.proposed_at, seat.name, code, nomination.position, one.reason,
                      one.showed_marks)
        for one, seat, nomination, code in unsealing.opened(session, contest.id)
    ]  # fmt: skip


def _shortlist(here: Meeting) -> dict[str, Any]:
    """Nothing where the contest had no such round."""
    if here.contest.shortlist is ShortlistMode.OFF:
        return {}
    named = {card.nomination.id or 0 for card in here.board.cards}
    return {"shortlist": shortlist_papers.groups(here.session, here.contest, named),
            "shortlist_mode": shortlist_papers.mode(here.contest)}  # fmt: skip


def _intake(here: Meeting) -> paper.Intake:
    """Whatever neither takes part nor was taken back counts as rejected: not corrected in time, disqualified later."""
    count = queries.intake(here.session, here.contest.id)
    received, admitted = sum(count.values()), count.get(Status.ADMITTED, 0)
    withdrawn = count.get(Status.WITHDRAWN, 0)
    return paper.Intake(received, admitted, received - admitted - withdrawn, withdrawn)


def _decision(here: Meeting, card: Card) -> paper.Decision:
    reason = card.closed.reason if card.closed else None
    votes = here.protocol.item_votes.get(str(card.nomination.id))
    return paper.Decision(
        twice(card.nomination.title), tuple(_winner(here, card, line) for line in card.chosen),
        not_awarded=None if card.chosen else reason or "–", votes=paper.Votes(*votes) if votes else None,
    )  # fmt: skip


def _winner(here: Meeting, card: Card, line: Line) -> paper.Winner:
    return paper.Winner(
        line.entrant.number, line.entrant.name, line.entrant.title, territory(line),
        decimal(line.ranked.score or Fraction(0)), amount=here.amounts.get(line.id) or None,
        place=here.board.place_of(line.id, here.board.chosen) if rules.has_places(here.contest) else None,
    )  # fmt: skip


def _recusals(here: Meeting) -> Iterator[paper.Recusal]:
    for one in queries.recusals(here.session, here.contest.id):
        yield paper.Recusal(name(one.seat_name), one.number, one.reason)


def _departures(here: Meeting) -> Iterator[Text]:
    for card in here.board.cards:
        if card.moved:
            yield both(lambda card=card: words.departure(card))  # type: ignore[misc]
        for one in card.displaced:
            if one.reason in ("territory", "applicant", "places"):
                yield both(lambda one=one: words.displaced(here.board, one))  # type: ignore[misc]


def _ties(here: Meeting) -> Iterator[Text]:
    """One sentence for each group of equal scores to which an award went."""
    told: set[frozenset[int]] = set()
    for card in here.board.cards:
        for line in card.chosen:
            group = frozenset({line.id, *(line.ranked.tie.rivals if line.ranked.tie else ())})
            if line.ranked.tie is not None and line.ranked.score is not None and group not in told:
                told.add(group)
                yield both(lambda card=card, line=line: _tie(here, card, line))  # type: ignore[misc]


def _tie(here: Meeting, card: Card, line: Line) -> str:
    assert line.ranked.tie is not None
    criteria = {one.position: pick(one.title) for one in here.criteria}
    facts = {
        "nomination": pick(card.nomination.title), "score": words.points(line.ranked.score or Fraction(0)),
        "who": words.numbers(words.level(card, frozenset({line.id, *line.ranked.tie.rivals}))),
        "how": words.tie(card, line.ranked.tie, criteria),
    }  # fmt: skip
    return gettext("Nomination «%(nomination)s»: %(who)s have %(score)s each. %(how)s") % facts


def _empty_places(here: Meeting) -> Iterator[paper.EmptyPlace]:
    """Districts and cities that get nothing, where the contest looks at them."""
    if here.contest.territory_mode is QuotaMode.OFF:
        return
    lines = [line for card in here.board.cards for line in card.lines]
    for one in places.territories(here.session):
        local = [line for line in lines if line.territory and line.territory.id == one.id]
        if not any(line.is_chosen for line in local):
            yield paper.EmptyPlace(twice(one.name), both(lambda local=local: words.why_empty(local)))  # type: ignore[misc]


def _reserve(here: Meeting) -> Iterator[paper.Reserve]:
    for id_ in here.board.reserve:
        if id_ in here.board.entrants:
            card = here.board.card_of(id_)
            line = next(line for line in card.lines if line.id == id_)
            score = decimal(line.ranked.score or Fraction(0))
            yield paper.Reserve(twice(card.nomination.title), line.entrant.number, line.entrant.name, score)
