"""What the contracts of a contest say: days, parts, what is withheld, and the clauses, version by version."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response

from app.contests import comparison, rules
from app.documents import contract_clauses, contract_text
from app.documents.bilingual import OFFICIAL, Both
from app.documents.contract_clauses import OURS, PLACEHOLDERS
from app.errors import NotYours, RuleBroken
from app.grants import clauses, contract_queries, contract_words, terms
from app.grants.contract_forms import ClausesForm, RateForm, TermsForm
from app.i18n import gettext, local
from app.routers.office.answers import beside
from app.web.current import Now, SessionDep
from app.web.desk import Desk
from app.web.forms import Form, Typed, bind, submitted
from app.web.grants import clause_words
from app.web.grants.contract_access import TermsDesk
from app.web.page import Page, PageDep

router = APIRouter()
PLACE = "/office/{slug}/terms"


@router.get(PLACE, name="office.terms")
def show(desk: TermsDesk, page: PageDep, now: Now) -> Response:
    return _show(page, desk, now)


@router.post(PLACE, name="office.terms.save")
def save(desk: TermsDesk, form: Annotated[Form[TermsForm], Depends(submitted(TermsForm))], page: PageDep,
         session: SessionDep, now: Now) -> Response:  # fmt: skip
    desk.require(rules.may_pay)
    if form.errors:
        return _show(page, desk, now, status=422, form=form)
    is_new = terms.save(session, desk.contest, form.valid, by=desk.viewer.user, now=now)
    page.say(gettext("Changes saved") if is_new else gettext("Nothing has changed."), "ok" if is_new else "info")
    return page.see("office.terms", slug=desk.contest.slug)


@router.post(PLACE + "/rates", name="office.terms.rate")
def add_rate(desk: TermsDesk, typed: Typed, page: PageDep, session: SessionDep, now: Now) -> Response:
    desk.require(rules.may_pay)
    form: Form[RateForm] = bind(RateForm, typed)
    if form.errors:
        return _show(page, desk, now, status=422, rate_form=form)
    try:
        terms.add_rate(session, desk.contest, form.valid, by=desk.viewer.user, now=now)
    except RuleBroken as broken:
        beside(form, broken, {"rate-noted": "since"})
        return _show(page, desk, now, status=422, rate_form=form)
    page.say(gettext("The rate is noted: payment orders from its day on follow it."))
    return page.see("office.terms", anchor="rates", slug=desk.contest.slug)


def _show(page: Page, desk: Desk, now: Now, *, status: int = 200, form: Form[Any] | None = None,
          rate_form: Form[Any] | None = None) -> Response:  # fmt: skip
    known = terms.rates(page.session, desk.contest_id)
    day, of = local(now).date(), terms.of(page.session, desk.contest_id)
    people = terms.in_force(known, day, is_organisation=False)
    gross = desk.contest.grant_amount
    return page(
        "office/terms/show.html", status=status, desk=desk, form=form, rate_form=rate_form, terms=of, rates=known,
        may=rules.may_pay(desk.roles), today=day.isoformat(), kind_words=contract_words.WITHHELD,
        from_words=contract_words.FROM, gross=gross, sample=terms.withheld(people, gross), pick_name=terms.NAMES,
        parts=" ".join(str(part) for part in of.parts) or "100",
        kinds=[(kind.value, gettext(text)) for kind, text in contract_words.WITHHELD.items()],
        whom=[(kind.value, gettext(text)) for kind, text in contract_words.FROM.items()],
    )  # fmt: skip


@router.get(PLACE + "/clauses", name="office.clauses")
def clauses_page(desk: TermsDesk, page: PageDep, session: SessionDep, ours: str = "") -> Response:
    """`ours`: our text in the fields, to begin anew from it; nothing is saved yet."""
    version = clauses.newest(session, desk.contest_id)
    text = OURS if ours else clauses.text(session, desk.contest_id, version)
    return _clauses(page, desk, Form({"body_kk": text.kk, "body_ru": text.ru}))


@router.post(PLACE + "/clauses", name="office.clauses.save")
def clauses_save(desk: TermsDesk, form: Annotated[Form[ClausesForm], Depends(submitted(ClausesForm))], page: PageDep,
                 session: SessionDep, now: Now) -> Response:  # fmt: skip
    desk.require(rules.may_change_contest)
    if form.fields is None:
        return _clauses(page, desk, form, status=422)
    bodies = Both(form.valid.body_kk, form.valid.body_ru)
    for problem in contract_clauses.problems(bodies):
        form.errors.setdefault(f"body_{problem.language}", clause_words.sentence(problem))
    if form.errors:
        return _clauses(page, desk, form, status=422)
    if form.valid.go != "save":
        return _clauses(page, desk, form, look=bodies)
    version = clauses.write(session, desk.contest, bodies, by=desk.viewer.user, now=now)
    if version is None:
        page.say(gettext("Nothing has changed."), "info")
    else:
        page.say(gettext("Version %(number)s is saved: the next contracts have it.") % {"number": version})
    return page.see("office.clauses", slug=desk.contest.slug)


@router.get(PLACE + "/clauses/{version:int}", name="office.clauses.version")
def clauses_version(desk: TermsDesk, version: int, page: PageDep, session: SessionDep) -> Response:
    """What a version changed against the one before it; the first one against ours."""
    if not contract_queries.clauses(session, desk.contest_id, version):
        raise NotYours
    before, after = (clauses.text(session, desk.contest_id, number) for number in (version - 1, version))
    compared = {code: comparison.changes(before.of(code), after.of(code)) for code in OFFICIAL}
    return page("office/terms/version.html", desk=desk, version=version, compared=compared)


def _clauses(page: Page, desk: Desk, form: Form[Any], *, look: Both | None = None, status: int = 200) -> Response:
    versions = {one.version: one for one in contract_queries.clauses_versions(page.session, desk.contest_id)}
    sample = None
    values = {code: contract_text.values_of(clause_words.SAMPLE, code) for code in OFFICIAL}
    if look is not None:
        contract = clause_words.sample(look)
        sample = {code: list(contract_text.clauses(contract, code)) for code in OFFICIAL}
    meanings = [(name, gettext(clause_words.MEANINGS[name]), values["kk"][name], values["ru"][name])
                for name in PLACEHOLDERS]  # fmt: skip
    conditions = [(name, gettext(text)) for name, text in clause_words.CONDITIONS.items()]
    return page(
        "office/terms/clauses.html", status=status, desk=desk, form=form, versions=versions, sample=sample,
        meanings=meanings, conditions=conditions, may=rules.may_change_contest(desk.roles),
    )  # fmt: skip
