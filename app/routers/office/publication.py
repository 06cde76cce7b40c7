"""The results go out: who will read what, then the button."""

from fastapi import APIRouter
from starlette.responses import Response

from app.awards import publication, queries, results
from app.contests import rules
from app.grants import opening
from app.i18n import gettext, ngettext
from app.web import grant_letters, refusals, result_letters
from app.web.current import Now, SessionDep
from app.web.desk import Desk, DeskDep
from app.web.page import PageDep

router = APIRouter()
PATH = "/office/{slug}/publication"
OUTCOMES = (queries.AWARDED, queries.RESERVE, queries.NOT_SELECTED)


@router.get(PATH, name="office.publication")
def show(desk: DeskDep, page: PageDep, session: SessionDep) -> Response:
    _require(desk)
    told = publication.addressees(session, desk.contest_id)
    ours = [one for _, mine in told for one in mine]
    return page(
        "office/publication/show.html", desk=desk, winners=results.winners(session, desk.contest),
        letters=len(told), counts={name: sum(one.outcome == name for one in ours) for name in OUTCOMES},
        missing=[refusals.sentence(one) for one in publication.missing(session, desk.contest)],
        protocol=queries.protocol(session, desk.contest_id),
    )  # fmt: skip


@router.post(PATH, name="office.publication.publish")
def publish(desk: DeskDep, page: PageDep, session: SessionDep, now: Now) -> Response:
    _require(desk)
    by, contest = desk.viewer.user, desk.contest
    publication.publish(session, contest, by=by, now=now)
    path = page.path_for("contests.results", slug=contest.slug)
    letters = result_letters.tell_everybody(page.house, session, contest, path=path, now=now)
    opening.open_grants(session, contest, by=by, now=now)
    grant_letters.ask_for_details(page, contest, now=now)
    page.say(
        gettext("The results are public.") + " "
        + ngettext("%(num)d letter is on its way.", "%(num)d letters are on their way.", letters) % {"num": letters}
    )  # fmt: skip
    return page.see("office.publication", slug=contest.slug)


def _require(desk: Desk) -> None:
    desk.require(rules.may_publish, visible_to=rules.may_propose)
