"""Results and gallery of a contest: for nobody before the publication, for everybody after it."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app.awards import corrections, queries, results, rules, words
from app.contests import queries as contests
from app.contests.models import Contest, ContestKind
from app.errors import NotYours
from app.grants import contract_queries
from app.web import downloads
from app.web.current import HouseDep, MaybeViewer, SessionDep
from app.web.page import FLASH, Page, PageDep

router = APIRouter()
PAGE, PICTURE = "no-cache", "private, max-age=3600"
"""Whoever takes a consent back sees the next page without the name; no cache between us and the reader keeps more."""


def get_shown(slug: str, session: SessionDep, viewer: MaybeViewer) -> Contest:
    """A contest whose results this person may see. Raises NotYours, the same for all others."""
    contest = contests.by_slug(session, slug)
    if contest is None:
        raise NotYours
    decision = None if rules.is_out(contest) else queries.decision(session, contest.id)
    roles = viewer.roles_in(contest.id) if viewer else frozenset()
    if not rules.may_see_results(contest, decision.status if decision else None, roles):
        raise NotYours
    return contest


Shown = Annotated[Contest, Depends(get_shown, scope="function")]


@router.get("/contests/{slug}/results", name="contests.results")
def show(contest: Shown, page: PageDep, session: SessionDep) -> Response:
    response = page(
        "results/show.html", contest=contest, winners=results.winners(session, contest),
        figures=results.figures(session, contest), is_drawing=contest.kind is ContestKind.DRAWING,
        is_out=rules.is_out(contest), protocol=queries.protocol(session, contest.id),
        corrections=corrections.applied(session, contest.id), changes=corrections.changes, words=words,
        has_places=rules.has_places(contest),
        passed_on=contract_queries.passed_on(session, contest.id),
        titles={one.position: one.title for one in contests.nominations(session, contest.id)},
    )  # fmt: skip
    return _cached(response, page, contest)


@router.get("/contests/{slug}/gallery", name="contests.gallery")
def gallery(
    contest: Shown, page: PageDep, session: SessionDep, nomination: str = "", territory: str = "", number: str = "1"
) -> Response:
    """Pupils' works that may be shown; contests of grants have none."""
    if contest.kind is not ContestKind.DRAWING:
        raise NotYours
    chosen, here = _whole(nomination), max(1, _whole(number) or 1)
    works, total = results.gallery(session, contest, nomination=chosen, territory=territory[:40], page=here)
    nominations = results.gallery_nominations(session, contest)
    response = page(
        "results/gallery.html", contest=contest, works=works, total=total, here=here, pages=-(-total // results.PAGE),
        nominations=nominations, territory=territory[:40],
        hidden=None if nominations else results.hidden(session, contest),
        territories=results.gallery_territories(session, contest), chosen=chosen, is_out=rules.is_out(contest),
    )  # fmt: skip
    return _cached(response, page, contest)


@router.get("/contests/{slug}/pictures/{rendition_id:int}", name="contests.picture")
def picture(contest: Shown, rendition_id: int, session: SessionDep, house: HouseDep) -> Response:
    sha256 = results.picture(session, contest, rendition_id) if rendition_id < 2**31 else None
    if sha256 is None:
        raise NotYours
    response = downloads.clean(house.shelf, sha256)
    if rules.is_out(contest):
        response.headers["Cache-Control"] = PICTURE
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _cached(response: Response, page: Page, contest: Contest) -> Response:
    """Browsers of people who are not signed in may keep the page, asking each time, but not one with a message for
    them."""
    if page.user is None and rules.is_out(contest) and FLASH not in page.request.cookies:
        response.headers["Cache-Control"] = PAGE
    return response


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None
