"""Pieces of world for tests: plain functions with plain defaults, everything invented."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from sqlmodel import Session

from app.accounts.models import Language, User
from app.alphabet import sort_key
from app.applications.models import Application, Author, Status, WorkKind
from app.awards import decisions
from app.awards.models import Award, Decision
from app.contests import queries as contests
from app.contests.models import (
    Contest,
    ContestKind,
    ContestStatus,
    Criterion,
    Nomination,
    QuotaMode,
    Role,
    RoleName,
)
from app.jury import queries as jury
from app.jury import sealing, seats, sheets
from app.jury.models import Post, Seat
from app.places import directory
from app.places.models import School, Territory, TerritoryKind
from app.programmes.models import Organisation, Programme

_serial = count(1)


def three(text: str) -> dict[str, str]:
    return {"kk": f"{text} (қаз)", "ru": f"{text} (рус)", "en": text}


def make_user(session: Session, name: str = "Асель Тестова", **values: Any) -> User:
    """A confirmed person without a password; `email` is unique by default."""
    email = values.pop("email", f"person{next(_serial)}@mail.example")
    now = datetime.now(UTC)
    user = User(
        email=email, email_key=email.casefold(), name=name, language=values.pop("language", Language.RU),
        created_at=values.pop("created_at", now), confirmed_at=values.pop("confirmed_at", now), **values,
    )  # fmt: skip
    session.add(user)
    session.flush()
    return user


def make_programme(session: Session) -> Programme:
    organisation = Organisation(
        name=three("Eco Foundation Kokterek"), short_name=three("Kokterek"), bin="240540000016",
        address=three("1 Abai Street"), city=three("Taldykorgan"), head_name=three("Dina Sample"),
        head_position=three("Director"), basis=three("Charter"), phone="+77282000000", email="office@ngo.example",
    )  # fmt: skip
    session.add(organisation)
    session.flush()
    programme = Programme(
        organisation_id=organisation.id or 0,
        title=three("Clean Land"),
        customer=three("Department"),
        contract_number="7",
    )
    session.add(programme)
    session.flush()
    return programme


def make_territories(session: Session, number: int = 2) -> list[Territory]:
    names = [
        "Аксу",
        "Алаколь",
        "Ескельды",
        "Каратал",
        "Кербулак",
        "Коксу",
        "Панфилов",
        "Саркан",
        "Талдыкорган",
        "Текели",
    ]
    made = [
        Territory(code=f"T{index:02}", kind=TerritoryKind.DISTRICT, name=three(name), sort_key=sort_key(name))
        for index, name in enumerate(names[:number])
    ]
    session.add_all(made)
    session.flush()
    return made


def make_school(session: Session, territory: Territory, name: str = "Школа № 5", **values: Any) -> School:
    school = School(
        territory_id=territory.id or 0, name=three(name), settlement=three("Аул"),
        is_rural=values.pop("is_rural", True),
        search_key=directory.keys_of(three(name), three("Аул")), **values,
    )  # fmt: skip
    session.add(school)
    session.flush()
    return school


def make_contest(session: Session, *, kind: ContestKind = ContestKind.SMALL_GRANT, nominations: int = 2,
                 criteria: tuple[int, ...] = (60, 40), **values: Any) -> Contest:  # fmt: skip
    """Open for a week on both sides of now, hard quotas of one; `status` and everything else as named."""
    now = datetime.now(UTC)
    is_grant = kind is ContestKind.SMALL_GRANT
    defaults: dict[str, Any] = {
        "programme_id": values.pop("programme_id", None) or make_programme(session).id,
        "slug": f"contest-{next(_serial)}", "kind": kind, "status": ContestStatus.ANNOUNCED, "edition": 2026,
        "number_prefix": f"T{next(_serial)}", "title": three("Clean Deeds"), "summary": three("Ten grants"),
        "who_may_apply": three("Adults"), "how_judged": three("Blind"), "opens_at": now - timedelta(days=7),
        "closes_at": now + timedelta(days=7), "grant_amount": 200_000 if is_grant else 0, "places": nominations,
        "territory_mode": QuotaMode.HARD if is_grant else QuotaMode.OFF, "threshold": 60, "min_sheets": 1,
        "tie_break": ["criterion:1", "earlier_final_submission", "commission_vote"], "announced_at": now,
    }  # fmt: skip
    contest = Contest(**(defaults | values))
    session.add(contest)
    session.flush()
    for position in range(1, nominations + 1):
        session.add(Nomination(contest_id=contest.id or 0, position=position, title=three(f"Nomination {position}")))
    for position, tenths in enumerate(criteria, 1):
        title = three(f"Criterion {position}")
        session.add(Criterion(contest_id=contest.id or 0, position=position, weight_tenths=tenths, title=title))
    session.flush()
    return contest


def give_role(session: Session, user: User, contest: Contest, name: RoleName) -> Role:
    role = Role(contest_id=contest.id or 0, user_id=user.id or 0, name=name, granted_at=datetime.now(UTC))
    session.add(role)
    session.flush()
    return role


def make_application(session: Session, contest: Contest, applicant: User, nomination: Nomination,
                     status: Status = Status.ADMITTED, **values: Any) -> Application:  # fmt: skip
    """A row in `status`, submitted yesterday unless it is a draft; answers and children are up to the test."""
    now, serial = datetime.now(UTC), next(_serial)
    defaults: dict[str, Any] = {
        "contest_id": contest.id, "applicant_id": applicant.id, "status": status, "nonce": f"nonce-{serial}",
        "code": f"K{serial:04}", "language": "ru", "nomination_id": nomination.id, "title": f"Проект {serial}",
        "applicant_name": applicant.name, "created_at": now - timedelta(days=2), "saved_at": now - timedelta(days=1),
        "requested": contest.grant_amount,
    }  # fmt: skip
    if status is not Status.DRAFT:
        yesterday = now - timedelta(days=1)
        defaults |= {
            "number": f"{contest.number_prefix}-{contest.edition}-{serial:04}", "submitted_at": yesterday,
            "final_submitted_at": yesterday, "version": 1,
        }  # fmt: skip
    application = Application(**(defaults | values))
    session.add(application)
    session.flush()
    return application


def make_seat(session: Session, contest: Contest, nominations: list[Nomination], post: Post = Post.MEMBER,
              **values: Any) -> Seat:  # fmt: skip
    """A person with the fitting role on the commission, judging these nominations; their conflicts of interest are
    declared unless `declares` is False."""
    declares = values.pop("declares", True)
    user = values.pop("user", None) or make_user(session, f"Эксперт {next(_serial)}")
    role = {Post.CHAIR: RoleName.CHAIR, Post.SECRETARY: RoleName.SECRETARY}.get(post, RoleName.EXPERT)
    give_role(session, user, contest, role)
    given = seats.give(
        session, session.get_one(Contest, contest.id), user, post=post, name=three(user.name),
        occupation=three("Artist"), nominations=nominations, by=None, now=datetime.now(UTC),
    )  # fmt: skip
    return declared(session, given) if declares else given


def declared(session: Session, seat: Seat) -> Seat:
    """Nothing stands between them and the works, whenever these are dealt."""
    seat.declared_at = datetime.now(UTC) + timedelta(days=3650)
    session.add(seat)
    session.flush()
    return seat


def take_seat(session: Session, contest: Contest, user: User, post: Post = Post.MEMBER,
              nominations: list[Nomination] | None = None) -> Seat:  # fmt: skip
    """A seat of somebody who has the role already, for all nominations unless some are named."""
    given = seats.give(
        session, session.get_one(Contest, contest.id), user, post=post, name=three(user.name),
        occupation=three("Artist"), nominations=nominations or nominations_of(session, contest), by=None,
        now=datetime.now(UTC),
    )  # fmt: skip
    return declared(session, given)


def nominations_of(session: Session, contest: Contest) -> list[Nomination]:
    return list(contests.nominations(session, contest.id))


def mark_all(session: Session, contest: Contest, seat: Seat, values: dict[int, int]) -> None:
    """Give each application (by id) the same mark on every criterion of this seat's sheet."""
    now = datetime.now(UTC)
    for sheet in jury.sheets_of(session, seat.id):
        if sheet.application_id in values:
            for criterion in jury.criteria(session, contest.id):
                sheets.mark(
                    session, sheet, seat, contest, criterion, values[sheet.application_id], by=seat.user_id, now=now
                )


