"""What is due and not issued yet: all of it, or what is of one nomination, of one school, or of both."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import Session

from app.alphabet import sort_key
from app.contests import queries as contests
from app.contests.models import Contest
from app.i18n import gettext, pick
from app.papers.dues import Part, nomination_of, school_of
from app.papers.facts import Due
from app.papers.names import Line
from app.papers.queries import Entry
from app.web.forms import Form

NOWHERE = -1


@dataclass(frozen=True)
class DueForm:
    """`form`: what is chosen; `total` of that, `unproved` names among those; options say how many each has."""

    form: Form[Any]
    total: int
    unproved: int
    nominations: list[tuple[int, str]]
    schools: list[tuple[int, str]]


def part_of(session: Session, contest: Contest, nomination: str, school: str) -> Part:
    """As chosen in the form: the place of a nomination, the id of a school; "0" for none, nothing for all."""
    places = {str(one.position): one.id or 0 for one in contests.nominations(session, contest.id)} | {"0": 0}
    return Part(places.get(nomination, NOWHERE) if nomination else None, _id(school) if school else None)


def _id(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else NOWHERE


def of(
    session: Session, contest: Contest, due: Sequence[Due], lines: Iterable[Line], nomination: str, school: str
) -> DueForm:
    part = part_of(session, contest, nomination, school)
    places = [(one.id or 0, one.position, f"{one.position}. {pick(one.title)}")
              for one in contests.nominations(session, contest.id)]  # fmt: skip
    known = {school_of(one.entry): one.entry.school for one in due if one.entry and one.entry.school}
    titles = sorted(((id_, id_, pick(one.name)) for id_, one in known.items()), key=lambda one: sort_key(one[2]))
    return DueForm(
        form=Form({"due_nomination": nomination, "due_school": school}), total=sum(part.has(one.entry) for one in due),
        unproved=sum(one.state in ("new", "waiting") and part.has(one.entry) for one in lines),
        nominations=_options(due, nomination_of, replace(part, nomination_id=None),
                             [*places, (0, 0, gettext("Without a nomination"))]),
        schools=_options(due, school_of, replace(part, school_id=None), [*titles, (0, 0, gettext("Without a school"))])
        if known else [],
    )  # fmt: skip


def _options(
    due: Sequence[Due], of_: Callable[[Entry | None], int], part: Part, titles: Iterable[tuple[int, int, str]]
) -> list[tuple[int, str]]:
    """Those of which anything is due, with how much of it is left by the other choice."""
    there, counts = {of_(one.entry) for one in due}, Counter(of_(one.entry) for one in due if part.has(one.entry))
    return [(value, f"{title} – {counts[id_]}") for id_, value, title in titles if id_ in there]
