"""Appeals as the office reads and answers them."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app.awards import appeals
from app.awards.appeal_forms import AnswerForm
from app.contests import rules
from app.errors import NotYours
from app.i18n import gettext
from app.web.awards import appeal_letters
from app.web.current import Now, SessionDep
from app.web.desk import Desk, DeskDep
from app.web.forms import Form, submitted
from app.web.page import Page, PageDep

router = APIRouter()
PATH = "/office/{slug}/appeals"


@router.get(PATH, name="office.appeals")
def show(desk: DeskDep, page: PageDep) -> Response:
    desk.require_sight(rules.may_propose)
    return _show(page, desk)


@router.post(f"{PATH}/{{appeal_id:int}}", name="office.appeals.answer")
def answer(
    appeal_id: int, desk: DeskDep, form: Annotated[Form[AnswerForm], Depends(submitted(AnswerForm))], page: PageDep,
    session: SessionDep, now: Now,
) -> Response:  # fmt: skip
    desk.require(rules.may_confirm, visible_to=rules.may_propose)
    if form.errors:
        return _show(page, desk, form, at=appeal_id, status=422)
    said = form.valid
    found = appeals.answer(session, desk.contest, appeal_id, said.answer, is_upheld=said.verdict == "upheld",
                           by=desk.viewer.user, now=now)  # fmt: skip
    if found is None:
        raise NotYours
    appeal_letters.answered(page, found, desk.contest, now=now)
    page.say(gettext("The answer is on its way to the applicant."))
    return page.see("office.appeals", slug=desk.contest.slug)


def _show(page: Page, desk: Desk, form: Form[AnswerForm] | None = None, at: int = 0, status: int = 200) -> Response:
    found = appeals.of_contest(page.session, desk.contest_id)
    return page(
        "office/appeals/show.html", status=status, desk=desk, lodged=found, form=form or Form(), at=at,
        until=appeals.until(desk.contest), verdicts=appeal_letters.VERDICT, may_answer=rules.may_confirm(desk.roles),
    )  # fmt: skip
