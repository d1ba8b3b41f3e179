"""Emptying the database after a test that commits: ledgers refuse it, as they should, and stand aside here alone.

The product has no such door (schools.append_only). Everything happens in the flush's own transaction.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.operations import BaseDatabaseOperations

TRIGGERS = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_append_only_%'",
    "postgresql": "SELECT tgname, CAST(tgrelid AS regclass) FROM pg_trigger WHERE tgname LIKE '%_append_only_%'",
}


@contextmanager
def ledgers_standing_aside() -> Iterator[None]:
    """While it lasts, a flush takes the triggers of ledgers down before it and builds the same ones after it."""
    flush: Callable[[Any, list[str]], None] = BaseDatabaseOperations.execute_sql_flush

    def flush_all(operations: Any, sql_list: list[str]) -> None:
        before, after = around(operations.connection)
        flush(operations, [*before, *sql_list, *after])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", flush_all)
        yield


def around(connection: BaseDatabaseWrapper) -> tuple[list[str], list[str]]:
    """What to say before and after emptying the tables."""
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS[connection.vendor])
        found = cursor.fetchall()
    if connection.vendor == "postgresql":
        switch = "ALTER TABLE {1} {2} TRIGGER {0}"
        return (
            [switch.format(*row, "DISABLE") for row in found],
            [switch.format(*row, "ENABLE") for row in found],
        )
    return [f"DROP TRIGGER {name}" for name, _sql in found], [sql for _name, sql in found]
