"""The proof of names: whoever handed in sees them as they will be printed, says «all right», or corrects one."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app.i18n import gettext, ngettext
from app.papers import name_queries, names
from app.papers.name_forms import NameForm
from app.papers.names import Line
from app.web.current import Now, SessionDep
from app.web.forms import Form, Typed, submitted
from app.web.page import Page, PageDep
from app.web.papers import name_page
from app.web.papers.name_page import Mine, MineDep

router = APIRouter()


@router.get("/contests/{slug}/proof", name="proof.mine")
def mine(found: MineDep, page: PageDep) -> Response:
    return _mine(page, found)


@router.post("/contests/{slug}/proof", name="proof.confirm")
def confirm(found: MineDep, typed: Typed, session: SessionDep, page: PageDep, now: Now) -> Response:
    """All right, just as the page showed them."""
    if typed.get("seen") != names.seen(found.lines):
        page.say(gettext("A name has changed meanwhile: please look once more."), "warn")
        return page.see("proof.mine", slug=found.contest.slug)
    number = names.confirm(session, found.contest, found.lines, by=found.viewer.user, now=now)
    words = ngettext("Thank you: %(num)d name is confirmed.", "Thank you: %(num)d names are confirmed.", number)
    page.say(words % {"num": number} if number else gettext("Everything was confirmed already."))
    return page.see("proof.mine", slug=found.contest.slug)


@router.get("/contests/{slug}/proof/{application_id:int}", name="proof.one")
def one(found: MineDep, application_id: int, page: PageDep) -> Response:
    line = name_page.the_line(found.lines, application_id)
    return _one(page, found, line, Form(name_page.typed(line)))


@router.post("/contests/{slug}/proof/{application_id:int}", name="proof.correct")
def correct(found: MineDep, application_id: int, form: Annotated[Form[NameForm], Depends(submitted(NameForm))],
            session: SessionDep, page: PageDep, now: Now) -> Response:  # fmt: skip
    line = name_page.the_line(found.lines, application_id)
    name_page.check(line, form)
    if form.errors:
        return _one(page, found, line, form, status=422)
    said = name_page.said(line, form)
    is_printed = names.correct(session, found.contest, found.lines, line, said, by=found.viewer.user, now=now)
    page.say(gettext("Written down. The paper was printed already: the organiser will print a new one.")
             if is_printed else gettext("Written down: the paper will say so."))  # fmt: skip
    return page.see("proof.mine", slug=found.contest.slug, anchor=f"name-{line.id}")


def _mine(page: Page, found: Mine) -> Response:
    lines = found.lines
    return page(
        "proof/mine.html", contest=found.contest, lines=lines, seen=names.seen(lines), states=name_page.STATES,
        labels=name_page.LABELS[found.contest.kind], printed=_printed(found, lines),
        open=sum(one.state in ("new", "waiting") for one in lines),
        is_time=found.contest.status in name_queries.PROVING,
    )  # fmt: skip


def _printed(found: Mine, lines: list[Line]) -> dict[int, list[tuple[str, list[str]]]]:
    return {one.id: name_page.printed_lines(one, found.contest.kind) for one in lines}


def _one(page: Page, found: Mine, line: Line, form: Form[NameForm], status: int = 200) -> Response:
    fellows = sum("teacher" in line.now and one.now.get("teacher") == line.now["teacher"] for one in found.lines)
    return page(
        "proof/one.html", status=status, contest=found.contest, line=line, form=form, fellows=fellows,
        labels=name_page.LABELS[found.contest.kind], is_printed=bool(line.papers),
    )  # fmt: skip
