"""Rows about people that have served: old counts of tries, dead links, dead sign-ins with their network addresses."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, delete, or_

from app.accounts import sessions, throttle
from app.accounts.models import Attempt, OneTimeLink, SignIn

KEPT = timedelta(days=7)
"""Time to look into what happened."""


def clear(session: Session, *, now: datetime) -> int:
    """Delete them; returns how many there were."""
    long_ago = now - KEPT
    old_tries = session.exec(delete(Attempt).where(col(Attempt.at) < now - throttle.KEPT))
    dead_links = session.exec(delete(OneTimeLink).where(col(OneTimeLink.expires_at) < long_ago))
    dead_sign_ins = session.exec(
        delete(SignIn).where(
            or_(
                col(SignIn.ended_at) < long_ago,
                col(SignIn.seen_at) < long_ago - sessions.IDLE,
                col(SignIn.created_at) < long_ago - sessions.ABSOLUTE,
            )
        )
    )
    return sum(result.rowcount for result in (old_tries, dead_links, dead_sign_ins))
