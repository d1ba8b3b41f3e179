"""Ringing for the worker: the work lies in the database, and a bell that stays silent loses nothing."""

import logging
import time
from datetime import timedelta

from celery import current_app
from kombu.exceptions import OperationalError

REST_SECONDS = 5.0
"""How long a bell that was silent is left alone: whoever comes next does not wait for it as well."""

logger = logging.getLogger(__name__)
resting: dict[str, float] = {}
"""Of each broker's address, until when, by this process's own clock."""


def ring(task: str, *ids: int, lasts: timedelta | None = None) -> bool:
    """Ask the worker for a task by its name; whether the broker took it. `lasts`: after that nobody need come.

    Messages carry ids of rows and nothing else. A broken bell is no error: the sweeper looks at the rows. One that
    hangs is waited for once, and then left alone for a while (F06).
    """
    broker = current_app.conf.broker_url
    if time.monotonic() < resting.get(broker, 0.0):
        return False
    try:
        current_app.send_task(task, args=list(ids), retry=False, expires=lasts.total_seconds() if lasts else None)
    except (OperationalError, OSError) as error:
        resting[broker] = time.monotonic() + REST_SECONDS
        logger.warning("doorbell silent: %s", type(error).__name__)
        return False
    return True
