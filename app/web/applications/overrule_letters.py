"""Letters about what the organiser has overruled: a later deadline, a disqualification, a decision taken back."""

from collections.abc import Callable
from datetime import datetime

from sqlmodel import Session

from app.accounts.models import User
from app.applications.models import Application
from app.contests.models import Contest
from app.i18n import gettext, moment, pick
from app.web import letters
from app.web.applications.application_letters import about
from app.web.house import House
from app.web.letters import Draft


def extended(house: House, session: Session, contest: Contest, to: User, until: datetime, reason: str, *, path: str,
             now: datetime, application: Application | None = None) -> None:  # fmt: skip
    """`path` leads to where it can be used."""

    def write() -> Draft:
        facts = {"contest": pick(contest.title), "until": moment(until)}
        subject = gettext("You have until %(until)s: «%(contest)s»") % facts
        if application is None:
            first = gettext("The organiser has extended your deadline for «%(contest)s» until %(until)s.") % facts
        else:
            facts |= about(application, contest)
            first = gettext("You may change «%(title)s» and send it again until %(until)s.") % facts
        return Draft(subject, [first, gettext("Reason: %(reason)s") % {"reason": reason}], (gettext("Go on"), path))

    _send(house, session, contest, to, f"extended-{contest.id}-{to.id}", write, now)


def disqualified(house: House, session: Session, application: Application, contest: Contest, *, path: str,
                 now: datetime) -> None:  # fmt: skip
    def write() -> Draft:
        facts = about(application, contest)
        first = gettext("«%(title)s» was taken out of the contest «%(contest)s».") % facts
        return Draft(gettext("%(number)s is disqualified") % facts, [first, application.remark],
                     (gettext("Open the application"), path))  # fmt: skip

    _about(house, session, application, contest, "disqualified", write, now)


def readmitted(house: House, session: Session, application: Application, contest: Contest, reason: str, *, path: str,
               now: datetime) -> None:  # fmt: skip
    def write() -> Draft:
        facts = about(application, contest)
        first = gettext("«%(title)s» takes part in the contest «%(contest)s» again.") % facts
        return Draft(gettext("%(number)s takes part again") % facts, [first, reason],
                     (gettext("Open the application"), path))  # fmt: skip

    _about(house, session, application, contest, "readmitted", write, now)


def reconsidered(house: House, session: Session, application: Application, contest: Contest, *, path: str,
                 now: datetime) -> None:  # fmt: skip
    def write() -> Draft:
        facts = about(application, contest)
        first = gettext("The organiser checks «%(title)s» once more. You will get a letter with the result.") % facts
        return Draft(gettext("%(number)s is being checked again") % facts, [first],
                     (gettext("Open the application"), path))  # fmt: skip

    _about(house, session, application, contest, "reconsidered", write, now)


def _about(house: House, session: Session, application: Application, contest: Contest, kind: str,
           write: Callable[[], Draft], now: datetime) -> None:  # fmt: skip
    to = session.get_one(User, application.applicant_id)
    _send(house, session, contest, to, f"{kind}-{application.id}", write, now)


def _send(house: House, session: Session, contest: Contest, to: User, key: str, write: Callable[[], Draft],
          now: datetime) -> None:  # fmt: skip
    """It may happen several times: the moment is part of the key."""
    key = f"{key}-{now:%Y%m%d%H%M%S%f}"
    letters.send(house, session, to=to, key=key, now=now, write=write, contest_id=contest.id)
