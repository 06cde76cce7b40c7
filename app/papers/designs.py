"""How the papers of a contest look, version by version: a change never touches what was issued."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from app import journal
from app.accounts.models import User
from app.contests.models import Contest
from app.documents.diploma_texts import Kind
from app.papers import queries, texts
from app.papers.models import PaperDesign

KEPT = (
    "orientation", "has_seal_place", "signatories", "texts", "logo_sha256", "first_sha256", "second_sha256",
)  # fmt: skip


def change(session: Session, contest: Contest, *, by: User, now: datetime, **values: Any) -> PaperDesign:
    """The next version, in which `values` differ; none if nothing does."""
    session.flush()
    session.refresh(contest, with_for_update=True)
    latest = queries.design(session, contest.id)
    kept = {name: getattr(latest, name) for name in KEPT} if latest else {}
    if latest and all(kept[name] == value for name, value in values.items()):
        return latest
    made = PaperDesign(
        contest_id=contest.id or 0, version=latest.version + 1 if latest else 1, made_at=now, made_by=by.id,
        **(kept | values),
    )  # fmt: skip
    session.add(made)
    session.flush()
    journal.write(
        session, "papers.designed", of=("contest", contest.id), by=by.id, now=now, contest_id=contest.id,
        version=made.version, changed=sorted(values),
    )  # fmt: skip
    return made


def say(
    session: Session, contest: Contest, kind: Kind, said: dict[str, dict[str, str]] | None, *, by: User, now: datetime
) -> PaperDesign:
    """Texts of one kind of paper; None puts the usual ones back."""
    latest = queries.design(session, contest.id)
    others = {name: text for name, text in (latest.texts if latest else {}).items() if name != kind}
    usual = texts.wording(contest, None, kind)
    own = {part: text for part, text in (said or {}).items() if text != usual[part]}
    return change(session, contest, by=by, now=now, texts=others | ({kind: own} if own else {}))
