"""What everybody sees: the contests and one contest. Rules, results and gallery stand in files of their own."""

from fastapi import APIRouter
from starlette.responses import Response

from app.applications import queries as applications
from app.applications.models import Application
from app.contests import queries, rules
from app.contests.models import Contest, ContestKind
from app.jury import sharing
from app.web.contests.face import Face, face, tie_breaks, weights
from app.web.contests.shown import ShownContest
from app.web.current import MaybeViewer, Now, SessionDep, Viewer
from app.web.page import PageDep

router = APIRouter()


@router.get("/", name="contests.index")
def index(page: PageDep, session: SessionDep, viewer: MaybeViewer, now: Now) -> Response:
    drafts = {contest for contest, _ in viewer.roles if rules.may_see_draft(viewer.roles_in(contest))} if viewer else ()
    faces = [_face(contest, viewer, now) for contest in queries.listed(session, drafts)]
    current = [one for one in faces if not one.has_results]
    return page("contests/index.html", current=sorted(current, key=lambda one: not one.is_expected),
                past=[one for one in faces if one.has_results])  # fmt: skip


@router.get("/contests/{slug}", name="contests.show")
def show(contest: ShownContest, page: PageDep, session: SessionDep, viewer: MaybeViewer, now: Now) -> Response:
    criteria = queries.criteria(session, contest.id)
    return page(
        "contests/show.html", contest=contest, face=_face(contest, viewer, now), criteria=weights(criteria),
        draft=_draft(session, contest, viewer),
        nominations=queries.nominations(session, contest.id), tie_breaks=tie_breaks(contest, criteria),
        rules_languages=queries.rules_languages(session, contest.id), sharing=sharing.rule(session, contest.id),
    )  # fmt: skip


def _draft(session: SessionDep, contest: Contest, viewer: Viewer | None) -> Application | None:
    """What this person has begun in a contest in which one application is the rule."""
    if viewer is None or contest.kind is not ContestKind.SMALL_GRANT:
        return None
    return next(iter(applications.own_drafts(session, viewer.id, contest.id)), None)


def _face(contest: Contest, viewer: Viewer | None, now: Now) -> Face:
    return face(contest, viewer.roles_in(contest.id) if viewer else frozenset(), now)
