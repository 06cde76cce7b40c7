"""The three editions of the school drawing contest in the demonstration world."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import cycle, islice

from app.applications import batches, intake, lifecycle, parents
from app.applications.attachments import Prepared
from app.applications.intake_models import Intake
from app.applications.models import Application, ConsentKind
from app.contests import queries
from app.contests.models import Contest
from app.demo import gallery, judging
from app.demo.celebration import celebrate
from app.demo.commission import judge, open_judging, seal_everything, talents
from app.demo.settling import give_gifts, settle
from app.demo.stage import Stage
from app.demo.timeline import Dates, at, being_judged, last_year_drawings, open_for_works
from app.places.models import School

WORKS, RURAL_WORKS, RURAL_SCHOOLS, URBAN_SCHOOLS = 337, 120, 104, 61
WORKS_NOW, SCHOOLS_NOW, ON_PAPER = 60, 38, 2
BATCH, NAMED, HANDED_IN = 7, 5, 3
"""Works that a teacher has begun, those that have their names, those that were handed in."""
SHEET = 24
"""Stickers."""


@dataclass(frozen=True)
class Ordered:
    """Works that are being drawn."""

    plans: list[gallery.Plan]
    files: Iterator[Prepared]


def plan_last_year(stage: Stage) -> Ordered:
    """337 works from 165 schools, 120 of them from 104 rural ones."""
    rural = [one for one in stage.schools if one.is_rural][:RURAL_SCHOOLS]
    urban = [one for one in stage.schools if not one.is_rural][:URBAN_SCHOOLS]
    return _order(stage, [*islice(cycle(rural), RURAL_WORKS), *islice(cycle(urban), WORKS - RURAL_WORKS)])


def plan_this_year(stage: Stage) -> Ordered:
    schools = stage.rng.sample(stage.schools, SCHOOLS_NOW)
    return _order(stage, list(islice(cycle(schools), WORKS_NOW)))


def plan_next_year(stage: Stage) -> Ordered:
    """One class."""
    return _order(stage, [stage.rng.choice(stage.schools)] * BATCH)


def _order(stage: Stage, schools: list[School]) -> Ordered:
    themes = [index % 6 + 1 for index in range(len(schools))]
    stage.rng.shuffle(themes)
    plans = gallery.plan(stage.rng, themes, schools)
    return Ordered(plans, stage.studio.order(plans))


def last_year(stage: Stage, ordered: Ordered) -> None:
    """Published with six winners, celebrated with a ceremony and an exhibition."""
    dates = last_year_drawings(stage.now)
    contest = stage.announce("school-drawings", stage.now.year - 1, dates)
    works = _enter_works(stage, contest, dates, ordered)
    panel = judge(stage, contest, works, at(stage.now, -384, 10))
    seal_everything(stage, contest, panel, at(stage.now, -370, 15))
    settle(stage, contest, at(stage.now, -360, 11))
    celebrate(stage, contest, at(stage.now, -354, 10))
    give_gifts(stage, contest, at(stage.now, -354, 12))


def this_year(stage: Stage, ordered: Ordered) -> None:
    """60 works before the commission: two experts have sealed, two are on their way, the chair has begun."""
    dates = being_judged(stage.now)
    contest = stage.announce("school-drawings", stage.now.year, dates)
    works = _enter_works(stage, contest, dates, ordered, on_paper=ON_PAPER)
    nominations = queries.nominations(stage.session, contest.id)
    panel = open_judging(stage, contest, at(stage.now, -14, 10))
    talent = talents(stage, works)
    judging.recuse_one(stage.session, contest, panel[1], now=at(stage.now, -13, 11))
    for seat, share in zip(panel, (0.2, 1.0, 1.0, 0.6, 0.35), strict=True):
        judging.fill(stage.session, contest, seat, stage.rng, talent, share=share, now=at(stage.now, -5, 16))
    for seat, number in ((panel[1], 6), (panel[2], 6), (panel[3], 0)):
        judging.seal_all(stage.session, contest, seat, nominations[:number], now=at(stage.now, -2, 17))


def next_year(stage: Stage, ordered: Ordered) -> None:
    """Open: a teacher is in the middle of handing in the works of a class."""
    session, teacher, dates = stage.session, stage.cast["teacher"], open_for_works(stage.now)
    contest = stage.announce("school-drawings", stage.now.year + 1, dates)
    when = at(stage.now, -1, 19)
    batch = batches.start(session, contest, by=teacher, nonce="demonstration", language="kk", now=when)
    common = {"school": str(ordered.plans[0].school.id), "teacher_name": teacher.name, "teacher_phone": "+77000000101",
              "own_work": "yes"}  # fmt: skip
    batches.save(session, batch, common, revision=None, page="", by=teacher, now=when)
    works = []
    for number, (one, file) in enumerate(zip(ordered.plans, ordered.files, strict=True)):
        work = batches.add_picture(session, batch, file, key=f"picture-{number}", by=teacher, now=when)
        if number < NAMED:
            batches.answer(session, work, gallery.row_answers(one), now=when)
        if number < HANDED_IN:
            given = dict.fromkeys((ConsentKind.TAKE_PART, ConsentKind.SHOW_NAME), True)
            parent = one.parent
            parents.answer(session, work, given, name=parent.name_kk, relation=gallery.relation(parent), by=None,
                           now=when + timedelta(minutes=20))  # fmt: skip
            works.append(work)
    batches.hand_in(session, batch, works, by=teacher, now=when + timedelta(minutes=40))


def _enter_works(
    stage: Stage, contest: Contest, dates: Dates, ordered: Ordered, on_paper: int = 0
) -> list[Application]:
    """Every planned work, handed in over the whole window, most towards its end; all admitted. The last `on_paper` of
    them were brought to the office."""
    rng, session = stage.rng, stage.session
    plans = ordered.plans
    unique = {one.school.id: one.school for one in plans}.values()
    staff = gallery.teachers(session, unique, rng, now=dates.opens_at)
    first = plans[0].school.id or 0
    staff[first] = (stage.cast["teacher"], "+77000000101")
    window = (dates.closes_at - dates.opens_at).total_seconds() - 86_400
    secretary, made = stage.cast["secretary"], []
    stickers = [None] * (len(plans) - on_paper) + _stickers(stage, contest, dates, on_paper)
    for one, file, sticker in zip(plans, ordered.files, stickers, strict=True):
        when = dates.opens_at + timedelta(seconds=3_600 + window * rng.random() ** 0.4)
        teacher, phone = staff[one.school.id or 0]
        if sticker is None:
            entered = gallery.enter(session, contest, teacher, one, file, rng, teacher_phone=phone, now=when)
        else:
            entered = gallery.enter_from_paper(session, contest, sticker, secretary, one, file, rng, now=when)
        made.append(entered.application)
    for application in made:
        lifecycle.admit(session, application, by=secretary, now=dates.closes_at + timedelta(hours=2))
    return made


def _stickers(stage: Stage, contest: Contest, dates: Dates, used: int) -> list[Intake | None]:
    """The first ones of a sheet, which was printed when the contest opened."""
    if not used:
        return []
    by = stage.cast["secretary"].id or 0
    return [*intake.print_stickers(stage.session, contest, SHEET, by=by, now=dates.opens_at)[:used]]
