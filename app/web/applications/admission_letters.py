"""Letters to an applicant about what the check of the application came to."""

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlmodel import Session

from app.accounts.models import User
from app.applications.models import Application
from app.applications.words import REJECTION
from app.contests.letter_models import LetterKind
from app.contests.models import Contest
from app.i18n import day, gettext, moment
from app.web import letters
from app.web.applications.application_letters import about
from app.web.house import House


def admitted(house: House, session: Session, application: Application, contest: Contest, *, path: str,
             now: datetime) -> None:  # fmt: skip
    _tell(house, session, application, contest, LetterKind.ADMITTED, path, now,
          lambda: {"results": day(contest.results_at) if contest.results_at else ""})  # fmt: skip


def returned(house: House, session: Session, application: Application, contest: Contest, *, path: str,
             now: datetime) -> None:  # fmt: skip
    """`path` leads to the form."""
    _tell(house, session, application, contest, LetterKind.RETURNED, path, now,
          lambda: {"remark": application.remark, "until": moment(application.cure_until or now)})  # fmt: skip


def rejected(house: House, session: Session, application: Application, contest: Contest, *, path: str,
             now: datetime) -> None:  # fmt: skip
    reason = REJECTION[application.rejection] if application.rejection else ""
    _tell(house, session, application, contest, LetterKind.REJECTED, path, now,
          lambda: {"remark": application.remark, "reason": gettext(reason) if reason else ""})  # fmt: skip


def _tell(
    house: House, session: Session, application: Application, contest: Contest, kind: LetterKind, path: str,
    now: datetime, more: Callable[[], Mapping[str, str]],
) -> None:  # fmt: skip
    letters.tell(
        house, session, contest, kind, to=session.get_one(User, application.applicant_id), path=path, now=now,
        key=f"{kind.value}-{application.id}-v{application.version}-{now:%Y%m%d%H%M%S%f}",
        facts=lambda: {**about(application, contest), **more()},
    )  # fmt: skip
