"""Letters to an applicant about what they did themselves."""

from datetime import datetime

from sqlmodel import Session

from app.accounts.models import User
from app.applications.models import Application
from app.contests.models import Contest
from app.i18n import gettext, moment, pick
from app.web import letters
from app.web.house import House
from app.web.letters import Draft


def receipt(house: House, session: Session, application: Application, contest: Contest, to: User, *, path: str,
            now: datetime) -> None:  # fmt: skip
    """One for each version that was handed in; `path` leads to the receipt."""

    def write() -> Draft:
        facts = {"number": application.number, "contest": pick(contest.title), "title": application.title,
                 "at": moment(application.final_submitted_at or now, seconds=True)}  # fmt: skip
        subject = gettext("Application %(number)s is accepted") % facts
        first = gettext("We have your application «%(title)s» to the contest «%(contest)s». It came on %(at)s.") % facts
        rest = gettext("Its number is %(number)s. Keep this letter: it is your receipt.") % facts
        return Draft(subject, [first, rest, _until(contest)], (gettext("Open the receipt"), path))

    key = f"receipt-{application.id}-v{application.version}"
    letters.send(house, session, to=to, key=key, now=now, write=write, contest_id=contest.id)


def _until(contest: Contest) -> str:
    if contest.closes_at is None:
        return ""
    return gettext("You may change it and send it again until %(at)s.") % {"at": moment(contest.closes_at)}


def withdrawn(house: House, session: Session, application: Application, contest: Contest, to: User, *, path: str,
              now: datetime) -> None:  # fmt: skip
    def write() -> Draft:
        facts = {"number": application.number, "contest": pick(contest.title)}
        subject = gettext("Application %(number)s is withdrawn") % facts
        text = gettext("You have withdrawn it from the contest «%(contest)s». Nobody will consider it.") % facts
        return Draft(subject, [text], (gettext("Open the application"), path))

    key = f"withdrawn-{application.id}"
    letters.send(house, session, to=to, key=key, now=now, write=write, contest_id=contest.id)
