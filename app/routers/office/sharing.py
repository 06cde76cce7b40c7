"""How works are shared among the commission: all judge all, or a draw with a published seed."""

import secrets
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app.contests import rules
from app.i18n import gettext, ngettext
from app.jury import sharing
from app.jury.forms import SharingForm
from app.web.current import Now, SessionDep
from app.web.desk import Desk, DeskDep
from app.web.forms import Form, submitted
from app.web.page import Page, PageDep

router = APIRouter()
PLACE = "/office/{slug}/jury/sharing"


def get_sharing_desk(desk: DeskDep) -> Desk:
    desk.require(rules.may_change_contest, visible_to=rules.may_see_draft)
    return desk


SharingDesk = Annotated[Desk, Depends(get_sharing_desk, scope="function")]


@router.get(PLACE, name="office.sharing")
def show(desk: SharingDesk, page: PageDep, session: SessionDep, now: Now) -> Response:
    found = sharing.rule(session, desk.contest_id)
    known = {"sheets_per_work": str(found.sheets_per_work), "seed": found.seed} if found else {"sheets_per_work": "0"}
    return _show(page, desk, Form(known), now)


@router.post(PLACE, name="office.sharing.set")
def set_rule(
    desk: SharingDesk, form: Annotated[Form[SharingForm], Depends(submitted(SharingForm))], page: PageDep,
    session: SessionDep, now: Now,
) -> Response:  # fmt: skip
    """Without a seed one is made up."""
    if form.errors:
        return _show(page, desk, form, now)
    seed = form.valid.seed or secrets.token_hex(8)
    sharing.set_rule(session, desk.contest, form.valid.sheets_per_work, seed, by=desk.viewer.id, now=now)
    page.say(gettext("Changes saved"))
    return page.see("office.sharing", slug=desk.contest.slug)


@router.post(PLACE + "/draw", name="office.sharing.draw")
def draw(desk: SharingDesk, page: PageDep, session: SessionDep, now: Now) -> Response:
    """Anew, for what nobody has begun to judge."""
    dealt = sharing.draw_again(session, desk.contest, by=desk.viewer.id, now=now)
    words = ngettext("%(count)s sheet was drawn anew.", "%(count)s sheets were drawn anew.", dealt)
    page.say(words % {"count": dealt})
    return page.see("office.sharing", slug=desk.contest.slug)


def _show(page: Page, desk: Desk, form: Form[Any], now: datetime) -> Response:
    session, contest = page.session, desk.contest
    return page(
        "office/jury/sharing.html", status=422 if form.errors else 200, desk=desk, form=form,
        rule=sharing.rule(session, contest.id), may_set=sharing.may_set(contest, now),
        short=sharing.short_works(session, contest), loads=sharing.loads(session, contest),
    )  # fmt: skip
