"""The contest's letters: which left, which wait, which were refused. What a private one says is shown to nobody."""

from fastapi import APIRouter
from starlette.responses import Response

from app.contests import outbox, rules
from app.errors import NotYours
from app.i18n import gettext, mark
from app.mail import Letter, LetterStatus
from app.web.current import Now, SessionDep
from app.web.desk import Desk, DeskDep
from app.web.page import Page, PageDep

router = APIRouter()
STATES = {
    LetterStatus.WAITING: ("info", mark("Waiting")),
    LetterStatus.SENT: ("ok", mark("Sent")),
    LetterStatus.REFUSED: ("bad", mark("Refused")),
}


@router.get("/office/{slug}/mail", name="office.mail")
def show(desk: DeskDep, page: PageDep, session: SessionDep, state: str = "", number: str = "1") -> Response:
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
    )  # fmt: skip


def _filters(page: Page, desk: Desk, wanted: LetterStatus | None,
             counts: dict[LetterStatus, int]) -> list[tuple[str, str, bool]]:  # fmt: skip
    here = str(page.request.app.url_path_for("office.mail", slug=desk.contest.slug))
    every = (f"{gettext('All')} {sum(counts.values())}", here, wanted is None)
    return [every] + [
        (f"{gettext(words)} {counts[state]}", f"{here}?state={state}", wanted is state)
        for state, (_, words) in STATES.items()
    ]


@router.get("/office/{slug}/mail/{letter_id:int}", name="office.mail.letter")
def letter(letter_id: int, desk: DeskDep, page: PageDep, session: SessionDep) -> Response:
    found = _found(session, desk, letter_id)
    return page("office/mail/letter.html", desk=desk, letter=found, states=STATES)


@router.post("/office/{slug}/mail/{letter_id:int}/retry", name="office.mail.retry")
def retry(letter_id: int, desk: DeskDep, page: PageDep, session: SessionDep, now: Now) -> Response:
    found = _found(session, desk, letter_id)
    outbox.try_again(session, desk.contest, found, by=desk.viewer.id, now=now)
    page.say(gettext("The letter waits to be sent again."))
    return page.see("office.mail.letter", slug=desk.contest.slug, letter_id=letter_id)


def _found(session: SessionDep, desk: Desk, letter_id: int) -> Letter:
    desk.require_sight(rules.may_read_mail)
    found = outbox.one(session, desk.contest_id, letter_id)
    if found is None:
        raise NotYours
    return found
