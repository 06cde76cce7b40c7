"""The commission beyond giving seats: the invitation before it goes out, the list on paper with its stamps, a member's
details, a replacement."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app.contests import queries as contests
from app.contests import rules
from app.contests.models import ContestStatus, StampKind
from app.contests.rulebook import LANGUAGES
from app.contests.rules_forms import Stamped, typed_stamp
from app.documents import commission as commission_pdf
from app.documents import commission_docx, conflicts
from app.i18n import gettext, local
from app.jury import commission, queries, seats
from app.jury.forms import DetailsForm, ReplacementForm
from app.jury.models import Seat
from app.routers.office.jury import SeatDep, chosen_nominations, own_seat, person_of, seat_page
from app.web.current import Now, SessionDep
from app.web.desk import Desk, DeskDep
from app.web.forms import Form, submitted
from app.web.jury import commission_letters, commission_papers
from app.web.page import Page, PageDep

router = APIRouter()
PLACE = "/office/{slug}/jury"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
StampDep = Annotated[Form[Stamped], Depends(submitted(Stamped))]
DetailsDep = Annotated[Form[DetailsForm], Depends(submitted(DetailsForm))]
ReplacementDep = Annotated[Form[ReplacementForm], Depends(submitted(ReplacementForm))]


def get_jury_desk(desk: DeskDep) -> Desk:
    desk.require_sight(rules.may_run_jury)
    return desk


JuryDesk = Annotated[Desk, Depends(get_jury_desk, scope="function")]


@router.post(PLACE + "/letter", name="office.commission.letter")
def letter(desk: JuryDesk, form: SeatDep, session: SessionDep, page: PageDep) -> Response:
    """The invitation as it will go out, before the seat is given."""
    user = person_of(session, desk, form)
    if form.errors or user is None:
        return seat_page(page, session, desk, form, status=422)
    post, chosen = form.valid.post, chosen_nominations(session, desk, form.valid)
    path = commission_letters.path_of(page, desk.contest, post)
    draft = commission_letters.in_their_language(user, desk.contest, post, chosen, path)
    return page("office/jury/letter.html", desk=desk, form=form, draft=draft, user=user)


@router.get(PLACE + "/commission.pdf", name="office.commission_pdf")
def list_pdf(desk: JuryDesk, page: PageDep) -> Response:
    made = commission_papers.composition(page.session, desk.contest, commission_papers.letterhead(page))
    return page.file(commission_pdf.draw(made), "application/pdf", f"commission-{desk.contest.slug}.pdf", inline=True)


@router.get(PLACE + "/commission.docx", name="office.commission_docx")
def list_docx(desk: JuryDesk, page: PageDep) -> Response:
    made = commission_papers.composition(page.session, desk.contest, commission_papers.letterhead(page))
    return page.file(commission_docx.draw(made), WORD, f"commission-{desk.contest.slug}.docx")


@router.get(PLACE + "/stamps/{kind}", name="office.commission.stamp")
def stamp(desk: JuryDesk, kind: StampKind, page: PageDep, session: SessionDep) -> Response:
    known = commission.stamps(session, desk.contest_id).get(kind)
    head = page.organisation if kind is StampKind.APPROVAL else None
    return _stamp(page, desk, kind, Form(typed_stamp(known, head)))


@router.post(PLACE + "/stamps/{kind}", name="office.commission.stamp.post")
def note_stamp(
    desk: JuryDesk, kind: StampKind, form: StampDep, page: PageDep, session: SessionDep, now: Now
) -> Response:
    if kind is StampKind.AGREEMENT:
        for name in (f"authority_{code}" for code in LANGUAGES if not form.text.get(f"authority_{code}")):
            form.refuse(name, "say")
    if form.fields and form.fields.signed_on > local(now).date():
        form.refuse("signed_on", "date-ahead")
    if form.errors:
        return _stamp(page, desk, kind, form)
    commission.note_stamp(session, desk.contest, kind, **form.valid.facts, by=desk.viewer.id, now=now)
    page.say(gettext("Noted: the list of the commission shows it."))
    return page.see("office.jury", slug=desk.contest.slug, anchor="list")


def _stamp(page: Page, desk: Desk, kind: StampKind, form: Form[Any]) -> Response:
    return page("office/jury/stamp.html", status=422 if form.errors else 200, desk=desk, kind=kind, form=form)


@router.get(PLACE + "/seats/{seat_id:int}/conflicts.pdf", name="office.commission.conflicts_pdf")
def declaration(desk: JuryDesk, seat_id: int, page: PageDep, session: SessionDep) -> Response:
    """For whoever signs it on paper."""
    seat = own_seat(desk, session, seat_id)
    made = commission_papers.declaration(session, desk.contest, seat, commission_papers.letterhead(page))
    return page.file(conflicts.draw(made), "application/pdf", f"conflicts-{seat.position}.pdf", inline=True)


@router.get(PLACE + "/seats/{seat_id:int}/details", name="office.commission.details")
def details(desk: JuryDesk, seat_id: int, page: PageDep, session: SessionDep) -> Response:
    seat = own_seat(desk, session, seat_id)
    return _details(page, desk, seat, Form(_typed(seat) | ({"on_paper": "yes"} if seat.on_paper else {})))


@router.post(PLACE + "/seats/{seat_id:int}/details", name="office.commission.details.post")
def correct(desk: JuryDesk, seat_id: int, form: DetailsDep, page: PageDep, session: SessionDep, now: Now) -> Response:
    seat = own_seat(desk, session, seat_id)
    if form.errors:
        return _details(page, desk, seat, form)
    said = form.valid
    seats.correct(
        session, seat, said.name, said.occupation, on_paper=said.on_paper and seat.votes, by=desk.viewer.id, now=now
    )
    page.say(gettext("Changes saved"))
    return page.see("office.jury", slug=desk.contest.slug)


def _details(page: Page, desk: Desk, seat: Seat, form: Form[Any]) -> Response:
    status = 422 if form.errors else 200
    return page("office/jury/details.html", status=status, desk=desk, seat=seat, form=form)


def _typed(seat: Seat) -> dict[str, str]:
    return {
        f"{name}_{code}": texts.get(code, "")
        for name, texts in (("name", seat.name), ("occupation", seat.occupation))
        for code in ("kk", "ru")
    }


@router.get(PLACE + "/seats/{seat_id:int}/replacement", name="office.commission.replacement")
def replacement(desk: JuryDesk, seat_id: int, page: PageDep, session: SessionDep) -> Response:
    return _replacement(page, desk, own_seat(desk, session, seat_id), Form())


@router.post(PLACE + "/seats/{seat_id:int}/replacement", name="office.commission.replace")
def replace(
    desk: JuryDesk, seat_id: int, form: ReplacementDep, page: PageDep, session: SessionDep, now: Now
) -> Response:
    old = own_seat(desk, session, seat_id)
    user = person_of(session, desk, form, old.post)
    if form.errors or user is None:
        return _replacement(page, desk, old, form)
    said, contest = form.valid, desk.contest
    new = seats.replace(
        session, contest, old, user, said.reason, name=said.name, occupation=said.occupation, by=desk.viewer.id, now=now
    )
    if contest.status is ContestStatus.JUDGING:
        seats.deal(session, contest, by=desk.viewer.id, now=now)
    judged = queries.benches(session, new.id)
    nominations = [one for one in contests.nominations(session, contest.id) if one.id in judged]
    commission_letters.invite(page, session, contest, user, new, nominations, now=now)
    page.say(gettext("The new member has taken the place over. A letter is on its way."))
    return page.see("office.jury", slug=contest.slug)


def _replacement(page: Page, desk: Desk, seat: Seat, form: Form[Any]) -> Response:
    status = 422 if form.errors else 200
    return page("office/jury/replacement.html", status=status, desk=desk, seat=seat, form=form)
