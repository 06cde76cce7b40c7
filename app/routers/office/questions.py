"""The questions that a contest asks besides its form: added, changed, put in order."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app.contests import configuring, queries, typed
from app.contests.models import ContestKind, Question, QuestionKind
from app.contests.setup_forms import QuestionForm
from app.errors import NotYours
from app.fields import Fields
from app.web.contests import setup_page
from app.web.contests.question_words import kinds
from app.web.current import Now, SessionDep
from app.web.desk import DeskDep
from app.web.forms import Form, submitted
from app.web.page import PageDep

router = APIRouter()
ALL = "office.settings.questions"
Written = Annotated[Form[QuestionForm], Depends(submitted(QuestionForm))]


class Move(Fields):
    way: Literal["up", "down", "remove"]


@router.get("/office/{slug}/questions", name=ALL)
def index(desk: DeskDep, page: PageDep, session: SessionDep, now: Now) -> Response:
    setup_page.require(desk)
    rows = queries.questions(session, desk.contest.id)
    return setup_page.show(page, desk, now, "questions", Form(), questions=rows, kinds=kinds())


@router.get("/office/{slug}/questions/new", name="office.settings.questions.new")
def new(desk: DeskDep, page: PageDep, session: SessionDep, now: Now) -> Response:
    setup_page.require(desk)
    configuring.require_draft(desk.contest)
    return setup_page.show(page, desk, now, "question", Form(_fresh(desk)), question=None, kinds=kinds())


@router.post("/office/{slug}/questions/new", name="office.settings.questions.add")
def add(desk: DeskDep, form: Written, page: PageDep, session: SessionDep, now: Now) -> Response:
    setup_page.require(desk)
    if form.errors:
        return setup_page.show(page, desk, now, "question", form, question=None, kinds=kinds())
    part = Question(contest_id=desk.contest_id, position=0, kind=form.valid.kind, title={})
    configuring.put(session, desk.contest, part, form.valid.values, by=desk.viewer.user, now=now)
    return setup_page.saved(page, desk, ALL)


@router.get("/office/{slug}/questions/{question_id:int}", name="office.settings.question")
def show(desk: DeskDep, question_id: int, page: PageDep, session: SessionDep, now: Now) -> Response:
    setup_page.require(desk)
    question = _one(session, desk, question_id)
    return setup_page.show(
        page, desk, now, "question", Form(typed.question(question)), question=question, kinds=kinds()
    )


@router.post("/office/{slug}/questions/{question_id:int}", name="office.settings.question.save")
def save(desk: DeskDep, question_id: int, form: Written, page: PageDep, session: SessionDep, now: Now) -> Response:
    setup_page.require(desk)
    question = _one(session, desk, question_id)
    if form.errors:
        return setup_page.show(page, desk, now, "question", form, question=question, kinds=kinds())
    configuring.put(session, desk.contest, question, form.valid.values, by=desk.viewer.user, now=now)
    return setup_page.saved(page, desk, ALL, f"part-{question.id}")


@router.post("/office/{slug}/questions/{question_id:int}/move", name="office.settings.question.move")
def move(desk: DeskDep, question_id: int, form: Annotated[Form[Move], Depends(submitted(Move))], page: PageDep,
         session: SessionDep, now: Now) -> Response:  # fmt: skip
    setup_page.require(desk)
    question = _one(session, desk, question_id)
    if form.fields:
        configuring.arrange(session, desk.contest, question, form.fields.way, by=desk.viewer.user, now=now)
    return page.see(ALL, slug=desk.contest.slug, anchor=f"part-{question_id}")


def _one(session: SessionDep, desk: DeskDep, question_id: int) -> Question:
    question = session.get(Question, question_id)
    if question is None or question.contest_id != desk.contest.id:
        raise NotYours
    return question


def _fresh(desk: DeskDep) -> dict[str, str]:
    """The commission reads answers of grant applications, and nothing that might name a pupil."""
    is_shown = desk.contest.kind is ContestKind.SMALL_GRANT
    return {"kind": QuestionKind.SHORT.value, "is_shown": "yes" if is_shown else ""}
