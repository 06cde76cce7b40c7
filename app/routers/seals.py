"""An expert seals everything at once; the receipts of what is sealed."""

from fastapi import APIRouter
from starlette.responses import Response

from app.contests import queries as contests
from app.documents import seal_receipt
from app.errors import NotYours
from app.i18n import gettext, ngettext
from app.jury import queries, sealing
from app.jury.progress import progress_of
from app.routers.jury import BenchDep, own_seat
from app.web import checkpointing
from app.web.current import CurrentViewer, Now, SessionDep
from app.web.jury import commission_letters, commission_papers
from app.web.page import PageDep

router = APIRouter()


@router.get("/jury/{slug}/seal", name="seals.all")
def show(slug: str, viewer: CurrentViewer, session: SessionDep, page: PageDep) -> Response:
    contest, seat = own_seat(slug, session, viewer)
    return page(
        "jury/seal_all.html", contest=contest, nominations=contests.nominations(session, contest.id),
        progress={one.nomination_id: one for one in progress_of(session, contest.id, seat.id)},
    )  # fmt: skip


@router.post("/jury/{slug}/seal", name="seals.all.post")
def seal_all(slug: str, viewer: CurrentViewer, session: SessionDep, now: Now, page: PageDep) -> Response:
    contest, seat = own_seat(slug, session, viewer)
    judged = {one.nomination_id for one in progress_of(session, contest.id, seat.id) if one.is_asked}
    mine = [one for one in contests.nominations(session, contest.id) if one.id in judged]
    made = sealing.seal_all(session, seat, contest, mine, by=viewer.id, now=now)
    for nomination, seal in made:
        commission_letters.sealed(page, session, contest, nomination, viewer.user, seal, now=now)
    checkpointing.note_sealed(page, contest, mine, now=now)
    words = ngettext("%(count)s nomination is sealed.", "%(count)s nominations are sealed.", len(made))
    page.say(words % {"count": len(made)} + " " + gettext("The receipts stand below and come by letter."))
    return page.see("jury.contest", slug=slug)


@router.get("/jury/{slug}/{position:int}/receipt.pdf", name="seals.receipt")
def receipt(bench: BenchDep, session: SessionDep, page: PageDep) -> Response:
    seal = queries.seal(session, bench.seat.id, bench.nomination.id)
    if seal is None:
        raise NotYours
    printed_by = commission_papers.letterhead(page)
    made = commission_papers.receipt(session, bench.contest, bench.nomination, bench.seat, seal, printed_by)
    return page.file(seal_receipt.draw(made), "application/pdf", f"receipt-{seal.receipt}.pdf", inline=True)
