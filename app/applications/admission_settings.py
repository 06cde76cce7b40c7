"""How strictly a contest's admission is looked at."""

from datetime import datetime

from sqlmodel import Session

from app import journal
from app.accounts.models import User
from app.contests.models import Contest, LookMode


def set_looks(session: Session, contest: Contest, mode: LookMode, percent: int, *, by: User, now: datetime) -> bool:
    """From now on; what already waits for a second look goes on waiting. False when nothing changed."""
    before = (contest.second_look.value, contest.sample_percent)
    if before == (mode.value, percent):
        return False
    contest.second_look, contest.sample_percent = mode, percent
    session.add(contest)
    journal.write(session, "second-look.set", of=("contest", contest.id), by=by.id, now=now, contest_id=contest.id,
                  before=before, after=(mode.value, percent))  # fmt: skip
    return True
