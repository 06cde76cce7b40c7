"""The demonstration world with what it lacks for the papers, and the names under which documents find their things."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from app.accounts import people
from app.accounts.models import User
from app.applications.batch_models import Batch
from app.applications.models import Application, Status
from app.awards import corrections
from app.awards.board import board
from app.awards.models import Award
from app.ceremony import event_queries
from app.ceremony.event_models import EventKind
from app.contests import roles
from app.contests.models import Contest, ContestKind, RoleName
from app.db import Texts
from app.documents import fonts
from app.grants import amendments, contract_queries, contracts
from app.grants.amendment_models import AmendmentKind
from app.grants.contract_forms import FORMS
from app.grants.models import Contract, ContractStatus, Grant
from app.grants.report_models import Act
from app.i18n import local
from app.jury.models import Post, Seat
from app.keys import Keys
from app.papers import addressees, designs, issuing, queries, texts
from app.papers.models import AddresseeRole, Certificate, Orientation, PaperKind
from app.web.awards import correction_paper
from app.web.house import House


def prepare(session: Session, house: House, now: datetime) -> dict[str, Any]:
    """Name → slug, number or id; `owner_of_…` are people."""
    keys, organiser = house.keys, session.exec(select(User).where(User.email == "organizer@demo.kz")).one()
    grants, drawings = (_finished(session, kind) for kind in (ContestKind.SMALL_GRANT, ContestKind.DRAWING))
    _thank(session, keys, drawings, organiser, now)
    found: dict[str, Any] = {"grants": grants.slug, "drawings": drawings.slug, "first": 1}
    found |= _of_grants(session, grants) | _papers(session, grants, drawings)
    found |= amend(session, keys, grants, organiser, now)
    found["correction"] = correct(session, house, drawings, organiser, now)
    found["event"] = _event(session, drawings)
    found["diploma_kind"] = next(kind for kind in texts.kinds(drawings) if kind.startswith("diploma"))
    work = _awarded(session, drawings)
    batch = session.exec(select(Batch).order_by(col(Batch.id))).first()
    found |= {"work": work.id, "owner_of_work": session.get(User, work.applicant_id)}
    if batch:
        found |= {
            "batch": batch.id, "batch_contest": session.get_one(Contest, batch.contest_id).slug,
            "owner_of_batch": session.get(User, batch.teacher_id),
        }  # fmt: skip
    return found


def _finished(session: Session, kind: ContestKind) -> Contest:
    """The newest edition that has papers."""
    return session.exec(
        select(Contest)
        .join(Certificate, col(Certificate.contest_id) == Contest.id)
        .where(Contest.kind == kind)
        .order_by(col(Contest.edition).desc())
        .limit(1)
    ).one()


def _awarded(session: Session, contest: Contest) -> Application:
    return session.exec(
        select(Application)
        .join(Award, col(Award.application_id) == Application.id)
        .where(Application.contest_id == contest.id, Application.status == Status.ADMITTED)
        .order_by(col(Application.id))
        .limit(1)
    ).one()


def _thank(session: Session, keys: Keys, contest: Contest, by: User, now: datetime) -> None:
    """A partner in Latin letters, and on an upright sheet the shortest name there is."""
    latin: Texts = {"kk": "Green Steppe Initiative", "ru": "Green Steppe Initiative"}
    partner = addressees.Person("Ms. Eleanor Whitcombe-Söderström", latin)
    addressees.add(session, contest, AddresseeRole.PARTNER, [partner], by=by, now=now)
    issuing.issue_all(session, keys, contest, by=by, now=now)
    designs.change(session, contest, by=by, now=now, orientation=Orientation.PORTRAIT)
    addressees.add(session, contest, AddresseeRole.HELPER, [addressees.Person("Ли", {})], by=by, now=now)
    issuing.issue_all(session, keys, contest, by=by, now=now)
    designs.change(session, contest, by=by, now=now, orientation=Orientation.LANDSCAPE)


def _papers(session: Session, *contests: Contest) -> Mapping[str, Any]:
    """Kind of text, or of paper, → the number of one that holds."""
    found: dict[str, Any] = {}
    for contest in contests:
        papers = session.exec(select(Certificate).where(Certificate.contest_id == contest.id)).all()
        for one in papers:
            if one.status in queries.HOLDING:
                found.setdefault(one.printed["kind"], one.number)
                found.setdefault(one.kind.value, one.number)
    owner = session.exec(
        select(User)
        .join(Application, col(Application.applicant_id) == User.id)
        .join(Certificate, col(Certificate.application_id) == Application.id)
        .where(Application.contest_id == contests[-1].id, Certificate.kind == PaperKind.DIPLOMA)
        .limit(1)
    ).first()
    return found | {"teacher_with_papers": owner}


def _of_grants(session: Session, contest: Contest) -> Mapping[str, Any]:
    application = _awarded(session, contest)
    seat = session.exec(select(Seat).where(Seat.contest_id == contest.id, Seat.post == Post.MEMBER).limit(1)).one()
    contract = session.exec(
        select(Contract)
        .join(Grant, col(Grant.id) == Contract.grant_id)
        .where(Grant.contest_id == contest.id)
        .order_by(col(Contract.id))
    ).first()
    act = session.exec(select(Act).order_by(col(Act.id))).first()
    return {
        "application": application.id, "owner_of_application": session.get(User, application.applicant_id),
        "seat": seat.id, "grant": contract.grant_id if contract else 0, "done_grant": act.grant_id if act else 0,
    }  # fmt: skip


def amend(session: Session, keys: Keys, contest: Contest, by: User, now: datetime) -> Mapping[str, Any]:
    """What may change a contract in force, and what ends it, drawn up for the first grant whose contract is signed."""
    contract = session.exec(
        select(Contract)
        .join(Grant, col(Grant.id) == Contract.grant_id)
        .where(Grant.contest_id == contest.id, Contract.status == ContractStatus.SIGNED)
        .order_by(col(Contract.id))
        .limit(1)
    ).one()
    grant, today = session.get_one(Grant, contract.grant_id), local(now).date()
    ends = contracts.ends_on(contract, contest)
    assert ends is not None
    lines = [
        {"id": one.id, "amount": one.granted} for one in contract_queries.agreed_lines(session, grant.application_id)
    ]
    lines[0]["amount"], added = lines[0]["amount"] - 1000, [{"name": "Қолғап", "amount": 1000}]
    changes: dict[AmendmentKind, dict[str, Any]] = {
        AmendmentKind.TIME: {"ends_on": ends + timedelta(days=14)},
        AmendmentKind.BUDGET: {"lines": lines, "added": added},
        AmendmentKind.CONTENT: {"text_kk": "4.5-тармақта екі бейнежазба талап етіледі.",
                                "text_ru": "В пункте 4.5 требуются две видеозаписи."},
        AmendmentKind.TERMINATION: {"how": "agreement", "ended_on": today},
    }  # fmt: skip
    said = {"dated": today, "reason_kk": "Жол жөнделіп жатыр", "reason_ru": "Ремонт дороги"}
    found: dict[str, Any] = {"amended_grant": grant.id}
    for kind, change in changes.items():
        form = FORMS[kind].model_validate({"kind": kind, **said, **change})
        found[f"amendment_{kind.value}"] = amendments.draw_up(session, keys, grant, form, by=by, now=now).id
    return found


def correct(session: Session, house: House, contest: Contest, by: User, now: datetime) -> int:
    """In the last nomination where that can be, the last of the awarded gives it to the first of the others."""
    found = board(session, contest)
    others = {
        card.position: [one for one in card.lines if one.is_eligible and not one.is_chosen] for card in found.cards
    }
    card = next(one for one in reversed(found.cards) if one.chosen and others[one.position])
    wanted = set(found.chosen) - {card.chosen[-1].id} | {others[card.position][0].id}
    note = {
        "kk": "Хаттамаға бір парақтың балы қате көшірілген",
        "ru": "В протокол с ошибкой перенесён балл одного листа",
    }
    colleague = people.create(
        session,
        email="second@demo.kz",
        name="Нұрлан Сейітқазы",
        password=None,
        language="kk",
        is_confirmed=True,
        now=now,
    )
    roles.grant(session, contest, colleague, RoleName.ORGANISER, by=by.id, now=now)
    made = corrections.propose(session, contest, wanted, note, by=by, now=now)
    later = now + timedelta(minutes=25)
    corrections.agree(session, contest, made.id or 0, by=colleague, now=later)
    fonts.prepare(house.settings.font_cache)
    correction_paper.keep(session, house.shelf, made, contest, by=colleague, now=later)
    return made.id or 0


def _event(session: Session, contest: Contest) -> int:
    """The ceremony."""
    return next(one.id or 0 for one in event_queries.events(session, contest.id) if one.kind is EventKind.CEREMONY)
