"""Who sits where papers are issued: the chair knows of the place (403), others hear nothing of it (404)."""

from typing import Annotated

from fastapi import Depends

from app.contests import rules
from app.web.desk import Desk, DeskDep


def get_paper_desk(desk: DeskDep) -> Desk:
    desk.require(rules.may_issue_papers, visible_to=rules.may_see_ranking)
    return desk


PaperDesk = Annotated[Desk, Depends(get_paper_desk, scope="function")]
