"""Papers of one application: for its owner, and one file for whoever may hold it."""

from fastapi import APIRouter
from starlette.responses import Response

from app.contests import queries as contests
from app.contests import rules
from app.contests.models import Contest
from app.errors import NotYours
from app.i18n import pick
from app.papers import queries as paper_queries
from app.papers import words as paper_words
from app.web.applications.own import OwnApplication
from app.web.current import CurrentViewer, SessionDep
from app.web.page import PageDep
from app.web.papers.paper_press import press

router = APIRouter()


@router.get("/applications/{application_id:int}/papers", name="papers.own")
def own(application: OwnApplication, session: SessionDep, page: PageDep) -> Response:
    return page(
        "papers/own.html", application=application, papers=paper_queries.of_application(session, application.id),
        contest=session.get_one(Contest, application.contest_id), paper_kinds=paper_words.KIND,
    )  # fmt: skip


@router.get("/contests/{slug}/papers.pdf", name="papers.mine")
def mine(slug: str, viewer: CurrentViewer, session: SessionDep, page: PageDep, batch: str = "") -> Response:
    """All papers of a teacher's works in one file, by class and name; `batch`: of one school's only."""
    contest = contests.by_slug(session, slug)
    only = int(batch) if batch.isascii() and batch.isdigit() and len(batch) < 10 else None
    found = paper_queries.of_person(session, viewer.id, contest.id, batch_id=only) if contest else []
    if contest is None or not found:
        raise NotYours
    data = press(page.house).many(found, pick(contest.title))
    return page.file(data, "application/pdf", f"{slug}-papers.pdf")


@router.get("/papers/{number}.pdf", name="papers.pdf")
def pdf(number: str, viewer: CurrentViewer, session: SessionDep, page: PageDep) -> Response:
    """For the owner of the application and for those who issue papers."""
    found = paper_queries.with_application(session, number)
    if found is None:
        raise NotYours
    paper, application = found
    is_own = application is not None and application.applicant_id == viewer.id
    if not is_own and not rules.may_issue_papers(viewer.roles_in(paper.contest_id)):
        raise NotYours
    return page.file(press(page.house).one(paper), "application/pdf", f"{paper.number}.pdf")
