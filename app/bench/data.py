"""The world that is measured: five editions of one contest with invented applications, written in bulk."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from PIL import Image
from sqlalchemy import delete, insert
from sqlmodel import Session, SQLModel, col

from app import migrations
from app.accounts import queries as accounts
from app.accounts import sessions
from app.accounts.models import User
from app.alphabet import search_key
from app.applications import attachments, file_queries
from app.applications.models import ApplicantKind, Application, Purpose, RenditionKind, Status
from app.contests import queries as contests
from app.contests.models import Contest, ContestStatus, Criterion, Role, RoleName
from app.contests.presets import load_presets, make_contest
from app.db import make_engine, transaction
from app.demo.gallery import Drawn
from app.files import Shelf
from app.jury.models import Bench, Mark, Seal, Seat, Sheet, SheetStatus
from app.keys import Keys
from app.places import queries as places
from app.programmes import queries as programmes
from app.settings import Settings

JURORS, EXPERTS = 10, 50
"""Members of a commission; so many where the judging goes on."""
CRITERIA = 3
CROWD = 200
"""Applicants who own what the one who is signed in does not."""
SMALL, LARGE, JUDGED, RANKED, MANY = 2031, 2032, 2033, 2034, 2035
"""Editions: open with 40 and with 4,000 applications, being judged with 40, sealed with 400 and with 4,000."""
SIZES = {SMALL: 40, LARGE: 4000, JUDGED: 40, RANKED: 400, MANY: 4000}
STATUS = {
    SMALL: ContestStatus.ANNOUNCED,
    LARGE: ContestStatus.ANNOUNCED,
    JUDGED: ContestStatus.JUDGING,
    RANKED: ContestStatus.DECIDING,
    MANY: ContestStatus.DECIDING,
}
NAMES = ("Айгерім Сәрсенова", "Тимур Бектасов", "Ольга Лескова", "Нұрлан Әшімов", "Дана Қайратқызы", "Пётр Заречный")
TITLES = ("Таза жаға", "Зелёный двор", "Көше гүлдері", "Чистый родник", "Балалар бағы", "Сад у школы")


@dataclass(frozen=True)
class World:
    """Tokens of the signed-in people, ids by edition, the jurors' open sheets."""

    settings: Settings
    organiser: str
    applicant: str
    jurors: list[str]
    contests: dict[int, int]
    sheets: list[list[int]]
    picture: int
    """Rendition of a drawing that all experts judge on their first sheets."""
    draft: int
    checked: int
    """An application that the office opens."""

    def slug(self, edition: int) -> str:
        return f"clean-deeds-{edition}"


def build(settings: Settings) -> World:
    """Fill a new data folder. Dates lie around the present, since the servers look at their own clocks."""
    settings.data.mkdir(parents=True, exist_ok=True)
    engine = make_engine(settings.url)
    migrations.upgrade(engine)
    assert Keys(settings.data / "keys").public_key
    now, rng = datetime.now(UTC), Random(7)
    with transaction(engine) as session:
        load_presets(session, now=now)
        people = [_person(session, number, now) for number in range(EXPERTS + 2 + CROWD)]
        made = {edition: _contest(session, edition, people, now, rng) for edition in SIZES}
        tokens = [_token(session, one, now) for one in people[: EXPERTS + 2]]
        picture = _picture(session, Shelf(settings.data / "files"), people[1], now)
    engine.dispose()
    return World(
        settings, tokens[0], tokens[1], tokens[2:], made,
        sheets=[[_sheet_id(JUDGED, seat, one) for one in range(SIZES[JUDGED])] for seat in range(EXPERTS)],
        picture=picture, draft=_id(SMALL, 0), checked=_id(LARGE, 1),
    )  # fmt: skip


def _person(session: Session, number: int, now: datetime) -> User:
    email = f"person-{number}@example.kz"
    user = User(
        email=email, email_key=accounts.key_of(email), name=NAMES[number % len(NAMES)], created_at=now,
        confirmed_at=now,
    )  # fmt: skip
    session.add(user)
    session.flush()
    return user


def _token(session: Session, user: User, now: datetime) -> str:
    return sessions.start(session, user, now=now, address="127.0.0.1", agent="bench", how="password")


def _id(edition: int, index: int) -> int:
    """Of an application; known before it is written."""
    return (edition - SMALL + 1) * 10_000 + index


def _sheet_id(edition: int, seat: int, index: int) -> int:
    return _id(edition, index) * 100 + seat


def _contest(session: Session, edition: int, people: Sequence[User], now: datetime, rng: Random) -> int:
    """One edition with its roles, applications and, beyond its closing, its commission; returns its id."""
    programme = programmes.latest(session)
    assert programme is not None
    status = STATUS[edition]
    closes = now + timedelta(days=10) if status is ContestStatus.ANNOUNCED else now - timedelta(days=10)
    contest = make_contest(
        session, "clean-deeds", edition=edition, programme=programme, now=now, status=status,
        opens_at=now - timedelta(days=40), closes_at=closes,
    )  # fmt: skip
    session.execute(
        delete(Criterion).where(col(Criterion.contest_id) == contest.id, col(Criterion.position) > CRITERIA)
    )
    contest.tie_break = ["criterion:2", "criterion:3", "earlier_final_submission"]
    organiser = people[0]
    session.add(
        Role(contest_id=contest.id or 0, user_id=organiser.id or 0, name=RoleName.ORGANISER, granted_at=now)
    )  # fmt: skip
    _write(session, Application, _applications(session, contest, people[1], people[-CROWD:], now))
    if status is not ContestStatus.ANNOUNCED:
        members = EXPERTS if status is ContestStatus.JUDGING else JURORS
        _commission(session, contest, people[2 : 2 + members], now, rng)
    return contest.id or 0


