"""Counted attempts: how often something may be tried within a time, for an account or a network address.

The counts are rows, so they survive a restart and hold for every worker. `check` refuses and writes nothing; `note`
counts. A caller that notes a failure must answer without raising, or the rollback would forget it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from math import ceil

from sqlmodel import Session, col, delete, select

from app.accounts.models import Attempt
from app.errors import RuleBroken

KEPT = timedelta(days=1)


@dataclass(frozen=True)
class Limit:
    name: str
    most: int
    within: timedelta

    def key(self, subject: str) -> str:
        return f"{self.name}:{subject}"[:300]


SIGN_IN = Limit("sign-in", 5, timedelta(minutes=15))
"""Failures, for one account under any spelling of its address."""
SIGN_IN_BLOCK = Limit("sign-in-block", 50, timedelta(minutes=15))
"""Failures from one block of network addresses; a school sits behind one address."""
LETTER = Limit("letter", 3, timedelta(hours=1))
"""Letters with a link, for one account."""
LETTER_BLOCK = Limit("letter-block", 30, timedelta(hours=1))
SIGN_UP = Limit("sign-up", 10, timedelta(hours=1))


def check(session: Session, limit: Limit, subject: str, *, now: datetime) -> None:
    """Raises RuleBroken("too-many-tries", minutes=…) when `subject` has used up its tries."""
    minutes = wait(session, limit, subject, now=now)
    if minutes:
        raise RuleBroken("too-many-tries", minutes=minutes)


def wait(session: Session, limit: Limit, subject: str, *, now: datetime) -> int:
    """Minutes until `subject` may try again; 0 when it may now."""
    last = session.exec(
        select(Attempt.at)
        .where(Attempt.key == limit.key(subject), Attempt.at > now - limit.within)
        .order_by(col(Attempt.at).desc())
        .limit(limit.most)
    ).all()
    return max(1, ceil((last[-1] + limit.within - now).total_seconds() / 60)) if len(last) >= limit.most else 0


def note(session: Session, limit: Limit, subject: str, *, now: datetime) -> None:
    session.add(Attempt(key=limit.key(subject), at=now))
    session.exec(delete(Attempt).where(col(Attempt.at) < now - KEPT))
    session.flush()


def forget(session: Session, limit: Limit, subject: str) -> None:
    session.exec(delete(Attempt).where(col(Attempt.key) == limit.key(subject)))


def block(address: str) -> str:
    """The neighbours that count as one: /24 of IPv4, /56 of IPv6; anything else stands for itself."""
    try:
        return str(ip_network(f"{address}/{24 if ip_address(address).version == 4 else 56}", strict=False))
    except ValueError:
        return address
