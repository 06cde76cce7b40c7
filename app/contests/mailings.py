"""What the office wrote to many, and to how many."""

from datetime import datetime

from sqlmodel import Session, select

from app import journal
from app.contests.letter_models import Mailing
from app.contests.models import Contest
from app.db import Texts


def note(
    session: Session, contest: Contest, *, nonce: str, audience: str, subject: Texts, body: Texts, recipients: int,
    by: int, now: datetime,
) -> Mailing:  # fmt: skip
    """The mailing of this form; pressing twice finds the one that is there."""
    session.refresh(contest, with_for_update=True)
    known = session.exec(select(Mailing).where(Mailing.contest_id == contest.id, Mailing.nonce == nonce)).first()
    if known is not None:
        return known
    mailing = Mailing(
        contest_id=contest.id or 0, nonce=nonce, audience=audience, subject=subject, body=body, recipients=recipients,
        created_at=now, created_by=by,
    )  # fmt: skip
    session.add(mailing)
    session.flush()
    journal.write(session, "mailing.sent", of=("mailing", mailing.id), by=by, now=now, contest_id=contest.id,
                  audience=audience, recipients=recipients)  # fmt: skip
    return mailing
