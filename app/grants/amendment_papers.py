"""What an additional agreement and the addendum to the protocol will state, as papers."""

from datetime import date

from sqlmodel import Session

from app.applications.models import Application
from app.contests.models import Nomination
from app.documents.addendum_text import Addendum, Applicant
from app.documents.amendment_text import Account, Amendment, Change, Later, Line
from app.documents.bilingual import Both
from app.documents.contract_facts import Reference
from app.documents.termination_text import Ending
from app.errors import RuleBroken
from app.grants import agreed, agreement, amendments, ending, queries
from app.grants.amendment_models import Amendment as Row
from app.grants.amendment_models import AmendmentKind
from app.grants.answer_models import AnswerStatus, WinnerAnswer
from app.grants.models import Contract, Grant
from app.grants.queries import Place
from app.i18n import local, pick
from app.identifiers import group_iban, masked
from app.jury import queries as jury
from app.jury.models import Post
from app.keys import Keys
from app.programmes import queries as programmes
from app.programmes.models import Organisation


def facts(session: Session, keys: Keys, place: Place, contract: Contract, row: Row) -> Amendment:
    """Raises RuleBroken ``details-missing``."""
    details = queries.details(session, place.grant.id)
    if details is None:
        raise RuleBroken("details-missing")
    programme = programmes.programme(session, place.contest.programme_id)
    organisation = session.get_one(Organisation, programme.organisation_id)
    grantor, grantee = agreement.parties(session, keys, place, details)
    return Amendment(
        row.number, row.dated, _both(organisation.city), Reference(contract.number, contract.dated), grantor, grantee,
        _both(row.reason), _change(session, keys, place, contract, row),
    )  # fmt: skip


def _change(session: Session, keys: Keys, place: Place, contract: Contract, row: Row) -> Change:
    changes = row.changes
    if row.kind is AmendmentKind.TERMINATION:
        days, ended_on = agreed.of(session, place.grant, contract).return_days, ending.day(row)
        return Ending(ended_on, changes["to_return"], days, changes["is_notice"], is_ahead=ended_on > row.dated)
    if row.kind is AmendmentKind.TIME:
        before, after = date.fromisoformat(changes["before"]), date.fromisoformat(changes["after"])
        return Later(before, after, date.fromisoformat(changes["due"]))
    if row.kind is AmendmentKind.BUDGET:
        return tuple(Line(one["name"], one["before"], one["after"]) for one in changes["lines"])
    if row.kind is AmendmentKind.DETAILS:
        account = group_iban(amendments.account(keys, row))
        return Account(account, changes["bank"], changes["bic"], changes["kbe"], masked(f"KZ••{changes['before']}"))
    return Both(changes["kk"], changes["ru"])


def addendum(session: Session, place: Place, answer: WinnerAnswer) -> Addendum:
    """Of a grant that was given up. Raises RuleBroken ``protocol-unsigned``."""
    protocol = queries.protocol(session, place.contest.id)
    if protocol is None or answer.settled_at is None:
        raise RuleBroken("protocol-unsigned")
    programme = programmes.programme(session, place.contest.programme_id)
    organisation = session.get_one(Organisation, programme.organisation_id)
    successor = session.get(Grant, answer.successor_id) if answer.successor_id else None
    called = session.get_one(Application, successor.application_id) if successor else None
    seats = {seat.post: _both(seat.name) for seat in jury.seats(session, place.contest.id) if seat.left_at is None}
    return Addendum(
        protocol=Reference(str(protocol.number), protocol.held_on), contest=_both(place.contest.title),
        place=_both(organisation.city), day=local(answer.settled_at).date(),
        nomination=_both(session.get_one(Nomination, place.application.nomination_id).title),
        given_up=_applicant(session, place.application), said_so=answer.status is AnswerStatus.REFUSED,
        reason=answer.reason, called=_applicant(session, called) if called else None,
        amount=successor.amount if successor else 0, chair=seats.get(Post.CHAIR, ""),
        secretary=seats.get(Post.SECRETARY, ""), organisation=_both(organisation.name),
    )  # fmt: skip


def _applicant(session: Session, application: Application) -> Applicant:
    territory = queries.territory(session, application.territory_id)
    where = _both(territory.name) if territory else "—"
    return Applicant(application.number or "", application.applicant_name, application.title, where)


def _both(texts: dict[str, str]) -> Both:
    return Both(pick(texts, "kk"), pick(texts, "ru"))
