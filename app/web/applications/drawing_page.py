"""What the page of a pupil's work needs, whoever answers with it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session

from app.applications import drawings, own_questions, queries, school_choice
from app.applications.answers import Answers, as_text
from app.applications.drawing_forms import CONSENTS, DrawingForm
from app.applications.models import Application, Purpose
from app.contests import queries as contests
from app.contests.models import Contest, Question
from app.i18n import mark
from app.web.applications import work_reading
from app.web.applications.conflicts import Place, Words
from app.web.applications.work_words import WORDS
from app.web.contests import question_words
from app.web.forms import Form, bind


def context(session: Session, application: Application, typed: Mapping[str, Any]) -> dict[str, Any]:
    """Nominations, territories, own questions, the schools on offer for what is typed, and files."""
    questions = contests.questions(session, application.contest_id)
    return {
        "questions": questions,
        "named": namer(questions),
        "nominations": contests.nominations(session, application.contest_id),
        "territories": queries.territories(session),
        "choice": school_choice.of(session, typed),
        "attachments": (files := queries.attachments(session, application)),
        "has_consents": any(typed.get(name) for name in CONSENTS)
        or any(file.purpose is Purpose.CONSENT for file in files),
    }


def checked(session: Session, application: Application, *, now: datetime) -> Form[DrawingForm]:
    """The draft held against everything that a work must say; `errors` name what is missing."""
    form = bind(DrawingForm, as_text(application.answers))
    if form.fields is not None:
        for name, slug in drawings.wrong(session, application, form.fields, now=now).items():
            form.refuse(name, slug)
    form.errors |= own_errors(contests.questions(session, application.contest_id), application)
    return form


def own_errors(questions: Sequence[Question], application: Application) -> dict[str, str]:
    """Field → what is wrong with the answer to a question of the contest's own."""
    return bind(own_questions.form_of(questions), as_text(application.answers)).errors if questions else {}


def namer(questions: Sequence[Question]) -> Callable[[str], str]:
    """What a field is called where something follows."""
    titles = question_words.titles(questions)
    return lambda name: titles.get(name) or WORDS.named(name)


def place(session: Session, contest: Contest) -> Place:
    """The form, should two windows differ about it."""

    def shown(name: str, answers: Answers) -> str:
        return work_reading.value(session, contest.id or 0, name, answers)

    questions = contests.questions(session, contest.id)
    names = (frozenset(DrawingForm.model_fields) - {"school_q"}) | own_questions.names(questions)
    return Place(contest, mark("A work for the contest"), names, Words(namer(questions), shown))
