"""The list against which a contest's applications are checked: the usual one of its kind, or the organiser's own."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session, col, delete, select

from app import i18n, journal
from app.accounts.models import User
from app.applications.admission_models import Check, CheckItem
from app.applications.models import Application
from app.contests.models import Contest, ContestKind
from app.db import Texts
from app.errors import RuleBroken
from app.i18n import mark

MOST = 30


@dataclass(frozen=True)
class Item:
    name: str
    question: str = ""
    """msgid of a usual line"""
    is_required: bool = True
    """Only «yes» admits; else «not applicable» does too."""
    words: Texts = field(default_factory=dict)
    """Of a line that the organiser wrote."""

    @property
    def asked(self) -> str:
        return i18n.pick(self.words) or i18n.gettext(self.question)

    @property
    def texts(self) -> Texts:
        """In every language."""
        if self.words:
            return self.words
        found = {}
        for language in i18n.LANGUAGES:
            with i18n.speaking(language):
                found[language] = i18n.gettext(self.question)
        return found


USUAL: dict[ContestKind, tuple[Item, ...]] = {
    ContestKind.SMALL_GRANT: (
        Item("applicant", mark("The applicant may take part")),
        Item("territory", mark("The project is carried out in a district or city of the contest")),
        Item("complete", mark("Everything is filled in and readable")),
        Item("limit", mark("The sum is within the limit, no cost is excluded by the rules")),
        Item("topic", mark("The project fits its nomination")),
        Item("consents", mark("Declarations and consents are there")),
        Item("single", mark("It does not repeat another application")),
        Item("permits", mark("Letters and permissions are attached where they are needed"), is_required=False),
    ),
    ContestKind.DRAWING: (
        Item("applicant", mark("The author is a pupil of a school of the region")),
        Item("complete", mark("Names, grade, school and teacher are complete")),
        Item("picture", mark("The picture shows the whole work and is sharp")),
        Item("anonymous", mark("No name and no school can be read on the picture")),
        Item("topic", mark("The work fits its nomination")),
        Item("own", mark("It is the child's own work, not copied from a template")),
        Item("consents", mark("The consent of a legal representative is there")),
        Item("single", mark("It does not repeat another work")),
    ),
}
"""Typing errors and slips of arithmetic are no reason to refuse, so nothing here asks about them."""


def items(session: Session, contest: Contest) -> tuple[Item, ...]:
    own = session.exec(
        select(CheckItem).where(CheckItem.contest_id == contest.id).order_by(col(CheckItem.position))
    ).all()
    found = tuple(Item(one.name, "", one.is_required, one.question) for one in own)
    return found or USUAL[contest.kind]


def is_begun(session: Session, contest_id: int | None) -> bool:
    """Somebody has answered a line of it."""
    answered = select(Check.id).where(Check.application_id == Application.id, Application.contest_id == contest_id)
    return session.exec(answered.limit(1)).first() is not None


def store(session: Session, contest: Contest, lines: Sequence[Item], *, by: User, now: datetime) -> bool:
    """Check against `lines` from now on; new lines have no name yet. Once the first application has been checked, what
    is there stays as it is and where it is: lines are only added behind. False when nothing changed.

    Raises RuleBroken: ``checklist-begun``, ``checklist-empty``, ``checklist-long``."""
    session.refresh(contest, with_for_update=True)
    before = items(session, contest)
    after = _named(lines, before)
    if not after:
        raise RuleBroken("checklist-empty")
    if len(after) > MOST:
        raise RuleBroken("checklist-long", most=MOST)
    if _plain(after) == _plain(before):
        return False
    if is_begun(session, contest.id) and _plain(after[: len(before)]) != _plain(before):
        raise RuleBroken("checklist-begun")
    session.exec(delete(CheckItem).where(col(CheckItem.contest_id) == contest.id))
    for position, item in enumerate(after, 1):
        session.add(CheckItem(contest_id=contest.id or 0, position=position, name=item.name, question=item.texts,
                              is_required=item.is_required))  # fmt: skip
    session.flush()
    journal.write(session, "checklist.changed", of=("contest", contest.id), by=by.id, now=now, contest_id=contest.id,
                  before=_plain(before), after=_plain(after))  # fmt: skip
    return True


def _named(lines: Sequence[Item], before: Sequence[Item]) -> list[Item]:
    """New lines get a name that no line ever had here."""
    serials = [int(one.name[4:]) for one in before if one.name.startswith("own-") and one.name[4:].isdecimal()]
    serial = max(serials, default=0)
    named = []
    for line in lines:
        if not line.name:
            serial += 1
            line = Item(f"own-{serial}", "", line.is_required, line.words)
        named.append(line)
    return named


def _plain(lines: Sequence[Item]) -> list[tuple[str, dict[str, str], bool]]:
    return [(line.name, line.texts, line.is_required) for line in lines]


def copy(session: Session, source: Contest, contest: Contest) -> None:
    """The organiser's own list goes over to the next edition."""
    for item in session.exec(select(CheckItem).where(CheckItem.contest_id == source.id)).all():
        session.add(CheckItem(contest_id=contest.id or 0, **item.model_dump(exclude={"id", "contest_id"})))
    session.flush()
