"""A small-grant application as it is read: sections of named lines and tables, complete or not.

`blind` leaves out whoever applies, for those who judge.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.applications import steps, words
from app.applications.answers import ROW, Answers, said
from app.applications.forms import Frame
from app.applications.steps import STEPS, Step
from app.i18n import day, gettext, money, pick
from app.identifiers import check_phone, show_phone
from app.web.applications.grant_form import totals
from app.web.applications.grant_words import CATEGORY, SEX, label
from app.web.contests import question_words

TABLES = {
    "members": ("name", "born", "role"),
    "results": ("what", "number", "unit"),
    "activities": ("what", "when", "where", "responsible", "result"),
    "costs": ("group", "name", "quantity", "unit", "price", "own", "reason"),
}
TICKS = frozenset(STEPS[-1].models[0].model_fields)
SUMS = frozenset({"price", "own", "requested"})
CHOICES: dict[str, Mapping[str, str]] = {
    "kind": {kind.value: text for kind, text in words.APPLICANT.items()},
    "group": {group.value: text for group, text in words.BUDGET.items()},
    "sex": {sex.value: text for sex, text in SEX.items()},
    "category": {category.value: text for category, text in CATEGORY.items()},
}
"""Field → value → msgid."""


@dataclass(frozen=True)
class Table:
    caption: str
    heads: list[str]
    rows: list[list[str]]


@dataclass(frozen=True)
class Section:
    slug: str
    title: str
    lines: list[tuple[str, str]] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)


def sections(answers: Answers, frame: Frame, *, blind: bool = False) -> list[Section]:
    """The steps but the last; fields of another kind of applicant are left out, empty ones too."""
    filled = said(answers)
    asked = steps.of(frame.questions)[:-1]
    return [_section(step, filled, frame) for step in asked if not (blind and step.slug == "applicant")]


def declared(answers: Answers) -> list[str]:
    """What the applicant ticked on the last step."""
    return [label(name) for name in STEPS[-1].models[0].model_fields if name in answers]


def _section(step: Step, filled: Answers, frame: Frame) -> Section:
    names = [name for name in step.choose(filled).model_fields if name in filled]
    if step.slug == steps.OWN:
        return Section(step.slug, gettext(step.title), question_words.lines(frame.questions, filled))
    lines = [(label(name), _shown(name, filled[name], frame)) for name in names if name not in TABLES]
    if step.slug == "budget":
        lines += _summed(filled, frame)
    tables = [_table(name, filled[name]) for name in names if name in TABLES]
    return Section(step.slug, gettext(step.title), lines, tables)


def _summed(filled: Answers, frame: Frame) -> list[tuple[str, str]]:
    found = totals(filled, frame.contest.grant_amount)
    return [(gettext("Project cost"), money(found.amount)), (label("costs.own"), money(found.own))]


def _table(name: str, rows: list[Mapping[str, str]]) -> Table:
    columns = TABLES[name]
    heads = [label(f"{name}.{column}") for column in columns]
    return Table(label(name), heads, [[_cell(column, row.get(column, "")) for column in columns] for row in rows])


def _cell(column: str, typed: str) -> str:
    if typed in CHOICES.get(column, ()):
        return gettext(CHOICES[column][typed])
    return _tenge(typed) if column in SUMS else typed


def value(name: str, typed: str, frame: Frame) -> str:
    """One field, or a row's as `costs-0-price`, as people read it."""
    row, own = ROW.match(name), {question.name: question for question in frame.questions}
    if row is not None:
        return _cell(row[3], typed)
    if name in own:
        return question_words.answer(own[name], typed)
    return gettext("Yes") if typed and name in TICKS else _shown(name, typed, frame)


def _shown(name: str, typed: str, frame: Frame) -> str:
    match name:
        case "nomination" if typed.isdecimal() and len(typed) < 4 and int(typed) in frame.nominations:
            return pick(frame.nominations[int(typed)].title)
        case "territory" if typed in frame.territories:
            return pick(frame.territories[typed].name)
        case "born_on":
            return _date(typed)
        case "phone":
            return _phone(typed)
    return _cell(name, typed)


def _tenge(typed: str) -> str:
    bare = "".join(typed.split())
    return money(int(bare)) if bare.isascii() and bare.isdigit() and len(bare) < 12 else typed


def _date(typed: str) -> str:
    try:
        return day(date.fromisoformat(typed))
    except ValueError:
        return typed


def _phone(typed: str) -> str:
    try:
        return show_phone(check_phone(typed))
    except ValueError:
        return typed
