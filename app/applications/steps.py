"""The steps of the small-grant form in their order, and the form as a whole."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from app.applications import own_questions
from app.applications.answers import Answers, said
from app.applications.forms import (
    Applicant,
    Budget,
    Declarations,
    Frame,
    Group,
    Organisation,
    Person,
    Plan,
    Project,
    wrongs,
)
from app.applications.models import ApplicantKind
from app.contests.models import Question
from app.errors import RuleBroken
from app.fields import Fields
from app.i18n import mark

APPLICANTS: dict[str, type[Applicant]] = {
    ApplicantKind.PERSON: Person, ApplicantKind.GROUP: Group, ApplicantKind.ORGANISATION: Organisation,
}  # fmt: skip


@dataclass(frozen=True)
class Step:
    slug: str
    title: str
    """msgid"""
    models: tuple[type[Fields], ...]
    choose: Callable[[Answers], type[Fields]]
    """Which of `models` these answers have to satisfy."""

    @property
    def names(self) -> frozenset[str]:
        """Every field that the step may carry: what a save of it speaks for."""
        return frozenset(name for model in self.models for name in model.model_fields)

    def is_done(self, answers: Answers) -> bool:
        try:
            self.choose(answers).model_validate(said(answers))
        except ValidationError:
            return False
        return True


def _applicant(answers: Answers) -> type[Fields]:
    return APPLICANTS.get(answers.get("kind", ""), Person)


def _step(slug: str, title: str, model: type[Fields]) -> Step:
    return Step(slug, title, (model,), lambda _: model)


STEPS = (
    Step("applicant", mark("Applicant"), tuple(APPLICANTS.values()), _applicant),
    _step("project", mark("Project"), Project),
    _step("plan", mark("Activity plan"), Plan),
    _step("budget", mark("Budget"), Budget),
    _step("check", mark("Check and send"), Declarations),
)
OWN = "own"
"""The step of the contest's own questions, before the last one; only where it has some."""
BY_SLUG = {step.slug: step for step in STEPS}
ROWS = {"members": "name", "results": "what", "activities": "what", "costs": "group"}
"""Lists of rows, each with its first field."""


def of(questions: Sequence[Question]) -> tuple[Step, ...]:
    """The steps of a contest with these questions of its own."""
    if not questions:
        return STEPS
    return (*STEPS[:-1], _step(OWN, mark("More questions"), own_questions.form_of(questions)), STEPS[-1])


def find(questions: Sequence[Question], slug: str) -> Step | None:
    return next((step for step in of(questions) if step.slug == slug), None)


@dataclass(frozen=True)
class GrantForm:
    """A whole application to a small-grant contest, as it is accepted."""

    applicant: Any
    """Person, Group or Organisation."""
    project: Project
    plan: Plan
    budget: Budget
    declarations: Declarations


def read(answers: Answers) -> GrantForm:
    """What `answers` mean. Raises pydantic's ValidationError at the first step that is not complete."""
    filled = said(answers)
    return GrantForm(
        _applicant(filled).model_validate(filled), Project.model_validate(filled), Plan.model_validate(filled),
        Budget.model_validate(filled), Declarations.model_validate(filled),
    )  # fmt: skip


def read_for(answers: Answers, frame: Frame) -> GrantForm:
    """The same for a contest. Raises RuleBroken ``form-incomplete``."""
    try:
        form = read(answers)
        own_questions.form_of(frame.questions).model_validate(said(answers))
    except ValidationError as wrong:
        raise RuleBroken("form-incomplete") from wrong
    if any(wrongs(part, frame) for part in (form.applicant, form.project, form.budget)):
        raise RuleBroken("form-incomplete")
    return form


def done(answers: Answers) -> int:
    """How many steps are complete."""
    return sum(step.is_done(answers) for step in STEPS)


def next_to_do(answers: Answers, questions: Sequence[Question] = ()) -> Step:
    """The first step that is not complete, else the last."""
    return next((step for step in of(questions) if not step.is_done(answers)), STEPS[-1])
