"""Paper comes in: stickers are printed, put on what came, and what stands on it is entered for its sender.

From then on it is an application like every other. Its deadline is held against when the paper was there.
"""

import secrets
from datetime import datetime

from sqlmodel import Session

from app import journal, numbers
from app.accounts import people
from app.accounts.models import User
from app.alphabet import search_key
from app.applications import drafts, drawings
from app.applications.intake_forms import Registration
from app.applications.intake_models import Intake
from app.applications.models import Application, Status
from app.contests import phases
from app.contests.models import Contest, ContestKind
from app.errors import RuleBroken

CODE = 10
"""Signs of a sticker's code: 31 ** 10 addresses, and only the office may look behind them."""


def print_stickers(session: Session, contest: Contest, count: int, *, by: int, now: datetime) -> list[Intake]:
    """The next `count` numbers of the contest, each with a code of its own."""
    made = [
        Intake(
            contest_id=contest.id or 0, serial=numbers.take(session, f"intake-{contest.id}"), code=_code(),
            printed_at=now, printed_by=by,
        )
        for _ in range(count)
    ]  # fmt: skip
    session.add_all(made)
    session.flush()
    journal.write(
        session, "intake.printed", of=("contest", contest.id), by=by, now=now, contest_id=contest.id,
        first=made[0].serial, last=made[-1].serial,
    )  # fmt: skip
    return made


def _code() -> str:
    return "".join(secrets.choice(drafts.SIGNS) for _ in range(CODE))


def register(
    session: Session, contest: Contest, intake: Intake, said: Registration, sender: User | None, *, by: User,
    now: datetime,
) -> Application:  # fmt: skip
    """The sticker is on something that came: a draft in the name of `sender` (a new person without an address if there
    is none) waits to be filled in. Raises RuleBroken: ``sticker-taken``, ``received-ahead``, ``not-open-yet``,
    ``deadline-passed``."""
    session.flush()
    session.refresh(intake, with_for_update=True)
    if intake.application_id is not None:
        raise RuleBroken("sticker-taken", number=intake.serial)
    _require_in_time(contest, said.received_at, now)
    sender = sender or people.create_without_address(
        session, name=said.name or "", phone=said.phone or "", language=said.language, by=by.id or 0, now=now
    )
    draft = drafts.start_on_paper(
        session, contest, sender, nonce=f"sticker-{intake.code}", received_at=said.received_at, by=by, now=now
    )
    if contest.kind is ContestKind.DRAWING:
        drawings.begin(session, draft)
    intake.application_id, intake.registered_at, intake.registered_by = draft.id, now, by.id
    _say(intake, said, sender)
    _journal(session, intake, "intake.registered", by, now)
    return draft


def correct(
    session: Session, contest: Contest, intake: Intake, application: Application, said: Registration, sender: User, *,
    by: User, now: datetime,
) -> None:  # fmt: skip
    """What was said at the registration was wrong. When it was there is fixed once it has been handed in: its number
    and its place in time were given by it. Raises RuleBroken as `register` does, and ``received-fixed``."""
    if said.received_at != intake.received_at:
        if application.status is not Status.DRAFT:
            raise RuleBroken("received-fixed")
        _require_in_time(contest, said.received_at, now)
        application.paper_at = said.received_at
    _say(intake, said, sender)
    _journal(session, intake, "intake.corrected", by, now)


def _require_in_time(contest: Contest, received_at: datetime, now: datetime) -> None:
    if received_at > now:
        raise RuleBroken("received-ahead")
    phases.require_open(contest, received_at)


def _say(intake: Intake, said: Registration, sender: User) -> None:
    intake.received_at, intake.taken_by = said.received_at, said.taken_by
    intake.brought_by, intake.way, intake.note = said.brought_by, said.way, said.note
    intake.search_key = search_key(f"{sender.name} {said.brought_by} {said.note} {said.taken_by}")


def _journal(session: Session, intake: Intake, action: str, by: User, now: datetime) -> None:
    session.add(intake)
    session.flush()
    journal.write(
        session, action, of=("application", intake.application_id), by=by.id, now=now, contest_id=intake.contest_id,
        sticker=intake.serial, received_at=intake.received_at, taken_by=intake.taken_by, way=intake.way,
        brought_by=intake.brought_by, note=intake.note,
    )  # fmt: skip
