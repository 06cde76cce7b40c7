"""The ranking of the nominations that are sealed, computed from the sealed sheets."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from app.awards.words import points
from app.contests import queries as contests
from app.contests import rules
from app.contests.models import LEAST_SCALED
from app.errors import NotYours
from app.i18n import pick
from app.jury import queries, ranking_queries, shortlist_queries, standings
from app.web.current import SessionDep
from app.web.desk import DeskDep
from app.web.jury import ranking_page
from app.web.page import PageDep

router = APIRouter()
PAGE = 250


@router.get("/office/{slug}/ranking", name="office.ranking")
def ranking(
    desk: DeskDep,
    session: SessionDep,
    page: PageDep,
    nomination: int = 0,
    number: Annotated[int, Query(alias="page")] = 1,
) -> Response:
    """One nomination at a time; until one is sealed there is nothing here for anybody."""
    desk.require_sight(rules.may_see_ranking)
    found = standings.last_known(session, desk.contest)
    nominations = contests.nominations(session, desk.contest_id)
    chosen = next((one for one in nominations if one.id in found.sealed and nomination in (0, one.position)), None)
    if chosen is None:
        raise NotYours
    ranked = found.by_nomination[chosen.id or 0]
    pages = max(1, -(-len(ranked) // PAGE))
    number = min(max(1, number), pages)
    first = (number - 1) * PAGE
    with_next = ranked[first : first + PAGE + 1]  # the last row's tie may be with the first of the next page
    cards = ranking_queries.cards(session, [row.entry.application_id for row in with_next])
    criteria = {one.position: pick(one.title) for one in queries.criteria(session, desk.contest_id)}
    seats = queries.seats(session, desk.contest_id)
    return page(
        "office/ranking/index.html", desk=desk, nominations=nominations, sealed=found.sealed, chosen=chosen,
        rows=with_next[:PAGE], cards=cards, shown=points, words=ranking_page,
        seats=[one for one in seats if one.votes], by_id={one.id: one for one in seats}, least=LEAST_SCALED,
        pages=pages, page_number=number,
        spread_flag=desk.contest.spread_flag, total=len(ranked), method=desk.contest.method,
        other=ranking_page.other_method(desk.contest), ties=ranking_page.ties(with_next, cards, criteria),
        seen=standings.examined(session, desk.contest, chosen.id or 0),
        left_out=sum(not row.goes_on for row in shortlist_queries.rows(session, desk.contest_id, [chosen.id or 0])),
    )  # fmt: skip
