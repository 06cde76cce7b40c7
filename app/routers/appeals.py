"""An applicant's appeal: once the results are out, for some working days."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app.applications.models import Application
from app.awards import appeals
from app.awards.appeal_forms import AppealForm
from app.contests.models import Contest
from app.errors import NotYours
from app.i18n import gettext
from app.web.applications.own import OwnApplication, OwnApplicationToChange
from app.web.awards import appeal_letters
from app.web.current import CurrentViewer, Now, SessionDep
from app.web.forms import Form, submitted
from app.web.page import Page, PageDep

router = APIRouter()
PATH = "/applications/{application_id:int}/appeal"


@router.get(PATH, name="applications.appeal")
def show(application: OwnApplication, page: PageDep, session: SessionDep, now: Now) -> Response:
    contest = session.get_one(Contest, application.contest_id)
    return _show(page, application, contest, now)


@router.post(PATH, name="applications.appeal.lodge")
def lodge(
    application: OwnApplicationToChange, form: Annotated[Form[AppealForm], Depends(submitted(AppealForm))],
    page: PageDep, session: SessionDep, viewer: CurrentViewer, now: Now,
) -> Response:  # fmt: skip
    contest = session.get_one(Contest, application.contest_id)
    if form.errors:
        return _show(page, application, contest, now, form, status=422)
    made = appeals.lodge(session, application, contest, form.valid.body, by=viewer.user, now=now)
    appeal_letters.lodged(page, appeals.Lodged(made, application), contest, now=now)
    page.say(gettext("Your appeal is handed in. The answer comes by letter and stands on this page."))
    return page.see("applications.appeal", application_id=application.id)


def _show(page: Page, application: Application, contest: Contest, now: Now, form: Form[AppealForm] | None = None,
          status: int = 200) -> Response:  # fmt: skip
    """Where there is none and none may be lodged there is no such page."""
    appeal = appeals.of_application(page.session, application.id)
    may_lodge = appeals.may_lodge(application, contest, now)
    if appeal is None and not may_lodge:
        raise NotYours
    return page(
        "appeals/show.html", status=status, application=application, contest=contest, appeal=appeal,
        form=form or Form(), until=appeals.until(contest), verdicts=appeal_letters.VERDICT,
    )  # fmt: skip
