"""The office reminds members of the commission who have not sealed everything."""

from fastapi import APIRouter
from starlette.responses import Response

from app.contests import rules
from app.i18n import gettext, ngettext
from app.web.current import Now
from app.web.desk import DeskDep
from app.web.jury import judging_reminders
from app.web.page import PageDep

router = APIRouter()


@router.post("/office/{slug}/jury/reminder", name="office.jury.remind")
def remind(desk: DeskDep, now: Now, page: PageDep) -> Response:
    desk.require_sight(rules.may_run_jury)
    number = judging_reminders.remind(page, desk.contest, by=desk.viewer.id, now=now)
    words = ngettext("%(count)s reminder is on its way.", "%(count)s reminders are on their way.", number)
    page.say(words % {"count": number} if number else gettext("They have a reminder of today already."))
    return page.see("office.jury", slug=desk.contest.slug)
