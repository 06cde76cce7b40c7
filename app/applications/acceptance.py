"""What a submission leaves in the tables: the form is read once more and its rows take the place of the last ones."""

import hashlib
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from pydantic import ValidationError
from sqlmodel import Session, col, delete

from app import journal
from app.alphabet import search_key, sort_key
from app.applications import consents, drawings, own_questions, queries, steps
from app.applications.answers import Answers, said
from app.applications.consents import Giver
from app.applications.drawing_forms import DrawingForm
from app.applications.forms import Organisation
from app.applications.models import Activity, Application, BudgetLine, ConsentKind, ConsentWay, Purpose
from app.applications.steps import GrantForm
from app.contests import queries as contests
from app.contests.models import Contest, ContestKind
from app.errors import RuleBroken


def digest(answers: Answers, files: list[dict[str, Any]]) -> str:
    """SHA-256 of the canonical JSON of what is handed in. Scans of consents are no part of it: they may follow."""
    own = [file for file in files if file["purpose"] != Purpose.CONSENT]
    return hashlib.sha256(journal.canonical({"answers": answers, "files": own}).encode()).hexdigest()


def accept(session: Session, application: Application, contest: Contest, *, now: datetime) -> None:
    """Raises RuleBroken ``form-incomplete`` before anything is changed."""
    ACCEPT[contest.kind](session, application, contest, now)


def accept_drawing(session: Session, application: Application, contest: Contest, now: datetime) -> None:
    try:
        form = DrawingForm.model_validate(said(application.answers))
        own = contests.questions(session, contest.id)
        own_questions.form_of(own).model_validate(said(application.answers))
    except ValidationError as wrong:
        raise RuleBroken("form-incomplete") from wrong
    drawings.accept(session, application, form, now=now)


def accept_grant(session: Session, application: Application, contest: Contest, now: datetime) -> None:
    frame = queries.frame(session, contest, now)
    form = steps.read_for(application.answers, frame)
    application.applicant_kind = form.applicant.kind
    application.applicant_name = name_of(form)
    application.sort_key = sort_key(application.applicant_name)
    application.nomination_id = frame.nominations[form.project.nomination].id
    application.territory_id = frame.territories[form.project.territory].id
    application.title = form.project.title
    application.requested = form.budget.requested
    application.search_key = search_key(" ".join((name_of(form), form.applicant.name, form.project.title)))
    _replace(session, application, Activity, _activities(application, form))
    _replace(session, application, BudgetLine, _lines(application, form))
    given = {ConsentKind.PERSONAL_DATA: True, ConsentKind.PUBLISH: form.declarations.publish}
    giver = Giver(form.applicant.name, way=ConsentWay.OWN)
    consents.record(session, application, given, giver, on=now, by=application.applicant_id, now=now)


def name_of(form: GrantForm) -> str:
    """As papers and lists show the applicant: the person, the group's leader, the organisation."""
    applicant = form.applicant
    return str(applicant.org_name_kk if isinstance(applicant, Organisation) else applicant.name)


def _activities(application: Application, form: GrantForm) -> Iterable[Activity]:
    for position, deed in enumerate(form.plan.activities, 1):
        yield Activity(application_id=application.id or 0, position=position, **deed.model_dump())


def _lines(application: Application, form: GrantForm) -> Iterable[BudgetLine]:
    for position, cost in enumerate(form.budget.costs, 1):
        yield BudgetLine(application_id=application.id or 0, position=position, **cost.model_dump())


def _replace(
    session: Session, application: Application, model: type[Activity] | type[BudgetLine], rows: Iterable[Any]
) -> None:
    session.exec(delete(model).where(col(model.application_id) == application.id))
    session.add_all(list(rows))


ACCEPT: dict[ContestKind, Callable[[Session, Application, Contest, datetime], None]] = {
    ContestKind.SMALL_GRANT: accept_grant,
    ContestKind.DRAWING: accept_drawing,
}
