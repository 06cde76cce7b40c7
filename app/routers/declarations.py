"""An expert declares conflicts of interest for all works at once, before opening any."""

from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from app.documents import conflicts as document
from app.i18n import gettext, ngettext
from app.jury import conflicts, rules
from app.jury.models import Nature
from app.jury.words import NATURE
from app.routers.jury import own_seat
from app.web import commission_papers
from app.web.current import CurrentViewer, Now, SessionDep
from app.web.forms import Typed
from app.web.page import PageDep

router = APIRouter()
PLACE = "/jury/{slug}/conflicts"
LONGEST = 2000


@router.get(PLACE, name="declarations.show")
def show(slug: str, viewer: CurrentViewer, session: SessionDep, page: PageDep) -> Response:
    contest, seat = own_seat(slug, session, viewer)
    return page(
        "jury/conflicts.html", contest=contest, seat=seat, lines=conflicts.lines(session, seat),
        natures=[(one.value, gettext(words)) for one, words in NATURE.items()], nature_words=NATURE,
        is_open=rules.is_open_for_judging(contest),
    )  # fmt: skip


@router.post(PLACE, name="declarations.declare")
def declare(slug: str, typed: Typed, viewer: CurrentViewer, session: SessionDep, now: Now, page: PageDep) -> Response:
    """Fields `n-{sheet}`: the nature of a conflict, or nothing; `w-{sheet}`: in words."""
    contest, seat = own_seat(slug, session, viewer)
    number = conflicts.declare(session, seat, contest, _found(typed), by=viewer.id, now=now)
    words = ngettext("Declared: %(count)s conflict of interest.", "Declared: %(count)s conflicts of interest.", number)
    page.say(words % {"count": number} if number else gettext("Declared: you have no conflicts of interest."))
    return page.see("jury.contest", slug=slug)


def _found(typed: dict[str, Any]) -> dict[int, tuple[Nature, str]]:
    natures = {one.value: one for one in Nature}
    found: dict[int, tuple[Nature, str]] = {}
    for name, value in typed.items():
        number = name.removeprefix("n-")
        is_sheet = name.startswith("n-") and number.isdecimal() and len(number) < 10
        if is_sheet and isinstance(value, str) and value in natures:
            why = str(typed.get(f"w-{number}", "")).replace("\0", "").strip()[:LONGEST]
            found[int(number)] = (natures[value], why or conflicts.in_words(natures[value]))
    return found


@router.get(PLACE + ".pdf", name="declarations_pdf")
def pdf(slug: str, viewer: CurrentViewer, session: SessionDep, page: PageDep) -> Response:
    contest, seat = own_seat(slug, session, viewer)
    made = commission_papers.declaration(session, contest, seat, commission_papers.letterhead(page))
    return page.file(document.draw(made), "application/pdf", f"conflicts-{slug}.pdf", inline=True)
