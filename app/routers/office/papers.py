"""The office's place for papers: what is due, the register of what was issued, handing over, replacing, revoking."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from app.ceremony import event_queries
from app.ceremony.event_models import Event
from app.contests import queries as contests
from app.contests import rules
from app.errors import NotAllowed, NotYours
from app.i18n import gettext, local, ngettext, pick
from app.papers import dues, facts, issuing, names, register, runs
from app.papers import queries as paper_queries
from app.papers.forms import (
    DeliveryForm,
    PrintForm,
    ReissueForm,
    ReplacementForm,
    RevocationForm,
    TakingBackForm,
)
from app.papers.issuing import Correction
from app.papers.models import Certificate
from app.papers.words import FOR_REPLACING, FOR_REPRINT, FOR_REVOKING, KIND, PRINT_REASON, REASON, STATUS
from app.web.current import CurrentViewer, Now, SessionDep
from app.web.desk import Desk, DeskDep
from app.web.forms import Form, Typed, submitted
from app.web.page import Page, PageDep
from app.web.papers import paper_due, paper_register
from app.web.papers.paper_office import PaperDesk
from app.web.papers.paper_press import press
from app.web.papers.paper_register import Asked

router = APIRouter()
DeliveryDep = Annotated[Form[DeliveryForm], Depends(submitted(DeliveryForm))]
TakingBackDep = Annotated[Form[TakingBackForm], Depends(submitted(TakingBackForm))]
PrintDep = Annotated[Form[PrintForm], Depends(submitted(PrintForm))]
ReplacementDep = Annotated[Form[ReplacementForm], Depends(submitted(ReplacementForm))]
ReissueDep = Annotated[Form[ReissueForm], Depends(submitted(ReissueForm))]
RevocationDep = Annotated[Form[RevocationForm], Depends(submitted(RevocationForm))]
ONE = "/office/{slug}/papers/{number}"


def get_paper(number: str, desk: PaperDesk, session: SessionDep) -> Certificate:
    """For those who issue; the chair knows of papers but has nothing to do here."""
    found = paper_queries.by_number(session, number, desk.contest_id)
    if found is None:
        raise NotYours
    return found


def get_paper_to_revoke(slug: str, number: str, session: SessionDep, viewer: CurrentViewer) -> tuple[Desk, Certificate]:
    """Only the organiser revokes, and issues anew what was revoked; the secretary and the owner of the paper know of
    it and are forbidden."""
    contest, found = contests.by_slug(session, slug), paper_queries.with_application(session, number)
    if contest is None or found is None or found[0].contest_id != contest.id:
        raise NotYours
    roles = viewer.roles_in(contest.id)
    if rules.may_revoke_papers(roles):
        return Desk(contest, viewer, roles), found[0]
    if rules.may_issue_papers(roles) or (found[1] and found[1].applicant_id == viewer.id):
        raise NotAllowed
    raise NotYours


PaperDep = Annotated[Certificate, Depends(get_paper, scope="function")]
RevocableDep = Annotated[tuple[Desk, Certificate], Depends(get_paper_to_revoke, scope="function")]


@router.get("/office/{slug}/papers", name="office.papers")
def index(desk: PaperDesk, page: PageDep, asked: Annotated[Asked, Query()]) -> Response:
    return paper_register.show(page, desk, asked)


@router.post("/office/{slug}/papers/register", name="office.papers.register")
def export(desk: PaperDesk, page: PageDep, asked: Annotated[Asked, Query()], now: Now) -> Response:
    return paper_register.export(page, desk, asked, now)


@router.post("/office/{slug}/papers/issue", name="office.papers.issue")
def issue(desk: PaperDesk, session: SessionDep, page: PageDep, typed: Typed, now: Now) -> Response:
    """All that is due, or what is of one school, of one nomination, gets its number; with `go=print` the papers are
    made into one file as well."""
    nomination, school = (str(typed.get(f"due_{name}", "")) for name in ("nomination", "school"))
    part = paper_due.part_of(session, desk.contest, nomination, school)
    made = issuing.issue_all(session, page.house.keys, desk.contest, by=desk.viewer.user, now=now, part=part)
    words = ngettext("%(num)d paper is issued.", "%(num)d papers are issued.", len(made)) % {"num": len(made)}
    page.say(words if made else gettext("Everything that is due was issued already."), "ok" if made else "info")
    if not made or typed.get("go") != "print":
        return page.see("office.papers", slug=desk.contest.slug)
    fresh = {paper.id for paper in made}
    order = register.to_print(
        session, desk.contest_id, register.Filters(), "calling" if part.school_id is None else "school"
    )
    title = f"{pick(desk.contest.title, 'kk')}, {desk.contest.edition}"
    run = runs.ask(
        session, desk.contest, [one for one in order if one.id in fresh], title, None, by=desk.viewer.user, now=now
    )
    return page.see("office.papers.run", slug=desk.contest.slug, run_id=run.id)


def get_door(desk: DeskDep, session: SessionDep, door: str = "") -> Event | None:
    """The event at whose door somebody stands who looks at a paper."""
    number = paper_register.whole(door)
    return event_queries.event(session, number, desk.contest_id) if number else None


DoorDep = Annotated[Event | None, Depends(get_door, scope="function")]


@router.get(ONE, name="office.papers.paper")
def show(desk: DeskDep, paper: PaperDep, door: DoorDep, page: PageDep, now: Now) -> Response:
    return _paper_page(page, desk, paper, Form({"on": local(now).date().isoformat()}), door=door)


def _paper_page(
    page: Page, desk: Desk, paper: Certificate, form: Form[Any], status: int = 200, *, door: Event | None = None
) -> Response:
    prints = register.prints_of(page.session, [paper.id]).get(paper.id or 0, [])
    return page(
        "office/papers/paper.html", status=status, desk=desk, paper=paper, form=form, kinds=KIND, status_words=STATUS,
        door=door,
        reason=gettext(REASON[paper.reason]) if paper.reason else "", holds=paper.status in paper_queries.HOLDING,
        may_revoke=rules.may_revoke_papers(desk.roles), successor=paper_queries.successor(page.session, paper),
        predecessor=paper_queries.predecessor(page.session, paper),
        follows=dues.follows(page.session, desk.contest, paper),
        may_hand_over=(paper.status, "hand_over") in issuing.MOVES,
        may_take_back=(paper.status, "take_back") in issuing.MOVES, prints=prints, print_words=PRINT_REASON,
        print_reasons=[(one.value, gettext(PRINT_REASON[one])) for one in FOR_REPRINT],
        said=[(code, paper_register.said(paper.printed, code)) for code in ("kk", "ru")],
    )  # fmt: skip


@router.post(f"{ONE}/print", name="office.papers.print")
def print_one(desk: DeskDep, paper: PaperDep, form: PrintDep, session: SessionDep, page: PageDep, now: Now) -> Response:
    """The file of one paper; that it was printed, and why once more, stays on record."""
    data = press(page.house).one(paper)
    runs.log(session, [paper], form.fields.reason if form.fields else None, by=desk.viewer.user, now=now)
    return page.file(data, "application/pdf", f"{paper.number}.pdf")


@router.post(f"{ONE}/delivery", name="office.papers.delivery")
def delivery(desk: DeskDep, paper: PaperDep, form: DeliveryDep, session: SessionDep, page: PageDep,
             now: Now) -> Response:  # fmt: skip
    if form.fields and form.fields.on > local(now).date():
        form.refuse("on", "date-ahead")
    elif form.fields and form.fields.on < local(paper.issued_at).date():
        form.refuse("on", "before-issue")
    if form.errors:
        return _paper_page(page, desk, paper, form, status=422)
    issuing.hand_over(session, paper, form.valid.to, form.valid.on, by=desk.viewer.user, now=now)
    page.say(gettext("Noted: the paper is handed over."))
    return page.see("office.papers.paper", slug=desk.contest.slug, number=paper.number)


@router.post(f"{ONE}/delivery/mistake", name="office.papers.taking_back")
def taking_back(desk: DeskDep, paper: PaperDep, door: DoorDep, form: TakingBackDep, session: SessionDep, page: PageDep,
                now: Now) -> Response:  # fmt: skip
    if form.errors:
        return _paper_page(page, desk, paper, form, status=422, door=door)
    issuing.take_back(session, paper, form.valid.why, by=desk.viewer.user, now=now)
    page.say(gettext("Noted: the paper is not handed over."))
    if door:
        place = {"slug": desk.contest.slug, "event_id": door.id}
        return page.see("office.event.door", **place, query={"q": paper.number}, anchor=f"paper-{paper.id}")
    return page.see("office.papers.paper", slug=desk.contest.slug, number=paper.number)


@router.get(f"{ONE}/replacement", name="office.papers.replacement")
def replacement_page(desk: DeskDep, paper: PaperDep, page: PageDep) -> Response:
    line = names.line_of(page.session, desk.contest, paper)
    now = {"recipient": names.recipient(line, paper.kind), "work": line.now["work"]} if line else {}
    typed = {"recipient": paper.printed["recipient"], "work": paper.printed.get("work", "")} | now
    return _replacement_page(page, desk, paper, Form(typed))


def _replacement_page(
    page: Page, desk: Desk, paper: Certificate, form: Form[ReplacementForm], status: int = 200
) -> Response:
    reasons = [(one.value, gettext(REASON[one])) for one in FOR_REPLACING]
    return page("office/papers/replacement.html", status=status, desk=desk, paper=paper, form=form, reasons=reasons)


@router.post(f"{ONE}/replacement", name="office.papers.replace")
def replacement(desk: DeskDep, paper: PaperDep, form: ReplacementDep, session: SessionDep, page: PageDep,
                now: Now) -> Response:  # fmt: skip
    if form.errors:
        return _replacement_page(page, desk, paper, form, status=422)
    said, by = form.valid, desk.viewer.user
    fresh = issuing.replace(session, page.house.keys, paper, Correction(**said.model_dump()), by=by, now=now)
    page.say(gettext("The new paper is issued under the number %(number)s.") % {"number": fresh.number})
    if names.follow(session, desk.contest, fresh, said.recipient, said.work, by=by, now=now, remark=said.remark):
        page.say(
            gettext("Other papers still have the former name: see «Names on papers», «To be printed again»."), "warn"
        )
    return page.see("office.papers.paper", slug=desk.contest.slug, number=fresh.number)


@router.get(f"{ONE}/revocation", name="office.papers.revocation")
def revocation_page(found: RevocableDep, page: PageDep) -> Response:
    return _revocation_page(page, *found, Form())


def _revocation_page(
    page: Page, desk: Desk, paper: Certificate, form: Form[RevocationForm], status: int = 200
) -> Response:
    reasons = [(one.value, gettext(REASON[one])) for one in FOR_REVOKING]
    return page("office/papers/revocation.html", status=status, desk=desk, paper=paper, form=form, reasons=reasons)


@router.post(f"{ONE}/revocation", name="office.papers.revoke")
def revocation(found: RevocableDep, form: RevocationDep, session: SessionDep, page: PageDep, now: Now) -> Response:
    desk, paper = found
    if form.errors:
        return _revocation_page(page, desk, paper, form, status=422)
    issuing.revoke(session, paper, form.valid.reason, form.valid.remark, by=desk.viewer.user, now=now)
    page.say(gettext("The paper is revoked; the public check says so."), "warn")
    return page.see("office.papers.paper", slug=desk.contest.slug, number=paper.number)


@router.get(f"{ONE}/reissue", name="office.papers.reissue")
def reissue_page(found: RevocableDep, page: PageDep) -> Response:
    return _reissue_page(page, *found, Form())


def _reissue_page(page: Page, desk: Desk, paper: Certificate, form: Form[ReissueForm], status: int = 200) -> Response:
    again = dues.follows(page.session, desk.contest, paper)
    return page(
        "office/papers/reissue.html", status=status, desk=desk, paper=paper, form=form, again=again,
        recipient=facts.addressed(again) if again else "", reason=gettext(REASON[paper.reason]) if paper.reason else "",
    )  # fmt: skip


@router.post(f"{ONE}/reissue", name="office.papers.issue_anew")
def reissue(found: RevocableDep, form: ReissueDep, session: SessionDep, page: PageDep, now: Now) -> Response:
    desk, paper = found
    if form.errors:
        return _reissue_page(page, desk, paper, form, status=422)
    fresh = issuing.reissue(session, page.house.keys, paper, form.valid.why, by=desk.viewer.user, now=now)
    page.say(gettext("The new paper is issued under the number %(number)s.") % {"number": fresh.number})
    return page.see("office.papers.paper", slug=desk.contest.slug, number=fresh.number)
