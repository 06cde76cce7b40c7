"""Ceremony and exhibition: when and where, the programme and who agreed to it, all papers and lists."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends
from starlette.responses import Response

from app.awards import rules as awards
from app.ceremony import event_queries, events, readiness, receipts
from app.ceremony.event_forms import EventForm
from app.ceremony.event_models import Event, EventKind
from app.contests.models import ContestKind, ContestStatus, StampKind
from app.contests.rules_forms import Stamped, typed_stamp
from app.documents.sheets import XLSX
from app.errors import NotYours, RuleBroken
from app.i18n import gettext, local, ngettext
from app.web.ceremony import event_letters, event_lists, event_papers
from app.web.ceremony.event_desk import KINDS, EventDesk, Hall, HallDep
from app.web.ceremony.event_lists import Listing
from app.web.current import Now, SessionDep
from app.web.desk import Desk
from app.web.forms import Form, submitted
from app.web.page import Page, PageDep

router = APIRouter()
PLACE = "/office/{slug}/events"
ONE = PLACE + "/{event_id:int}"
EventFormDep = Annotated[Form[EventForm], Depends(submitted(EventForm))]
AFTER = frozenset({"calling", "script", "boxes", "receipts", "missing"})
"""Papers that would tell results: only once they are published."""


@router.get(PLACE, name="office.events")
def index(desk: EventDesk, session: SessionDep, page: PageDep) -> Response:
    found = event_queries.events(session, desk.contest_id)
    return page("office/events/index.html", desk=desk, events=found, kinds=KINDS, is_time=_is_time(desk))


def _is_time(desk: Desk) -> bool:
    return desk.contest.status not in (ContestStatus.DRAFT, ContestStatus.ARCHIVED)


@router.get(PLACE + "/new", name="office.events.new")
def new(desk: EventDesk, page: PageDep) -> Response:
    programme = {
        "programme_kk": "10:00 Қонақтарды тіркеу\n10:30 Ашылуы, құттықтау сөз\n10:45 Жеңімпаздарды марапаттау\n"
                        "11:45 Естелік суретке түсу",
        "programme_ru": "10:00 Регистрация гостей\n10:30 Открытие, приветственное слово\n"
                        "10:45 Награждение победителей\n11:45 Общее фото",
    }  # fmt: skip
    return _form(page, desk, None, Form({"kind": EventKind.CEREMONY.value} | programme))


@router.post(PLACE + "/new", name="office.events.arrange")
def arrange(desk: EventDesk, form: EventFormDep, session: SessionDep, page: PageDep, now: Now) -> Response:
    _check(form)
    if form.errors:
        return _form(page, desk, None, form)
    event = events.arrange(session, desk.contest, form.valid, by=desk.viewer.user, now=now)
    page.say(gettext("The event is arranged."))
    return page.see("office.event", slug=desk.contest.slug, event_id=event.id)


@router.get(ONE, name="office.event")
def show(hall: HallDep, session: SessionDep, page: PageDep, now: Now) -> Response:
    guests = event_queries.guests(session, hall.event)
    is_out = awards.is_out(hall.contest)
    return page(
        "office/events/show.html", desk=hall.desk, event=hall.event, kinds=KINDS, is_out=is_out,
        stamps=event_queries.stamps(session, hall.event.id), guests=guests, is_time=_is_time(hall.desk),
        coming=sum(one.guest.people for one in guests), open=sum(one.guest.answer is None for one in guests),
        count=receipts.count(event_queries.held(session, hall.desk.contest_id)) if is_out else None,
        is_drawing=hall.contest.kind is ContestKind.DRAWING, hours=event_papers.hours(hall.event),
        is_over=hall.event.starts_at <= now, ready=readiness.of(session, hall.contest) if is_out else None,
        unfetched=len(readiness.unfetched(session, hall.contest, hall.event)) if is_out else 0,
    )  # fmt: skip


@router.get(ONE + "/edit", name="office.event.edit")
def edit(hall: HallDep, page: PageDep) -> Response:
    event = hall.event
    typed = {"kind": event.kind.value, "starts_at": _typed(event.starts_at)}
    typed |= {"ends_at": _typed(event.ends_at)} if event.ends_at else {}
    typed |= {f"{name}_{code}": text for name in ("place", "programme") for code, text in getattr(event, name).items()}
    return _form(page, hall.desk, event, Form(typed))


@router.post(ONE + "/edit", name="office.event.change")
def change(hall: HallDep, form: EventFormDep, session: SessionDep, page: PageDep, now: Now) -> Response:
    _check(form)
    if form.errors:
        return _form(page, hall.desk, hall.event, form)
    by = hall.desk.viewer.user
    if events.change(session, hall.contest, hall.event, form.valid, by=by, now=now):
        sent = event_letters.moved(page.house, session, hall.contest, hall.event, now=now)
        if sent:
            words = ngettext("%(num)d guest is told by letter.", "%(num)d guests are told by letter.", sent)
            page.say(words % {"num": sent})
    page.say(gettext("Changes saved"))
    return page.see("office.event", **hall.path)


@router.get(ONE + "/stamps/{kind}", name="office.event.stamp")
def stamp(hall: HallDep, kind: StampKind, session: SessionDep, page: PageDep) -> Response:
    head = page.organisation if kind is StampKind.APPROVAL else None
    return _stamp(page, hall, kind, Form(typed_stamp(event_queries.stamps(session, hall.event.id).get(kind), head)))


@router.post(ONE + "/stamps/{kind}", name="office.event.stamp.post")
def note_stamp(hall: HallDep, kind: StampKind, form: Annotated[Form[Stamped], Depends(submitted(Stamped))],
               session: SessionDep, page: PageDep, now: Now) -> Response:  # fmt: skip
    if kind is StampKind.AGREEMENT:
        for name in (f"authority_{code}" for code in ("kk", "ru") if not form.text.get(f"authority_{code}")):
            form.refuse(name, "say")
    if form.fields and form.fields.signed_on > local(now).date():
        form.refuse("signed_on", "date-ahead")
    if form.errors:
        return _stamp(page, hall, kind, form)
    events.stamp(session, hall.contest, hall.event, kind, form.valid.facts, by=hall.desk.viewer.user, now=now)
    page.say(gettext("Noted: the programme shows it."))
    return page.see("office.event", **hall.path)


@router.get(ONE + "/{paper}.pdf", name="office.event.pdf")
def pdf(hall: HallDep, paper: str, page: PageDep, winners: str = "") -> Response:
    contest, event = hall.contest, hall.event
    _require_results(hall, paper)
    if paper == "programme":
        data = event_papers.the_programme(page, contest, event)
    elif paper == "script":
        data = event_papers.script(page, contest, event)
    elif paper == "labels":
        data = event_papers.labels(page, contest, only_winners=_only(hall, winners))
    else:
        data = event_papers.listed(page, contest, event, _listing(page, hall, paper, winners))
    return page.file(data, "application/pdf", f"{contest.slug}-{paper}.pdf")


@router.get(ONE + "/{paper}.xlsx", name="office.event.xlsx")
def xlsx(hall: HallDep, paper: str, page: PageDep, winners: str = "") -> Response:
    _require_results(hall, paper)
    data = event_papers.spread(hall.contest, hall.event, _listing(page, hall, paper, winners))
    return page.file(data, XLSX, f"{hall.contest.slug}-{paper}.xlsx")


def _listing(page: Page, hall: Hall, paper: str, winners: str) -> Listing:
    """Raises NotYours for what is no list."""
    contest, event = hall.contest, hall.event
    if paper == "calling":
        return event_lists.calling(page, contest, event)
    if paper == "guests":
        return event_lists.guests(page, event)
    if paper == "hanging":
        return event_lists.hanging(page, contest, only_winners=_only(hall, winners))
    lists = {"boxes": event_lists.boxes, "receipts": event_lists.receipt_sheet, "missing": event_lists.missing}
    if paper not in lists:
        raise NotYours
    return lists[paper](page, contest)


def _only(hall: Hall, winners: str) -> bool:
    """Who won is nobody's to know before the publication."""
    if winners and not awards.is_out(hall.contest):
        raise RuleBroken("results-unpublished")
    return bool(winners)


def _require_results(hall: Hall, paper: str) -> None:
    if paper in AFTER and not awards.is_out(hall.contest):
        raise RuleBroken("results-unpublished")


def _check(form: Form[EventForm]) -> None:
    if form.fields and form.fields.ends_at and form.fields.ends_at <= form.fields.starts_at:
        form.refuse("ends_at", "before-start")


def _typed(at: Any) -> str:
    return f"{local(at):%Y-%m-%dT%H:%M}"


def _form(page: Page, desk: Desk, event: Event | None, form: Form[Any]) -> Response:
    kinds = [(kind.value, gettext(words)) for kind, words in KINDS.items()]
    return page(
        "office/events/form.html", status=422 if form.errors else 200, desk=desk, event=event, form=form, kinds=kinds,
        is_stamped=bool(event and event_queries.stamps(page.session, event.id)),
    )  # fmt: skip


def _stamp(page: Page, hall: Hall, kind: StampKind, form: Form[Any]) -> Response:
    return page(
        "office/events/stamp.html", status=422 if form.errors else 200, desk=hall.desk, event=hall.event, kind=kind,
        form=form,
    )  # fmt: skip
