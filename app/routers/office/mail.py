"""The contest's letters: which left, which wait, which were refused. What a private one says is shown to nobody."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import HTMLResponse, Response

from app.contests import outbox, rules
from app.errors import NotYours
from app.fields import Email, Fields
from app.i18n import gettext, mark
from app.mail import Letter, LetterStatus
from app.web import reminding
from app.web.current import Now, SessionDep
from app.web.desk import Desk, DeskDep
from app.web.forms import Form, submitted
from app.web.page import Page, PageDep

router = APIRouter()
STATES = {
    LetterStatus.WAITING: ("info", mark("Waiting")),
    LetterStatus.SENT: ("ok", mark("Sent")),
    LetterStatus.REFUSED: ("bad", mark("Refused")),
}
LOOK = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"
"""A letter is styled in itself, as mail programs need it; nothing else may happen in it."""


class Again(Fields):
    address: Email | None = None


@router.get("/office/{slug}/mail", name="office.mail")
def show(desk: DeskDep, page: PageDep, session: SessionDep, now: Now, state: str = "", number: str = "1") -> Response:
    desk.require_sight(rules.may_read_mail)
    wanted = LetterStatus(state) if state in set(LetterStatus) else None
    counts = outbox.counts(session, desk.contest_id)
    total = counts[wanted] if wanted else sum(counts.values())
    pages = max(1, -(-total // outbox.PAGE))
    here = min(max(1, int(number)), pages) if number.isascii() and number.isdigit() and len(number) < 7 else 1
    letters = outbox.letters(session, desk.contest_id, wanted, here)
    return page(
        "office/mail/show.html", desk=desk, letters=letters, counts=counts, wanted=wanted, here_page=here, pages=pages,
        states=STATES, filters=_filters(page, desk, wanted, counts), delivers=bool(page.house.settings.smtp_url),
        held=outbox.held_since(session, desk.contest_id), per_minute=page.house.settings.mail_per_minute,
        coming=reminding.coming(session, desk.contest, now), kinds=reminding.TITLES,
    )  # fmt: skip


def _filters(page: Page, desk: Desk, wanted: LetterStatus | None,
             counts: dict[LetterStatus, int]) -> list[tuple[str, str, bool]]:  # fmt: skip
    here = str(page.request.app.url_path_for("office.mail", slug=desk.contest.slug))
    every = (f"{gettext('All')} {sum(counts.values())}", here, wanted is None)
    return [every] + [
        (f"{gettext(words)} {counts[state]}", f"{here}?state={state}", wanted is state)
        for state, (_, words) in STATES.items()
    ]


@router.post("/office/{slug}/mail/hold", name="office.mail.hold")
def hold(desk: DeskDep, page: PageDep, session: SessionDep, now: Now) -> Response:
    desk.require_sight(rules.may_read_mail)
    outbox.hold(session, desk.contest, by=desk.viewer.id, now=now)
    page.say(gettext("Nothing leaves any more until you let it go on."), "warn")
    return page.see("office.mail", slug=desk.contest.slug)


@router.post("/office/{slug}/mail/release", name="office.mail.release")
def release(desk: DeskDep, page: PageDep, session: SessionDep, now: Now) -> Response:
    desk.require_sight(rules.may_read_mail)
    outbox.release(session, desk.contest, by=desk.viewer.id, now=now)
    page.say(gettext("The letters go on."))
    return page.see("office.mail", slug=desk.contest.slug)


@router.get("/office/{slug}/mail/{letter_id:int}", name="office.mail.letter")
def letter(letter_id: int, desk: DeskDep, page: PageDep, session: SessionDep) -> Response:
    return _show(page, desk, _found(session, desk, letter_id), Form())


@router.get("/office/{slug}/mail/{letter_id:int}/look", name="office.mail.look")
def look(letter_id: int, desk: DeskDep, session: SessionDep) -> Response:
    """The letter as mail programs show it."""
    found = _found(session, desk, letter_id)
    if found.is_private:
        raise NotYours
    return HTMLResponse(found.html, headers={"Content-Security-Policy": LOOK})


@router.post("/office/{slug}/mail/{letter_id:int}/retry", name="office.mail.retry")
def retry(
    letter_id: int, form: Annotated[Form[Again], Depends(submitted(Again))], desk: DeskDep, page: PageDep,
    session: SessionDep, now: Now,
) -> Response:  # fmt: skip
    found = _found(session, desk, letter_id)
    if form.errors:
        return _show(page, desk, found, form, status=422)
    address = form.valid.address or ""
    outbox.try_again(session, desk.contest, found, by=desk.viewer.id, now=now, address=address)
    page.say(gettext("The letter waits to be sent again."))
    return page.see("office.mail.letter", slug=desk.contest.slug, letter_id=letter_id)


def _show(page: Page, desk: Desk, found: Letter, form: Form[Again], status: int = 200) -> Response:
    return page(
        "office/mail/letter.html", status=status, desk=desk, letter=found, states=STATES, form=form,
        short=outbox.as_message(found),
    )  # fmt: skip


def _found(session: SessionDep, desk: Desk, letter_id: int) -> Letter:
    desk.require_sight(rules.may_read_mail)
    found = outbox.one(session, desk.contest_id, letter_id)
    if found is None:
        raise NotYours
    return found
