"""Who was invited and who comes; at the door: who takes which paper; who is missing and how they get theirs."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app.alphabet import search_key
from app.awards import rules as awards
from app.ceremony import event_queries, events, readiness, receipts
from app.ceremony.event_forms import AnswerForm, LaterForm, ReceiptForm
from app.ceremony.event_models import EventKind, Guest
from app.ceremony.event_queries import Held
from app.ceremony.receipts import Box
from app.errors import NotYours, RuleBroken
from app.i18n import gettext, ngettext, pick
from app.papers.models import Certificate
from app.papers.words import KIND
from app.web.ceremony import event_letters
from app.web.ceremony.event_desk import Hall, HallDep
from app.web.ceremony.event_lists import WAYS
from app.web.current import Now, SessionDep
from app.web.forms import Form, submitted
from app.web.page import Page, PageDep

router = APIRouter()
ONE = "/office/{slug}/events/{event_id:int}"
AnswerDep = Annotated[Form[AnswerForm], Depends(submitted(AnswerForm))]
ReceiptDep = Annotated[Form[ReceiptForm], Depends(submitted(ReceiptForm))]
LaterDep = Annotated[Form[LaterForm], Depends(submitted(LaterForm))]


@router.get(ONE + "/guests", name="office.event.guests")
def guests(hall: HallDep, page: PageDep, now: Now) -> Response:
    return _guests(page, hall, Form(), now)


def _guests(page: Page, hall: Hall, form: Form[Any], now: Now, *, of: int = 0, status: int = 200) -> Response:
    found = event_queries.guests(page.session, hall.event)
    fresh = len(_uninvited(page, hall)) if _may_invite(hall) else 0
    return page(
        "office/events/guests.html", status=status, desk=hall.desk, event=hall.event, guests=found, fresh=fresh,
        form=form, of=of, coming=sum(one.guest.people for one in found), may_invite=_may_invite(hall),
        open=sum(one.guest.answer is None for one in found), is_over=hall.event.starts_at <= now,
    )  # fmt: skip


def _may_invite(hall: Hall) -> bool:
    """To a ceremony the winners are invited, which would tell who they are."""
    return hall.event.kind is EventKind.EXHIBITION or awards.is_out(hall.contest)


def _uninvited(page: Page, hall: Hall) -> list[Any]:
    winners = hall.event.kind is EventKind.CEREMONY
    people = event_queries.called(page.session, hall.desk.contest_id, winners=winners)
    known = {one.user.id for one in event_queries.guests(page.session, hall.event)}
    return [user for id_, (user, _) in people.items() if id_ not in known]


@router.post(ONE + "/guests", name="office.event.invite")
def invite(hall: HallDep, session: SessionDep, page: PageDep, now: Now) -> Response:
    if not _may_invite(hall):
        raise RuleBroken("results-unpublished")
    people = _uninvited(page, hall)
    fresh = events.invite(session, hall.contest, hall.event, people, by=hall.desk.viewer.user, now=now)
    sent = event_letters.invite(page.house, session, hall.contest, hall.event, fresh, now=now)
    page.say(ngettext("%(num)d letter is on its way.", "%(num)d letters are on their way.", sent) % {"num": sent})
    if len(fresh) > sent:
        without = len(fresh) - sent
        words = ngettext(
            "%(num)d person has no e-mail: ask by phone and enter the answer here.",
            "%(num)d people have no e-mail: ask by phone and enter the answers here.", without,
        )  # fmt: skip
        page.say(words % {"num": without}, "warn")
    return page.see("office.event.guests", **hall.path)


@router.post(ONE + "/guests/{user_id:int}", name="office.event.answer")
def answer(hall: HallDep, user_id: int, form: AnswerDep, session: SessionDep, page: PageDep, now: Now) -> Response:
    """What the office was told by phone."""
    guest = _guest(session, hall, user_id)
    if form.errors:
        return _guests(page, hall, form, now, of=user_id, status=422)
    said = form.valid
    events.answer(
        session, hall.event, guest, said.answer, said.people, by=hall.desk.viewer.user, now=now, by_office=True
    )
    page.say(gettext("Written down."))
    return page.see("office.event.guests", **hall.path, anchor=f"guest-{user_id}")


def _guest(session: SessionDep, hall: Hall, user_id: int) -> Guest:
    found = event_queries.guest(session, hall.event.id or 0, user_id)
    if found is None:
        raise NotYours
    return found


@router.get(ONE + "/door", name="office.event.door")
def door(hall: HallDep, page: PageDep, q: str = "", school: str = "") -> Response:
    return _door(page, hall, Form(), q[:100], school)


def _door(
    page: Page, hall: Hall, form: Form[Any], q: str = "", school: str = "", *, of: int = -1, status: int = 200
) -> Response:
    found = _held(page, hall)
    shown = [one for one in found if _fits(one, q)]
    boxes = [box for box in receipts.boxes(shown) if school in ("", str(box.school_id))]
    is_search = bool(q or school)  # in a queue: what is asked for, and nothing else
    return page(
        "office/events/door.html", status=status, desk=hall.desk, event=hall.event, count=receipts.count(found),
        boxes=boxes, q=q, school=school, kinds=KIND, form=form, of=of, is_search=is_search,
        all_boxes=receipts.boxes(found),
        lacking=0 if is_search else readiness.of(page.session, hall.contest).lacking,
    )  # fmt: skip


def _fits(one: Held, q: str) -> bool:
    text = search_key(f"{one.name} {one.paper.number} {pick(one.school.name) if one.school else ''}")
    return all(word in text for word in search_key(q).split())


def _held(page: Page, hall: Hall) -> list[Held]:
    if not awards.is_out(hall.contest):
        raise RuleBroken("results-unpublished")
    return event_queries.held(page.session, hall.desk.contest_id)


def get_paper(paper_id: int, hall: HallDep, session: SessionDep) -> Certificate:
    found = event_queries.paper(session, hall.desk.contest_id, paper_id)
    if found is None:
        raise NotYours
    return found


PaperDep = Annotated[Certificate, Depends(get_paper, scope="function")]


@router.post(ONE + "/door/{paper_id:int}", name="office.event.taken")
def taken(hall: HallDep, paper: PaperDep, form: ReceiptDep, session: SessionDep, page: PageDep, now: Now,
          q: str = "", school: str = "") -> Response:  # fmt: skip
    """One tick."""
    if form.errors:
        return _door(page, hall, form, q, school, of=paper.id or 0, status=422)
    number = receipts.hand_out(session, [paper], form.valid.to or "", by=hall.desk.viewer.user, now=now)
    if not number:
        page.say(gettext("Somebody has taken this paper already."), "info")
    query = {name: value for name, value in (("q", q), ("school", school)) if value}
    return page.see("office.event.door", **hall.path, query=query, anchor=f"paper-{paper.id}")


@router.post(ONE + "/boxes/{school_id:int}", name="office.event.box")
def box(hall: HallDep, school_id: int, form: ReceiptDep, session: SessionDep, page: PageDep, now: Now) -> Response:
    """Somebody takes all papers of a school."""
    chosen = _box(page, hall, school_id)
    if form.fields and not form.fields.to:
        form.refuse("to", "say")
    if form.errors:
        return _door(page, hall, form, school=str(school_id), of=0, status=422)
    papers = [one.paper for one in chosen.papers]
    number = receipts.hand_out(session, papers, form.valid.to or "", by=hall.desk.viewer.user, now=now)
    page.say(ngettext("%(num)d paper is taken.", "%(num)d papers are taken.", number) % {"num": number})
    return page.see("office.event.door", **hall.path, query={"school": str(school_id)})


def _box(page: Page, hall: Hall, school_id: int) -> Box:
    found = [one for one in receipts.boxes(_held(page, hall)) if one.school_id == school_id]
    if not found:
        raise NotYours
    return found[0]


@router.get(ONE + "/missing", name="office.event.missing")
def missing(hall: HallDep, page: PageDep) -> Response:
    return _missing(page, hall, Form())


def _missing(page: Page, hall: Hall, form: Form[Any], *, of: int = 0, status: int = 200) -> Response:
    found = _held(page, hall)
    left = [one for one in found if not one.is_taken]
    return page(
        "office/events/missing.html", status=status, desk=hall.desk, event=hall.event, count=receipts.count(found),
        boxes=receipts.boxes(left), kinds=KIND, ways=[(way.value, gettext(words)) for way, words in WAYS.items()],
        way_words=WAYS, form=form, of=of, ready=readiness.of(page.session, hall.contest),
        unfetched=readiness.unfetched(page.session, hall.contest, hall.event),
    )  # fmt: skip


@router.post(ONE + "/missing/{paper_id:int}", name="office.event.settle")
def settle(hall: HallDep, paper: PaperDep, form: LaterDep, session: SessionDep, page: PageDep, now: Now) -> Response:
    if form.errors:
        return _missing(page, hall, form, of=paper.id or 0, status=422)
    receipts.settle(session, paper, form.valid.way, form.valid.note, by=hall.desk.viewer.user, now=now)
    page.say(gettext("Written down."))
    return page.see("office.event.missing", **hall.path, anchor=f"paper-{paper.id}")


@router.post(ONE + "/missing/schools/{school_id:int}", name="office.event.settle_box")
def settle_box(hall: HallDep, school_id: int, form: LaterDep, session: SessionDep, page: PageDep,
               now: Now) -> Response:  # fmt: skip
    """The same for everybody of a school who has not got theirs and of whom nothing was said."""
    chosen = _box(page, hall, school_id)
    if form.errors:
        return _missing(page, hall, form, status=422)
    for one in chosen.papers:
        if not one.is_taken and one.later is None:
            receipts.settle(session, one.paper, form.valid.way, form.valid.note, by=hall.desk.viewer.user, now=now)
    page.say(gettext("Written down."))
    return page.see("office.event.missing", **hall.path)
