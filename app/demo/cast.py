"""The people of the demonstration world who sign in, and the commissions on which they sit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from app.accounts import people
from app.accounts.models import User
from app.accounts.passwords import hash_of
from app.contests import queries as contests
from app.contests import roles
from app.contests.models import Contest, Nomination, RoleName
from app.db import Texts
from app.jury import seats
from app.jury.models import Post, Seat

PASSWORD = "baiqau-demonstration"  # noqa: S105 - printed at every start, and served on loopback only
STAFF: tuple[tuple[str, str, str, str], ...] = (
    ("organizer@demo.kz", "Гүлнар Төлегенова", "Гульнар Толегенова", "kk"),
    ("secretary@demo.kz", "Айжан Бейсенова", "Айжан Бейсенова", "ru"),
    ("chair@demo.kz", "Серік Әбілқасым", "Серик Абилкасым", "kk"),
    ("expert1@demo.kz", "Жанар Нұрғалиева", "Жанар Нургалиева", "kk"),
    ("expert2@demo.kz", "Марина Ложкина", "Марина Ложкина", "ru"),
    ("expert3@demo.kz", "Данияр Ермеков", "Данияр Ермеков", "kk"),
    ("expert4@demo.kz", "Ольга Ким", "Ольга Ким", "ru"),
    ("accountant@demo.kz", "Раушан Садықова", "Раушан Садыкова", "ru"),
)
APPLICANTS: tuple[tuple[str, str, str], ...] = (
    ("applicant@demo.kz", "Ерлан Тұрғанбек", "kk"),
    ("teacher@demo.kz", "Сәуле Мұратқызы Оспанова", "kk"),
)
OCCUPATIONS: Mapping[str, Texts] = {
    "chair@demo.kz": {"kk": "экология ғылымдарының кандидаты", "ru": "кандидат экологических наук"},
    "expert1@demo.kz": {"kk": "көркемсурет мектебінің педагогі", "ru": "педагог художественной школы"},
    "expert2@demo.kz": {"kk": "жоба үйлестірушісі", "ru": "координатор проектов"},
    "expert3@demo.kz": {"kk": "аудандық экология бөлімінің маманы", "ru": "специалист районного отдела экологии"},
    "expert4@demo.kz": {"kk": "суретші-иллюстратор", "ru": "художник-иллюстратор"},
    "secretary@demo.kz": {"kk": "қор қызметкері", "ru": "сотрудник фонда"},
}
SEATS = ("chair@demo.kz", "expert1@demo.kz", "expert2@demo.kz", "expert3@demo.kz", "expert4@demo.kz")


@dataclass(frozen=True)
class Cast:
    """Everybody by address, and how their names are written in Russian."""

    users: Mapping[str, User]
    russian: Mapping[str, str]

    def __getitem__(self, name: str) -> User:
        return self.users[f"{name}@demo.kz"]


def make_cast(session: Session, *, now: datetime) -> Cast:
    users: dict[str, User] = {}
    everybody = [(email, kk, language) for email, kk, _, language in STAFF] + list(APPLICANTS)
    for email, name, language in everybody:
        users[email] = people.create(
            session, email=email, name=name, password=None, language=language, is_confirmed=True, now=now
        )
        users[email].password_hash = hash_of(PASSWORD)
        session.add(users[email])
    session.flush()
    return Cast(users, {email: russian for email, _, russian, _ in STAFF})


def give_roles(session: Session, contest: Contest, cast: Cast, *, now: datetime) -> None:
    given = [("organizer", RoleName.ORGANISER), ("secretary", RoleName.SECRETARY), ("chair", RoleName.CHAIR),
             ("accountant", RoleName.ACCOUNTANT)]  # fmt: skip
    given += [(f"expert{number}", RoleName.EXPERT) for number in (1, 2, 3, 4)]
    held = {(user_id, name) for name in RoleName for user_id in contests.holders(session, contest.id, name)}
    for who, name in given:
        if (cast[who].id, name) not in held:
            roles.grant(session, contest, cast[who], name, by=None, now=now)


def seat_commission(
    session: Session, contest: Contest, cast: Cast, nominations: Sequence[Nomination], *, now: datetime
) -> list[Seat]:
    """The chair, four experts who judge everything, and the secretary without a vote; the voting seats come back."""
    made = []
    for email in (*SEATS, "secretary@demo.kz"):
        user = cast.users[email]
        post = {"chair@demo.kz": Post.CHAIR, "secretary@demo.kz": Post.SECRETARY}.get(email, Post.MEMBER)
        made.append(
            seats.give(
                session, contest, user, post=post, name={"kk": user.name, "ru": cast.russian[email]},
                occupation=OCCUPATIONS[email], nominations=nominations, by=cast["organizer"].id, now=now,
            )
        )  # fmt: skip
    return made[:-1]
