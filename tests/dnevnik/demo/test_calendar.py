"""Ages and grades of the school year."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dnevnik.demo import calendar

DAYS = st.dates(min_value=date(2024, 1, 1), max_value=date(2040, 12, 31))


@pytest.mark.parametrize(
    ("on", "first_day"),
    [
        pytest.param(date(2026, 9, 1), date(2026, 9, 1), id="on the first day itself"),
        pytest.param(date(2026, 12, 31), date(2026, 9, 1), id="before New Year"),
        pytest.param(date(2027, 8, 31), date(2026, 9, 1), id="in the summer after"),
    ],
)
def test_a_school_year_begins_in_september(on: date, first_day: date) -> None:
    assert calendar.first_day(on=on) == first_day


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        pytest.param(date(2016, 10, 5), date(2026, 10, 5), 10, id="on the birthday"),
        pytest.param(date(2016, 10, 6), date(2026, 10, 5), 9, id="the day before it"),
        pytest.param(date(2016, 2, 29), date(2026, 2, 28), 9, id="born on a leap day"),
    ],
)
def test_age_counts_whole_years(born: date, on: date, years: int) -> None:
    assert calendar.age(born, on=on) == years


def test_a_leap_day_has_a_neighbour_in_other_years() -> None:
    assert calendar.years_before(date(2028, 2, 29), 9) == date(2019, 2, 28)


@given(on=DAYS, grade=st.integers(1, calendar.LAST_GRADE), day=st.integers(0, 400))
def test_whoever_is_born_between_the_birthdays_of_a_grade_is_in_that_grade(on: date, grade: int, day: int) -> None:
    first, last = calendar.birthdays(grade, on=on)
    born = min(first + timedelta(days=day), last)
    assert calendar.grade_of(born, on=on) == grade
    assert 6 <= calendar.age(born, on=calendar.first_day(on=on)) - grade + 1 <= 7
