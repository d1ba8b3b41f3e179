"""Places in the worker where it kills itself when told to: just before and just after it commits or hands over (F02).

A file named after a place arms it. Of many processes one takes the file; what it writes there is the transaction that
was open, so that whoever asked can see how that one ended.
"""

from __future__ import annotations

import os
import secrets
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any
from unittest.mock import patch

from django.db import connection

from accounts.actions import shards
from dnevnik import post

BEFORE_COMMIT, AFTER_COMMIT = "before_commit", "after_commit"
BEFORE_SENDING, AFTER_SENDING = "before_sending", "after_sending"
PLACES = (BEFORE_COMMIT, AFTER_COMMIT, BEFORE_SENDING, AFTER_SENDING)
HIT = ".hit"
ONE_IN = 3


def install(folder: Path) -> None:
    """Put them into this process's product: around a school's transaction and around the postman's hand-over."""
    shards._do = _with_commits_watched(folder, shards._do)
    post.hand_over = _around(folder, post.hand_over)


def _with_commits_watched(folder: Path, do: Callable[..., Any]) -> Callable[..., Any]:
    """The transactions stay the product's own: only the moment of each COMMIT is marked."""

    def done(*args: Any, **told: Any) -> Any:
        commit = connection.commit

        def marked() -> None:
            number = _transaction()
            die_here(folder, BEFORE_COMMIT, transaction_id=number)
            commit()
            die_here(folder, AFTER_COMMIT, transaction_id=number)

        with patch.object(connection, "commit", marked):
            return do(*args, **told)

    return done


def _around(folder: Path, hand_over: Callable[..., None]) -> Callable[..., None]:
    def handed(*args: Any, **told: Any) -> None:
        die_here(folder, BEFORE_SENDING)
        hand_over(*args, **told)
        die_here(folder, AFTER_SENDING)

    return handed


def die_here(folder: Path, place: str, *, transaction_id: str = "") -> None:
    """If the place is armed, now and then: take the file and go, with every process of the group."""
    armed = folder / place
    if not armed.exists() or secrets.randbelow(ONE_IN):
        return
    with suppress(FileNotFoundError):
        taken = armed.rename(folder / f"{place}.{os.getpid()}")
        taken.write_text(transaction_id)
        taken.rename(folder / f"{place}{HIT}")
        os.killpg(os.getpgrp(), signal.SIGKILL)


def _transaction() -> str:
    """The open transaction's number, "" while it has written nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(CAST(pg_current_xact_id_if_assigned() AS text), '')")
        return str(cursor.fetchone()[0])
