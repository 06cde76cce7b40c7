"""The steps of the small-grant form as pages show them: typed text, errors, totals, and where one stands."""

from dataclasses import dataclass

from pydantic import ValidationError

from app.applications import steps
from app.applications.answers import Answers, as_text, said
from app.applications.forms import Cost, Frame, wrongs
from app.applications.models import Application
from app.applications.steps import Step
from app.fields import Fields
from app.i18n import gettext
from app.web.forms import Form, bind


def typed_in(step: Step, answers: Answers) -> Form[Fields]:
    """What was typed into `step`, unjudged."""
    return Form(as_text({name: value for name, value in answers.items() if name in step.names}))


def checked(step: Step, answers: Answers, frame: Frame) -> Form[Fields]:
    """The same with everything that is wrong with it in this contest."""
    form = bind(step.choose(answers), typed_in(step, answers).text)
    if form.fields is not None:
        for name, reason in wrongs(form.fields, frame).items():
            form.refuse(name, reason)
    return form


def problems(answers: Answers, frame: Frame) -> list[tuple[Step, Form[Fields]]]:
    """The steps that are not right yet, in their order; the last one, where one declares, not among them."""
    forms = [(step, checked(step, answers, frame)) for step in steps.of(frame.questions)[:-1]]
    return [(step, form) for step, form in forms if form.errors]


def trail(application: Application, here: Step, frame: Frame, address: str) -> list[tuple[str, str, str]]:
    """For the list of steps: (title, address, "now", "done" or "")."""
    return [
        (gettext(step.title), f"{address}?step={step.slug}", _state(step, here, application.answers))
        for step in steps.of(frame.questions)
    ]


def _state(step: Step, here: Step, answers: Answers) -> str:
    if step.slug == here.slug:
        return "now"
    return "done" if step.is_done(answers) else ""


def neighbours(here: Step, frame: Frame) -> tuple[Step | None, Step | None]:
    """The steps before and after."""
    way = steps.of(frame.questions)
    place = [step.slug for step in way].index(here.slug)
    return (way[place - 1] if place else None), (way[place + 1] if place + 1 < len(way) else None)


@dataclass(frozen=True)
class Totals:
    """Of the budget lines that can be read already, in tenge."""

    amount: int
    own: int
    requested: int | None
    limit: int
    unread: int
    """Lines that are not complete yet."""

    @property
    def granted(self) -> int:
        return self.amount - self.own


def totals(answers: Answers, limit: int) -> Totals:
    rows = said(answers).get("costs", [])
    costs = [cost for row in rows if (cost := _cost(row)) is not None]
    return Totals(
        sum(cost.amount for cost in costs), sum(cost.own for cost in costs), _sum(answers.get("requested", "")), limit,
        len(rows) - len(costs),
    )  # fmt: skip


def _cost(row: Answers) -> Cost | None:
    filled = {"group": "other", "name": "—" * 2, "unit": "—", "reason": "—" * 2} | row
    try:
        return Cost.model_validate(filled)
    except ValidationError:
        return None


def _sum(typed: str) -> int | None:
    bare = "".join(typed.split())
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) < 12 else None
