"""The admission of a contest as a whole: what waits for a second look, the check list, extensions, the conclusion."""

from functools import lru_cache
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from app.accounts import queries as accounts
from app.accounts.models import User
from app.applications import admission_settings, checklist, conclusions, extensions, second_look, words
from app.applications.overrule_forms import CheckList, ExtendedPerson, Looks, is_late_enough
from app.contests import queries as contests
from app.contests import rules
from app.contests.models import LookMode, RoleName
from app.documents import conclusion, conclusion_docx, fonts
from app.documents.conclusion_text import Conclusion
from app.errors import NotYours, RuleBroken
from app.i18n import gettext, mark
from app.routers.rules import WORD
from app.web.applications import conclusion_paper, overrule_letters
from app.web.current import HouseDep, Now, SessionDep
from app.web.desk import Desk, DeskDep
from app.web.forms import Form, submitted
from app.web.page import Page, PageDep

router = APIRouter()
PLACE = "/office/{slug}/admission"
LOOKS = {
    LookMode.OFF: mark("No second look"),
    LookMode.AFTER: mark("Every rejection is looked at by another person; it is told at once"),
    LookMode.BEFORE: mark("Every rejection is looked at by another person before it is told"),
}
Number = Annotated[int | None, Query(ge=1, le=10_000)]


def get_settings_desk(desk: DeskDep) -> Desk:
    desk.require(rules.may_change_contest, visible_to=rules.may_see_draft)
    return desk


def get_admission_desk(desk: DeskDep) -> Desk:
    desk.require_sight(rules.may_see_identities)
    return desk


SettingsDesk = Annotated[Desk, Depends(get_settings_desk, scope="function")]
AdmissionDesk = Annotated[Desk, Depends(get_admission_desk, scope="function")]


@router.get(PLACE, name="office.admission")
def show(desk: AdmissionDesk, page: PageDep, now: Now) -> Response:
    return _show(page, desk, now, Form())


@router.post(PLACE + "/extensions", name="office.extensions.grant")
def extend(desk: SettingsDesk, form: Annotated[Form[ExtendedPerson], Depends(submitted(ExtendedPerson))],
           page: PageDep, session: SessionDep, now: Now) -> Response:  # fmt: skip
    user = accounts.by_email(session, form.fields.email) if form.fields else None
    if form.fields and user is None:
        form.refuse("email", "no-such-person")
    if form.fields and not is_late_enough(form.fields.extended_until, desk.contest.closes_at):
        form.refuse("extended_until", "extension-early")
    if form.errors or user is None:
        return _show(page, desk, now, form)
    said = form.valid
    extensions.grant(session, desk.contest, user, said.extended_until, said.extension_reason, by=desk.viewer.user,
                     now=now)  # fmt: skip
    path = page.path_for("applications.new", slug=desk.contest.slug)
    overrule_letters.extended(page.house, session, desk.contest, user, said.extended_until, said.extension_reason,
                              path=path, now=now)  # fmt: skip
    page.say(gettext("The deadline is extended. The applicant gets a letter."))
    return page.see("office.admission", slug=desk.contest.slug, anchor="extensions")


@router.post(PLACE + "/conclusion", name="office.conclusion.close")
def close(desk: AdmissionDesk, page: PageDep, session: SessionDep, now: Now) -> Response:
    made = conclusions.close(session, desk.contest, conclusion_paper.facts(_draft(page, desk, now)),
                             by=desk.viewer.user, now=now)  # fmt: skip
    page.say(gettext("Conclusion № %(number)s is closed: it never changes.") % {"number": made.number})
    return page.see("office.admission", slug=desk.contest.slug, anchor="conclusion")


@router.get(PLACE + "/conclusion.pdf", name="office.conclusion_pdf")
def pdf(desk: AdmissionDesk, page: PageDep, house: HouseDep, now: Now, number: Number = None) -> Response:
    fonts.prepare(house.settings.font_cache)
    made = _pdf(_chosen(page, desk, number, now))
    return page.file(made, "application/pdf", f"{desk.contest.slug}-conclusion.pdf", inline=True)


@router.get(PLACE + "/conclusion.docx", name="office.conclusion_docx")
def docx(desk: AdmissionDesk, page: PageDep, now: Now, number: Number = None) -> Response:
    made = conclusion_docx.draw(_chosen(page, desk, number, now))
    return page.file(made, WORD, f"{desk.contest.slug}-conclusion.docx")


