"""Whoever runs the installation has no role in a contest, but names its organisers and may check its journal."""

from typing import Annotated

from fastapi import Depends

from app.contests import queries, rules
from app.errors import NotYours
from app.web.current import CurrentViewer, SessionDep
from app.web.desk import Desk


def get_overseer_desk(slug: str, session: SessionDep, viewer: CurrentViewer) -> Desk:
    """As `desk.get_desk`, open to operators too; their roles there are none."""
    contest = queries.by_slug(session, slug)
    roles = viewer.roles_in(contest.id) if contest else frozenset()
    if contest is None or not (rules.may_enter_office(roles) or viewer.user.is_operator):
        raise NotYours
    return Desk(contest, viewer, roles)


OverseerDesk = Annotated[Desk, Depends(get_overseer_desk, scope="function")]
