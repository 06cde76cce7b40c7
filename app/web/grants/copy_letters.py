"""Letters about signed pages: to the office that they came, to the winner what became of them."""

from collections.abc import Callable
from datetime import datetime

from app.accounts.models import User
from app.contests import queries as contests
from app.contests.models import RoleName
from app.grants import queries
from app.grants.copy_models import Copied, SignedCopy
from app.grants.queries import Place
from app.grants.reminders import TO
from app.i18n import gettext
from app.web import letters
from app.web.letters import Draft
from app.web.page import Page


def came(page: Page, place: Place, copy: SignedCopy, *, now: datetime) -> None:
    """To those who draw contracts up, once for each paper that waits."""

    def write() -> Draft:
        facts = {"name": place.application.applicant_name, "title": place.application.title}
        if copy.paper is Copied.ACT:
            subject = gettext("The signed act has come: %(name)s") % facts
        else:
            subject = gettext("The signed contract has come: %(name)s") % facts
        text = gettext("The winner sent the signed pages for «%(title)s»: look whether everything is there.") % facts
        path = page.path_for("office.grant", slug=place.contest.slug, grant_id=place.grant.id)
        return Draft(subject, [text], (gettext("Look at the pages"), f"{path}#copy"))

    ids = contests.holders(page.session, place.contest.id, RoleName.SECRETARY) or contests.holders(
        page.session, place.contest.id, RoleName.ORGANISER
    )
    for id_ in ids:
        to = page.session.get_one(User, id_)
        _send(page, place, to, f"copy-{copy.id}-came{TO}{id_}", write, now)


def taken(page: Page, place: Place, copy: SignedCopy, *, now: datetime) -> None:
    def write() -> Draft:
        if copy.paper is Copied.ACT:
            subject = gettext("Your signed act has been received")
        else:
            subject = gettext("Your signed contract has been received")
        text = gettext("The pages are in order. Keep the paper: the organiser will ask for it.")
        return Draft(subject, [text], (gettext("Open the grant"), _path(page, "grants.show", place)))

    _send(page, place, queries.winner(page.session, place.application), f"copy-{copy.id}-taken", write, now)


def returned(page: Page, place: Place, copy: SignedCopy, *, now: datetime) -> None:
    def write() -> Draft:
        subject = gettext("Please send the signed pages again")
        first = gettext("The organiser has looked at the pages and asks:")
        action = (gettext("Send the pages"), _path(page, "grants.copy", place, paper=copy.paper.value))
        return Draft(subject, [first, copy.remark], action)

    _send(page, place, queries.winner(page.session, place.application), f"copy-{copy.id}-returned", write, now)


def _path(page: Page, route: str, place: Place, **more: str) -> str:
    return page.path_for(route, grant_id=place.grant.id, **more)


def _send(page: Page, place: Place, to: User, key: str, write: Callable[[], Draft], now: datetime) -> None:
    letters.send(page.house, page.session, to=to, key=key, now=now, write=write, contest_id=place.contest.id)
