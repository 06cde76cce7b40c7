"""An expert declares conflicts of interest for all works at once, before opening any."""

from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from app.contests import queries as contests
from app.contests.models import Contest
from app.documents import conflicts as document
from app.i18n import gettext, ngettext
from app.jury import conflicts, rules
from app.jury.models import Seat
from app.jury.words import NATURE
from app.routers.jury import own_seat
from app.web.accounts.entrance import local_path
from app.web.current import CurrentViewer, Now, SessionDep
from app.web.forms import Typed
from app.web.jury import commission_papers, declaring
from app.web.page import Page, PageDep

router = APIRouter()
PLACE = "/jury/{slug}/conflicts"


@router.get(PLACE, name="declarations.show")
def show(slug: str, viewer: CurrentViewer, session: SessionDep, page: PageDep, next: str = "") -> Response:
    contest, seat = own_seat(slug, session, viewer)
    return _show(page, session, contest, seat, {"next": next})


def _show(page: Page, session: SessionDep, contest: Contest, seat: Seat, typed: dict[str, Any], wrong: str = "",
          status: int = 200) -> Response:  # fmt: skip
    lines = conflicts.lines(session, seat)
    return page(
        "jury/conflicts.html", status=status, contest=contest, seat=seat, lines=lines, typed=typed, wrong=wrong,
        natures=[(one.value, gettext(words)) for one, words in NATURE.items()], nature_words=NATURE,
        is_open=rules.is_open_for_judging(contest), target=local_path(typed.get("next")),
        up_to=max((one.sheet_id for one in lines), default=0),
        nominations=contests.nominations(session, contest.id),
        waiting=sum(one.status == "open" and not one.is_declared for one in lines),
    )  # fmt: skip


@router.post(PLACE, name="declarations.declare")
def declare(slug: str, typed: Typed, viewer: CurrentViewer, session: SessionDep, now: Now, page: PageDep) -> Response:
    """One of two buttons: `none`, no conflict with any of the works, or `some`, with those that are ticked."""
    contest, seat = own_seat(slug, session, viewer)
    found = declaring.ticked(typed)
    if found and "none" in typed:
        wrong = gettext("You have ticked works and said that there is no conflict. Untick them or declare them.")
        return _show(page, session, contest, seat, typed, wrong, status=422)
    if not found and "none" not in typed:
        return _show(page, session, contest, seat, typed, gettext("Nothing is ticked."), status=422)
    number = conflicts.declare(
        session, seat, contest, found, up_to=declaring.looked_through(typed), by=viewer.id, now=now
    )
    words = ngettext("Declared: %(count)s conflict of interest.", "Declared: %(count)s conflicts of interest.", number)
    page.say(words % {"count": number} if number else gettext("Declared: you have no conflicts of interest."))
    return declaring.back(page, contest, typed)


@router.get(PLACE + ".pdf", name="declarations_pdf")
def pdf(slug: str, viewer: CurrentViewer, session: SessionDep, page: PageDep) -> Response:
    contest, seat = own_seat(slug, session, viewer)
    made = commission_papers.declaration(session, contest, seat, commission_papers.letterhead(page))
    return page.file(document.draw(made), "application/pdf", f"conflicts-{slug}.pdf", inline=True)
