"""Checkpoints: the last link of a journal's chain, noted at chosen moments and carried out of the house.

A chain that somebody cut short, put back from an older copy or wrote anew from the first entry fits itself. It does not
fit the checkpoints that stand on the contest's page and in letters: a letter that lies with the donor cannot be taken
back. A checkpoint is one line: chain, number of the entry, its hash, time, signature.
"""

import base64
import binascii
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from sqlalchemy import UniqueConstraint, func
from sqlmodel import Field, Session, SQLModel, col, select

from app.db import choice
from app.i18n import local
from app.journal import SYSTEM, Entry, Head, chain_of
from app.journal import chains as journal_chains
from app.journal import first_broken as first_unfit
from app.keys import Keys

EVERY = timedelta(days=7)
"""A chain that goes on is noted so often at least."""
LINE = re.compile(
    r"\b(?P<chain>system|contest-\d{1,9})\s+(?P<seq>\d{1,9})\s+(?P<hash>[0-9a-f]{64})\s+(?P<at>\d{4}-\d\d-\d\dT[\d:.]+Z)"
    r"(?:\s+(?P<signature>[A-Za-z0-9_-]{86}))?"
)


class Cause(StrEnum):
    ANNOUNCED = "announced"
    SEALED = "sealed"
    CONFIRMED = "confirmed"
    PUBLISHED = "published"
    CORRECTED = "corrected"
    WEEKLY = "weekly"


class Checkpoint(SQLModel, table=True):
    """Never changed and never taken out."""

    __tablename__ = "journal_checkpoint"
    __table_args__ = (UniqueConstraint("chain", "seq"),)

    id: int | None = Field(default=None, primary_key=True)
    chain: str = Field(index=True)
    seq: int
    hash: str
    at: datetime
    cause: Cause = choice(Cause)


@dataclass(frozen=True)
class Point:
    """What a checkpoint says, wherever it was kept."""

    chain: str
    seq: int
    hash: str
    at: datetime
    signature: str = ""

    @property
    def message(self) -> str:
        return f"{self.chain} {self.seq} {self.hash} {self.at.astimezone(UTC).isoformat().replace('+00:00', 'Z')}"


@dataclass(frozen=True)
class Break:
    """Somewhere from entry `first` to entry `last` the chain is not what was written; exactly at `first` where nothing
    but the chain itself was needed to see it. `against`: the checkpoint that it does not fit, if it was one."""

    chain: str
    first: int
    last: int
    against: Point | None = None
    is_missing: bool = False
    """The chain ends before `first`."""

    def __str__(self) -> str:
        """For the operator."""
        if self.against is None:
            return f"chain {self.chain} breaks at entry {self.first}"
        named = f"the checkpoint of {self.against.at:%Y-%m-%d %H:%M} UTC"
        if self.is_missing:
            return f"chain {self.chain} breaks at entry {self.first}: it ends there, and {named} names {self.last}"
        where = f"between entries {self.first} and {self.last}" if self.first < self.last else f"at entry {self.first}"
        return f"chain {self.chain} breaks {where}: {named} says otherwise"


def note(session: Session, contest_id: int | None, cause: Cause, *, now: datetime) -> Checkpoint | None:
    """The chain as it stands, or None when nothing was written since the last checkpoint."""
    session.flush()
    chain = chain_of(contest_id)
    head = session.get(Head, chain, with_for_update=True)
    last = latest(session, chain)
    if head is None or head.seq == 0 or (last is not None and last.seq >= head.seq):
        return None
    made = Checkpoint(chain=chain, seq=head.seq, hash=head.hash, at=now, cause=cause)
    session.add(made)
    session.flush()
    return made


def of_chain(session: Session, chain: str) -> Sequence[Checkpoint]:
    """The newest first."""
    return session.exec(select(Checkpoint).where(Checkpoint.chain == chain).order_by(col(Checkpoint.seq).desc())).all()


def count(session: Session) -> int:
    return session.exec(select(func.count()).select_from(Checkpoint)).one()


