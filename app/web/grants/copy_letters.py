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
from app.i18n import day, gettext
from app.web import letters
from app.web.clerk import Clerk
from app.web.letters import Draft
from app.web.page import Page


def came(page: Page, place: Place, copy: SignedCopy, *, now: datetime) -> None:
    """Each time that they came, also in the place of others that nobody had answered."""
    for to in readers(page, place):
        key = f"{_key(copy)}-came{TO}{to.id}"
        _send(page, place, to, key, lambda: to_look_at(page, place, copy), now)


def to_look_at(page: Page | Clerk, place: Place, copy: SignedCopy) -> Draft:
    """To the office, in the language that is being spoken."""
    facts = {"name": place.application.applicant_name, "title": place.application.title, "day": day(copy.sent_at)}
    if copy.paper is Copied.ACT:
        subject = gettext("The signed act has come: %(name)s") % facts
    else:
        subject = gettext("The signed contract has come: %(name)s") % facts
    text = gettext("On %(day)s the winner sent the signed pages for «%(title)s»: look whether everything is there.")
    path = page.path_for("office.grant", slug=place.contest.slug, grant_id=place.grant.id)
    return Draft(subject, [text % facts], (gettext("Look at the pages"), f"{path}#copy"))


def readers(page: Page | Clerk, place: Place) -> list[User]:
    """Who draws contracts up: the secretaries, where there are none the organisers."""
    roles = (RoleName.SECRETARY, RoleName.ORGANISER)
    found = (contests.holders(page.session, place.contest.id, role) for role in roles)
    return [page.session.get_one(User, id_) for id_ in next((ids for ids in found if ids), [])]


def taken(page: Page, place: Place, copy: SignedCopy, *, now: datetime) -> None:
    def write() -> Draft:
        if copy.paper is Copied.ACT:
            subject = gettext("Your signed act has been received")
        else:
            subject = gettext("Your signed contract has been received")
        text = gettext("The pages are in order. Keep the paper: the organiser will ask for it.")
        return Draft(subject, [text], (gettext("Open the grant"), _path(page, "grants.show", place)))

    _send(page, place, queries.winner(page.session, place.application), f"{_key(copy)}-taken", write, now)


def returned(page: Page, place: Place, copy: SignedCopy, *, now: datetime) -> None:
    def write() -> Draft:
        subject = gettext("Please send the signed pages again")
        first = gettext("The organiser has looked at the pages and asks:")
        action = (gettext("Send the pages"), _path(page, "grants.copy", place, paper=copy.paper.value))
        return Draft(subject, [first, copy.remark], action)

    _send(page, place, queries.winner(page.session, place.application), f"{_key(copy)}-returned", write, now)


def _key(copy: SignedCopy) -> str:
    """Of the letters about one sending. The row's own number may be another's once it is erased."""
    return f"copy-{copy.paper}-{copy.grant_id}-{copy.sent_at:%Y%m%d%H%M%S%f}-{copy.sha256[:8]}"


def _path(page: Page, route: str, place: Place, **more: str) -> str:
    return page.path_for(route, grant_id=place.grant.id, **more)


def _send(page: Page, place: Place, to: User, key: str, write: Callable[[], Draft], now: datetime) -> None:
    letters.send(page.house, page.session, to=to, key=key, now=now, write=write, contest_id=place.contest.id)
