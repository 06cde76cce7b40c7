"""Grants for tests: a published contest with its winners and staff, and the way of one grant, step by step."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlmodel import Session, select
from world import give_role, grant_answers, make_application, make_contest, make_territories, make_user, nominations_of

from app.accounts.models import User
from app.applications.models import Activity, ApplicantKind, Application, BudgetGroup, BudgetLine
from app.awards.models import Award, Protocol
from app.contests.models import Contest, ContestStatus, RoleName
from app.grants import answers, contract_queries, contracts, details, evidence, opening, payments, queries, reports
from app.grants.answer_models import AnswerStatus
from app.grants.forms import ExpenseForm, OrganisationDetails, PersonDetails, PublicationForm, VideoForm
from app.grants.models import Grant
from app.grants.papers import Paper
from app.i18n import local
from app.keys import Keys
from app.places.models import Territory

IIN, BIN, IBAN = "850101300005", "240540000016", "KZ699990000000000001"
PERSON = {"full_name": "Тестова Асель Маратовна", "iin": IIN, "address": "с. Жансугуров, ул. Абая, 1",
          "phone": "8 701 000 00 01", "iban": "KZ69 9990 0000 0000 0001", "bank": "АО «Банк Пример»",
          "bic": "HSBKKZKX", "kbe": "19"}  # fmt: skip
ORGANISATION = {"full_name": "«Таза Жетісу» қоғамдық қоры", "full_name_ru": "Общественный фонд «Таза Жетісу»",
                "bin": BIN, "address": "г. Текели, ул. Тестовая, 2", "phone": "+7 701 000 00 02", "iban": IBAN,
                "bank": "АО «Банк Пример»", "bic": "HSBKKZKX", "kbe": "18", "head_name": "Ахметов Болат",
                "head_position": "Директор", "basis": "charter"}  # fmt: skip
STORY = ("Берег был завален мусором. Никто там не гулял. Мы вышли на субботник всем селом. Теперь там стоят урны и "
         "щиты. Дети сами следят за чистотой.")  # fmt: skip
TEXTS: dict[str, Any] = {
    "deeds": [{"how": "as_planned", "fact": "Провели два субботника, вывезли мусор.", "why": ""},
              {"how": "otherwise", "fact": "Поставили восемь урн.", "why": "Две урны пришли с браком."}],
    "women": "34", "men": "30", "age_under_14": "10", "age_from_14": "14",
    "age_from_18": "20", "age_from_36": "12", "age_from_50": "8", "volunteers": "30", "story": STORY,
}  # fmt: skip
STEPS = ("taken", "details", "drafted", "sent", "signed", "paid", "filled", "submitted", "content", "accepted")


@dataclass(frozen=True)
class Granted:
    contest: Contest
    grants: list[Grant]
    winners: list[User]
    organiser: User
    secretary: User
    accountant: User
    chair: User

    @property
    def grant(self) -> Grant:
        return self.grants[0]

    @property
    def winner(self) -> User:
        return self.winners[0]


def make_granted(session: Session, number: int = 1, *, kind: ApplicantKind = ApplicantKind.PERSON,
                 **values: object) -> Granted:  # fmt: skip
    """A published contest with `number` grants of 200 000 ₸, whose projects run until the day after tomorrow."""
    now = datetime.now(UTC)
    defaults: dict[str, object] = {
        "status": ContestStatus.PUBLISHED, "nominations": number, "published_at": now - timedelta(days=60),
        "starts_on": now - timedelta(days=50), "ends_on": now + timedelta(days=2),
    }  # fmt: skip
    contest = make_contest(session, **(defaults | values))
    territories = list(session.exec(select(Territory).order_by("id"))) or make_territories(session, 10)
    staff = [make_user(session, f"{name} Тестовая") for name in ("Дина", "Сания", "Гүлнар", "Төраға")]
    roles = (RoleName.ORGANISER, RoleName.SECRETARY, RoleName.ACCOUNTANT, RoleName.CHAIR)
    for user, role in zip(staff, roles, strict=True):
        give_role(session, user, contest, role)
    session.add(Protocol(contest_id=contest.id or 0, number=1, held_on=local(now).date() - timedelta(days=60),
                         signed_at=now, signed_by=staff[0].id, pdf_sha256="0" * 64))  # fmt: skip
    winners = [make_user(session, f"Победитель {index}") for index in range(1, number + 1)]
    for winner, nomination, territory in zip(winners, nominations_of(session, contest), territories, strict=False):
        application = make_application(
            session, contest, winner, nomination, applicant_kind=kind, territory_id=territory.id,
            answers=answers_of(kind), title="Чистый берег",
        )  # fmt: skip
        plan(session, application)
        session.add(Award(contest_id=contest.id or 0, application_id=application.id or 0,
                          nomination_id=nomination.id or 0, amount=200_000))  # fmt: skip
    session.flush()
    opening.open_grants(session, contest, by=staff[0], now=now)
    grants = list(session.exec(select(Grant).where(Grant.contest_id == contest.id).order_by("id")))
    return Granted(contest, grants, winners, *staff)


def answers_of(kind: ApplicantKind) -> dict[str, object]:
    body = {"org_name_kk": ORGANISATION["full_name"], "org_name_ru": ORGANISATION["full_name_ru"], "bin": BIN,
            "head": "Ахметов Болат", "head_position": "Директор"}  # fmt: skip
    group = {"group_name": "Волонтёры «Бірлік»"}
    more = {ApplicantKind.ORGANISATION: body, ApplicantKind.GROUP: group}.get(kind, {})
    return grant_answers(kind=kind.value, **more)


def plan(session: Session, application: Application) -> None:
    """Two lines to which the grant gives 120 000 and 80 000, one that the applicant pays alone, two activities."""
    for position, (name, price, own) in enumerate((("Перчатки", 1500, 30_000), ("Урны", 800, 0), ("Чай", 50, 5000)), 1):
        session.add(
            BudgetLine(application_id=application.id or 0, position=position, group=BudgetGroup.INVENTORY, name=name,
                       unit="шт.", quantity=100, price=price, own=own, reason="Прайс")
        )  # fmt: skip
    for position, what in enumerate(("Субботник", "Установка урн"), 1):
        session.add(Activity(application_id=application.id or 0, position=position, what=what, when="14 июня",
                             where="Берег", responsible="Тестова", result="40 мешков"))  # fmt: skip
    session.flush()


def keys_in(folder: Path) -> Keys:
    return Keys(folder / "keys")


def paper(name: str = "photo", kind: str = "image/jpeg") -> Paper:
    digest = sha256(name.encode()).hexdigest()
    return Paper(kind, digest, 7, digest, digest)


FILES = contracts.Frozen(paper("contract").sha256, paper("contract.docx").sha256)


def lead(session: Session, granted: Granted, keys: Keys, until: str, grant: Grant | None = None) -> Grant:
    """Take a grant through `STEPS` up to and with `until`, each step by whom it belongs to, all of them now."""
    grant = grant or granted.grant
    for step in STEPS[: STEPS.index(until) + 1]:
        take(session, granted, keys, step, grant)
    return grant


def take(session: Session, granted: Granted, keys: Keys, step: str, grant: Grant) -> None:
    now, place = datetime.now(UTC), queries.get(session, grant.id or 0)
    assert place is not None
    today, winner, staff = local(now).date(), queries.winner(session, place.application), granted.organiser
    match step:
        case "taken":
            accept(session, grant, winner)
        case "details":
            accept(session, grant, winner)
            is_body = place.application.applicant_kind is ApplicantKind.ORGANISATION
            said = OrganisationDetails.model_validate(ORGANISATION) if is_body else PersonDetails.model_validate(PERSON)
            details.save(session, keys, grant, said, by=winner, now=now)
        case "drafted":
            contracts.create(session, grant, dated=today, by=staff, now=now)
        case "sent":
            contracts.send(session, grant, FILES, by=staff, now=now)
        case "signed":
            scan = contracts.Scan(paper("scan").sha256, "application/pdf")
            contracts.sign(session, grant, FILES, scan, signed_on=today, by=staff, now=now)
        case "paid":
            pay(session, granted, grant, 200_000)
        case "filled":
            fill(session, granted, grant, winner)
        case "submitted":
            reports.submit(session, grant, by=winner, now=now)
        case "content":
            reports.accept_content(session, grant, by=staff, now=now)
        case "accepted":
            reports.accept_money(session, grant, by=staff, now=now)


def accept(session: Session, grant: Grant, winner: User) -> None:
    """The winner takes it, if they have not said so yet."""
    answer = contract_queries.answer(session, grant.id)
    if answer is not None and answer.status is AnswerStatus.WAITING:
        answers.accept(session, grant, by=winner, now=datetime.now(UTC))


def take_back(session: Session, grant: Grant) -> None:
    """As a correction does."""
    award = session.get_one(Award, grant.award_id)
    award.taken_at, award.nomination_slot = datetime.now(UTC), None
    session.flush()


def terminate(session: Session, granted: Granted, grant: Grant | None = None) -> None:
    """Today, with nothing to return."""
    now = datetime.now(UTC)
    contracts.terminate(
        session, grant or granted.grant, "Бросили", ended_on=local(now).date(), to_return=0, by=granted.organiser,
        now=now,
    )  # fmt: skip


def pay(session: Session, granted: Granted, grant: Grant, amount: int, order: str = "15") -> None:
    now = datetime.now(UTC)
    payments.pay(session, grant, amount=amount, order_number=order, paid_on=local(now).date(), by=granted.accountant,
                 now=now)  # fmt: skip


def fill(session: Session, granted: Granted, grant: Grant, by: User) -> None:
    """All that a report needs: 150 000 ₸ spent."""
    now = datetime.now(UTC)
    reports.save(session, grant, told(session, grant), by=by, now=now)
    for number in range(5):
        evidence.add_photo(session, grant, paper(f"photo {number}"), by=by, now=now)
    video = VideoForm.model_validate({"video": "https://video.example/1"})
    evidence.add_video(session, grant, video, by=by, now=now)
    said = {"title": "Жетісу", "link": "https://news.example/1", "dated": "2026-05-10"}
    evidence.add_publication(session, grant, PublicationForm.model_validate(said), paper("page"), by=by, now=now)
    for line, amount in zip(queries.granted_lines(session, grant.application_id), (100_000, 50_000), strict=True):
        spend(session, grant, line, amount, by)


def told(session: Session, grant: Grant) -> dict[str, Any]:
    """Complete answers: each result that the application promised was reached as promised."""
    promised = session.get_one(Application, grant.application_id).answers.get("results", [])
    return TEXTS | {"outcomes": [{"fact": str(one["number"])} for one in promised]}


def spend(session: Session, grant: Grant, line: BudgetLine, amount: int, by: User) -> None:
    said = ExpenseForm(budget_line_id=line.id or 0, supplier="ИП Пример", paper=f"Чек {amount}", amount=amount,
                       spent_on=date(2026, 5, 15))  # fmt: skip
    evidence.add_expense(session, grant, said, paper(f"receipt {amount}"), by=by, now=datetime.now(UTC))
