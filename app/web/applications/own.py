"""Applications as their owners reach them: whoever else asks finds nothing, or may not change what they know of."""

from typing import Annotated

from fastapi import Depends

from app.applications import queries, rules
from app.applications.models import Application
from app.errors import NotAllowed, NotYours
from app.jury import queries as jury
from app.web.current import CurrentViewer, SessionDep


def get_own(application_id: int, session: SessionDep, viewer: CurrentViewer) -> Application:
    """To look at. Raises NotYours for everybody but the applicant."""
    application = queries.get(session, application_id)
    if application is None or not rules.may_see(application, viewer.id):
        raise NotYours
    return application


def get_tended(application_id: int, session: SessionDep, viewer: CurrentViewer) -> Application:
    """To look at. Raises NotYours for everybody but the applicant and, where it came on paper, the office."""
    application = queries.get(session, application_id)
    if application is None or not _is_theirs(application, viewer):
        raise NotYours
    return application


def _is_theirs(application: Application, viewer: CurrentViewer) -> bool:
    roles = viewer.roles_in(application.contest_id)
    return rules.may_see(application, viewer.id) or rules.may_act_for(application, roles)


def get_own_to_change(application_id: int, session: SessionDep, viewer: CurrentViewer) -> Application:
    """To change, by the applicant and, where it came on paper, the office. Others of the contest are told that it is
    not theirs to do (NotAllowed), strangers nothing."""
    application = queries.get(session, application_id)
    if application is not None and _is_theirs(application, viewer):
        return application
    judges = jury.judges(session, viewer.id, application_id)  # of what is not there too: it takes as long
    if application is not None and rules.may_know(application, viewer.roles_in(application.contest_id), judges=judges):
        raise NotAllowed
    raise NotYours


OwnApplication = Annotated[Application, Depends(get_own, scope="function")]
TendedApplication = Annotated[Application, Depends(get_tended, scope="function")]
OwnApplicationToChange = Annotated[Application, Depends(get_own_to_change, scope="function")]