def grant_answers(**values: Any) -> dict[str, Any]:
    """Everything that a person has to say to ask for 200 000 ₸ in nomination 1 and territory T00."""
    story = "Берег озера завален бутылками и пакетами, дети режут ноги о стекло, птицы уходят. "
    deed = {"what": "Субботник", "when": "14 июня", "where": "Берег", "responsible": "Тестова", "result": "40 мешков"}
    cost = {"group": "inventory", "name": "Перчатки и мешки", "unit": "комплект", "quantity": "100", "price": "2 500",
            "own": "50 000", "reason": "Прайс магазина"}  # fmt: skip
    yes = dict.fromkeys(("truthful", "no_double_funding", "no_conflict", "rules_accepted", "personal_data"), "yes")
    return {
        "kind": "person", "name": "Тестова Асель Маратовна", "phone": "8 701 000 00 01", "email": "a@mail.example",
        "settlement": "с. Жансугуров", "address": "ул. Абая, 1", "born_on": "1990-02-03", "nomination": "1",
        "territory": "T00", "place": "Берег озера", "title": "Чистый берег", "problem": story * 2, "goal": story * 2,
        "target": "Жители двух сёл и отдыхающие", "results": [{"what": "Берег", "number": "1 200,5", "unit": "м"}],
        "volunteers": "30", "sustainability": "Следить будет школьный экоотряд.",
        "risks": "Дети работают в перчатках, со взрослыми.", "publicity": "Две статьи и страница отряда.",
        "activities": [deed], "costs": [cost], "requested": "200 000", **yes, **values,
    }  # fmt: skip