@router.get(PLACE + "/list", name="office.checklist")
def check_list(desk: SettingsDesk, page: PageDep) -> Response:
    return _check_list(page, desk)


@router.post(PLACE + "/list", name="office.checklist.post")
def change_check_list(desk: SettingsDesk, form: Annotated[Form[CheckList], Depends(submitted(CheckList))],
                      page: PageDep, session: SessionDep, now: Now) -> Response:  # fmt: skip
    if form.errors:
        return _check_list(page, desk, form=form)
    kept = checklist.items(session, desk.contest) if checklist.is_begun(session, desk.contest.id) else ()
    added = [line for line in form.valid.lines if not kept or not line.name]
    is_new = checklist.store(session, desk.contest, [*kept, *added], by=desk.viewer.user, now=now)
    page.say(gettext("Changes saved") if is_new else gettext("Nothing has changed."), "ok" if is_new else "info")
    return page.see("office.checklist", slug=desk.contest.slug)


@router.post(PLACE + "/looks", name="office.checklist.looks")
def looks(desk: SettingsDesk, form: Annotated[Form[Looks], Depends(submitted(Looks))], page: PageDep,
          session: SessionDep, now: Now) -> Response:  # fmt: skip
    if form.errors:
        return _check_list(page, desk, looks=form)
    said = form.valid
    admission_settings.set_looks(session, desk.contest, said.second_look, said.sample_percent, by=desk.viewer.user,
                                 now=now)  # fmt: skip
    page.say(gettext("Changes saved"))
    return page.see("office.checklist", slug=desk.contest.slug, anchor="looks")


def _show(page: Page, desk: Desk, now: Now, form: Form[Any]) -> Response:
    session = page.session
    try:
        conclusions.require_closable(session, desk.contest, now)
        obstacle = None
    except RuleBroken as broken:
        obstacle = broken
    return page(
        "office/admission/show.html", status=422 if form.errors else 200, desk=desk, form=form, obstacle=obstacle,
        waiting=second_look.waiting(session, desk.contest.id), extensions=extensions.listed(session, desk.contest.id),
        closed=conclusions.closed(session, desk.contest.id), may_change=rules.may_change_contest(desk.roles),
        draft=_draft(page, desk, now), rejections=words.REJECTION, viewer_id=desk.viewer.id,
    )  # fmt: skip


def _check_list(page: Page, desk: Desk, *, form: Form[Any] | None = None, looks: Form[Any] | None = None) -> Response:
    session, contest = page.session, desk.contest
    lines = checklist.items(session, contest)
    text: dict[str, Any] = {}
    for index, line in enumerate(lines):
        text |= {f"items-{index}-name": line.name, f"items-{index}-place": str(index + 1)}
        text |= {f"items-{index}-question_{code}": words for code, words in line.texts.items()}
        text |= {f"items-{index}-is_required": "yes"} if line.is_required else {}
    set_up: Form[Any] = Form({"second_look": contest.second_look.value, "sample_percent": str(contest.sample_percent)})
    refused = form or looks
    return page(
        "office/admission/list.html", status=422 if refused else 200, desk=desk, form=form or Form(text), lines=lines,
        looks=looks or set_up, refused=refused or Form(), is_begun=checklist.is_begun(session, contest.id),
        modes=[(mode.value, gettext(words)) for mode, words in LOOKS.items()],
    )  # fmt: skip


def _draft(page: Page, desk: Desk, now: Now) -> Conclusion:
    if page.organisation is None:
        raise NotYours
    secretaries = contests.holders(page.session, desk.contest.id, RoleName.SECRETARY)
    secretary = page.session.get_one(User, secretaries[0]) if secretaries else desk.viewer.user
    return conclusion_paper.draft(page.session, desk.contest, page.organisation, secretary.name, now)


def _chosen(page: Page, desk: Desk, number: int | None, now: Now) -> Conclusion:
    """Closed under this number, or as things stand."""
    if number is None:
        return _draft(page, desk, now)
    kept = next((one for one in conclusions.closed(page.session, desk.contest.id) if one.number == number), None)
    if kept is None:
        raise NotYours
    return conclusion_paper.closed(kept)


@lru_cache(maxsize=8)
def _pdf(paper: Conclusion) -> bytes:
    return conclusion.draw(paper)
