"""How a contest fills, counted by hand beside it."""

from datetime import UTC, date, datetime, timedelta

from sqlmodel import Session
from world import make_application, make_author, make_contest, make_school, make_territories, make_user, nominations_of

from app.applications.models import ApplicantKind, Status
from app.contests.models import Contest, ContestKind
from app.reporting import inflow
from app.web.applications.day_chart import BOTTOM, TOP, chart

LATE_EVENING = datetime(2026, 5, 14, 20, 30, tzinfo=UTC)
"""15 May, 01:30 in Almaty."""


def made(session: Session, kind: ContestKind = ContestKind.SMALL_GRANT) -> Contest:
    return make_contest(
        session, kind=kind, nominations=1, opens_at=datetime(2026, 5, 10, 4, tzinfo=UTC),
        closes_at=datetime(2026, 5, 18, 13, tzinfo=UTC),
    )  # fmt: skip


def test_days_are_counted_in_almaty_and_without_what_was_withdrawn(session: Session) -> None:
    contest = made(session)
    nomination = nominations_of(session, contest)[0]
    for at, status in [
        (LATE_EVENING, Status.SUBMITTED), (LATE_EVENING - timedelta(hours=2), Status.ADMITTED),
        (LATE_EVENING + timedelta(hours=1), Status.REJECTED), (LATE_EVENING, Status.WITHDRAWN),
    ]:  # fmt: skip
        rejected = {"rejection": "late"} if status is Status.REJECTED else {}
        make_application(session, contest, make_user(session), nomination, status, submitted_at=at, **rejected)
    make_application(session, contest, make_user(session), nomination, Status.DRAFT)

    days = inflow.days(session, contest, datetime(2026, 5, 16, 7, tzinfo=UTC))

    assert [(day.on, day.handed_in, day.total) for day in days] == [
        (date(2026, 5, 10), 0, 0), (date(2026, 5, 11), 0, 0), (date(2026, 5, 12), 0, 0), (date(2026, 5, 13), 0, 0),
        (date(2026, 5, 14), 1, 1), (date(2026, 5, 15), 2, 3), (date(2026, 5, 16), 0, 3),
    ]  # fmt: skip


def test_after_the_closing_the_days_end_with_it(session: Session) -> None:
    contest = made(session)
    assert inflow.days(session, contest, datetime(2026, 5, 9, tzinfo=UTC)) == []
    assert inflow.days(session, contest, datetime(2026, 8, 1, tzinfo=UTC))[-1].on == date(2026, 5, 18)


def test_the_chart_has_a_bar_a_day_and_ends_at_the_total_beside_the_plan(session: Session) -> None:
    contest = made(session)
    nomination = nominations_of(session, contest)[0]
    for hours in (0, 1, 24):
        at = LATE_EVENING + timedelta(hours=hours)
        make_application(session, contest, make_user(session), nomination, Status.SUBMITTED, submitted_at=at)
    days = inflow.days(session, contest, datetime(2026, 5, 17, 7, tzinfo=UTC))

    drawn = chart(days, 6)

    assert drawn is not None
    assert [(bar.on.day, bar.number, bar.height) for bar in drawn.bars] == [(15, 2, BOTTOM - TOP), (16, 1, 75.0)]
    assert (drawn.end, drawn.plan) == (BOTTOM - (BOTTOM - TOP) / 2, TOP)
    assert [value for _, value in drawn.steps] == [0, 1, 2]
    assert chart(inflow.days(session, made(session), LATE_EVENING), 6) is None


def test_places_are_counted_by_kind_of_applicant_and_by_rural_schools(session: Session) -> None:
    here, there = make_territories(session, 2)
    grants, works = made(session), made(session, ContestKind.DRAWING)
    nomination = nominations_of(session, grants)[0]
    for place, kind, status in [
        (here, ApplicantKind.PERSON, Status.SUBMITTED), (here, ApplicantKind.PERSON, Status.ADMITTED),
        (here, ApplicantKind.ORGANISATION, Status.ADMITTED), (there, ApplicantKind.GROUP, Status.WITHDRAWN),
    ]:  # fmt: skip
        make_application(session, grants, make_user(session), nomination, status, applicant_kind=kind,
                         territory_id=place.id)  # fmt: skip
    for is_rural in (True, True, False):
        work = make_application(session, works, make_user(session), nominations_of(session, works)[0], Status.ADMITTED,
                                territory_id=there.id)  # fmt: skip
        make_author(session, work, make_school(session, there, is_rural=is_rural))

    counted = inflow.places(session, grants)
    assert {place: (one.groups, one.total, one.admitted) for place, one in counted.items()} == {
        here.id: ({"person": 2, "organisation": 1}, 3, 2)
    }
    assert inflow.places(session, works)[there.id or 0].groups == {"rural": 2, "town": 1}
