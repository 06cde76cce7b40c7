"""What the protocol of a contest's commission says, gathered for paper in Kazakh and Russian."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from fractions import Fraction

from sqlmodel import Session

from app import journal
from app.applications.models import Status
from app.awards import decisions, method, protocols, queries, words
from app.awards.board import Board, Card, Line, board
from app.awards.models import Protocol
from app.awards.words import both
from app.contests.models import Contest, Criterion
from app.db import Texts
from app.documents import protocol as paper
from app.documents.bilingual import Both, Text
from app.i18n import gettext, pick
from app.jury import queries as jury
from app.jury.models import Post, Seat
from app.jury.ranking import shown
from app.programmes import queries as programmes


@dataclass(frozen=True)
class _Meeting:
    """Everything that was loaded once."""

    session: Session
    contest: Contest
    protocol: Protocol
    board: Board
    seats: Sequence[Seat]
    criteria: Sequence[Criterion]


def facts(session: Session, contest: Contest, protocol: Protocol) -> paper.Protocol:
    """Raises RuleBroken where the board does."""
    here = _Meeting(session, contest, protocol, board(session, contest), jury.seats(session, contest.id),
                    jury.criteria(session, contest.id))  # fmt: skip
    organisation = programmes.organisation(session)
    head = session.get(journal.Head, journal.chain_of(contest.id))
    decision = here.board.decision
    there = protocols.attendance(protocol, protocols.voting(session, contest))
    experts = _experts(here)
    return paper.Protocol(
        number=str(protocol.number), kind=contest.kind.value, contest=_edition(contest),
        organisation=_twice(organisation.name if organisation else {}), day=protocol.held_on,
        place=_twice(protocol.place), starts=_clock(protocol.starts), ends=_clock(protocol.ends),
        mode=protocol.mode.value, chair=_chair(here), secretary=_secretary(here), present=tuple(_present(here)),
        absent=tuple(_absent(here)),
        quorum=paper.Quorum(there.members, there.required, there.present, tuple(_quorum_notes(here, there.members))),
        agenda=_agenda(), intake=_intake(here),
        method=method.described(contest, here.criteria, decision.basis if decision else {},
                                decisions.basis_hash(decision) if decision else ""),
        decisions=tuple(_decision(here, card) for card in here.board.cards if card.lines or card.closed),
        votes=paper.Votes(protocol.votes_for, protocol.votes_against, protocol.abstained),
        experts=tuple(_name(seat.name) for seat in experts), scores=tuple(_scores(here, experts)),
        journal=method.spaced(head.hash if head else journal.GENESIS), recusals=tuple(_recusals(here)),
        departures=tuple(_departures(here)), tie_breaks=tuple(_ties(here)), reserve=tuple(_reserve(here)),
        dissents=tuple(_dissents(here)),
    )  # fmt: skip


def _twice(texts: Texts) -> Both:
    return Both(pick(texts, "kk"), pick(texts, "ru"))


def _edition(contest: Contest) -> Both:
    return Both(*(f"{title} – {contest.edition}" for title in _twice(contest.title)))


def _name(texts: Texts) -> str:
    """As papers print a person."""
    return pick(texts, "kk")


def _clock(text: str) -> time:
    return time.fromisoformat(text)


def _decimal(score: Fraction) -> Decimal:
    return Decimal(shown(score))


def _chair(here: _Meeting) -> str:
    """The chair, or whoever of the deputies was there."""
    leading = [seat for seat in here.seats if seat.post in (Post.CHAIR, Post.DEPUTY) and seat.left_at is None]
    leading.sort(key=lambda seat: (not protocols.is_present(here.protocol, seat), seat.post is Post.DEPUTY))
    return _name(leading[0].name) if leading else "–"


def _secretary(here: _Meeting) -> str:
    found = [seat for seat in here.seats if seat.post is Post.SECRETARY and seat.left_at is None]
    return _name(found[0].name) if found else "–"


def _members(here: _Meeting) -> Iterator[Seat]:
    return (seat for seat in here.seats if seat.votes and seat.left_at is None)


def _present(here: _Meeting) -> Iterator[paper.Present]:
    for seat in _members(here):
        how = here.protocol.attendance.get(str(seat.id), protocols.ABSENT)
        if not how.startswith(protocols.ABSENT):
            yield paper.Present(_name(seat.name), _twice(seat.occupation), "remote" if how == "remote" else "in_person")


def _absent(here: _Meeting) -> Iterator[paper.Absent]:
    for seat in _members(here):
        how = here.protocol.attendance.get(str(seat.id), protocols.ABSENT)
        if how.startswith(protocols.ABSENT):
            yield paper.Absent(_name(seat.name), how.partition(": ")[2])


def _quorum_notes(here: _Meeting, members: int) -> Iterator[Text]:
    """Nominations on which not everybody may vote: both numbers."""
    away: dict[int, set[str]] = {}
    for one in queries.recusals(here.session, here.contest.id):
        away.setdefault(one.nomination_id, set()).add(_name(one.seat_name))
    for card in here.board.cards:
        if recused := away.get(card.nomination.id or 0):
            yield both(lambda card=card, recused=recused: gettext(  # type: ignore[misc]
                "Nomination «%(nomination)s»: %(recused)s recused, %(voting)s of %(members)s vote."
            ) % {"nomination": pick(card.nomination.title), "recused": len(recused), "members": members,
                 "voting": members - len(recused)})  # fmt: skip


def _agenda() -> tuple[Text, ...]:
    return (
        both(lambda: gettext("Results of the judging and the ranking of the applications.")),
        both(lambda: gettext("Winners of the nominations and the reserve list.")),
    )


def _intake(here: _Meeting) -> paper.Intake:
    """Whatever neither takes part nor was taken back counts as rejected: not corrected in time, disqualified later."""
    count = queries.intake(here.session, here.contest.id)
    received, admitted = sum(count.values()), count.get(Status.ADMITTED, 0)
    withdrawn = count.get(Status.WITHDRAWN, 0)
    return paper.Intake(received, admitted, received - admitted - withdrawn, withdrawn)


def _decision(here: _Meeting, card: Card) -> paper.Decision:
    reason = card.closed.reason if card.closed else None
    return paper.Decision(
        _twice(card.nomination.title), tuple(_winner(here, line) for line in card.chosen),
        not_awarded=None if card.chosen else reason or "–",
    )  # fmt: skip


def _winner(here: _Meeting, line: Line) -> paper.Winner:
    amounts = {one.application_id: one.amount for one in queries.awards(here.session, here.contest.id)}
    return paper.Winner(
        line.entrant.number, line.entrant.name, line.entrant.title, _territory(line),
        _decimal(line.ranked.score or Fraction(0)), amount=amounts.get(line.id) or None,
    )  # fmt: skip


def _territory(line: Line) -> Text:
    return _twice(line.territory.name) if line.territory else "–"


def _experts(here: _Meeting) -> list[Seat]:
    """Everybody who sealed a sheet, those who have left since too."""
    judged = {seat for card in here.board.cards for line in card.lines for seat in line.ranked.per_seat}
    return [seat for seat in here.seats if seat.id in judged]


def _scores(here: _Meeting, experts: Sequence[Seat]) -> Iterator[paper.ScoreRow]:
    for card in here.board.cards:
        for line in card.lines:
            marks = [line.ranked.per_seat.get(seat.id or 0) for seat in experts]
            score = line.ranked.score
            yield paper.ScoreRow(
                line.entrant.number, line.entrant.name, _twice(card.nomination.title), _territory(line),
                tuple(None if mark is None else _decimal(mark) for mark in marks),
                None if score is None else _decimal(score), None if score is None else _decimal(line.ranked.spread),
                line.ranked.place if line.is_eligible else None,
            )  # fmt: skip


def _recusals(here: _Meeting) -> Iterator[paper.Recusal]:
    for one in queries.recusals(here.session, here.contest.id):
        yield paper.Recusal(_name(one.seat_name), one.number, one.reason)


def _departures(here: _Meeting) -> Iterator[Text]:
    for card in here.board.cards:
        if card.moved:
            yield both(lambda card=card: words.departure(card))  # type: ignore[misc]
        for one in card.displaced:
            if one.reason in ("territory", "applicant", "places"):
                yield both(lambda one=one: words.displaced(here.board, one))  # type: ignore[misc]


def _ties(here: _Meeting) -> Iterator[Text]:
    """One sentence for each group of equal scores to which an award went."""
    for card in here.board.cards:
        for line in card.chosen:
            if line.ranked.tie is not None and line.ranked.score is not None:
                yield both(lambda card=card, line=line: _tie(here, card, line))  # type: ignore[misc]


def _tie(here: _Meeting, card: Card, line: Line) -> str:
    assert line.ranked.tie is not None
    criteria = {one.position: pick(one.title) for one in here.criteria}
    facts = {
        "nomination": pick(card.nomination.title), "score": words.points(line.ranked.score or Fraction(0)),
        "who": words.numbers(words.level(card, frozenset({line.id, *line.ranked.tie.rivals}))),
        "how": words.tie(card, line.ranked.tie, criteria),
    }  # fmt: skip
    return gettext("Nomination «%(nomination)s»: %(who)s have %(score)s each. %(how)s") % facts


def _reserve(here: _Meeting) -> Iterator[paper.Reserve]:
    for id_ in here.board.reserve:
        if id_ in here.board.entrants:
            card = here.board.card_of(id_)
            line = next(line for line in card.lines if line.id == id_)
            score = _decimal(line.ranked.score or Fraction(0))
            yield paper.Reserve(_twice(card.nomination.title), line.entrant.number, line.entrant.name, score)


def _dissents(here: _Meeting) -> Iterator[paper.Dissent]:
    for seat in _members(here):
        if text := here.protocol.dissent.get(str(seat.id)):
            yield paper.Dissent(_name(seat.name), text)
