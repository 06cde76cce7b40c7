"""Letters to an applicant about what the check of the application came to."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlmodel import Session

from app.accounts.models import User
from app.applications.models import Application
from app.applications.words import REJECTION
from app.contests.models import Contest
from app.i18n import day, gettext, moment, pick
from app.web import letters
from app.web.house import House
from app.web.letters import Draft


def admitted(house: House, session: Session, application: Application, contest: Contest, *, path: str,
             now: datetime) -> None:  # fmt: skip
    def write() -> Draft:
        facts = _facts(application, contest)
        subject = gettext("%(number)s is admitted to the contest") % facts
        text = gettext("The documents of «%(title)s» for the contest «%(contest)s» are in order.") % facts
        return Draft(subject, [text, _and_then(contest)], (gettext("Open the application"), path))

    _send(house, session, application, contest, f"admitted-{application.id}-v{application.version}", write, now)


def returned(house: House, session: Session, application: Application, contest: Contest, *, path: str,
             now: datetime) -> None:  # fmt: skip
    """`path` leads to the form."""

    def write() -> Draft:
        facts = _facts(application, contest) | {"until": moment(application.cure_until or now)}
        subject = gettext("Please correct %(number)s") % facts
        first = gettext("The organiser has returned «%(title)s», contest «%(contest)s», with this remark:") % facts
        last = gettext("Correct it and send it again until %(until)s. What is already written there is kept.") % facts
        return Draft(subject, [first, application.remark, last], (gettext("Correct it"), path))

    _send(house, session, application, contest, f"returned-{application.id}-v{application.version}", write, now)


def rejected(house: House, session: Session, application: Application, contest: Contest, *, path: str,
             now: datetime) -> None:  # fmt: skip
    def write() -> Draft:
        facts = _facts(application, contest)
        reason = gettext(REJECTION[application.rejection]) if application.rejection else ""
        subject = gettext("%(number)s is not admitted") % facts
        first = gettext("«%(title)s» is not admitted to the contest «%(contest)s».") % facts
        second = gettext("Reason: %(reason)s.") % {"reason": reason}
        return Draft(subject, [first, second, application.remark], (gettext("Open the application"), path))

    _send(house, session, application, contest, f"rejected-{application.id}-v{application.version}", write, now)


def _facts(application: Application, contest: Contest) -> dict[str, Any]:
    return {"number": application.number, "title": application.title, "contest": pick(contest.title)}


def _and_then(contest: Contest) -> str:
    if contest.results_at is None:
        return gettext("Now the commission reviews it. Nothing is needed from you.")
    words = gettext("Now the commission reviews it; results are expected on %(day)s. Nothing is needed from you.")
    return words % {"day": day(contest.results_at)}


def _send(
    house: House, session: Session, application: Application, contest: Contest, key: str, write: Callable[[], Draft],
    now: datetime,
) -> None:  # fmt: skip
    to = session.get_one(User, application.applicant_id)
    letters.send(house, session, to=to, key=key, now=now, write=write, contest_id=contest.id)
