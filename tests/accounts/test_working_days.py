"""Which working day of waiting it is."""

from datetime import date

import pytest

from accounts.working_days import day_of_waiting

MONDAY, TUESDAY, FRIDAY = date(2026, 9, 28), date(2026, 9, 29), date(2026, 10, 2)
SATURDAY, SUNDAY, NEXT_MONDAY = date(2026, 10, 3), date(2026, 10, 4), date(2026, 10, 5)


@pytest.mark.parametrize(
    ("since", "on", "day"),
    [
        pytest.param(MONDAY, MONDAY, 1, id="the day on which the school got it is the first"),
        pytest.param(MONDAY, TUESDAY, 2, id="the next day is the second"),
        pytest.param(MONDAY, FRIDAY, 5, id="a whole week"),
        pytest.param(FRIDAY, SATURDAY, 1, id="Saturday adds nothing"),
        pytest.param(FRIDAY, SUNDAY, 1, id="nor does Sunday"),
        pytest.param(FRIDAY, NEXT_MONDAY, 2, id="over a weekend"),
        pytest.param(SATURDAY, SATURDAY, 1, id="sent on a Saturday, read on that day"),
        pytest.param(SATURDAY, NEXT_MONDAY, 1, id="sent on a Saturday, Monday is the first"),
        pytest.param(TUESDAY, MONDAY, 1, id="a clock behind the school's never says less than one"),
    ],
)
def test_day_of_waiting(since: date, on: date, day: int) -> None:
    assert day_of_waiting(since, on=on) == day
