"""Gifts of a drawing contest's winners: what each receives, who signs for a minor, the act, its scan."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from app.awards import queries, scans
from app.awards import rules as awards
from app.awards.scans import Scan
from app.ceremony import handovers
from app.ceremony import queries as ceremony_queries
from app.ceremony.acts import Acts
from app.ceremony.forms import ActForm, GiftForm, ReceiverForm, UndoForm
from app.ceremony.queries import Winner
from app.ceremony.words import RELATION
from app.contests import rules
from app.contests.models import ContestKind
from app.db import transaction
from app.documents.sheets import XLSX
from app.errors import NotYours, RuleBroken
from app.grants import papers
from app.i18n import gettext, local
from app.programmes import queries as programmes
from app.web import downloads, uploading
from app.web.ceremony import gift_register
from app.web.current import HouseDep, Now, SessionDep, Viewer, get_current_viewer, get_viewer
from app.web.desk import Desk, DeskDep, get_desk
from app.web.forms import Form, Uploads, bind, submitted
from app.web.page import Page, PageDep

router = APIRouter()
BODY = scans.LARGEST + 100_000
GiftDep = Annotated[Form[GiftForm], Depends(submitted(GiftForm))]
ReceiverDep = Annotated[Form[ReceiverForm], Depends(submitted(ReceiverForm))]


def _require(desk: Desk) -> None:
    desk.require_sight(rules.may_hand_over)
    if desk.contest.kind is not ContestKind.DRAWING:
        raise NotYours


def get_winner(award_id: int, desk: DeskDep, session: SessionDep) -> Winner:
    """Nobody is a winner before the results are out."""
    _require(desk)
    is_out = awards.is_out(desk.contest)
    found = ceremony_queries.winners(session, desk.contest_id, award_id) if is_out else []
    if not found:
        raise NotYours
    return found[0]


WinnerDep = Annotated[Winner, Depends(get_winner, scope="function")]


def get_signer(request: Request, slug: str, award_id: int, house: HouseDep) -> Viewer:
    """Who sends a scan is asked in a transaction of its own: no byte of it has been read before."""
    with transaction(house.engine) as session:
        viewer = get_current_viewer(get_viewer(request, session))
        get_winner(award_id, get_desk(slug, session, viewer), session)
        return viewer


Signer = Annotated[Viewer, Depends(get_signer, scope="function")]


@router.get("/office/{slug}/gifts", name="office.gifts")
def index(desk: DeskDep, session: SessionDep, page: PageDep) -> Response:
    _require(desk)
    is_out = awards.is_out(desk.contest)
    winners = ceremony_queries.winners(session, desk.contest_id) if is_out else []
    return page(
        "office/gifts/index.html", desk=desk, is_out=is_out, winners=winners, back=_taken_back(session, desk),
        total=gift_register.total(winners), pieces=gift_register.pieces(winners),
        handed=sum(bool(one.act and one.act.handed_over_on) for one in winners),
        scans=sum(bool(one.act and one.act.scan_sha256) for one in winners),
    )  # fmt: skip


def _taken_back(session: SessionDep, desk: Desk) -> list[Winner]:
    return ceremony_queries.taken_back(session, desk.contest_id) if awards.is_out(desk.contest) else []


@router.get("/office/{slug}/gifts/acts.pdf", name="office.gifts.acts")
def acts(desk: DeskDep, session: SessionDep, page: PageDep) -> Response:
    _require(desk)
    found = ceremony_queries.winners(session, desk.contest_id) if awards.is_out(desk.contest) else []
    data = _acts(page, session, desk).many(found)
    return page.file(data, "application/pdf", f"{desk.contest.slug}-acts.pdf")


@router.get("/office/{slug}/gifts/register.{ending}", name="office.gifts.register")
def register(desk: DeskDep, ending: str, session: SessionDep, page: PageDep) -> Response:
    """Every gift with its value, as a list to sign or for a spreadsheet."""
    _require(desk)
    found = ceremony_queries.winners(session, desk.contest_id) if awards.is_out(desk.contest) else []
    name = f"{desk.contest.slug}-gifts.{ending}"
    if ending == "pdf":
        return page.file(gift_register.pdf(page, desk.contest, found), "application/pdf", name)
    if ending == "xlsx":
        return page.file(gift_register.xlsx(desk.contest, found), XLSX, name)
    raise NotYours


@router.get("/office/{slug}/gifts/{award_id:int}", name="office.gifts.award")
def show(desk: DeskDep, winner: WinnerDep, page: PageDep) -> Response:
    return _winner_page(page, desk, winner)


def _winner_page(
    page: Page, desk: Desk, winner: Winner, *, gift: Form[GiftForm] | None = None,
    receiver: Form[ReceiverForm] | None = None, act: Form[ActForm] | None = None, undo: Form[UndoForm] | None = None,
    status: int = 200,
) -> Response:  # fmt: skip
    author = winner.entry.author
    return page(
        "office/gifts/award.html", status=status, desk=desk, winner=winner, undo=undo,
        form=gift or receiver or act or undo, gift=gift or Form(),
        receiver=receiver or Form(_receiver(page, winner)), act=act or Form(),
        is_minor=handovers.is_minor(author, local(page.request.state.received_at).date()), accepted=scans.ACCEPTED,
        relations=[(slug, gettext(words)) for slug, words in RELATION.items()], relation_words=RELATION,
        total=sum(one.quantity * one.price for one in winner.gifts),
    )  # fmt: skip


def _receiver(page: Page, winner: Winner) -> dict[str, str]:
    """As the act says; before there is one, whoever consented to the child's taking part."""
    if winner.act:
        return {"received_by": winner.act.received_by, "relation": winner.act.relation}
    consent = ceremony_queries.representative(page.session, winner.award.application_id)
    return {"received_by": consent.given_by, "relation": consent.relation} if consent else {}