@dataclass(frozen=True)
class Judged:
    """A contest with every nomination sealed. `works` in the order of `rows`; `chair` has a vote, `secretary` none."""

    contest: Contest
    nominations: list[Nomination]
    territories: list[Territory]
    works: list[Application]
    seats: list[Seat]
    organiser: User
    chair: User
    secretary: User


def make_judged(session: Session, rows: list[tuple[int, int, int | tuple[int, ...]]], *, experts: int = 2,
                territories: list[Territory] | None = None, **values: Any) -> Judged:  # fmt: skip
    """`rows`: (nomination's position, index of the territory, the mark of every seat or one mark for each of them), an
    application each, of an applicant of its own. A chair and `experts` judge; the contest is DECIDING."""
    number = max(row[0] for row in rows)
    contest = make_contest(session, nominations=number, **({"status": ContestStatus.JUDGING} | values))
    nominations, territories = nominations_of(session, contest), territories or make_territories(session, 10)
    panel = [make_seat(session, contest, nominations, post) for post in [Post.CHAIR, *[Post.MEMBER] * experts]]
    secretary = make_seat(session, contest, nominations, Post.SECRETARY)
    works = [
        make_application(session, contest, make_user(session, f"Заявитель {index}"), nominations[position - 1],
                         territory_id=territories[territory].id)
        for index, (position, territory, _) in enumerate(rows, 1)
    ]  # fmt: skip
    now = datetime.now(UTC)
    seats.deal(session, contest, by=None, now=now)
    for at, seat in enumerate(panel):
        given = {work.id or 0: mark if isinstance(mark, int) else mark[at]
                 for work, (_, _, mark) in zip(works, rows, strict=True)}  # fmt: skip
        mark_all(session, contest, seat, given)
        for nomination in nominations:
            sealing.seal(session, seat, nomination, contest, by=seat.user_id, now=now)
    contest.status = ContestStatus.DECIDING
    organiser = make_user(session, "Организатор Тестовая")
    give_role(session, organiser, contest, RoleName.ORGANISER)
    session.flush()
    chair, clerk = session.get_one(User, panel[0].user_id), session.get_one(User, secretary.user_id)
    return Judged(contest, nominations, territories, works, panel, organiser, chair, clerk)


def make_author(session: Session, work: Application, school: School, **values: Any) -> Author:
    """The pupil of a work, ten years old."""
    defaults: dict[str, Any] = {
        "name_kk": work.applicant_name, "name_ru": work.applicant_name, "age": 10, "grade": 4,
        "teacher_name": "Әбілова Сәуле", "work_kind": WorkKind.DRAWING,
    }  # fmt: skip
    author = Author(application_id=work.id or 0, school_id=school.id or 0, **(defaults | values))
    session.add(author)
    session.flush()
    return author


def make_award(session: Session, application: Application, **values: Any) -> Award:
    award = Award(
        contest_id=application.contest_id, application_id=application.id or 0,
        nomination_id=application.nomination_id or 0, **values,
    )  # fmt: skip
    session.add(award)
    session.flush()
    return award


def confirm(session: Session, judged: Judged, now: datetime) -> Decision:
    """The organiser and the chair confirm what is chosen."""
    contest = session.get_one(Contest, judged.contest.id)
    organiser, chair = (session.get_one(User, one.id) for one in (judged.organiser, judged.chair))
    decisions.confirm(session, contest, by=organiser, now=now)
    return decisions.confirm(session, contest, by=chair, now=now)
