"""Letters to an applicant about what they did themselves. `path` leads to what the letter's button says."""

from datetime import datetime

from sqlmodel import Session

from app.accounts.models import User
from app.applications import rules
from app.applications.models import Application
from app.contests.letter_models import LetterKind
from app.contests.models import Contest
from app.i18n import moment, pick
from app.web import letters
from app.web.house import House


def receipt(house: House, session: Session, application: Application, contest: Contest, to: User, *, path: str,
            now: datetime) -> None:  # fmt: skip
    """One for each version that was handed in."""
    letters.tell(
        house, session, contest, LetterKind.RECEIPT, to=to, path=path, now=now,
        key=f"receipt-{application.id}-v{application.version}",
        facts=lambda: {
            **about(application, contest), "at": moment(application.final_submitted_at or now, seconds=True),
            "closes": _open_until(application, contest, now),
        },
    )  # fmt: skip


def withdrawn(house: House, session: Session, application: Application, contest: Contest, to: User, *, path: str,
              now: datetime) -> None:  # fmt: skip
    letters.tell(
        house, session, contest, LetterKind.WITHDRAWN, to=to, path=path, now=now,
        key=_of_move("withdrawn", application, now),
        facts=lambda: about(application, contest) | {"closes": _open_until(application, contest, now)},
    )  # fmt: skip


def restored(house: House, session: Session, application: Application, contest: Contest, to: User, *, path: str,
             now: datetime) -> None:  # fmt: skip
    letters.tell(
        house, session, contest, LetterKind.RESTORED, to=to, path=path, now=now,
        key=_of_move("restored", application, now),
        facts=lambda: about(application, contest) | {"closes": _open_until(application, contest, now)},
    )  # fmt: skip


def about(application: Application, contest: Contest) -> dict[str, str]:
    """What every letter about an application may name."""
    return {"number": application.number or "", "title": application.title, "contest": pick(contest.title)}


def _open_until(application: Application, contest: Contest, now: datetime) -> str:
    until = rules.open_until(application, contest, now)
    return moment(until) if until else ""


def _of_move(verb: str, application: Application, now: datetime) -> str:
    """It may be withdrawn and taken back several times."""
    return f"{verb}-{application.id}-{now:%Y%m%d%H%M%S%f}"