@router.post("/office/{slug}/gifts/{award_id:int}", name="office.gifts.add")
def add(desk: DeskDep, winner: WinnerDep, form: GiftDep, session: SessionDep, page: PageDep, now: Now) -> Response:
    if form.errors:
        return _winner_page(page, desk, winner, gift=form, status=422)
    handovers.add_gift(session, winner.award, form.valid, by=desk.viewer.user, now=now)
    page.say(gettext("The gift is added."))
    return _back(page, desk, winner)


@router.post("/office/{slug}/gifts/{award_id:int}/{gift_id:int}/removal", name="office.gifts.removal")
def removal(desk: DeskDep, winner: WinnerDep, gift_id: int, session: SessionDep, page: PageDep, now: Now) -> Response:
    gift = ceremony_queries.gift(session, winner.award, gift_id)
    if gift is None:
        raise NotYours
    handovers.remove_gift(session, winner.award, gift, by=desk.viewer.user, now=now)
    page.say(gettext("The gift is removed."))
    return _back(page, desk, winner)


@router.post("/office/{slug}/gifts/{award_id:int}/act", name="office.gifts.act")
def act(desk: DeskDep, winner: WinnerDep, form: ReceiverDep, session: SessionDep, page: PageDep, now: Now) -> Response:
    if form.fields and handovers.is_minor(winner.entry.author, local(now).date()):
        for name in ("received_by", "relation"):
            if getattr(form.fields, name) is None:
                form.refuse(name, "say")
    if form.errors:
        return _winner_page(page, desk, winner, receiver=form, status=422)
    said = form.valid
    made = handovers.make_act(
        session, winner.award, said.received_by or "", said.relation or "", by=desk.viewer.user, now=now
    )
    page.say(gettext("Act No. %(number)s is ready to be printed.") % {"number": made.number})
    return _back(page, desk, winner)


@router.get("/office/{slug}/gifts/{award_id:int}/act.pdf", name="office.gifts.act_pdf")
def act_pdf(desk: DeskDep, winner: WinnerDep, session: SessionDep, page: PageDep) -> Response:
    data = _acts(page, session, desk).one(winner)
    number = winner.act.number if winner.act else 0
    return page.file(data, "application/pdf", f"{desk.contest.slug}-act-{number}.pdf")


@router.post("/office/{slug}/gifts/{award_id:int}/handover", name="office.gifts.handover", max_body_size=BODY)
def handover(slug: str, award_id: int, viewer: Signer, files: Uploads, request: Request, house: HouseDep,
             session: SessionDep, now: Now) -> Response:  # fmt: skip
    """The scan is looked through before the transaction begins."""
    form = bind(ActForm, request.state.typed)
    looked = uploading.looked_through(house, viewer, files, form, "scan", papers.scan, required=False)
    desk, page = get_desk(slug, session, viewer), Page(request, house, session, viewer)
    winner = get_winner(award_id, desk, session)
    if form.fields and form.fields.on > local(now).date():
        form.refuse("on", "date-ahead")
    if form.errors:
        uploading.left_behind(page, viewer, form, "scan", looked, is_whole=True)
        return _winner_page(page, desk, winner, act=form, status=422)
    scan = Scan(looked.paper.sha256, looked.paper.media_type) if looked else None
    handovers.complete(session, winner.award, form.valid.on, scan, by=viewer.user, now=now)
    if looked:
        looked.keep(house.shelf)
    page.say(gettext("Noted: the gifts are handed over."))
    return _back(page, desk, winner)


@router.post("/office/{slug}/gifts/{award_id:int}/undo", name="office.gifts.undo")
def undo(desk: DeskDep, winner: WinnerDep, form: Annotated[Form[UndoForm], Depends(submitted(UndoForm))],
         session: SessionDep, page: PageDep, now: Now) -> Response:  # fmt: skip
    """The handing over was noted by mistake."""
    if form.errors:
        return _winner_page(page, desk, winner, undo=form, status=422)
    handovers.undo(session, winner.award, form.valid.undo_reason, by=desk.viewer.user, now=now)
    page.say(gettext("Taken back: the gifts are not handed over. The journal keeps the reason."))
    return _back(page, desk, winner)


@router.get("/office/{slug}/gifts/{award_id:int}/scan", name="office.gifts.scan")
def scan(desk: DeskDep, winner: WinnerDep, house: HouseDep) -> Response:
    found = winner.act
    if found is None or found.scan_sha256 is None:
        raise NotYours
    name = f"{desk.contest.slug}-act-{found.number}.{scans.ENDINGS[found.scan_type]}"
    return downloads.stored(house.shelf, found.scan_sha256, found.scan_type, name)


def _acts(page: Page, session: SessionDep, desk: Desk) -> Acts:
    organisation, protocol = programmes.organisation(session), queries.protocol(session, desk.contest_id)
    if organisation is None or protocol is None:
        raise RuleBroken("protocol-missing")
    return Acts(desk.contest, organisation, protocol, page.house.settings.font_cache)


def _back(page: Page, desk: Desk, winner: Winner) -> Response:
    return page.see("office.gifts.award", slug=desk.contest.slug, award_id=winner.award.id)
