"""Which worker is inside a transaction, as PostgreSQL sees it, and how that transaction ended."""

from __future__ import annotations

import os
import secrets
import signal
import time
from contextlib import suppress
from dataclasses import dataclass

import psycopg

from tests.faults.workers import kill

POLL_SECONDS = 0.003
A_FEW_STATEMENTS = 0.05
WRITING = """
    SELECT split_part(application_name, ' ', 2), split_part(application_name, ' ', 3), CAST(backend_xid AS text)
    FROM pg_stat_activity
    WHERE application_name LIKE 'worker %' AND xact_start IS NOT NULL AND backend_xid IS NOT NULL
"""
BUSY = "SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'worker %' AND xact_start IS NOT NULL"
ENDED = "SELECT pg_xact_status(CAST(%s AS xid8))"


@dataclass(frozen=True)
class Writer:
    """A worker's process inside a transaction, of this number, that has written something."""

    group: int
    process: int
    transaction: str


@dataclass
class Watch:
    """Looks on from a connection of its own."""

    connection: psycopg.Connection[tuple[object, ...]]

    def writers(self) -> list[Writer]:
        return [
            Writer(int(str(group)), int(str(process)), str(number))
            for group, process, number in self.connection.execute(WRITING)
        ]

    def await_writers(self, *, seconds: float, at_random: bool = False) -> list[Writer]:
        """Who has been inside a transaction for a few statements, or a random part of that time; nobody if nobody was
        for so many seconds."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            seen = self.writers()
            inside = secrets.randbelow(1000) / 1000 * A_FEW_STATEMENTS if at_random else A_FEW_STATEMENTS
            time.sleep(inside if seen else POLL_SECONDS)
            still = set(self.writers()) if seen else set()
            if still & set(seen):
                return sorted(still & set(seen), key=lambda writer: writer.process)
        return []

    def is_quiet(self) -> bool:
        """No worker is inside a transaction."""
        return self.connection.execute(BUSY).fetchone() == (0,)

    def was_broken_off(self, writer: Writer) -> bool:
        """Whether the transaction was rolled back in the end."""
        return self.ending_of(writer.transaction) == "aborted"

    def ending_of(self, transaction: str) -> str:
        """`committed` or `aborted`, once it is over."""
        while (status := self._status(transaction)) == "in progress":
            time.sleep(POLL_SECONDS)
        return status

    def _status(self, transaction: str) -> str:
        try:
            found = self.connection.execute(ENDED, [transaction]).fetchone()
        except psycopg.errors.InvalidParameterValue:  # the server fell before it had written the number down
            return "aborted"
        return str(found[0]) if found else "aborted"

    def kill_inside(self, *, seconds: float) -> bool | None:
        """Kill a worker some instant into a transaction, or only the process that is in it, as the kernel does when
        memory is short; whether that broke the transaction off.

        What counts is how PostgreSQL ended it: one that was committed between the look and the kill was not broken off.
        None if no worker wrote anything for so many seconds.
        """
        inside = self.await_writers(seconds=seconds, at_random=True)
        if not inside:
            return None
        writer = secrets.choice(inside)
        if secrets.randbelow(2):
            kill(writer.group)
        else:
            kill_process(writer.process)
        return self.was_broken_off(writer)


def kill_process(process: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)
