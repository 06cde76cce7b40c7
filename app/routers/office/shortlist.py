"""The shortlist round as the office sees it: who has answered how far, which works go on, and the chair's closing. How
works were answered for stands here once the full judging of their nomination is sealed, for those who may see a
ranking."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app.awards import shortlist_papers
from app.contests import queries as contests
from app.contests import rules
from app.contests.models import ShortlistMode
from app.documents import shortlist as shortlist_pdf
from app.errors import NotYours
from app.i18n import gettext
from app.jury import queries, shortlisting
from app.jury import shortlist_queries as asked
from app.jury.forms import ClosingForm
from app.jury.rules import is_open_for_judging
from app.routers.office.jury import own_nomination
from app.web.current import Now, SessionDep
from app.web.desk import Desk, DeskDep
from app.web.forms import Form, submitted
from app.web.jury import commission_papers, shortlist_letters, shortlist_words
from app.web.page import Page, PageDep

router = APIRouter()
PLACE = "/office/{slug}/jury/shortlist"
ClosingDep = Annotated[Form[ClosingForm], Depends(submitted(ClosingForm))]


def get_shortlist_desk(desk: DeskDep) -> Desk:
    desk.require_sight(rules.may_run_jury)
    if desk.contest.shortlist is ShortlistMode.OFF:
        raise NotYours
    return desk


ShortlistDesk = Annotated[Desk, Depends(get_shortlist_desk, scope="function")]


@router.get(PLACE, name="office.shortlist")
def show(desk: ShortlistDesk, page: PageDep, session: SessionDep) -> Response:
    contest = desk.contest
    over, sealed = asked.shortlists(session, contest.id), queries.sealed_nominations(session, contest.id)
    groups = {one.position: one for one in shortlist_papers.groups(session, contest, sealed)}
    return page(
        "office/jury/shortlist.html", desk=desk, nominations=contests.nominations(session, contest.id), over=over,
        sealed=sealed, groups=groups, words=shortlist_words, mode=contest.shortlist,
        seats=queries.seats(session, contest.id), judging=asked.judging(session, contest.id),
        answered=asked.answered(session, contest.id), seals=asked.seals(session, contest.id),
        answering=shortlisting.answering, may_close=rules.may_close_judging(desk.roles),
        is_open=is_open_for_judging(contest),
    )  # fmt: skip


@router.get(PLACE + ".pdf", name="office.shortlist_pdf")
def pdf(desk: ShortlistDesk, page: PageDep, session: SessionDep) -> Response:
    commission_papers.letterhead(page)
    made = shortlist_papers.printed(session, desk.contest)
    if not made.groups:
        raise NotYours
    return page.file(shortlist_pdf.draw(made), "application/pdf", f"shortlist-{desk.contest.slug}.pdf", inline=True)


@router.get(PLACE + "/{position:int}", name="office.shortlist.closing")
def closing(desk: ShortlistDesk, position: int, page: PageDep, session: SessionDep) -> Response:
    desk.require(rules.may_close_judging, visible_to=rules.may_run_jury)
    return _closing(page, desk, position, Form())


@router.post(PLACE + "/{position:int}", name="office.shortlist.close")
def close(
    desk: ShortlistDesk, position: int, form: ClosingDep, page: PageDep, session: SessionDep, now: Now
) -> Response:
    desk.require(rules.may_close_judging, visible_to=rules.may_run_jury)
    if form.errors:
        return _closing(page, desk, position, form)
    nomination = own_nomination(desk, session, position)
    shortlisting.close(session, nomination, desk.contest, form.valid.reason, by=desk.viewer.id, now=now)
    shortlist_letters.made(page, session, desk.contest, now=now)
    page.say(gettext("The shortlist is made."))
    return page.see("office.shortlist", slug=desk.contest.slug)


def _closing(page: Page, desk: Desk, position: int, form: Form[Any]) -> Response:
    nomination = own_nomination(desk, page.session, position)
    status = 422 if form.errors else 200
    return page("office/jury/shortlist_closing.html", status=status, desk=desk, nomination=nomination, form=form)
