"""Whoever may make contests, and writes down who runs and who pays for them: organisers and the operator."""

from typing import Annotated

from fastapi import Depends

from app.contests import rules
from app.errors import NotYours
from app.web.current import CurrentViewer, Viewer


def get_maker(viewer: CurrentViewer) -> Viewer:
    """404 for everybody else."""
    if not rules.may_make_contests(viewer.roles, is_operator=viewer.user.is_operator):
        raise NotYours
    return viewer


Maker = Annotated[Viewer, Depends(get_maker, scope="function")]
