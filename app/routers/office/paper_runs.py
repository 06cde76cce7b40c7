"""Many papers made into one file: asked for, watched, fetched."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app.contests import queries as contests
from app.errors import NotYours, RuleBroken
from app.i18n import gettext, pick
from app.papers import register, runs
from app.papers.forms import RunForm
from app.papers.models import Certificate, PrintRun
from app.papers.register import Filters
from app.web import refusals
from app.web.current import Now, SessionDep
from app.web.forms import Form, submitted
from app.web.page import PageDep
from app.web.papers import paper_register
from app.web.papers.paper_office import PaperDesk
from app.web.papers.paper_register import Asked

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
    found = _asked_for(session, desk.contest_id, form) if form.fields else []
    if form.errors:
        page.place = page.path_for("office.papers", slug=desk.contest.slug)
        return paper_register.show(page, desk, Asked(), status=422, run=form)
    title = f"{pick(desk.contest.title, 'kk')}, {desk.contest.edition}"
    run = runs.ask(session, desk.contest, found, title, form.valid.reason, by=desk.viewer.user, now=now)
    return page.see("office.papers.run", slug=desk.contest.slug, run_id=run.id)


def _asked_for(session: SessionDep, contest_id: int, form: Form[RunForm]) -> list[Certificate]:
    """What is to stand in the file, or why there is none: said beside the choice that is to be changed."""
    asked = form.valid
    chosen = _filters(session, contest_id, asked)
    found = register.to_print(session, contest_id, chosen, asked.order)
    printed = register.was_printed(session, [one.id for one in found])
    if printed and asked.reason is None:
        form.errors["reason"] = refusals.sentence(RuleBroken("reprint-reason", papers=len(printed)))
    elif not found and register.to_print(session, contest_id, replace(chosen, unprinted=False)):
        form.errors["is_first"] = gettext("All of these were printed before. Take the tick away to print them again.")
    elif not found:
        form.errors["of_kind"] = refusals.sentence(RuleBroken("papers-none"))
    return found


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
