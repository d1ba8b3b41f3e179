"""Crowds: so many at once, each on a database connection of its own, and what every one of them met (checklist L12)."""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse

from dnevnik.invariants.checking import check

WAYS = (2, 16, 64) if connection.vendor == "postgresql" else (2, 8)
"""SQLite has one writer, who keeps the others waiting."""

in_crowds = pytest.mark.parametrize("ways", WAYS)


def all_at_once(calls: Sequence[Callable[[], object]]) -> list[object]:
    """What each call came to, in order: its answer, or the exception that escaped from it."""
    gate = Barrier(len(calls))

    def run(call: Callable[[], object]) -> object:
        gate.wait()
        try:
            return call()
        except Exception as problem:  # noqa: BLE001  whatever escapes is what the test looks for
            return problem
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as crowd:
        return list(crowd.map(run, calls))


def crowd_of(ways: int, *calls: Callable[[], object]) -> list[object]:
    """So many at once, the calls in turn."""
    return all_at_once([calls[place % len(calls)] for place in range(ways)])


def told(answers: Sequence[object]) -> Counter[str]:
    """Where everybody was led; nobody meets an exception or a page of an error."""
    return Counter(_of(answer) for answer in answers)


def _of(answer: Any) -> str:
    if isinstance(answer, Exception):
        raise answer
    assert isinstance(answer, HttpResponse)
    assert answer.status_code < 500
    return str(answer.headers.get("Location", answer.status_code))


def all_is_well(*, at: datetime | None = None) -> bool:
    """Whether the invariants hold now."""
    broken = {code: rows for code, rows in check(at=at or datetime.now(UTC)).items() if rows}
    assert broken == {}
    return True
