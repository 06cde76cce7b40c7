"""The clauses of a contest's contracts: ours, or the organiser's own, version by version."""

from datetime import datetime

from sqlmodel import Session

from app import journal
from app.accounts.models import User
from app.contests.models import Contest
from app.documents.bilingual import Both
from app.documents.contract_clauses import OURS
from app.grants import contract_queries
from app.grants.terms_models import ContractClauses

LANGUAGES = ("kk", "ru")


def newest(session: Session, contest_id: int | None) -> int:
    """The version that the next contract has; 0: ours."""
    return max((one.version for one in contract_queries.clauses_versions(session, contest_id)), default=0)


def text(session: Session, contest_id: int | None, version: int) -> Both:
    """Both languages of a version."""
    found = contract_queries.clauses(session, contest_id, version)
    return Both(found["kk"].body, found["ru"].body) if found else OURS


def write(session: Session, contest: Contest, bodies: Both, *, by: User, now: datetime) -> int | None:
    """A new version; its number, or None when the texts are as they were. Whoever asks has looked for problems
    (`documents.contract_clauses.problems`). What was sent or signed keeps its version."""
    session.refresh(contest, with_for_update=True)
    version = newest(session, contest.id)
    if text(session, contest.id, version) == bodies:
        return None
    for language in LANGUAGES:
        session.add(
            ContractClauses(
                contest_id=contest.id or 0, version=version + 1, language=language,
                body=bodies.kk if language == "kk" else bodies.ru, made_at=now, made_by=by.id or 0,
            )
        )  # fmt: skip
    session.flush()
    journal.write(
        session, "contract-clauses.written", of=("contest", contest.id), by=by.id, now=now, contest_id=contest.id,
        version=version + 1,
    )  # fmt: skip
    return version + 1
