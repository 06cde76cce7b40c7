"""Where paper is taken in: organiser and secretary of the contest. Who else knows of the contest may not, others hear
nothing of it."""

from typing import Annotated

from fastapi import Depends

from app.applications import rules as applications
from app.contests import queries, rules
from app.contests.models import ContestStatus, RoleName
from app.errors import NotAllowed, NotYours
from app.jury import queries as jury
from app.web.current import CurrentViewer, SessionDep
from app.web.desk import Desk, DeskDep

JUDGES = frozenset({RoleName.CHAIR, RoleName.EXPERT})


def get_counter(desk: DeskDep) -> Desk:
    """To look. The chair knows of it (403), the accountant does not."""
    desk.require(rules.may_admit, visible_to=rules.may_run_jury)
    return desk


def get_counter_to_change(slug: str, session: SessionDep, viewer: CurrentViewer) -> Desk:
    """To register. Those who judge or may enter the contest themselves are told that it is not theirs to do."""
    contest = queries.by_slug(session, slug)
    if contest is None:
        raise NotYours
    roles = viewer.roles_in(contest.id)
    if rules.may_admit(roles):
        return Desk(contest, viewer, roles)
    if roles & JUDGES:
        raise NotAllowed
    may_enter = applications.may_start(viewer.user, viewer.roles, contest)
    if may_enter and contest.status is not ContestStatus.DRAFT and not jury.has_sat(session, contest.id, viewer.id):
        raise NotAllowed
    raise NotYours


Counter = Annotated[Desk, Depends(get_counter, scope="function")]
CounterToChange = Annotated[Desk, Depends(get_counter_to_change, scope="function")]
