"""What a protocol states: plain facts, filled in by whoever knows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from .bilingual import Both, Text
from .protocol_texts import Attendance, Kind, Mode
from .shortlist import Group
from .shortlist import Mode as ShortlistMode


@dataclass(frozen=True)
class ScoreRow:
    """One application. `marks` are in the order of the protocol's experts, None for a recusal or a missing sheet;
    `rank` is the place in the nomination, `territory_rank` in its district or city, both None below the threshold.
    `tie`: what decided between equal scores; `proposed`: what the ranking and the quotas give."""

    number: str
    applicant: str
    nomination: Text
    territory: Text
    marks: tuple[Decimal | None, ...]
    average: Decimal | None
    spread: Decimal | None
    rank: int | None
    territory_rank: int | None = None
    tie: Text = ""
    proposed: Text = ""


@dataclass(frozen=True)
class Present:
    name: str
    position: Text
    attendance: Attendance = "in_person"


@dataclass(frozen=True)
class Absent:
    name: str
    reason: Text


@dataclass(frozen=True)
class Quorum:
    """`required` of `total` members had to be there. `items`: nominations on which some of them may not vote."""

    total: int
    required: int
    present: int
    items: tuple[ItemQuorum, ...] = ()

    @property
    def holds(self) -> bool:
        return self.present >= self.required > 0


@dataclass(frozen=True)
class ItemQuorum:
    """Of one nomination: `total` and `present` without those who recused themselves."""

    nomination: Text
    recused: int
    total: int
    required: int
    present: int


@dataclass(frozen=True)
class Intake:
    received: int
    admitted: int
    rejected: int
    withdrawn: int


@dataclass(frozen=True)
class Recusal:
    expert: str
    application: str
    reason: Text


@dataclass(frozen=True)
class Votes:
    in_favour: int
    against: int
    abstained: int


@dataclass(frozen=True)
class Winner:
    """`amount` is whole tenge; a winner of drawings has a `gift` instead."""

    number: str
    name: str
    work: str
    territory: Text
    score: Decimal
    amount: int | None = None
    gift: Text | None = None
    place: int | None = None
    """I to III, where a nomination has several places."""


@dataclass(frozen=True)
class Decision:
    """One nomination: its winners, or why it has none. `votes` only where it was voted on by itself: where somebody
    had to step back."""

    nomination: Text
    winners: tuple[Winner, ...] = ()
    not_awarded: Text | None = None
    votes: Votes | None = None


@dataclass(frozen=True)
class Reserve:
    nomination: Text
    number: str
    applicant: str
    score: Decimal


@dataclass(frozen=True)
class Dissent:
    name: str
    text: Text


@dataclass(frozen=True)
class Item:
    """An item of the agenda that the meeting added to the two that every meeting has."""

    title: Text
    heard: Text = ""
    spoke: Text = ""
    decided: Text = ""
    votes: Votes | None = None


@dataclass(frozen=True)
class Task:
    """What somebody has to do until a day."""

    what: Text
    who: Text
    until: date


@dataclass(frozen=True)
class EmptyPlace:
    """A district or city without an award, and why."""

    territory: Text
    reason: Text


@dataclass(frozen=True)
class Protocol:
    """Everything that the paper says. `contest` and `organisation` are printed as given, on lines of their own;
    `starts` and `ends` are on the clock of Almaty; `journal` is the hash of the journal's last entry. `on_ranking` and
    `on_winners`: what was said on the two items that every meeting has."""

    number: str
    kind: Kind
    contest: Both
    organisation: Both
    day: date
    place: Both
    starts: time
    ends: time
    mode: Mode
    chair: str
    secretary: str
    present: tuple[Present, ...]
    quorum: Quorum
    intake: Intake
    method: Text
    decisions: tuple[Decision, ...]
    votes: Votes
    experts: tuple[str, ...]
    scores: tuple[ScoreRow, ...]
    journal: str
    absent: tuple[Absent, ...] = ()
    invited: tuple[Text, ...] = ()
    recusals: tuple[Recusal, ...] = ()
    on_ranking: Text = ""
    on_winners: Text = ""
    items: tuple[Item, ...] = ()
    departures: tuple[Text, ...] = ()
    tie_breaks: tuple[Text, ...] = ()
    reserve: tuple[Reserve, ...] = ()
    empty_places: tuple[EmptyPlace, ...] = ()
    dissents: tuple[Dissent, ...] = ()
    tasks: tuple[Task, ...] = ()
    is_standardised: bool = False
    shortlist: tuple[Group, ...] = ()
    shortlist_mode: ShortlistMode = "yes_no"
