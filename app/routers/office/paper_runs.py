"""Many papers made into one file: asked for, watched, fetched."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app.contests import queries as contests
from app.errors import NotYours, RuleBroken
from app.i18n import gettext, pick
from app.papers import register, runs
from app.papers.forms import RunForm
from app.papers.models import PrintRun
from app.papers.register import Filters
from app.web import refusals
from app.web.current import Now, SessionDep
from app.web.forms import Form, submitted
from app.web.page import PageDep
from app.web.paper_office import PaperDesk

router = APIRouter()
PATH = "/office/{slug}/paper-runs"


def get_run(run_id: int, desk: PaperDesk, session: SessionDep) -> PrintRun:
    found = register.run(session, desk.contest_id, run_id)
    if found is None:
        raise NotYours
    return found


RunDep = Annotated[PrintRun, Depends(get_run, scope="function")]


@router.post(PATH, name="office.papers.runs.add")
def add(
    desk: PaperDesk, form: Annotated[Form[RunForm], Depends(submitted(RunForm))], session: SessionDep, page: PageDep,
    now: Now,
) -> Response:  # fmt: skip
    asked = form.fields
    if asked is None:  # whoever asks for nonsense does not want everything
        raise RuleBroken("papers-none")
    found = register.to_print(session, desk.contest_id, _filters(session, desk.contest_id, asked), asked.order)
    title = f"{pick(desk.contest.title, 'kk')}, {desk.contest.edition}"
    run = runs.ask(session, desk.contest, found, title, asked.reason, by=desk.viewer.user, now=now)
    return page.see("office.papers.run", slug=desk.contest.slug, run_id=run.id)


def _filters(session: SessionDep, contest_id: int, asked: RunForm) -> Filters:
    places = {one.position: one.id for one in contests.nominations(session, contest_id)}
    nowhere = 0
    return Filters(
        kind=asked.of_kind, school_id=asked.of_school,
        nomination_id=places.get(asked.of_nomination, nowhere) if asked.of_nomination is not None else None,
        unprinted=asked.is_first == "yes",
    )  # fmt: skip


@router.get(f"{PATH}/{{run_id:int}}", name="office.papers.run")
def show(desk: PaperDesk, run: RunDep, page: PageDep) -> Response:
    failure = gettext(refusals.REASONS[run.failure][1]) if run.failure in refusals.REASONS else run.failure
    return page("office/papers/run.html", fragment="office/papers/_run.html", desk=desk, run=run, failure=failure)


@router.get(f"{PATH}/{{run_id:int}}/file", name="office.papers.run_file")
def file(desk: PaperDesk, run: RunDep, page: PageDep) -> Response:
    if run.file_sha256 is None:
        raise NotYours
    return page.file(
        page.house.shelf.read(run.file_sha256), "application/pdf", f"{desk.contest.slug}-papers-{run.id}.pdf"
    )
