"""Days on which a school works: plain Python. Public holidays are not counted out, schools move them about."""

from datetime import date, timedelta

SATURDAY = 5


def is_working(day: date) -> bool:
    return day.weekday() < SATURDAY


def day_of_waiting(since: date, *, on: date) -> int:
    """Which working day of waiting it is, from 1: «ждём школу, 2-й день» (L5).

    The first is the day on which the school got the case, or the Monday after it. A day off adds nothing.
    """
    days = range((on - since).days + 1)
    return max(1, sum(is_working(since + timedelta(days=number)) for number in days))
