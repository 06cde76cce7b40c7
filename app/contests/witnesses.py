"""Who outside the house keeps the checkpoints of a contest's journal: the organiser names them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from app import journal
from app.accounts.models import Language
from app.contests.models import Contest
from app.contests.witness_models import Witness
from app.errors import RuleBroken
from app.fields import Email, Fields

MOST = 10
"""Addresses of one contest."""


class WitnessForm(Fields):
    address: Email
    language: Language = Language.KK


def of_contest(session: Session, contest_id: int | None) -> Sequence[Witness]:
    return session.exec(select(Witness).where(Witness.contest_id == contest_id).order_by(col(Witness.id))).all()


def name(session: Session, contest: Contest, form: WitnessForm, *, by: int, now: datetime) -> Witness:
    """Raises RuleBroken: ``witness-named`` for an address that is there already, ``witnesses-enough``."""
    session.refresh(contest, with_for_update=True)
    there = of_contest(session, contest.id)
    if any(one.address.casefold() == form.address.casefold() for one in there):
        raise RuleBroken("witness-named")
    if len(there) >= MOST:
        raise RuleBroken("witnesses-enough", count=MOST)
    made = Witness(
        contest_id=contest.id or 0, address=form.address, language=form.language, named_at=now, named_by=by
    )  # fmt: skip
    session.add(made)
    session.flush()
    _note(session, "witness.named", made, by=by, now=now)
    return made


def dismiss(session: Session, witness: Witness, *, by: int, now: datetime) -> None:
    """It gets no further letter."""
    _note(session, "witness.dismissed", witness, by=by, now=now)
    session.delete(witness)
    session.flush()


def one(session: Session, contest_id: int | None, witness_id: int) -> Witness | None:
    return session.exec(select(Witness).where(Witness.id == witness_id, Witness.contest_id == contest_id)).first()


def count(session: Session, contest_id: int | None) -> int:
    """Public: how many keep the checkpoints, not who."""
    return session.exec(select(func.count()).select_from(Witness).where(Witness.contest_id == contest_id)).one()


def _note(session: Session, action: str, witness: Witness, *, by: int, now: datetime) -> None:
    journal.write(session, action, of=("witness", witness.id), by=by, now=now, contest_id=witness.contest_id,
                  address=witness.address)  # fmt: skip
