"""Additional agreements: drawn up, signed with a scan, or dropped. Their papers are for both sides."""

from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request, Response

from app.errors import NotYours, RuleBroken
from app.grants import amendments, contract_queries, contract_words, contracts, ending, papers, queries
from app.grants.amendment_models import Amendment, AmendmentKind
from app.grants.contract_forms import FORMS
from app.grants.forms import Signing
from app.grants.models import ContractStatus
from app.grants.papers import LARGEST, Looked
from app.i18n import day, gettext, local
from app.routers.office.answers import back, beside
from app.web import uploading
from app.web.current import HouseDep, Now, SessionDep
from app.web.forms import Form, Typed, Uploads, bind
from app.web.grants import contract_letters, grant_details, grant_papers
from app.web.grants.contract_access import AmendmentSigner, Changer, changer
from app.web.grants.grant_access import Held, HeldGrant
from app.web.page import Page, PageDep

router = APIRouter()
PATH = "/office/{slug}/grants/{grant_id:int}/amendments"
FIELDS = {
    "date-ahead": "dated", "amendment-before-contract": "dated", "ends-before": "ends_on",
    "budget-differs": "lines-0-amount", "amendment-same": "dated",
    "amendment-open": "dated", "ended-before-signing": "ended_on", "end-far": "ended_on", "return-over": "to_return",
}  # fmt: skip


@router.get(PATH + "/new", name="office.amendments.new")
def new(held: Changer, page: PageDep, session: SessionDep, now: Now, kind: str = "time") -> Response:
    contracts.require_in_force(session, held.grant)
    return _new(page, held, AmendmentKind(kind) if kind in set(AmendmentKind) else AmendmentKind.TIME, now)


@router.post(PATH, name="office.amendments.create")
def create(held: Changer, typed: Typed, page: PageDep, session: SessionDep, house: HouseDep, now: Now) -> Response:
    said = str(typed.get("kind", ""))
    kind = AmendmentKind(said) if said in set(AmendmentKind) else AmendmentKind.CONTENT
    form = _bound(kind, typed)
    if form.errors:
        return _new(page, held, kind, now, form)
    contract = contracts.require_in_force(session, held.grant)
    try:
        made = amendments.draw_up(session, house.keys, held.grant, form.valid, by=held.viewer.user, now=now)
    except RuleBroken as broken:
        beside(form, broken, FIELDS | {"line-spent": _line(form, broken)})
        return _new(page, held, kind, now, form)
    contract_letters.amended(page, held.place, contract, made, now=now)
    page.say(
        gettext("Additional agreement № %(number)s is drawn up. The winner has a letter.") % {"number": made.number}
    )
    return back(page, held, "amendments")


@router.get(PATH + "/{amendment_id:int}", name="office.amendments.one")
def one(held: Changer, amendment_id: int, page: PageDep, session: SessionDep, now: Now) -> Response:
    return _one(page, held, _row(session, held, amendment_id), now)


@router.post(PATH + "/{amendment_id:int}/signing", name="office.amendments.signing", max_body_size=LARGEST + 1_000_000)
def signing(slug: str, grant_id: int, amendment_id: int, signer: AmendmentSigner, files: Uploads, request: Request,
            house: HouseDep, session: SessionDep, now: Now) -> Response:  # fmt: skip
    form: Form[Signing] = bind(Signing, request.state.typed)
    looked = uploading.looked_through(house, signer.viewer, files, form, "scan", papers.scan)
    page, held = Page(request, house, session, signer.viewer), changer(session, signer.viewer, slug, grant_id)
    row = _row(session, held, amendment_id)
    if form.errors or looked is None:
        return _unsigned(page, held, row, now, form, looked)
    made, scan = (
        grant_papers.frozen_amendment(session, house, held, row),
        contracts.Scan(looked.paper.sha256, looked.paper.media_type),
    )
    try:
        amendments.sign(
            session, house.keys, held.grant, row, made, scan, signed_on=form.valid.signed_on, by=signer.viewer.user,
            now=now,
        )  # fmt: skip
    except RuleBroken as broken:
        beside(form, broken, {"date-ahead": "signed_on", "signed-before-dated": "signed_on"})
        return _unsigned(page, held, row, now, form, looked)
    looked.keep(house.shelf)
    if row.kind is AmendmentKind.TERMINATION:
        return _ended(page, held, row, now)
    page.say(gettext("The agreement is signed: what it changes holds from now on."))
    return back(page, held, "amendments")


