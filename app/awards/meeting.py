"""The meeting itself, as its protocol tells it: who was there, what was said besides, what has to be done."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlmodel import Session

from app.awards import queries
from app.awards.attendance import ABSENT, attendance, by_item, is_present, present_ids, voting
from app.awards.board import Board
from app.awards.models import Protocol
from app.awards.score_rows import twice
from app.contests.models import Contest, Criterion
from app.db import Texts
from app.documents import protocol as paper
from app.documents.bilingual import Both, Text
from app.documents.text import quoted
from app.i18n import pick
from app.jury.models import Post, Seat


def edition(contest: Contest) -> Both:
    return Both(*(f"{quoted(title)} – {contest.edition}" for title in twice(contest.title)))


def name(texts: Texts) -> str:
    """As papers print a person."""
    return pick(texts, "kk")


def texts(said: dict[str, str]) -> Text:
    """Empty where nothing was said."""
    return twice(said) if any(said.values()) else ""


@dataclass(frozen=True)
class Meeting:
    """Everything that was loaded once."""

    session: Session
    contest: Contest
    protocol: Protocol
    board: Board
    seats: Sequence[Seat]
    criteria: Sequence[Criterion]

    @cached_property
    def amounts(self) -> dict[int, int]:
        """Application id → tenge."""
        return {one.application_id: one.amount for one in queries.awards(self.session, self.contest.id)}

    @property
    def chair(self) -> str:
        """The chair, or whoever of the deputies was there."""
        leading = [seat for seat in self.seats if seat.post in (Post.CHAIR, Post.DEPUTY) and seat.left_at is None]
        leading.sort(key=lambda seat: (not is_present(self.protocol, seat), seat.post is Post.DEPUTY))
        return name(leading[0].name) if leading else "–"

    @property
    def secretary(self) -> str:
        found = [seat for seat in self.seats if seat.post is Post.SECRETARY and seat.left_at is None]
        return name(found[0].name) if found else "–"

    def members(self) -> Iterator[Seat]:
        return (seat for seat in self.seats if seat.votes and seat.left_at is None)

    def present(self) -> Iterator[paper.Present]:
        for seat in self.members():
            how = self.protocol.attendance.get(str(seat.id), ABSENT)
            if not how.startswith(ABSENT):
                way = "remote" if how == "remote" else "in_person"
                yield paper.Present(name(seat.name), twice(seat.occupation), way)  # type: ignore[arg-type]

    def absent(self) -> Iterator[paper.Absent]:
        for seat in self.members():
            how = self.protocol.attendance.get(str(seat.id), ABSENT)
            if how.startswith(ABSENT):
                yield paper.Absent(name(seat.name), how.partition(": ")[2])

    def quorum(self) -> paper.Quorum:
        """Of the whole list, and of each nomination without those who stepped back: both numbers."""
        seats = voting(self.session, self.contest)
        there = attendance(self.protocol, seats)
        items = tuple(
            paper.ItemQuorum(twice(one.nomination.title), one.recused, one.there.members, one.there.required,
                             one.there.present)
            for one in by_item(self.session, self.contest, seats, present_ids(self.protocol, seats))
        )  # fmt: skip
        return paper.Quorum(there.members, there.required, there.present, items)

    def items(self) -> Iterator[paper.Item]:
        for row in self.protocol.items:
            votes = paper.Votes(*row["votes"]) if any(row["votes"]) else None
            said = {part: texts(row[part]) for part in ("title", "heard", "spoke", "decided")}
            yield paper.Item(said["title"], said["heard"], said["spoke"], said["decided"], votes)

    def tasks(self) -> Iterator[paper.Task]:
        for row in self.protocol.tasks:
            yield paper.Task(texts(row["what"]), row["who"], date.fromisoformat(row["until"]))

    def dissents(self) -> Iterator[paper.Dissent]:
        for seat in self.members():
            if text := self.protocol.dissent.get(str(seat.id)):
                yield paper.Dissent(name(seat.name), text)
