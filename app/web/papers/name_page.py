"""Names as the paper will have them: the lines of it, the form that corrects them, whose they are."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends

from app.contests import queries as contests
from app.contests.models import Contest, ContestKind
from app.documents import diploma_texts
from app.documents.bilingual import OFFICIAL, Both
from app.errors import NotYours
from app.i18n import mark
from app.papers import facts, names
from app.papers.name_forms import NameForm
from app.papers.names import Line
from app.web.current import CurrentViewer, SessionDep, Viewer
from app.web.forms import Form

STATES = {
    "new": ("", mark("Not asked yet")),
    "waiting": ("warn", mark("Waits for an answer")),
    "confirmed": ("ok", mark("Confirmed")),
    "corrected": ("info", mark("Corrected")),
}
"""Colour of the badge, words."""
LABELS = {
    ContestKind.DRAWING: {
        "recipient": mark("Name of the pupil"), "work": mark("Title of the work"), "teacher": mark("Teacher"),
    },
    ContestKind.SMALL_GRANT: {"recipient": mark("Name on the paper"), "work": mark("Title of the project")},
}  # fmt: skip


@dataclass(frozen=True)
class Mine:
    """What one person has to look at in one contest."""

    contest: Contest
    viewer: Viewer
    lines: list[Line]


def get_mine(slug: str, session: SessionDep, viewer: CurrentViewer) -> Mine:
    """Nobody but whoever handed in something that was admitted has a page of names here."""
    contest = contests.by_slug(session, slug)
    lines = names.lines(session, contest, applicant_id=viewer.id) if contest else []
    if contest is None or not lines:
        raise NotYours
    return Mine(contest, viewer, lines)


MineDep = Annotated[Mine, Depends(get_mine, scope="function")]


def the_line(lines: list[Line], application_id: int) -> Line:
    """Raises NotYours where it is not among them."""
    found = [one for one in lines if one.id == application_id]
    if not found:
        raise NotYours
    return found[0]


def printed_lines(line: Line, kind: ContestKind) -> list[tuple[str, list[str]]]:
    """(language, lines below the name) in both official languages, worded as on the paper."""
    entry, now = line.entry, line.now
    school = Both(**facts.both(entry.school.name)) if entry.school else None
    settlement = Both(**facts.both(entry.school.settlement)) if entry.school else None
    year = str(entry.author.grade) if entry.author else None
    found: list[tuple[str, list[str]]] = []
    for language in OFFICIAL:
        said = [diploma_texts.who(school, year, settlement, language)]
        said.append(diploma_texts.work_line(kind.value, now["work"], language))
        if now.get("teacher"):
            said.append(diploma_texts.teacher_line(now["teacher"], language))
        found.append((language, [one for one in said if one]))
    return found


def typed(line: Line) -> dict[str, str]:
    return dict(line.now)


def said(line: Line, form: Form[Any]) -> dict[str, str]:
    """What the form says of the names that this application has."""
    fields: NameForm = form.valid
    return {name: text for name in line.handed_in if (text := getattr(fields, name))}


def check(line: Line, form: Form[Any]) -> None:
    if "teacher" in line.handed_in and form.fields and form.fields.teacher is None:
        form.refuse("teacher", "say")