@router.post(PATH + "/{amendment_id:int}/removal", name="office.amendments.drop")
def drop(held: Changer, amendment_id: int, page: PageDep, session: SessionDep, now: Now) -> Response:
    amendments.drop(session, held.grant, _row(session, held, amendment_id), by=held.viewer.user, now=now)
    page.say(gettext("The agreement is dropped; its number stays taken."))
    return back(page, held, "amendments")


@router.get("/grants/{grant_id:int}/amendments/{amendment_id:int}", name="grants.amendment")
def paper(held: HeldGrant, amendment_id: int, session: SessionDep, house: HouseDep, now: Now) -> Response:
    return grant_papers.amendment(session, house, held, _row(session, held, amendment_id), now, word=False)


@router.get("/grants/{grant_id:int}/amendments/{amendment_id:int}/word", name="grants.amendment_docx")
def word(held: HeldGrant, amendment_id: int, session: SessionDep, house: HouseDep, now: Now) -> Response:
    return grant_papers.amendment(session, house, held, _row(session, held, amendment_id), now, word=True)


@router.get("/grants/{grant_id:int}/amendments/{amendment_id:int}/scan", name="grants.amendment_scan")
def scan(held: HeldGrant, amendment_id: int, session: SessionDep, house: HouseDep) -> Response:
    return grant_papers.amendment_scan(session, house, held, _row(session, held, amendment_id))


def _bound(kind: AmendmentKind, typed: dict[str, Any]) -> Form[Any]:
    if kind is AmendmentKind.DETAILS:
        return grant_details.bound(FORMS[kind], typed, grant_details.typed_account(typed))
    return bind(FORMS[kind], typed)


def _line(form: Form[Any], broken: RuleBroken) -> str:
    """The field of the budget line that a refusal speaks of."""
    line = str(broken.facts.get("line"))
    return next((f"lines-{row}-amount" for row in form.rows("lines") if form.text.get(f"lines-{row}-id") == line), "")


def _new(page: Page, held: Held, kind: AmendmentKind, now: Now, form: Form[Any] | None = None) -> Response:
    """`form`: as it was typed."""
    contract = queries.contract(page.session, held.grant.id)
    kinds = [(one, gettext(text)) for one, text in contract_words.AMENDMENT_KIND.items()]
    return page(
        "office/amendments/new.html", status=422 if form else 200, desk=held.desk, place=held.place, kind=kind,
        form=form, contract=contract, kinds=kinds,
        report=queries.report(page.session, held.grant.id), paid=queries.paid(page.session, held.grant.id),
        ends_on=contracts.ends_on(contract, held.place.contest), today=local(now).date().isoformat(),
        lines=contract_queries.agreed_lines(page.session, held.grant.application_id),
    )  # fmt: skip


def _ended(page: Page, held: Held, row: Amendment, now: datetime) -> Response:
    contract = queries.contract(page.session, held.grant.id)
    assert contract is not None
    contract_letters.ending(page, held.place, contract, row, now=now)
    words = gettext("The contract ends on %(day)s; until then it holds. The winner has a letter.")
    if contract.status is ContractStatus.TERMINATED:
        words = gettext("The contract is terminated. The winner has a letter.")
    page.say(words % {"day": day(ending.day(row))})
    return back(page, held, "contract")


def _unsigned(page: Page, held: Held, row: Amendment, now: Now, form: Form[Signing], looked: Looked | None) -> Response:
    uploading.left_behind(page, held.viewer, form, "scan", looked)
    return _one(page, held, row, now, form)


def _one(page: Page, held: Held, row: Amendment, now: Now, form: Form[Any] | None = None) -> Response:
    return page(
        "office/amendments/show.html", fragment="office/amendments/_signing.html", status=422 if form else 200,
        desk=held.desk, place=held.place, row=row, form=form, contract=queries.contract(page.session, held.grant.id),
        words=contract_words.AMENDMENT, kind_words=contract_words.AMENDMENT_KIND, due=amendments.due(row),
        ends=ending.day(row) if row.kind is AmendmentKind.TERMINATION else None,
        report=queries.report(page.session, held.grant.id), today=local(now).date().isoformat(),
    )  # fmt: skip


def _row(session: SessionDep, held: Held, amendment_id: int) -> Amendment:
    row = contract_queries.amendment(session, held.grant.id, amendment_id)
    if row is None:
        raise NotYours
    return row
