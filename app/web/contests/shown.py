"""The contest of a public page: an announced one for everybody, a draft for those who prepare it."""

from typing import Annotated

from fastapi import Depends

from app.contests import queries, rules
from app.contests.models import Contest, ContestStatus
from app.errors import NotYours
from app.web.current import MaybeViewer, SessionDep, SignInNeeded


def get_shown_contest(slug: str, session: SessionDep, viewer: MaybeViewer) -> Contest:
    contest = queries.by_slug(session, slug)
    if contest is None:
        raise NotYours
    if contest.status is ContestStatus.DRAFT:
        if viewer is None:
            raise SignInNeeded
        if not rules.may_see_draft(viewer.roles_in(contest.id)):
            raise NotYours
    return contest


ShownContest = Annotated[Contest, Depends(get_shown_contest, scope="function")]
