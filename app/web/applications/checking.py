"""The application that somebody wants to decide on: the secretary and the organiser may; its owner and the commission
are told that it is not theirs to do, everybody else finds nothing."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from sqlmodel import Session

from app.applications import queries, rules
from app.applications.models import Application, Status
from app.contests import queries as contests
from app.contests import rules as contest_rules
from app.contests.models import Contest
from app.errors import NotAllowed, NotYours
from app.jury import queries as jury
from app.web.current import CurrentViewer, SessionDep, Viewer
from app.web.desk import Desk, DeskDep, May


@dataclass(frozen=True)
class Case:
    """An application on the desk of those who check it."""

    desk: Desk
    application: Application

    @property
    def contest(self) -> Contest:
        return self.desk.contest


def get_case(application_id: int, desk: DeskDep, session: SessionDep) -> Case:
    """To look at."""
    desk.require_sight(contest_rules.may_see_identities)
    application = queries.get(session, application_id)
    if application is None or application.contest_id != desk.contest_id or application.status is Status.DRAFT:
        raise NotYours
    return Case(desk, application)


def get_case_to_decide(slug: str, application_id: int, session: SessionDep, viewer: CurrentViewer) -> Case:
    return _case(slug, application_id, session, viewer, contest_rules.may_admit)


def get_case_to_overrule(slug: str, application_id: int, session: SessionDep, viewer: CurrentViewer) -> Case:
    return _case(slug, application_id, session, viewer, contest_rules.may_overrule)


def _case(slug: str, application_id: int, session: Session, viewer: Viewer, may: May) -> Case:
    contest = contests.by_slug(session, slug)
    found = queries.get(session, application_id)
    is_here = contest is not None and found is not None and found.contest_id == contest.id
    application = found if is_here and found and found.status is not Status.DRAFT else None
    roles = viewer.roles_in(contest.id if contest else None)
    if contest is not None and application is not None and may(roles):
        return Case(Desk(contest, viewer, roles), application)
    judges = jury.judges(session, viewer.id, application_id)  # of what is not there too: it takes as long
    is_known = application is not None and (
        rules.may_see(application, viewer.id) or rules.may_know(application, roles, judges=judges)
    )
    raise NotAllowed if is_known else NotYours


CaseDep = Annotated[Case, Depends(get_case, scope="function")]
CaseToDecide = Annotated[Case, Depends(get_case_to_decide, scope="function")]
CaseToOverrule = Annotated[Case, Depends(get_case_to_overrule, scope="function")]