def latest(session: Session, chain: str) -> Checkpoint | None:
    newest = select(Checkpoint).where(Checkpoint.chain == chain).order_by(col(Checkpoint.seq).desc()).limit(1)
    return session.exec(newest).first()


def overdue(session: Session, now: datetime) -> list[str]:
    """Chains that went on since their last checkpoint, which is a week old, or have none after their first week."""
    last = (
        select(Checkpoint.chain, func.max(Checkpoint.seq).label("seq"), func.max(Checkpoint.at).label("at"))
        .group_by(col(Checkpoint.chain))
        .subquery()
    )
    first = select(Entry.chain, Entry.at).where(Entry.seq == 1).subquery()
    return list(
        session.exec(
            select(Head.chain)
            .join(first, first.c.chain == Head.chain)
            .outerjoin(last, last.c.chain == Head.chain)
            .where(Head.seq > func.coalesce(last.c.seq, 0))
            .where(func.coalesce(last.c.at, first.c.at) <= now - EVERY)
            .order_by(Head.chain)
        )
    )


def contest_of(chain: str) -> int | None:
    """The contest whose journal it is; None for that of the installation."""
    return None if chain == SYSTEM else int(chain.removeprefix("contest-"))


def signed(keys: Keys, checkpoint: Checkpoint | Point) -> str:
    """Its line."""
    message = point(checkpoint).message
    return f"{message} {base64.urlsafe_b64encode(keys.sign(_signed_part(message))).decode().rstrip('=')}"


def is_ours(keys: Keys, point: Point) -> bool:
    try:
        signature = base64.urlsafe_b64decode(f"{point.signature}==")
    except (ValueError, binascii.Error):
        return False
    return keys.is_ours(_signed_part(point.message), signature, local(point.at).date())


def _signed_part(message: str) -> bytes:
    """The key signs certificates too: what is signed says what it is."""
    return f"baiqau checkpoint {message}".encode()


def point(checkpoint: Checkpoint | Point) -> Point:
    if isinstance(checkpoint, Point):
        return checkpoint
    return Point(checkpoint.chain, checkpoint.seq, checkpoint.hash, checkpoint.at)


def read(text: str) -> list[Point]:
    """The checkpoints in a letter or a file, wherever the lines were broken on the way."""
    found = []
    for line in LINE.finditer(text):
        try:
            at = datetime.fromisoformat(line["at"].replace("Z", "+00:00"))
        except ValueError:
            continue
        found.append(Point(line["chain"], int(line["seq"]), line["hash"], at, line["signature"] or ""))
    return found


def breaks(session: Session, given: Iterable[Point] = ()) -> list[Break]:
    """The first of each chain, also of chains that are gone and of which only a checkpoint tells."""
    points = list(given)
    noted = session.exec(select(Checkpoint.chain).distinct()).all()
    chains = sorted({*journal_chains(session), *noted, *(one.chain for one in points)})
    return [found for chain in chains if (found := first_break(session, chain, points)) is not None]


def first_break(session: Session, chain: str, given: Iterable[Point] = ()) -> Break | None:
    """Where the chain is not what was written: by itself, by our checkpoints, and by those `given` by hand."""
    points = sorted({*map(point, of_chain(session, chain)), *(one for one in given if one.chain == chain)}, key=_order)
    noted = select(Entry.seq, Entry.hash).where(Entry.chain == chain, col(Entry.seq).in_([one.seq for one in points]))
    there = dict(session.exec(noted).all())
    end = session.exec(select(func.max(Entry.seq)).where(Entry.chain == chain)).one() or 0
    unfit = first_unfit(session, chain)
    agreed = 0
    for one in points:
        if unfit is not None and unfit <= min(one.seq, end):
            break
        if one.seq > end:
            return Break(chain, end + 1, one.seq, one, is_missing=True)
        if there.get(one.seq) != one.hash:
            return Break(chain, agreed + 1, one.seq, one)
        agreed = one.seq
    return None if unfit is None else Break(chain, unfit, unfit)


def _order(point: Point) -> tuple[int, datetime]:
    return point.seq, point.at
