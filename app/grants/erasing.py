"""Who is in law and where the money goes is kept of those who have a contract, and of nobody else."""

from datetime import datetime

from sqlmodel import Session

from app import journal
from app.accounts.models import User
from app.grants import copy_queries, queries
from app.grants.models import Grant


def erase_details(session: Session, grant: Grant, *, by: User, now: datetime) -> None:
    """Identifier, account and all beside them, at once. The journal says that, and nothing of what."""
    found = queries.details(session, grant.id)
    if found is None:
        return
    session.delete(found)
    session.flush()
    journal.write(
        session, "grant.details-erased", of=("grant", grant.id), by=by.id, now=now, contest_id=grant.contest_id
    )


def erase_copies(session: Session, grant: Grant) -> None:
    """The signed pages show identifier and account too."""
    for copy in copy_queries.of_grant(session, grant.id):
        session.delete(copy)
    session.flush()
