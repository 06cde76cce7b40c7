"""Who is thanked beside those who entered: partners, experts of the commission, teachers, helpers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from app import journal
from app.accounts.models import User
from app.alphabet import clean_line, search_key
from app.contests.models import Contest
from app.db import Texts
from app.errors import RuleBroken
from app.i18n import pick
from app.jury import queries as jury
from app.papers import facts, queries
from app.papers.models import Addressee, AddresseeRole
from app.papers.queries import Entry

LONGEST = 150
_PERSON = "person-"


@dataclass(frozen=True)
class Person:
    """Somebody to thank. `key` names them where we know them otherwise than by their name."""

    name: str
    organisation: Texts
    key: str = ""


@dataclass(frozen=True)
class Pasted:
    """A list as it was read; `wrong` are the numbers of lines that hold no name of 2 to 150 characters."""

    people: list[Person]
    wrong: list[int]


def read(text: str) -> Pasted:
    """One person on each line: name; organisation in Kazakh; organisation in Russian. Columns copied from a
    spreadsheet have tabs between them."""
    people, wrong = [], []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        cells = [clean_line(cell) for cell in line.replace("\t", ";").split(";")]
        name, kk, ru = (*cells, "", "")[:3]
        if not 2 <= len(name) <= LONGEST or max(len(kk), len(ru)) > 200:
            wrong.append(number)
            continue
        people.append(Person(name, _both(kk, ru)))
    return Pasted(people, wrong)


def _both(kk: str, ru: str) -> Texts:
    return {"kk": kk or ru, "ru": ru or kk} if kk or ru else {}


def add(
    session: Session, contest: Contest, role: AddresseeRole, people: Iterable[Person], *, by: User, now: datetime
) -> list[Addressee]:
    """Those who are not on the list yet."""
    session.refresh(contest, with_for_update=True)
    known = {one.key for one in queries.addressees(session, contest.id)}
    made: dict[str, Addressee] = {}
    for person in people:
        key = person.key or _key(person.name, person.organisation)
        if key not in known and key not in made:
            made[key] = Addressee(
                contest_id=contest.id or 0, role=role, name=person.name, organisation=person.organisation, key=key,
                added_at=now, added_by=by.id,
            )  # fmt: skip
    session.add_all(made.values())
    session.flush()
    if made:
        journal.write(
            session, "addressees.added", of=("contest", contest.id), by=by.id, now=now, contest_id=contest.id,
            role=role.value, people=[one.id for one in made.values()],
        )  # fmt: skip
    return list(made.values())


def remove(session: Session, addressee: Addressee, *, by: User, now: datetime) -> None:
    """Raises RuleBroken ``addressee-has-papers``."""
    if queries.has_papers(session, addressee):
        raise RuleBroken("addressee-has-papers")
    journal.write(
        session, "addressee.removed", of=("contest", addressee.contest_id), by=by.id, now=now,
        contest_id=addressee.contest_id, person=addressee.id,
    )  # fmt: skip
    session.delete(addressee)
    session.flush()


def experts(session: Session, contest: Contest) -> list[Person]:
    """The members of the commission who stayed to the end."""
    return [
        Person(pick(seat.name, "kk"), {}, f"seat-{seat.id}")
        for seat in jury.seats(session, contest.id)
        if seat.left_at is None
    ]


def teachers(session: Session, contest: Contest) -> list[Person]:
    """The teachers of all admitted works, each once, as corrected when names were proved."""
    entries = queries.entries(session, contest.id)
    renamed, found = facts.renamed_teachers(entries), dict[str, Person]()
    for entry in entries:
        if name := facts.named(entry).get("teacher"):
            key, school = facts.teacher_key(name, entry.school), entry.school.name if entry.school else {}
            if key not in renamed:
                found[key] = Person(name, _both(pick(school, "kk"), pick(school, "ru")), key)
    return list(found.values())


def rename_teacher(session: Session, contest: Contest, entry: Entry, name: str, *, by: User, now: datetime) -> None:
    """The teacher of `entry` is written `name`: so they stand on the list too; a letter that they have by now is out
    of date. Who stands there under both names stays once, unless both have their letter."""
    before, key = facts.teacher_key(facts.named(entry)["teacher"], entry.school), facts.teacher_key(name, entry.school)
    listed = {one.key: one for one in queries.addressees(session, contest.id)}
    one, other = listed.get(before), listed.get(key) if key != before else None
    if one is None:
        return
    if other is not None:
        spare = other if queries.has_papers(session, one) else one
        if not queries.has_papers(session, spare):
            remove(session, spare, by=by, now=now)
        if spare is one or queries.has_papers(session, other):
            return
    _write(session, one, name, key)


def rename(session: Session, one: Addressee, name: str) -> None:
    """Their letter was replaced by one with this name."""
    listed = {other.key for other in queries.addressees(session, one.contest_id)}
    key = _key(name, one.organisation) if one.key.startswith(_PERSON) else one.key
    _write(session, one, name, one.key if key in listed else key)


def _key(name: str, organisation: Texts) -> str:
    """Of somebody whom we know by their name alone."""
    return f"{_PERSON}{search_key(name)}-{search_key(pick(organisation))}"


def _write(session: Session, one: Addressee, name: str, key: str) -> None:
    one.name, one.key = name, key
    session.add(one)
    session.flush()
