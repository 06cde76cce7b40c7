"""The office's calendar of letters about grants: who gets what when, as it will read."""

from dataclasses import dataclass
from datetime import datetime

from starlette.responses import Response

from app.grants import reminders
from app.grants.reminders import Kind, Reminder
from app.i18n import gettext, mark
from app.web.desk import Desk
from app.web.grants import grant_reminding, reminder_letters
from app.web.letters import Draft
from app.web.page import Page

KINDS = {
    Kind.ANSWER: mark("The winner's answer"),
    Kind.SILENT: mark("No answer in time"),
    Kind.DETAILS: mark("Details missing"),
    Kind.UNSIGNED: mark("Contract not signed"),
    Kind.PAGES: mark("Signed pages not looked at"),
    Kind.SOON: mark("Before the day of the report"),
    Kind.OVERDUE: mark("Overdue"),
    Kind.CORRECT: mark("Returned and not corrected"),
    Kind.UNCHECKED: mark("Waits to be checked"),
}


@dataclass(frozen=True)
class Line:
    one: Reminder
    kind: str
    to: str
    letter: Draft


def show(page: Page, desk: Desk, now: datetime) -> Response:
    ahead = reminders.coming(page.session, desk.contest, now)
    return page(
        "office/grants/letters.html", desk=desk, lines=[_line(page, desk, one) for one in ahead],
        stuck=reminders.STUCK, before=reminders.BEFORE, after=reminders.AFTER,
    )  # fmt: skip


def _line(page: Page, desk: Desk, one: Reminder) -> Line:
    winner = one.row.application.applicant_name
    to = gettext("The office") if one.to_office else winner
    letter = reminder_letters.draft(page, grant_reminding.place(one, desk.contest), one, one.at)
    return Line(one, gettext(KINDS[one.kind]), to, letter)
