"""Pupils' works of the demonstration world: drawn in parallel, handed in by their teachers."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import IO, Any

from sqlmodel import Session

from app.accounts.models import User
from app.applications import attachments, drafts, intake, lifecycle
from app.applications.intake_forms import Registration
from app.applications.intake_models import Intake, Way
from app.applications.models import Purpose
from app.contests.models import Contest
from app.demo.entries import Entered, draft, new_person
from app.demo.people import Child, Person, child, guardian, person
from app.demo.pictures import draw
from app.demo.works import Medium, Work, work
from app.documents import fonts
from app.files import Shelf
from app.i18n import ALMATY
from app.places.models import School

SIZE = (800, 600)


@dataclass(frozen=True)
class Drawn:
    """One file as a teacher's phone would send it."""

    name: str
    file: IO[bytes]
    size: int


@dataclass(frozen=True)
class Plan:
    """A work that is to be entered."""

    work: Work
    author: Child
    parent: Person
    school: School
    seed: int


def plan(rng: Random, themes: Iterable[int], schools: Iterable[School]) -> list[Plan]:
    """One work per theme and school of the two sequences, in their order."""
    made = []
    for theme, school in zip(themes, schools, strict=True):
        author = child(rng)
        made.append(Plan(work(theme, rng), author, guardian(author, rng), school, rng.getrandbits(32)))
    return made


def picture(shelf: Path, theme: int, medium: Medium, seed: int) -> attachments.Prepared:
    """Draw one work and put it on the shelf with what may be shown of it. Runs in a process of its own."""
    data = draw(theme, Random(seed), SIZE, medium=medium)
    return attachments.prepare(Shelf(shelf), Drawn(f"{seed:08x}.jpg", BytesIO(data), len(data)), Purpose.PICTURE)


class Studio:
    """Draws in processes of its own, so that the story goes on meanwhile."""

    def __init__(self, shelf: Path, font_cache: Path) -> None:
        self._shelf, self._font_cache = shelf, font_cache
        self._pool = ProcessPoolExecutor(2, mp_context=get_context("spawn"))
        self._cut = self._pool.submit(fonts.prepare, font_cache)

    def __enter__(self) -> "Studio":
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def lay_out_fonts(self) -> None:
        """The faces for paper are ready afterwards; they were being cut meanwhile."""
        self._cut.result()
        fonts.prepare(self._font_cache)

    def order(self, plans: list[Plan]) -> Iterator[attachments.Prepared]:
        """Begin at once; what comes out is waited for where it is read."""
        jobs = [(self._shelf, one.work.theme, one.work.medium, one.seed) for one in plans]
        return self._pool.map(picture, *zip(*jobs, strict=True), chunksize=8)


def enter(
    session: Session, contest: Contest, teacher: User, one: Plan, file: attachments.Prepared, rng: Random, *,
    teacher_phone: str, now: datetime,
) -> Entered:  # fmt: skip
    """Draft, picture, submission."""
    application = draft(session, contest, teacher, rng, "kk", now=now)
    answers = drawing_answers(one, teacher, teacher_phone, rng, now.date())
    drafts.save(session, application, answers, revision=None, by=teacher, now=now + timedelta(minutes=3))
    attachments.attach(session, application, file, Purpose.PICTURE, by=teacher, now=now + timedelta(minutes=4))
    lifecycle.submit(session, application, by=teacher, now=now + timedelta(minutes=5))
    return Entered(application, teacher)


def enter_from_paper(
    session: Session, contest: Contest, sticker: Intake, by: User, one: Plan, file: attachments.Prepared,
    rng: Random, *, now: datetime,
) -> Entered:  # fmt: skip
    """Brought to the office by a teacher without an account, photographed and entered there the day after."""
    who, now = person(rng, sex="female"), now.astimezone(ALMATY).replace(hour=11)
    said = Registration(received_at=now, taken_by=by.name, way=Way.HAND, name=who.name_kk, phone=who.phone)
    later = now + timedelta(days=1)
    application = intake.register(session, contest, sticker, said, None, by=by, now=later)
    teacher = session.get_one(User, application.applicant_id)
    attachments.attach(session, application, file, Purpose.PICTURE, by=by, now=later)
    answers = drawing_answers(one, teacher, who.phone, rng, now.date())
    drafts.save(session, application, answers, revision=None, by=by, now=later)
    lifecycle.submit(session, application, by=by, now=later + timedelta(minutes=5))
    return Entered(application, by)


def drawing_answers(one: Plan, teacher: User, phone: str, rng: Random, today: date) -> dict[str, Any]:
    answers: dict[str, Any] = row_answers(one) | {
        "school": str(one.school.id), "teacher_name": teacher.name, "teacher_phone": phone, "own_work": "yes",
        "consent_take_part": "yes", "representative_name": one.parent.name_kk,
        "consent_on": (today - timedelta(days=2)).isoformat(), "representative_relation": relation(one.parent),
    }  # fmt: skip
    if rng.random() < 0.8:
        answers["consent_show_name"] = "yes"
    if rng.random() < 0.5:
        answers["consent_photo"] = "yes"
    return answers


def row_answers(one: Plan) -> dict[str, str]:
    """What is said of the work itself."""
    author = one.author
    return {
        "author_last_kk": author.last_kk, "author_first_kk": author.first_kk, "author_last_ru": author.last_ru,
        "author_first_ru": author.first_ru, "age": str(author.age), "grade": str(author.grade), "sex": author.sex,
        "nomination": str(one.work.theme), "work_kind": one.work.kind, "title": one.work.title_kk,
        "technique": one.work.technique_kk,
    }  # fmt: skip


def relation(parent: Person) -> str:
    return "mother" if parent.sex == "female" else "father"


def teachers(session: Session, schools: Iterable[School], rng: Random, *, now: datetime) -> dict[int, tuple[User, str]]:
    """School id → its teacher's account and phone."""
    made: dict[int, tuple[User, str]] = {}
    for school in schools:
        who = person(rng, sex="female" if rng.random() < 0.85 else "male")
        user = new_person(session, who.name_kk, f"s{school.id}.{who.email}", "kk", now=now)
        made[school.id or 0] = (user, who.phone)
    return made
