"""What became of each line of a teacher's list of pupils; and the empty list that they may fill in."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.applications import pupil_lists
from app.applications.batches import EXPECTED
from app.applications.pupil_rows import How, Placed
from app.contests.models import Nomination
from app.documents.sheets import Table
from app.i18n import gettext, language, mark, pick
from app.web.applications.batch_page import Row, View
from app.web.applications.work_words import CHOICES, WORDS

HOW = {
    How.FILE: mark("Found by the name of the file"),
    How.NAME: mark("Found by the pupil's name"),
    How.ORDER: mark("Found by order: check that the picture is this pupil's"),
    How.WAITING: mark("No picture yet: the row waits for it"),
    How.SENT: mark("Handed in already: nothing was changed"),
    How.FULL: mark("No room: a batch has at most 40 works. Begin another one for this pupil."),
}
SURE = (How.FILE, How.NAME)
OFFERED = (
    EXPECTED, "author_last_kk", "author_first_kk", "author_last_ru", "author_first_ru", "born_on", "age", "grade",
    "sex", "nomination", "work_kind", "title", "technique",
)  # fmt: skip
"""Columns of the empty list."""


@dataclass(frozen=True)
class Line:
    """`problems` are sentences: what was not understood, what was kept, another teacher."""

    number: int
    name: str
    how: str
    is_sure: bool
    row: Row | None
    problems: list[str]


def lines(placed: Sequence[Placed], view: View, nominations: Sequence[Nomination]) -> list[Line]:
    return [_line(one, view, nominations) for one in placed]


def _line(one: Placed, view: View, nominations: Sequence[Nomination]) -> Line:
    answers = one.pupil.answers
    names = (f"{answers.get(f'author_last_{tongue}', '')} {answers.get(f'author_first_{tongue}', '')}".strip()
             for tongue in ("kk", "ru"))  # fmt: skip
    row = view.row(one.work.id) if one.work else None
    name = next((name for name in names if name), "")
    return Line(one.pupil.number, name, gettext(HOW[one.how]), one.how in SURE, row, _problems(one, view, nominations))


def _problems(one: Placed, view: View, nominations: Sequence[Nomination]) -> list[str]:
    unclear = gettext("%(field)s: «%(typed)s» was not understood. Choose it in the row.")
    kept = gettext("%(field)s: the list says «%(typed)s», what was typed before stays.")
    found = [unclear % {"field": WORDS.label(name), "typed": typed} for name, typed in one.pupil.unclear.items()]
    found += [
        kept % {"field": WORDS.label(name), "typed": _shown(name, typed, nominations)}
        for name, typed in one.kept.items()
    ]  # fmt: skip
    teacher = str(view.batch.answers.get("teacher_name", "")).strip()
    if one.pupil.teacher and teacher and one.pupil.teacher != teacher:
        words = gettext("The list says another teacher: «%(typed)s». One batch has one teacher; make another for them.")
        found.append(words % {"typed": one.pupil.teacher})
    return found


def _shown(name: str, typed: str, nominations: Sequence[Nomination]) -> str:
    if name == "nomination":
        return next((pick(one.title) for one in nominations if str(one.position) == typed), typed)
    return gettext(CHOICES[name][typed]) if typed in CHOICES.get(name, ()) else typed


def template(nominations: Sequence[Nomination]) -> list[Table]:
    """In the reader's language; the second sheet says what may stand in the columns of choices."""
    place = {"kk": 0, "ru": 1}.get(language(), 2)
    heads = [pupil_lists.COLUMNS[name][place] for name in OFFERED]
    kinds = [words[place] for words in pupil_lists.KINDS.values()]
    titles = [pick(one.title) for one in nominations]
    length = max(len(kinds), len(titles))
    choices = [
        [column[at] if at < len(column) else "" for column in (titles, kinds)] for at in range(length)
    ]  # fmt: skip
    offered = [pupil_lists.COLUMNS[name][place] for name in ("nomination", "work_kind")]
    return [Table(gettext("Pupils"), heads), Table(gettext("What to choose from"), offered, choices)]
