"""Papers of the sealed sheets: the score sheets of a nomination, the summary of scores."""

from fastapi import APIRouter
from starlette.responses import Response

from app.awards import score_papers
from app.contests import queries, rules
from app.documents import fonts, score_sheets, score_table
from app.errors import NotYours
from app.i18n import gettext
from app.web.current import SessionDep
from app.web.desk import DeskDep
from app.web.page import PageDep

router = APIRouter()
PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get("/office/{slug}/scores.{ending}", name="office.scores.summary")
def summary(ending: str, desk: DeskDep, page: PageDep, session: SessionDep) -> Response:
    """«Сводная ведомость» of the whole contest."""
    desk.require_sight(rules.may_see_ranking)
    if ending not in ("pdf", "xlsx"):
        raise NotYours
    found = score_papers.summary(session, desk.contest)
    name = f"{gettext('Summary of scores')} {desk.contest.slug}.{ending}"
    if ending == "xlsx":
        return page.file(score_table.book(found), XLSX, name)
    fonts.prepare(page.house.settings.font_cache)
    return page.file(score_table.draw(found), PDF, name, inline=True)


@router.get("/office/{slug}/scores/{position:int}.pdf", name="office.scores.sheets")
def sheets(position: int, desk: DeskDep, page: PageDep, session: SessionDep) -> Response:
    """The sealed sheets of one nomination, a page for each."""
    desk.require_sight(rules.may_see_ranking)
    nomination = next((one for one in queries.nominations(session, desk.contest_id) if one.position == position), None)
    if nomination is None:
        raise NotYours
    fonts.prepare(page.house.settings.font_cache)
    data = score_sheets.draw(score_papers.sheets(session, desk.contest, nomination))
    return page.file(data, PDF, f"{gettext('Score sheets')} {position} {desk.contest.slug}.pdf", inline=True)
