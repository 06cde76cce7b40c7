"""A date of spending that the contract does not cover is remarked upon."""

from datetime import date

import pytest

from app.grants.periods import Outside, Period, Remark

SIGNED, STARTS, ENDS, DUE = date(2026, 6, 3), date(2026, 6, 10), date(2026, 9, 30), date(2026, 10, 15)
WHOLE = Period(SIGNED, STARTS, ENDS, DUE)


@pytest.mark.parametrize(
    ("day", "remark"),
    [
        (date(2026, 6, 2), Remark(Outside.UNSIGNED, SIGNED)), (date(2026, 6, 3), Remark(Outside.EARLY, STARTS)),
        (date(2026, 6, 9), Remark(Outside.EARLY, STARTS)), (date(2026, 6, 10), None), (date(2026, 9, 30), None),
        (date(2026, 10, 1), Remark(Outside.AFTER, ENDS)), (date(2026, 10, 15), Remark(Outside.AFTER, ENDS)),
        (date(2026, 10, 16), Remark(Outside.LATE, DUE)),
    ],
)  # fmt: skip
def test_the_weightier_limit_is_named(day: date, remark: Remark | None) -> None:
    assert WHOLE.remark(day) == remark
    assert (WHOLE.first, WHOLE.last) == (STARTS, ENDS)


def test_what_nobody_agreed_limits_nothing() -> None:
    bare = Period(None, None, None, DUE)
    assert [bare.remark(day) for day in (date(2020, 1, 1), DUE)] == [None, None]
    assert (bare.first, bare.last) == (None, DUE)
