"""The office's place for papers: what is due, what was issued, handing over, replacing, revoking, printing all."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app.awards import rules as awards
from app.contests import queries as contests
from app.contests import rules
from app.errors import NotAllowed, NotYours
from app.i18n import gettext, local, ngettext, pick
from app.papers import issuing
from app.papers import queries as paper_queries
from app.papers.forms import DeliveryForm, ReplacementForm, RevocationForm
from app.papers.issuing import Correction
from app.papers.models import Certificate, PaperKind
from app.papers.words import FOR_REPLACING, FOR_REVOKING, KIND, REASON, STATUS
from app.web.current import CurrentViewer, Now, SessionDep
from app.web.desk import Desk, DeskDep
from app.web.forms import Form, submitted
from app.web.page import Page, PageDep
from app.web.paper_press import press

router = APIRouter()
DeliveryDep = Annotated[Form[DeliveryForm], Depends(submitted(DeliveryForm))]
ReplacementDep = Annotated[Form[ReplacementForm], Depends(submitted(ReplacementForm))]
RevocationDep = Annotated[Form[RevocationForm], Depends(submitted(RevocationForm))]


def get_paper(number: str, desk: DeskDep, session: SessionDep) -> Certificate:
    """For those who issue; the chair knows of papers but has nothing to do here."""
    _require(desk)
    found = paper_queries.by_number(session, number, desk.contest_id)
    if found is None:
        raise NotYours
    return found


def get_paper_to_revoke(slug: str, number: str, session: SessionDep, viewer: CurrentViewer) -> tuple[Desk, Certificate]:
    """Only the organiser revokes; the secretary and the owner of the paper know of it and are forbidden."""
    contest, found = contests.by_slug(session, slug), paper_queries.with_application(session, number)
    if contest is None or found is None or found[0].contest_id != contest.id:
        raise NotYours
    roles = viewer.roles_in(contest.id)
    if rules.may_revoke_papers(roles):
        return Desk(contest, viewer, roles), found[0]
    if rules.may_issue_papers(roles) or found[1].applicant_id == viewer.id:
        raise NotAllowed
    raise NotYours


PaperDep = Annotated[Certificate, Depends(get_paper, scope="function")]
RevocableDep = Annotated[tuple[Desk, Certificate], Depends(get_paper_to_revoke, scope="function")]


def _require(desk: Desk) -> None:
    desk.require(rules.may_issue_papers, visible_to=rules.may_see_ranking)


@router.get("/office/{slug}/papers", name="office.papers")
def index(
    desk: DeskDep, session: SessionDep, page: PageDep, kind: str = "", q: str = "", number: str = "1"
) -> Response:
    _require(desk)
    is_out = awards.is_out(desk.contest)
    wanted = PaperKind(kind) if kind in set(PaperKind) else None
    asked = int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 1
    rows, total = paper_queries.listed(session, desk.contest_id, kind=wanted, text=q[:200], page=max(1, asked))
    due = issuing.due(session, desk.contest) if is_out else []
    counts = paper_queries.counts(session, desk.contest_id)
    return page(
        "office/papers/index.html", desk=desk, is_out=is_out, rows=rows, total=total, counts=counts, kinds=KIND,
        due={one: sum(of is one for _, of in due) for one in PaperKind}, due_total=len(due), status_words=STATUS,
        wanted=wanted, q=q[:200], here_page=max(1, asked), pages=max(1, -(-total // paper_queries.PAGE)),
        filters=_filters(page, desk, wanted, counts), nominations=_nominations(session, desk),
        schools=[(one.id, pick(one.name)) for one in paper_queries.schools(session, desk.contest_id)],
    )  # fmt: skip


def _nominations(session: SessionDep, desk: Desk) -> list[tuple[int, str]]:
    return [(one.position, pick(one.title)) for one in contests.nominations(session, desk.contest_id)]


def _filters(
    page: Page, desk: Desk, wanted: PaperKind | None, counts: dict[PaperKind, Any]
) -> list[tuple[str, str, bool]]:
    here = page.path_for("office.papers", slug=desk.contest.slug)
    every = sum(sum(found.values()) for found in counts.values())
    return [(f"{gettext('All')} {every}", here, wanted is None)] + [
        (f"{gettext(words)} {sum(counts[kind].values())}", f"{here}?kind={kind}", wanted is kind)
        for kind, words in KIND.items()
        if kind in counts
    ]


@router.post("/office/{slug}/papers/issue", name="office.papers.issue")
def issue(desk: DeskDep, session: SessionDep, page: PageDep, now: Now) -> Response:
    _require(desk)
    made = issuing.issue_all(session, page.house.keys, desk.contest, by=desk.viewer.user, now=now)
    words = ngettext("%(num)d paper is issued.", "%(num)d papers are issued.", len(made)) % {"num": len(made)}
    page.say(words if made else gettext("Everything that is due was issued already."), "ok" if made else "info")
    return page.see("office.papers", slug=desk.contest.slug)


@router.get("/office/{slug}/papers/all.pdf", name="office.papers.bundle")
def bundle(desk: DeskDep, session: SessionDep, page: PageDep, kind: str = "", nomination: str = "", school: str = "",
           order: str = "nomination") -> Response:  # fmt: skip
    """All papers that hold, of one kind, nomination or school if asked, in one file."""
    _require(desk)
    chosen = [one for one in contests.nominations(session, desk.contest_id) if str(one.position) == nomination]
    found = paper_queries.to_print(
        session, desk.contest_id, kind=PaperKind(kind) if kind in set(PaperKind) else None,
        nomination_id=chosen[0].id if chosen else None,
        school_id=int(school) if school.isascii() and school.isdigit() and len(school) < 10 else None,
        order="school" if order == "school" else "nomination",
    )  # fmt: skip
    title = f"{pick(desk.contest.title, 'kk')}, {desk.contest.edition}"
    data = press(page.house).many(found, title)
    return page.file(data, "application/pdf", f"{desk.contest.slug}-papers.pdf")


@router.get("/office/{slug}/papers/{number}", name="office.papers.paper")
def show(desk: DeskDep, paper: PaperDep, page: PageDep, now: Now) -> Response:
    return _paper_page(page, desk, paper, Form({"on": local(now).date().isoformat()}))


def _paper_page(page: Page, desk: Desk, paper: Certificate, form: Form[DeliveryForm], status: int = 200) -> Response:
    return page(
        "office/papers/paper.html", status=status, desk=desk, paper=paper, form=form, kinds=KIND, status_words=STATUS,
        reason=gettext(REASON[paper.reason]) if paper.reason else "", holds=paper.status in paper_queries.HOLDING,
        may_revoke=rules.may_revoke_papers(desk.roles), successor=paper_queries.successor(page.session, paper),
        may_hand_over=(paper.status, "hand_over") in issuing.MOVES,
    )  # fmt: skip


@router.post("/office/{slug}/papers/{number}/delivery", name="office.papers.delivery")
def delivery(desk: DeskDep, paper: PaperDep, form: DeliveryDep, session: SessionDep, page: PageDep,
             now: Now) -> Response:  # fmt: skip
    if form.fields and form.fields.on > local(now).date():
        form.refuse("on", "date-ahead")
    if form.errors:
        return _paper_page(page, desk, paper, form, status=422)
    issuing.hand_over(session, paper, form.valid.to, form.valid.on, by=desk.viewer.user, now=now)
    page.say(gettext("Noted: the paper is handed over."))
    return page.see("office.papers.paper", slug=desk.contest.slug, number=paper.number)


@router.get("/office/{slug}/papers/{number}/replacement", name="office.papers.replacement")
def replacement_page(desk: DeskDep, paper: PaperDep, page: PageDep) -> Response:
    typed = {"recipient": paper.printed["recipient"], "work": paper.printed.get("work", "")}
    return _replacement_page(page, desk, paper, Form(typed))


def _replacement_page(
    page: Page, desk: Desk, paper: Certificate, form: Form[ReplacementForm], status: int = 200
) -> Response:
    reasons = [(one.value, gettext(REASON[one])) for one in FOR_REPLACING]
    return page("office/papers/replacement.html", status=status, desk=desk, paper=paper, form=form, reasons=reasons)


@router.post("/office/{slug}/papers/{number}/replacement", name="office.papers.replace")
def replacement(desk: DeskDep, paper: PaperDep, form: ReplacementDep, session: SessionDep, page: PageDep,
                now: Now) -> Response:  # fmt: skip
    if form.errors:
        return _replacement_page(page, desk, paper, form, status=422)
    fresh = issuing.replace(
        session, page.house.keys, paper, Correction(**form.valid.model_dump()), by=desk.viewer.user, now=now
    )
    page.say(gettext("The new paper is issued under the number %(number)s.") % {"number": fresh.number})
    return page.see("office.papers.paper", slug=desk.contest.slug, number=fresh.number)


@router.get("/office/{slug}/papers/{number}/revocation", name="office.papers.revocation")
def revocation_page(found: RevocableDep, page: PageDep) -> Response:
    return _revocation_page(page, *found, Form())


def _revocation_page(
    page: Page, desk: Desk, paper: Certificate, form: Form[RevocationForm], status: int = 200
) -> Response:
    reasons = [(one.value, gettext(REASON[one])) for one in FOR_REVOKING]
    return page("office/papers/revocation.html", status=status, desk=desk, paper=paper, form=form, reasons=reasons)


@router.post("/office/{slug}/papers/{number}/revocation", name="office.papers.revoke")
def revocation(found: RevocableDep, form: RevocationDep, session: SessionDep, page: PageDep, now: Now) -> Response:
    desk, paper = found
    if form.errors:
        return _revocation_page(page, desk, paper, form, status=422)
    issuing.revoke(session, paper, form.valid.reason, form.valid.remark, by=desk.viewer.user, now=now)
    page.say(gettext("The paper is revoked; the public check says so."), "warn")
    return page.see("office.papers.paper", slug=desk.contest.slug, number=paper.number)
