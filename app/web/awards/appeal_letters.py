"""Letters about appeals: one has come, one is answered."""

from datetime import datetime

from app.accounts.models import User
from app.awards.appeals import Lodged
from app.contests import queries as contests
from app.contests.models import Contest, RoleName
from app.i18n import gettext, mark
from app.web import letters
from app.web.letters import Draft
from app.web.page import Page

VERDICT = {True: mark("The appeal is upheld"), False: mark("The appeal is dismissed")}


def lodged(page: Page, found: Lodged, contest: Contest, *, now: datetime) -> None:
    """To the chair, the organisers and the secretaries."""
    facts = {"number": found.application.number or "", "title": found.application.title}
    path = page.path_for("office.appeals", slug=contest.slug)

    def write() -> Draft:
        subject = gettext("An appeal has come: № %(number)s") % facts
        first = gettext("The applicant of «%(title)s» (№ %(number)s) appeals:") % facts
        return Draft(subject, [first, found.appeal.body], (gettext("Answer the appeal"), path))

    names = (RoleName.ORGANISER, RoleName.SECRETARY, RoleName.CHAIR)
    for id_ in sorted({id_ for name in names for id_ in contests.holders(page.session, contest.id, name)}):
        letters.send(page.house, page.session, to=page.session.get_one(User, id_), now=now, write=write,
                     key=f"appeal-{found.appeal.id}-{id_}", contest_id=contest.id)  # fmt: skip


def answered(page: Page, found: Lodged, contest: Contest, *, now: datetime) -> None:
    """To the applicant."""
    path = page.path_for("applications.appeal", application_id=found.application.id)
    facts = {"number": found.application.number or "", "title": found.application.title}

    def write() -> Draft:
        subject = gettext("Your appeal is answered: № %(number)s") % facts
        first = gettext("On your appeal about «%(title)s» (№ %(number)s) it was decided:") % facts
        told = [first, gettext(VERDICT[found.appeal.is_upheld]) + ".", found.appeal.answer]
        return Draft(subject, told, (gettext("See the answer"), path))

    letters.send(page.house, page.session, to=page.session.get_one(User, found.application.applicant_id), now=now,
                 write=write, key=f"appeal-{found.appeal.id}-answer", contest_id=contest.id)  # fmt: skip
