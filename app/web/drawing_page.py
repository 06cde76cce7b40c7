"""What the page of a pupil's work needs, whoever answers with it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session

from app.applications import drawings, queries, school_choice
from app.applications.answers import as_text
from app.applications.drawing_forms import DrawingForm
from app.applications.models import Application
from app.contests import queries as contests
from app.web.forms import Form, bind


def context(session: Session, application: Application, typed: Mapping[str, Any]) -> dict[str, Any]:
    """Nominations, territories, the schools on offer for what is typed, and files."""
    return {
        "nominations": contests.nominations(session, application.contest_id),
        "territories": queries.territories(session),
        "choice": school_choice.of(session, typed),
        "attachments": queries.attachments(session, application),
    }


def checked(session: Session, application: Application, *, now: datetime) -> Form[DrawingForm]:
    """The draft held against everything that a work must say; `errors` name what is missing."""
    form = bind(DrawingForm, as_text(application.answers))
    if form.fields is not None:
        for name, slug in drawings.wrong(session, application, form.fields, now=now).items():
            form.refuse(name, slug)
    return form
