"""What the office's list and its spreadsheets can tell of an application, column by column."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from app.accounts.models import User
from app.applications import words
from app.applications.list_queries import Row
from app.applications.models import Author
from app.contests.models import ContestKind
from app.documents.sheets import Cell
from app.i18n import clock, gettext, mark, pick, short_day
from app.identifiers import show_phone
from app.places.models import School
from app.web.applications.work_words import KINDS, SEX

GRANT, DRAWING = frozenset({ContestKind.SMALL_GRANT}), frozenset({ContestKind.DRAWING})
BOTH = GRANT | DRAWING
LANGUAGES = {"kk": mark("Kazakh"), "ru": mark("Russian"), "en": mark("English")}


@dataclass(frozen=True)
class Column:
    name: str
    label: str
    """msgid"""
    tell: Callable[[Row], Cell]
    kinds: frozenset[ContestKind] = BOTH
    is_basic: bool = False
    """The list shows it in any case."""
    is_blind: bool = False
    """It tells nothing of who applied: the commission's table has it too."""


def _moment(row: Row) -> str:
    at = row.application.final_submitted_at
    return f"{short_day(at)} {clock(at)}" if at else ""


def _state(row: Row) -> str:
    return gettext(words.STATUS[row.application.status])


def _kind(row: Row) -> str:
    kind = row.application.applicant_kind
    return gettext(words.APPLICANT[kind]) if kind else ""


def _of_author(tell: Callable[[Author], Cell]) -> Callable[[Row], Cell]:
    return lambda row: tell(row.author) if row.author else ""


def _of_school(tell: Callable[[School], Cell]) -> Callable[[Row], Cell]:
    return lambda row: tell(row.school) if row.school else ""


def _of_applicant(tell: Callable[[User], Cell]) -> Callable[[Row], Cell]:
    return lambda row: tell(row.applicant)


COLUMNS: tuple[Column, ...] = (
    Column("number", mark("Number"), lambda row: row.application.number, is_basic=True),
    Column("code", mark("Code for the commission"), lambda row: row.application.code, is_blind=True),
    Column("state", mark("State"), _state, is_basic=True),
    Column("sent", mark("Sent"), _moment, is_basic=True),
    Column("nomination", mark("Nomination"), lambda row: pick(row.nomination.title), is_basic=True, is_blind=True),
    Column("name", mark("Applicant"), lambda row: row.application.applicant_name, GRANT, is_basic=True),
    Column("kind", mark("Kind of applicant"), _kind, GRANT),
    Column("author_kk", mark("Author in Kazakh"), _of_author(lambda one: one.name_kk), DRAWING, is_basic=True),
    Column("author_ru", mark("Author in Russian"), _of_author(lambda one: one.name_ru), DRAWING),
    Column("title", mark("Title"), lambda row: row.application.title, is_basic=True, is_blind=True),
    Column("requested", mark("Sum asked for, ₸"), lambda row: row.application.requested, GRANT, is_blind=True),
    Column("work_kind", mark("Kind of work"), _of_author(lambda one: gettext(KINDS[one.work_kind])), DRAWING,
           is_blind=True),
    Column("technique", mark("Technique"), _of_author(lambda one: one.technique), DRAWING, is_blind=True),
    Column("grade", mark("Grade"), _of_author(lambda one: one.grade), DRAWING, is_blind=True),
    Column("born_on", mark("Date of birth"), _of_author(lambda one: short_day(one.born_on) if one.born_on else ""),
           DRAWING),
    Column("age", mark("Age"), _of_author(lambda one: one.age), DRAWING),
    Column("sex", mark("Sex"), _of_author(lambda one: gettext(SEX[one.sex]) if one.sex in SEX else ""), DRAWING),
    Column("school", mark("School"), _of_school(lambda one: pick(one.name)), DRAWING, is_basic=True),
    Column("settlement", mark("Settlement"), _of_school(lambda one: pick(one.settlement)), DRAWING),
    Column("rural", mark("Rural school"), _of_school(lambda one: gettext("Yes") if one.is_rural else gettext("No")),
           DRAWING),
    Column("territory", mark("District or city"), lambda row: pick(row.territory.name) if row.territory else "",
           is_basic=True),
    Column("teacher", mark("Teacher"), _of_author(lambda one: one.teacher_name), DRAWING),
    Column("teacher_phone", mark("Teacher's phone"), _of_author(lambda one: show_phone(one.teacher_phone)), DRAWING),
    Column("account", mark("Sent by"), _of_applicant(lambda one: one.name)),
    Column("email", mark("E-mail"), _of_applicant(lambda one: one.email)),
    Column("phone", mark("Phone"), _of_applicant(lambda one: show_phone(one.phone))),
    Column("language", mark("Language"), lambda row: gettext(LANGUAGES[row.application.language])),
    Column("remark", mark("Remark"), lambda row: row.application.remark),
)  # fmt: skip


def of(kind: ContestKind) -> list[Column]:
    return [column for column in COLUMNS if kind in column.kinds]


def extras(kind: ContestKind) -> list[Column]:
    """Those that are shown only where they were chosen."""
    return [column for column in of(kind) if not column.is_basic]


def chosen(kind: ContestKind, names: Collection[str]) -> list[Column]:
    return [column for column in extras(kind) if column.name in names]


def blind(kind: ContestKind) -> list[Column]:
    return [column for column in of(kind) if column.is_blind]
