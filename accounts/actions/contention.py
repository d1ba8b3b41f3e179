"""Losing a race for a record is no error: look at the books again and see it taken."""

from collections.abc import Callable
from typing import TypeVar

from django.db import DatabaseError, IntegrityError

Result = TypeVar("Result")
ATTEMPTS = 4
RACES = frozenset({"40001", "40P01"})
"""SQLSTATE of PostgreSQL for a serialization failure and a deadlock."""


class Overtaken(IntegrityError):
    """Somebody changed a row between the reading and the writing of it: the race is lost, as at a constraint."""


def settled(action: Callable[[], Result]) -> Result:
    """What `action` answers once nobody comes between its reading and its writing.

    `action` is one transaction that reads before it writes. Raises IntegrityError, or OperationalError for deadlocks,
    if it loses every time.
    """
    for _attempt in range(ATTEMPTS - 1):
        try:
            return action()
        except DatabaseError as error:
            if not lost_a_race(error):
                raise
    return action()


def lost_a_race(error: DatabaseError) -> bool:
    """Whether somebody else took the row, or the database chose this transaction to end a deadlock."""
    return isinstance(error, IntegrityError) or getattr(error.__cause__, "sqlstate", None) in RACES
