"""Keeping what was typed into a form of an application, whichever button it was sent with."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from app.accounts.models import User
from app.applications import drafts, own_questions, steps
from app.applications.answers import stored
from app.applications.drawing_forms import DrawingForm
from app.applications.models import Application
from app.contests import queries as contests
from app.contests.models import Contest, ContestKind
from app.web.applications import grant_page

WORK = "work"
"""The only part of the form of a pupil's work."""


def keep(
    session: Session, application: Application, contest: Contest, typed: dict[str, Any], *, by: User, now: datetime,
    step: str = "",
) -> None:  # fmt: skip
    """Save the draft as typed. A request that carries no form (it has no `page`) changes nothing. Raises RuleBroken as
    `drafts.save` does."""
    if "page" not in typed:
        return
    revision = str(typed.get("revision", ""))
    common: dict[str, Any] = {
        "revision": int(revision) if revision.isdecimal() and len(revision) < 10 else None,
        "page": str(typed["page"])[:32], "by": by, "now": now,
    }  # fmt: skip
    if contest.kind is ContestKind.DRAWING:
        names = frozenset(DrawingForm.model_fields) | own_questions.names(contests.questions(session, contest.id))
        drafts.save(session, application, stored(typed, names), names=names, part=WORK, **common)
    elif here := steps.find(contests.questions(session, contest.id), step):
        drafts.save(
            session, application, grant_page.typed_rows(typed, here), names=here.names, part=here.slug, **common
        )
