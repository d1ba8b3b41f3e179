"""Birthdays that change how a pupil enters, and the days on which people are told in time."""

from collections.abc import Iterable
from datetime import date, timedelta

from accounts.matching.profile import FULL_AGE, OWN_ACCOUNT_AGE, birthday

BEFORE_GRACE_ENDS = (30, 7)
BEFORE_FULL_AGE = (60, 30, 7)
CONGRATULATION = 0
LEAP_MARGIN = timedelta(days=2)


def last_day_of_grace(born: date, *, grace_days: int) -> date:
    """The last day on which a child's account still opens the diary (real-life.md, Consents and ages)."""
    return birthday(born, years=OWN_ACCOUNT_AGE) + timedelta(days=grace_days)


def mark_of_14(born: date, *, on: date, grace_days: int) -> int | None:
    """What a pupil with a child's account is told today: 30 or 7 days are left, 0 for the birthday; None for nothing.

    The nearest mark alone: a night that slept through a mark tells it the next time, unless a later one has come.
    """
    last_day = last_day_of_grace(born, grace_days=grace_days)
    marks = [(last_day - timedelta(days=days), days) for days in BEFORE_GRACE_ENDS]
    marks.append((birthday(born, years=OWN_ACCOUNT_AGE), CONGRATULATION))
    return _nearest(marks, on=on) if on <= last_day else None


def mark_of_18(born: date, *, on: date) -> int | None:
    """How many days before full age it is time to speak of: 60, 30 or 7; None for no time, or too late."""
    full_age = birthday(born, years=FULL_AGE)
    marks = [(full_age - timedelta(days=days), days) for days in BEFORE_FULL_AGE]
    return _nearest(marks, on=on) if on < full_age else None


def born_for_marks_of_14(*, on: date, grace_days: int) -> tuple[date, date]:
    """The first and the last birth date that `mark_of_14` may have something for, roughly: a few days too many."""
    return _born_between(on - timedelta(days=grace_days), on + timedelta(days=max(BEFORE_GRACE_ENDS)), OWN_ACCOUNT_AGE)


def born_for_marks_of_18(*, on: date) -> tuple[date, date]:
    """The same for `mark_of_18`."""
    return _born_between(on, on + timedelta(days=max(BEFORE_FULL_AGE)), FULL_AGE)


def _born_between(first: date, last: date, years: int) -> tuple[date, date]:
    """The births whose birthdays fall on these days, and two days more on each side for the leap ones."""
    return birthday(first, years=-years) - LEAP_MARGIN, birthday(last, years=-years) + LEAP_MARGIN


def _nearest(marks: Iterable[tuple[date, int]], *, on: date) -> int | None:
    come = [(day, -days) for day, days in marks if day <= on]
    return -max(come)[1] if come else None