def _picture(session: Session, shelf: Shelf, owner: User, now: datetime) -> int:
    """A drawing of the first work that is being judged, as large as a phone's photo; the id of what is judged of it."""
    work = session.get_one(Application, _id(JUDGED, 0))
    photo = Image.effect_noise((1500, 1125), 40).resize((3000, 2250)).convert("RGB")
    out = io.BytesIO()
    photo.save(out, "JPEG", quality=85)
    size = out.tell()
    out.seek(0)
    added = attachments.add(session, shelf, work, Drawn("work.jpg", out, size), Purpose.PICTURE, by=owner, now=now)
    return file_queries.renditions(session, [added.id], RenditionKind.JUDGED)[0].id or 0


def _write(session: Session, model: type[SQLModel], rows: Iterable[dict[str, Any]]) -> None:
    session.execute(insert(model), list(rows))


def _applications(
    session: Session, contest: Contest, owner: User, crowd: Sequence[User], now: datetime
) -> Iterable[dict[str, Any]]:
    """All in the first nomination. The first of each edition is the owner's, in an open one a draft."""
    nomination = contests.nominations(session, contest.id)[0]
    territories = [one.id for one in places.territories(session)]
    is_open = contest.status is ContestStatus.ANNOUNCED
    for index in range(SIZES[contest.edition]):
        title, name = TITLES[index % len(TITLES)], NAMES[index % len(NAMES)]
        at = now - timedelta(days=20) + timedelta(seconds=index)
        number = f"{contest.number_prefix}-{contest.edition}-{index + 1:04}"
        is_draft = is_open and index == 0
        applicant = crowd[index % CROWD] if index else owner
        status = Status.DRAFT if is_draft else Status.SUBMITTED if is_open else Status.ADMITTED
        yield Application(
            id=_id(contest.edition, index), contest_id=contest.id or 0, applicant_id=applicant.id or 0, status=status,
            nonce=number, number=None if is_draft else number, code=f"W{index:04}", language="kk",
            applicant_kind=ApplicantKind.PERSON, nomination_id=nomination.id,
            territory_id=territories[index % len(territories)], title=f"{title} {index + 1}", applicant_name=name,
            search_key=search_key(f"{name} {title}"), created_at=at, saved_at=at, submitted_at=at,
            final_submitted_at=at, requested=300_000, version=1,
        ).model_dump()  # fmt: skip


def _commission(session: Session, contest: Contest, people: Sequence[User], now: datetime, rng: Random) -> None:
    nomination = contests.nominations(session, contest.id)[0].id or 0
    seats = []
    for position, person in enumerate(people, 1):
        both = {"kk": person.name, "ru": person.name}
        seats.append(
            Seat(
                contest_id=contest.id or 0,
                user_id=person.id or 0,
                position=position,
                name=both,
                occupation=both,
                declared_at=now,
            )
        )
        session.add(
            Role(contest_id=contest.id or 0, user_id=person.id or 0, name=RoleName.EXPERT, granted_at=now)
        )  # fmt: skip
    session.add_all(seats)
    session.flush()
    session.add_all([Bench(seat_id=seat.id or 0, nomination_id=nomination) for seat in seats])
    if contest.status is ContestStatus.JUDGING:
        dealt = [(seat, index) for seat in range(len(seats)) for index in range(SIZES[contest.edition])]
        _write(session, Sheet, (_sheet(contest, seats, seat, index, now, {}) for seat, index in dealt))
        return
    seals = [
        Seal(seat_id=seat.id or 0, nomination_id=nomination, sealed_at=now, sha256="0" * 64,
             receipt=f"{contest.edition}-{seat.position}")
        for seat in seats
    ]  # fmt: skip
    session.add_all(seals)
    session.flush()
    _judged(session, contest, seats, {seat: seal.id or 0 for seat, seal in enumerate(seals)}, now, rng)


def _judged(
    session: Session, contest: Contest, seats: Sequence[Seat], seals: dict[int, int], now: datetime, rng: Random
) -> None:
    """Two or three sealed sheets for each application, with every mark."""
    dealt = [
        ((index + step) % JURORS, index)
        for index in range(SIZES[contest.edition])
        for step in (0, 3, 7)[: 2 + index % 2]
    ]
    _write(session, Sheet, (_sheet(contest, seats, seat, index, now, seals) for seat, index in dealt))
    criteria = [one.id for one in contests.criteria(session, contest.id)]
    _write(
        session, Mark,
        (
            {"sheet_id": _sheet_id(contest.edition, seat, index), "criterion_id": criterion,
             "value": rng.randint(3, 10), "saved_at": now}
            for seat, index in dealt for criterion in criteria
        ),
    )  # fmt: skip


def _sheet(
    contest: Contest, seats: Sequence[Seat], seat: int, index: int, now: datetime, seals: dict[int, int]
) -> dict[str, Any]:
    return Sheet(
        id=_sheet_id(contest.edition, seat, index), seat_id=seats[seat].id or 0,
        application_id=_id(contest.edition, index), dealt_at=now, saved_at=now,
        status=SheetStatus.SEALED if seals else SheetStatus.OPEN,
        seal_id=seals.get(seat), sha256="0" * 64 if seals else None,
    ).model_dump()  # fmt: skip
