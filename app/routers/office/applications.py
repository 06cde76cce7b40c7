"""Applications as the secretary and the organiser see them: the list, one of them, and what its check comes to."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from app.applications import admission, checklist, file_queries, second_look
from app.applications.admission_forms import Checks, Rejection, Return
from app.applications.overrule_forms import Looked, SentBack
from app.contests import rules
from app.documents import check_sheet as check_sheets
from app.documents import fonts
from app.errors import NotYours, RuleBroken
from app.i18n import gettext
from app.web import downloads
from app.web.applications import (
    admission_letters,
    admission_list,
    admission_page,
    check_sheet_paper,
    estimate_paper,
    list_files,
    overrule_letters,
)
from app.web.applications.checking import Case, CaseDep, CaseToDecide
from app.web.current import HouseDep, Now, SessionDep
from app.web.desk import DeskDep
from app.web.forms import Form, Typed, bind, submitted
from app.web.page import Page, PageDep

router = APIRouter()
ONE = "/office/{slug}/applications/{application_id:int}"


@router.get("/office/{slug}/applications", name="office.applications")
def index(desk: DeskDep, page: PageDep, asked: Annotated[admission_list.Asked, Query()]) -> Response:
    desk.require_sight(rules.may_see_identities)
    return admission_list.show(page, desk, asked)


@router.post("/office/{slug}/applications/export", name="office.applications.export")
def export(
    desk: DeskDep, page: PageDep, typed: Typed, asked: Annotated[admission_list.Asked, Query()], now: Now
) -> Response:
    desk.require_sight(rules.may_see_identities)
    is_whole = typed.get("whole") == "yes"
    return list_files.identified(page, desk, asked, str(typed.get("format")), is_whole=is_whole, now=now)


@router.get("/office/{slug}/works.{form}", name="office.applications.works")
def works(form: str, desk: DeskDep, page: PageDep) -> Response:
    """What the commission judges, without names."""
    desk.require_sight(rules.may_run_jury)
    if form not in admission_list.FORMATS:
        raise NotYours
    return list_files.blind(page, desk, form)


@router.get(ONE, name="office.application")
def show(case: CaseDep, page: PageDep, session: SessionDep, now: Now, version: str = "") -> Response:
    number = int(version) if version.isdecimal() and len(version) < 6 else None
    return admission_page.show(page, case, admission_page.blank(session, case, now), now=now, number=number)


@router.get(ONE + "/pages/{rendition_id:int}", name="office.application.page")
def picture(case: CaseDep, rendition_id: int, session: SessionDep, house: HouseDep) -> Response:
    rendition = file_queries.rendition(session, case.application.id, rendition_id)
    if rendition is None:
        raise NotYours
    return downloads.picture(house.shelf, rendition)


@router.post(ONE + "/checks", name="office.application.checks")
def checks(
    form: Annotated[Form[Checks], Depends(submitted(Checks))], case: CaseToDecide, page: PageDep, session: SessionDep,
    now: Now,
) -> Response:  # fmt: skip
    if form.errors:
        return admission_page.show(page, case, form, now=now, status=422)
    _record(session, case, form, now)
    page.say(gettext("The check list is saved."))
    return _again(page, case)


@router.post(ONE + "/admission", name="office.application.admission")
def admit(
    form: Annotated[Form[Checks], Depends(submitted(Checks))], case: CaseToDecide, page: PageDep, session: SessionDep,
    now: Now,
) -> Response:  # fmt: skip
    if form.fields is not None:
        _require_seen(session, case, form)
        _record(session, case, form, now)
        _refuse_unmet(session, case, form)
    if form.errors:
        return admission_page.show(page, case, form, now=now, status=422)
    admission.admit(session, case.application, case.contest, by=case.desk.viewer.user, now=now)
    path = _path(page, case, "applications.show")
    admission_letters.admitted(page.house, session, case.application, case.contest, path=path, now=now)
    page.say(gettext("%(number)s is admitted. The applicant gets a letter.") % {"number": case.application.number})
    return _again(page, case)


@router.post(ONE + "/return", name="office.application.return")
def give_back(
    form: Annotated[Form[Return], Depends(submitted(Return))], case: CaseToDecide, page: PageDep, session: SessionDep,
    now: Now,
) -> Response:  # fmt: skip
    if form.fields is not None and form.fields.deadline <= now:
        form.refuse("until", "date-past")
    if form.errors:
        return admission_page.show(page, case, form, now=now, status=422)
    _require_seen(session, case, form)
    _record(session, case, form, now)
    said, by = form.valid, case.desk.viewer.user
    admission.give_back(session, case.application, said.return_remark, said.deadline, by=by, now=now)
    path = _path(page, case, "applications.edit")
    admission_letters.returned(page.house, session, case.application, case.contest, path=path, now=now)
    page.say(gettext("%(number)s is returned. The applicant gets a letter.") % {"number": case.application.number})
    return _again(page, case)


@router.post(ONE + "/rejection", name="office.application.rejection")
def reject(
    form: Annotated[Form[Rejection], Depends(submitted(Rejection))], case: CaseToDecide, page: PageDep,
    session: SessionDep, now: Now,
) -> Response:  # fmt: skip
    if form.errors:
        return admission_page.show(page, case, form, now=now, status=422)
    _require_seen(session, case, form)
    _record(session, case, form, now)
    said, by = form.valid, case.desk.viewer.user
    is_now = second_look.reject(
        session, case.application, case.contest, said.reason, said.reject_remark, by=by, now=now
    )
    if not is_now:
        words = gettext("The rejection of %(number)s waits for a second look; nothing is told until then.")
        page.say(words % {"number": case.application.number}, "info")
        return _again(page, case)
    path = _path(page, case, "applications.show")
    admission_letters.rejected(page.house, session, case.application, case.contest, path=path, now=now)
    page.say(gettext("%(number)s is not admitted. The applicant gets a letter.") % {"number": case.application.number})
    return _again(page, case)


@router.post(ONE + "/second-look", name="office.application.look")
def look(typed: Typed, case: CaseToDecide, page: PageDep, session: SessionDep, now: Now) -> Response:
    sends_back = typed.get("verdict") == "send-back"
    form: Form[Any] = bind(SentBack if sends_back else Looked, typed)
    waiting = second_look.pending(session, case.application)
    if waiting is None:
        raise RuleBroken("look-over")
    if form.errors:
        blank = admission_page.blank(session, case, now)
        again: Form[Any] = Form(blank.text | form.text, errors=form.errors)
        return admission_page.show(page, case, again, now=now, status=422)
    by, comment = case.desk.viewer.user, form.valid.look_comment
    if sends_back:
        second_look.send_back(session, waiting, case.application, comment=comment, by=by, now=now)
        if not waiting.is_proposal:
            path = _path(page, case, "applications.show")
            overrule_letters.reconsidered(page.house, session, case.application, case.contest, path=path, now=now)
        page.say(gettext("%(number)s is to be decided again.") % {"number": case.application.number})
    elif second_look.agree(session, waiting, case.application, comment=comment, by=by, now=now):
        path = _path(page, case, "applications.show")
        admission_letters.rejected(page.house, session, case.application, case.contest, path=path, now=now)
        words = gettext("%(number)s is not admitted. The applicant gets a letter.")
        page.say(words % {"number": case.application.number})
    else:
        page.say(gettext("Noted: you agree."))
    return _again(page, case)


@router.get(ONE + "/estimate.pdf", name="office.application.estimate")
def estimate(case: CaseDep, page: PageDep, house: HouseDep) -> Response:
    return estimate_paper.show(page, house, case.application)


@router.get(ONE + "/check-sheet.pdf", name="office.application.check_sheet")
def check_sheet(case: CaseDep, page: PageDep, session: SessionDep, house: HouseDep) -> Response:
    if page.organisation is None:
        raise NotYours
    fonts.prepare(house.settings.font_cache)
    organisation, viewer = page.organisation, case.desk.viewer.user
    paper = check_sheet_paper.paper(session, case.application, case.contest, organisation, viewer)
    return page.file(check_sheets.draw(paper), "application/pdf", f"{case.application.number}-check.pdf", inline=True)


@router.post(ONE + "/pages", name="office.application.pages")
def release(typed: Typed, case: CaseToDecide, page: PageDep, session: SessionDep, now: Now) -> Response:
    ticked = typed.get("page", [])
    wanted = {
        int(one) for one in ([ticked] if isinstance(ticked, str) else ticked) if one.isdecimal() and len(one) < 10
    }
    admission.release(session, case.application, wanted, by=case.desk.viewer.user, now=now)
    page.say(gettext("The commission sees exactly the ticked pages."))
    slug, id_ = case.contest.slug, case.application.id
    return page.see("office.application", slug=slug, application_id=id_, anchor="handed-in")


def _require_seen(session: SessionDep, case: Case, form: Form[Any]) -> None:
    """Nobody decides on what was handed in anew since the page was opened. Raises RuleBroken ``changed-meanwhile``."""
    session.refresh(case.application, with_for_update=True)
    if form.valid.version not in (None, case.application.version):
        raise RuleBroken("changed-meanwhile")


def _record(session: SessionDep, case: Case, form: Form[Any], now: Now) -> None:
    answers = {line.item: (line.answer, line.comment) for line in form.valid.checks}
    admission.record(session, case.application, case.contest, answers, by=case.desk.viewer.user, now=now)


def _refuse_unmet(session: SessionDep, case: Case, form: Form[Any]) -> None:
    left = admission.unmet(session, case.application, case.contest)
    for index, item in enumerate(checklist.items(session, case.contest)):
        if item.name in left:
            form.refuse(f"checks-{index}-answer", "check-yes" if item.is_required else "check-not-no")
    if not admission.has_consent(session, case.application, case.contest):
        form.refuse("", "check-consent")


def _again(page: Page, case: Case) -> Response:
    return page.see("office.application", slug=case.contest.slug, application_id=case.application.id)


def _path(page: Page, case: Case, route: str) -> str:
    return str(page.request.app.url_path_for(route, application_id=case.application.id))
