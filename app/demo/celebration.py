"""The ceremony and the exhibition after an edition of the demonstration world: guests, answers, prints, the door."""

from datetime import datetime, timedelta

from app.accounts.models import User
from app.ceremony import event_queries, events, receipts
from app.ceremony.event_forms import EventForm
from app.ceremony.event_models import Coming, Event, EventKind, Way
from app.ceremony.event_queries import Held
from app.contests.models import Contest, StampKind
from app.demo.stage import Stage
from app.i18n import local
from app.papers import register, runs
from app.papers.models import PaperKind, PrintReason

CEREMONY = {
    "kind": EventKind.CEREMONY, "place_kk": "Талдықорған, Мәдениет сарайы",
    "place_ru": "Талдыкорган, Дворец культуры",
    "programme_kk": "10:00 Қонақтарды тіркеу\n10:30 Ашылуы, құттықтау сөз\n10:45 Жеңімпаздарды марапаттау\n"
                    "11:45 Көрмені аралау",
    "programme_ru": "10:00 Регистрация гостей\n10:30 Открытие, приветственное слово\n"
                    "10:45 Награждение победителей\n11:45 Осмотр выставки",
}  # fmt: skip
EXHIBITION = {
    "kind": EventKind.EXHIBITION, "place_kk": "Талдықорған, Орталық кітапхана",
    "place_ru": "Талдыкорган, Центральная библиотека", "programme_kk": "", "programme_ru": "",
}  # fmt: skip
AGREED = {
    "authority": {"kk": "Облыстық білім басқармасы", "ru": "Областное управление образования"},
    "position": {"kk": "басшысы", "ru": "руководитель"}, "name": {"kk": "С. Үлгібаев", "ru": "С. Ульгибаев"},
}  # fmt: skip
BOXES = 4
"""Schools whose teacher took all papers at the door."""


def celebrate(stage: Stage, contest: Contest, begins: datetime) -> None:
    """The papers of winners are printed, their people invited; most come. At the door they take what is theirs and some
    teachers the whole box; everybody else gets it by the school. The exhibition stays open for a week."""
    ceremony = _arrange(stage, contest, CEREMONY, begins, timedelta(hours=2))
    _arrange(stage, contest, EXHIBITION, begins + timedelta(hours=3), timedelta(days=7))
    _agree(stage, contest, ceremony)
    _print(stage, contest, begins - timedelta(days=3))
    coming = _invite(stage, contest, ceremony)
    _at_the_door(stage, contest, ceremony, coming)


def _arrange(stage: Stage, contest: Contest, said: dict[str, str], begins: datetime, lasts: timedelta) -> Event:
    times = {name: f"{local(at):%Y-%m-%dT%H:%M}" for name, at in (("starts_at", begins), ("ends_at", begins + lasts))}
    form = EventForm.model_validate(said | times)
    now = begins - timedelta(days=5)
    return events.arrange(stage.session, contest, form, by=stage.cast["secretary"], now=now)


def _agree(stage: Stage, contest: Contest, event: Event) -> None:
    now = event.starts_at - timedelta(days=4)
    facts = AGREED | {"signed_on": local(now).date(), "number": "07-24/118"}
    events.stamp(stage.session, contest, event, StampKind.AGREEMENT, facts, by=stage.cast["secretary"], now=now)


def _print(stage: Stage, contest: Contest, now: datetime) -> None:
    """The diplomas, and one of them once more for the files."""
    session, secretary = stage.session, stage.cast["secretary"]
    diplomas = register.to_print(session, contest.id, register.Filters(kind=PaperKind.DIPLOMA))
    runs.log(session, diplomas, None, by=secretary, now=now)
    runs.log(session, diplomas[:1], PrintReason.COPY, by=secretary, now=now + timedelta(hours=1))


def _invite(stage: Stage, contest: Contest, event: Event) -> set[int]:
    """Ids of those who said that they come: all but the last, who does not, and the one before, who has not said."""
    session, now = stage.session, event.starts_at - timedelta(days=3)
    people = [user for user, _ in event_queries.called(session, contest.id, winners=True).values()]
    events.invite(session, contest, event, people, by=stage.cast["secretary"], now=now)
    _answer(stage, event, people[-1], Coming.NO, 0)
    for number, user in enumerate(people[:-2]):
        _answer(stage, event, user, Coming.YES, 2 + number % 2)
    return {user.id or 0 for user in people[:-2]}


def _answer(stage: Stage, event: Event, user: User, coming: Coming, people: int) -> None:
    guest = event_queries.guest(stage.session, event.id or 0, user.id or 0)
    assert guest is not None, "was just invited"
    events.answer(stage.session, event, guest, coming, people, by=user, now=event.starts_at - timedelta(days=2))


def _at_the_door(stage: Stage, contest: Contest, event: Event, coming: set[int]) -> None:
    session, secretary, now = stage.session, stage.cast["secretary"], event.starts_at + timedelta(minutes=10)
    found = event_queries.held(session, contest.id)
    for box in [one for one in receipts.boxes(found) if one.school_id][:BOXES]:
        receipts.hand_out(session, [one.paper for one in box.papers], _teacher(box.papers), by=secretary, now=now)
    own = [one.paper for one in found if one.award and one.application and one.application.applicant_id in coming]
    receipts.hand_out(session, own, "", by=secretary, now=now)
    for one in event_queries.held(session, contest.id):
        if not one.is_taken:
            receipts.settle(session, one.paper, Way.SCHOOL, "", by=secretary, now=now + timedelta(days=1))


def _teacher(papers: list[Held]) -> str:
    return next((str(one.paper.printed["teacher"]) for one in papers if one.paper.printed.get("teacher")), "")
