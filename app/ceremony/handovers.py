"""Gifts of a winner and the act by which they are received: one act for each winner. Gifts and receiver may be
corrected until the gifts have been handed over; then the act stays as it was signed."""

from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from app import journal, numbers
from app.accounts.models import User
from app.applications import queries as applications
from app.applications.models import Author
from app.awards import queries, rules
from app.awards.models import Award
from app.awards.scans import Scan
from app.ceremony import queries as ceremony_queries
from app.ceremony.forms import GiftForm
from app.ceremony.models import Gift, Handover
from app.contests.models import Contest
from app.errors import RuleBroken
from app.i18n import local

OF_AGE = 18
MOST_GIFTS = 20


def is_minor(author: Author | None, on: date) -> bool:
    """A pupil whose age nobody knows counts as one."""
    if author is None:
        return False
    if author.born_on is None:
        return author.age is None or author.age < OF_AGE
    years = on.year - author.born_on.year - ((on.month, on.day) < (author.born_on.month, author.born_on.day))
    return years < OF_AGE


def add_gift(session: Session, award: Award, said: GiftForm, *, by: User, now: datetime) -> Gift:
    """Raises RuleBroken: ``results-unpublished``, ``gifts-handed-over``, ``gifts-many``."""
    _begin(session, award)
    if len(ceremony_queries.gifts(session, award)) >= MOST_GIFTS:
        raise RuleBroken("gifts-many", most=MOST_GIFTS)
    gift = Gift(award_id=award.id or 0, **said.model_dump())
    session.add(gift)
    session.flush()
    _note(session, "gift.added", award, ("gift", gift.id), by=by, now=now, quantity=gift.quantity, price=gift.price)
    return gift


def remove_gift(session: Session, award: Award, gift: Gift, *, by: User, now: datetime) -> None:
    """Raises as `add_gift`; ``gifts-none``, if the act would be left without any."""
    act = _begin(session, award)
    if act is not None and len(ceremony_queries.gifts(session, award)) == 1:
        raise RuleBroken("gifts-none")
    _note(session, "gift.removed", award, ("gift", gift.id), by=by, now=now, quantity=gift.quantity, price=gift.price)
    session.delete(gift)
    session.flush()


def make_act(session: Session, award: Award, received_by: str, relation: str, *, by: User, now: datetime) -> Handover:
    """Make the act, or correct who receives. Numbers are counted through the contest without gaps. `received_by` and
    `relation` are empty where the winner is of age.

    Raises RuleBroken: ``results-unpublished``, ``gifts-handed-over``, ``gifts-none``, ``receiver-missing``,
    ``protocol-missing``."""
    act = _begin(session, award)
    if not ceremony_queries.gifts(session, award):
        raise RuleBroken("gifts-none")
    if is_minor(applications.author(session, award.application_id), local(now).date()) and not received_by:
        raise RuleBroken("receiver-missing")
    if queries.protocol(session, award.contest_id) is None:
        raise RuleBroken("protocol-missing")
    if act is None:
        number = numbers.take(session, f"handover-{award.contest_id}")
        act = Handover(contest_id=award.contest_id, award_id=award.id or 0, number=number, made_at=now)
    act.received_by, act.relation = received_by, relation
    session.add(act)
    session.flush()
    _note(session, "handover.made", award, ("handover", act.id), by=by, now=now, number=act.number, relation=relation)
    return act


def complete(session: Session, award: Award, on: date, scan: Scan | None, *, by: User, now: datetime) -> Handover:
    """The gifts were handed over and the act was signed; the scan may come now or once later.

    Raises RuleBroken: ``results-unpublished``, ``act-missing``, ``gifts-handed-over``."""
    _require_out(session, award)
    act = ceremony_queries.locked_act(session, award)
    if act is None:
        raise RuleBroken("act-missing")
    if act.handed_over_on is not None and (act.scan_sha256 is not None or scan is None):
        raise RuleBroken("gifts-handed-over", on=act.handed_over_on)
    act.handed_over_on = act.handed_over_on or on
    if scan is not None:
        act.scan_sha256, act.scan_type = scan.sha256, scan.media_type
    session.add(act)
    session.flush()
    _note(
        session, "handover.completed", award, ("handover", act.id), by=by, now=now, number=act.number,
        on=act.handed_over_on, scan=act.scan_sha256,
    )  # fmt: skip
    return act


def undo(session: Session, award: Award, reason: str, *, by: User, now: datetime) -> Handover:
    """It was noted by mistake: gifts and receiver may be corrected again. The journal keeps what was noted and why it
    went. Raises RuleBroken ``not-handed-over``; ``act-signed`` where the signed act lies here."""
    act = ceremony_queries.locked_act(session, award)
    if act is None or act.handed_over_on is None:
        raise RuleBroken("not-handed-over")
    if act.scan_sha256 is not None:
        raise RuleBroken("act-signed", number=act.number)
    was, act.handed_over_on = act.handed_over_on, None
    session.add(act)
    session.flush()
    _note(
        session, "handover.undone", award, ("handover", act.id), by=by, now=now, number=act.number, on=was,
        reason=reason,
    )  # fmt: skip
    return act


def _begin(session: Session, award: Award) -> Handover | None:
    _require_out(session, award)
    act = ceremony_queries.locked_act(session, award)
    if act is not None and act.handed_over_on is not None:
        raise RuleBroken("gifts-handed-over", on=act.handed_over_on)
    return act


def _require_out(session: Session, award: Award) -> None:
    if not rules.is_out(session.get_one(Contest, award.contest_id)):
        raise RuleBroken("results-unpublished")


def _note(
    session: Session, action: str, award: Award, of: tuple[str, int | None], *, by: User, now: datetime, **facts: Any
) -> None:
    journal.write(session, action, of=of, by=by.id, now=now, contest_id=award.contest_id, award=award.id, **facts)
