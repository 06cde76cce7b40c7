"""A pupil's work as it is read: sections of named lines, from what was typed, complete or not."""

from datetime import date

from sqlmodel import Session

from app.applications import school_choice, work_queries
from app.applications.answers import Answers, said
from app.applications.drawing_forms import CONSENTS
from app.contests import queries as contests
from app.contests.models import Nomination
from app.db import Texts
from app.i18n import day, gettext, mark, pick
from app.identifiers import check_phone, show_phone
from app.places.models import School, Territory
from app.web.applications.reading import Section
from app.web.applications.work_words import CHOICES, WORDS
from app.web.contests import question_words

SECTIONS = (
    ("work", mark("The work"), ("nomination", "work_kind", "title", "technique", "own_work")),
    ("author", mark("The author"), (
        "author_last_kk", "author_first_kk", "author_last_ru", "author_first_ru", "born_on", "age", "grade", "sex")),
    ("school", mark("School and teacher"), (
        "school_territory", "school", "school_name_kk", "school_name_ru", "school_settlement", "school_rural",
        "teacher_name", "teacher_phone")),
    ("consents", mark("The parents have signed on paper"), CONSENTS),
)  # fmt: skip
OWN = "own-"
TICKS = frozenset({"own_work", "consent_take_part", "consent_show_name", "consent_photo"})
NEW_SCHOOL = frozenset({"school_name_kk", "school_name_ru", "school_settlement", "school_rural"})


def sections(session: Session, contest_id: int, answers: Answers) -> list[Section]:
    """Fields without an answer are left out. What was signed on paper says what was not ticked there; where nothing
    was, there is no such section."""
    filled = said(answers)
    hidden: frozenset[str] = frozenset({"school"}) if filled.get("school_is_new") else NEW_SCHOOL
    hidden |= frozenset() if any(name in filled for name in CONSENTS) else frozenset(CONSENTS)
    own = question_words.lines(contests.questions(session, contest_id), filled)
    found = [
        Section(slug, gettext(title), [
            (WORDS.label(name), _shown(session, contest_id, name, filled))
            for name in names if name not in hidden and (name in filled or name in TICKS)
        ])
        for slug, title, names in SECTIONS if not hidden.issuperset(names)
    ]  # fmt: skip
    return [*found, Section("own", gettext("More questions"), own)] if own else found


def value(session: Session, contest_id: int, name: str, answers: Answers) -> str:
    """One field as people read it; blank where nothing was typed."""
    if name == "school_is_new":
        return gettext("Yes") if answers.get(name) else gettext("No")
    if name.startswith(OWN):
        own = {question.name: question for question in contests.questions(session, contest_id)}
        return question_words.answer(own[name], str(answers.get(name, ""))) if name in own else ""
    return _shown(session, contest_id, name, answers) if name in TICKS or answers.get(name) else ""


def _shown(session: Session, contest_id: int, name: str, filled: Answers) -> str:
    if name in TICKS:
        return gettext("Yes") if filled.get(name) else gettext("No")
    typed = str(filled[name])
    if typed in CHOICES.get(name, ()):
        return gettext(CHOICES[name][typed])
    return pick(_named(session, contest_id, name, typed)) or _spelled(name, typed)


def _named(session: Session, contest_id: int, name: str, typed: str) -> Texts:
    """The name, in all languages, of what the text points at; empty where it stands for itself."""
    found: Nomination | Territory | School | None = None
    if name == "nomination" and typed.isdecimal() and len(typed) < 4:
        found = work_queries.nomination(session, contest_id, int(typed))
    elif name == "school_territory":
        found = work_queries.territory(session, typed)
    elif name == "school":
        found = school_choice.by_id(session, typed)
    if found is None:
        return {}
    return found.title if isinstance(found, Nomination) else found.name


def _spelled(name: str, typed: str) -> str:
    """Dates and phones as they are written here; what is not one stays as typed."""
    try:
        if name in ("born_on", "consent_on"):
            return day(date.fromisoformat(typed))
        return show_phone(check_phone(typed)) if name == "teacher_phone" else typed
    except ValueError:
        return typed
