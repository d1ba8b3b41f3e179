"""The school calendar, as far as ages and classes need it."""

from datetime import date, timedelta

FIRST_MONTH = 9
AGE_OF_FIRST_GRADE = 7
LAST_GRADE = 11


def first_day(*, on: date) -> date:
    """1 September of the school year that a day belongs to."""
    return date(on.year if on.month >= FIRST_MONTH else on.year - 1, FIRST_MONTH, 1)


def years_before(day: date, years: int) -> date:
    """The same day `years` earlier; 29 February becomes 28."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def age(born: date, *, on: date) -> int:
    """Whole years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def grade_of(born: date, *, on: date) -> int:
    """The grade, from 1 to 11, of a child who went to school at six and a half or seven."""
    by_autumn = age(born, on=first_day(on=on) + timedelta(days=120))
    return min(max(by_autumn - AGE_OF_FIRST_GRADE + 1, 1), LAST_GRADE)


def birthdays(grade: int, *, on: date) -> tuple[date, date]:
    """The earliest and the latest usual birthday in a grade: a year, to the end of December."""
    youngest = years_before(first_day(on=on), AGE_OF_FIRST_GRADE + grade - 1) + timedelta(days=120)
    return years_before(youngest, 1) + timedelta(days=1), youngest
