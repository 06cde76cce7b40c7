"""The two editions of the small-grant contest in the demonstration world."""

from datetime import timedelta

from app.applications import lifecycle
from app.applications.models import Application, RejectionReason
from app.contests.models import Contest
from app.demo import grantees
from app.demo.commission import judge, seal_everything
from app.demo.entries import Entered, grant_draft, hand_in
from app.demo.settling import settle
from app.demo.stage import Stage
from app.demo.timeline import Dates, at, last_year_grants, open_now
from app.places import queries as places

RETURNED = (
    "Шығыстар сметасында көлік шығынының негіздемесі жоқ: қашықтығы мен бағасын көрсетіңіз. / "
    "В смете не обоснован транспорт: укажите расстояние и цену."
)
REJECTED = "Қатысушы ережедегі талаптарға сай емес. / Заявитель не отвечает требованиям положения."
DISQUALIFIED = "Өтінімнің мәтіні басқа өтініммен бірдей. / Текст заявки совпадает с другой заявкой."


def last_year(stage: Stage) -> None:
    """53 applications in all nominations and territories; ten winners, their contracts, payments and reports."""
    dates = last_year_grants(stage.now)
    contest = stage.announce("clean-deeds", stage.now.year - 1, dates)
    entered = _fifty_three(stage, contest, dates)
    admitted = _decide_on(stage, entered, dates)
    panel = judge(stage, contest, admitted, at(stage.now, -365, 10))
    seal_everything(stage, contest, panel, at(stage.now, -350, 15))
    settle(stage, contest, at(stage.now, -342, 11))
    grantees.go_on(stage, contest)


def this_year(stage: Stage) -> None:
    """Twelve applications, one at least in every state that an open contest allows."""
    dates = open_now(stage.now)
    contest = stage.announce("clean-deeds", stage.now.year, dates)
    codes = [one.code for one in places.territories(stage.session)]
    mine = stage.cast["applicant"]
    secretary, organiser = stage.cast["secretary"], stage.cast["organizer"]
    made: list[Entered] = []
    for number in range(12):
        by, day = (mine if number in (0, 5) else None), dates.opens_at + timedelta(days=1 + number * 0.8)
        made.append(
            grant_draft(stage.session, contest, by, number % 10 + 1, codes[number * 3 % 10], stage.rng,
                        variant=number // 10 + 2, now=day)
        )  # fmt: skip
    for number, one in enumerate(made[2:], 2):
        hand_in(stage.session, one, now=dates.opens_at + timedelta(days=2 + number * 0.85))
    work = [one.application for one in made]
    yesterday, until = stage.now - timedelta(days=1), at(stage.now, 3, 18)
    lifecycle.return_for_correction(stage.session, work[5], RETURNED, until, by=secretary, now=yesterday)
    for number in (6, 7, 10):
        lifecycle.admit(stage.session, work[number], by=secretary, now=yesterday)
    reason = RejectionReason.INELIGIBLE
    lifecycle.reject(stage.session, work[8], reason, REJECTED, by=secretary, now=yesterday)
    lifecycle.withdraw(stage.session, work[9], by=made[9].by, now=stage.now - timedelta(hours=20))
    lifecycle.disqualify(stage.session, work[10], DISQUALIFIED, by=organiser, now=stage.now - timedelta(hours=3))


def _fifty_three(stage: Stage, contest: Contest, dates: Dates) -> list[Entered]:
    """The first ten make a perfect board, one per nomination and territory; the others compete with them."""
    codes = [one.code for one in places.territories(stage.session)]
    window = (dates.closes_at - dates.opens_at).total_seconds() - 90_000
    made = []
    for number in range(53):
        nomination = number % 10 + 1
        code = codes[number] if number < 10 else stage.rng.choice(codes)
        by = stage.cast["applicant"] if number == 1 else None
        when = dates.opens_at + timedelta(seconds=window * (number + 1) / 54)
        one = grant_draft(stage.session, contest, by, nomination, code, stage.rng, variant=number // 10, now=when)
        hand_in(stage.session, one, now=when + timedelta(hours=20))
        made.append(one)
    return made


def _decide_on(stage: Stage, entered: list[Entered], dates: Dates) -> list[Application]:
    """Admission: three rejected, two withdrawn, one returned and never corrected, the rest admitted."""
    session, secretary, day = stage.session, stage.cast["secretary"], dates.closes_at + timedelta(days=1)
    reasons = (RejectionReason.INCOMPLETE, RejectionReason.TERRITORY, RejectionReason.DUPLICATE)
    for one, reason in zip(entered[-3:], reasons, strict=True):
        lifecycle.reject(session, one.application, reason, REJECTED, by=secretary, now=day)
    for one in entered[-5:-3]:
        lifecycle.withdraw(session, one.application, by=one.by, now=dates.closes_at - timedelta(hours=30))
    lifecycle.return_for_correction(
        session, entered[-6].application, RETURNED, day + timedelta(days=3), by=secretary, now=day
    )
    for one in entered[:-6]:
        lifecycle.admit(session, one.application, by=secretary, now=day)
    return [one.application for one in entered[:-6]]
