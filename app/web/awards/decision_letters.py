"""The letter that tells the staff: one of two has confirmed the decision."""

from datetime import datetime

from app.accounts.models import User
from app.awards.models import Decision
from app.awards.two_people import ALONE_AFTER
from app.contests import queries as contests
from app.contests.models import Contest, RoleName
from app.i18n import gettext, moment, pick
from app.web import letters
from app.web.letters import Draft
from app.web.page import Page

STAFF = (RoleName.ORGANISER, RoleName.CHAIR, RoleName.SECRETARY)


def agreed(page: Page, decision: Decision, contest: Contest, *, by: User, now: datetime) -> None:
    """To everybody of the staff but the one who did it."""
    path = page.path_for("office.decisions", slug=contest.slug)

    def write() -> Draft:
        facts = {"contest": pick(contest.title), "name": by.name, "until": moment(now + ALONE_AFTER)}
        told = [gettext("%(name)s has confirmed the choice of the winners of «%(contest)s».") % facts]
        if contest.confirms_alone:
            told.append(gettext("After %(until)s the same person may confirm it alone. If something is wrong, change "
                                "the choice on the board: then it has to be confirmed anew.") % facts)  # fmt: skip
        else:
            told.append(gettext("Look at the board: it counts once a second person, the chair or an organiser, has "
                                "confirmed it too."))  # fmt: skip
        return Draft(gettext("The decision waits for a second person: %(contest)s") % facts, told,
                     (gettext("To the decision"), path))  # fmt: skip

    for id_ in sorted({id_ for name in STAFF for id_ in contests.holders(page.session, contest.id, name)} - {by.id}):
        letters.send(page.house, page.session, to=page.session.get_one(User, id_), now=now, write=write,
                     key=f"agreed-{decision.id}-{id_}-{now:%Y%m%d%H%M%S%f}", contest_id=contest.id)  # fmt: skip
