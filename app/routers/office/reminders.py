"""Which reminders a contest sends, when the next ones go, and who cannot be reached by letter."""

import re

from fastapi import APIRouter
from starlette.responses import Response

from app.applications import reminders
from app.contests import rules
from app.contests.letter_models import ReminderKind
from app.fields import Fields, Wrong
from app.i18n import gettext
from app.web import reminding
from app.web.current import Now, SessionDep
from app.web.desk import Desk, DeskDep
from app.web.forms import Form, Typed, printable
from app.web.page import Page, PageDep

router = APIRouter()
HERE = "/office/{slug}/mail/reminders"
MOST, FURTHEST = 6, 60
"""Reminders of a kind, and days from the deadline."""


@router.get(HERE, name="office.mail.reminders")
def show(desk: DeskDep, page: PageDep, session: SessionDep, now: Now) -> Response:
    desk.require_sight(rules.may_write_letters)
    plan = reminders.plan(session, desk.contest)
    return _show(page, desk, Form({kind.value: ", ".join(map(str, days)) for kind, days in plan.items()}), now)


@router.post(HERE, name="office.mail.reminders.save")
def save(typed: Typed, desk: DeskDep, page: PageDep, session: SessionDep, now: Now) -> Response:
    desk.require_sight(rules.may_write_letters)
    form: Form[Fields] = Form(printable(typed))
    wanted = {kind: _days(form, kind) for kind in reminders.kinds(desk.contest)}
    if form.errors:
        return _show(page, desk, form, now, status=422)
    reminders.set_plan(session, desk.contest, wanted, by=desk.viewer.id, now=now)
    page.say(gettext("The reminders are saved."))
    return page.see("office.mail.reminders", slug=desk.contest.slug)


def _days(form: Form[Fields], kind: ReminderKind) -> list[int]:
    words = re.split(r"[\s,;]+", str(form.text.get(kind.value, "")).strip())
    found = [
        int(word) for word in words if word.isascii() and word.isdigit() and len(word) < 5 and 0 < int(word) <= FURTHEST
    ]
    if len(found) != len([word for word in words if word]) or len(found) > MOST:
        form.refuse(kind.value, Wrong("reminder-days", most=MOST, furthest=FURTHEST))
    return found


def _show(page: Page, desk: Desk, form: Form[Fields], now: Now, status: int = 200) -> Response:
    return page(
        "office/mail/reminders.html", status=status, desk=desk, form=form, kinds=reminding.TITLES,
        shown=reminders.kinds(desk.contest), coming=reminding.coming(page.session, desk.contest, now),
        unreachable=reminders.unreachable(page.session, desk.contest),
    )  # fmt: skip
