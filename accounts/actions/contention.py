"""Losing a race for a record is no error: look at the books again and see it taken."""

from collections.abc import Callable
from typing import TypeVar

from django.db import IntegrityError

Result = TypeVar("Result")
ATTEMPTS = 4


def settled(action: Callable[[], Result]) -> Result:
    """What `action` answers once nobody comes between its reading and its writing.

    `action` is one transaction that reads before it writes. Raises IntegrityError if it loses every time.
    """
    for _attempt in range(ATTEMPTS - 1):
        try:
            return action()
        except IntegrityError:
            continue
    return action()
