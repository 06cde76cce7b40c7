"""Finding a school for the form of a pupil's work."""

from fastapi import APIRouter
from starlette.responses import Response

from app.applications import lifecycle, school_choice
from app.contests.models import Contest
from app.web.applications import keeping
from app.web.applications.own import OwnApplicationToChange
from app.web.current import CurrentViewer, Now, SessionDep
from app.web.forms import Form, Typed
from app.web.page import PageDep

router = APIRouter()


@router.post("/applications/{application_id:int}/schools", name="schools.choice")
def choice(
    application: OwnApplicationToChange, typed: Typed, viewer: CurrentViewer, session: SessionDep, now: Now,
    page: PageDep,
) -> Response:  # fmt: skip
    """What is offered for the district and the words typed: the list alone, or the form again with everything kept."""
    contest = session.get_one(Contest, application.contest_id)
    if page.wants_fragment:
        offered = school_choice.of(session, typed)
        return page.html("applications/drawing/_schools.html", choice=offered, form=Form(dict(typed)))
    lifecycle.require_editable(application, contest, now, viewer.user)
    keeping.keep(session, application, contest, typed, by=viewer.user, now=now)
    return page.see("applications.edit", application_id=application.id, anchor="school-list")
