"""The demonstration's dates follow from each other as papers need it."""

from __future__ import annotations

from datetime import UTC, datetime

from app.demo.timeline import last_year_contracts, last_year_drawings, last_year_grants, open_now, state_contract

NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)


def test_contracts_are_signed_and_paid_between_the_results_and_the_first_day_of_the_projects() -> None:
    dates, course = last_year_grants(NOW), last_year_contracts(NOW)
    days = [
        state_contract(NOW), dates.opens_at, dates.closes_at, dates.results_at, course.accepted, course.drawn_up,
        course.signed, course.paid, dates.starts_on, dates.ends_on, NOW,
    ]  # fmt: skip
    assert None not in days
    assert days == sorted(day for day in days if day)
    assert state_contract(NOW) < last_year_drawings(NOW).opens_at


def test_an_open_contest_leaves_time_for_answers_and_contracts_before_the_projects_begin() -> None:
    dates = open_now(NOW)
    assert dates.starts_on is not None
    assert (dates.starts_on - dates.results_at).days >= 20
