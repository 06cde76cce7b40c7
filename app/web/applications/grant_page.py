"""The page of one step of the small-grant form, whoever answers with it."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session
from starlette.responses import Response

from app.applications import queries, steps
from app.applications.answers import Answers, stored
from app.applications.forms import Frame
from app.applications.models import Application
from app.applications.steps import ROWS, Step
from app.applications.words import APPLICANT, BUDGET
from app.contests.models import Contest
from app.fields import Fields
from app.i18n import gettext, pick
from app.web.applications import grant_form
from app.web.applications.conflicts import Place, Words
from app.web.applications.grant_words import CATEGORY, SEX, label, named
from app.web.applications.reading import sections, value
from app.web.contests import question_words
from app.web.forms import Form
from app.web.page import Page

Choices = list[tuple[str, str]]


def show(
    page: Page, application: Application, frame: Frame, step: Step, form: Form[Fields], *, status: int = 200
) -> Response:
    """The step with `form` in it."""
    address = page.request.app.url_path_for("applications.edit", application_id=application.id)
    before, after = grant_form.neighbours(step, frame)
    titles = question_words.titles(frame.questions)
    return page(
        "applications/edit.html", status=status, application=application, contest=frame.contest, step=step, form=form,
        trail=grant_form.trail(application, step, frame, str(address)), address=address, before=before, after=after,
        label=label, named=lambda name: titles.get(name) or named(name), page_id=secrets.token_urlsafe(8),
        **_of_step(page.session, application, frame, step),
    )  # fmt: skip


def _of_step(session: Session, application: Application, frame: Frame, step: Step) -> dict[str, Any]:
    match step.slug:
        case "applicant":
            return {"kinds": _words(APPLICANT), "sexes": _words(SEX), "categories": _words(CATEGORY)}
        case "project":
            return {"nominations": _nominations(frame), "territories": _territories(frame), "units": _units(frame),
                    "attachments": queries.attachments(session, application)}  # fmt: skip
        case "budget":
            found = grant_form.totals(application.answers, frame.contest.grant_amount)
            return {"groups": _words(BUDGET), "totals": found}
        case steps.OWN:
            return {"questions": frame.questions}
        case "check":
            return {"problems": grant_form.problems(application.answers, frame),
                    "sections": sections(application.answers, frame)}  # fmt: skip
    return {}


def _words(texts: Mapping[Any, str]) -> Choices:
    return [(key.value, gettext(text)) for key, text in texts.items()]


def _nominations(frame: Frame) -> Choices:
    return [(str(position), pick(nomination.title)) for position, nomination in frame.nominations.items()]


def _territories(frame: Frame) -> Choices:
    return [(code, pick(territory.name)) for code, territory in frame.territories.items()]


def _units(frame: Frame) -> Choices:
    """(nomination, what its results are measured in)"""
    return [(pick(one.title), pick(one.result_unit)) for one in frame.nominations.values() if pick(one.result_unit)]


def typed_rows(text: Mapping[str, Any], step: Step) -> Answers:
    """What was typed into `step`, with the row more or less that a button of it asked for."""
    gone = str(text.get("remove_row") or "")
    kept = {key: value for key, value in text.items() if not (gone and key.startswith(f"{gone}-"))}
    answers = stored(kept, step.names)
    wanted = str(text.get("add_row") or "")
    if wanted in step.names and wanted in ROWS:
        answers[wanted] = [*answers.get(wanted, []), {ROWS[wanted]: ""}]
    return answers


def anchor(text: Mapping[str, Any], answers: Answers) -> str:
    """Where the page is entered again after a button for rows: the new row's first field, or the list."""
    wanted = str(text.get("add_row") or "")
    if wanted in ROWS and wanted in answers:
        return f"{wanted}-{len(answers[wanted]) - 1}-{ROWS[wanted]}"
    return str(text.get("remove_row") or "").rpartition("-")[0]


def place(session: Session, contest: Contest, step: Step, *, now: datetime) -> Place:
    """The step, should two windows differ about it."""

    def shown(name: str, answers: Answers) -> str:
        return value(name, answers.get(name, ""), queries.frame(session, contest, now))

    titles = question_words.titles(queries.frame(session, contest, now).questions)
    words = Words(lambda name: titles.get(name) or named(name), shown)
    return Place(contest, step.title, step.names, words, query=f"?step={step.slug}")
