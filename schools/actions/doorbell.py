"""Ringing for the worker: the work lies in the database, and a bell that stays silent loses nothing."""

import logging
from datetime import timedelta

from celery import current_app
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


def ring(task: str, *ids: int, lasts: timedelta | None = None) -> bool:
    """Ask the worker for a task by its name; whether the broker took it. `lasts`: after that nobody need come.

    Messages carry ids of rows and nothing else. A broken bell is no error: the sweeper looks at the rows.
    """
    try:
        current_app.send_task(task, args=list(ids), retry=False, expires=lasts.total_seconds() if lasts else None)
    except (OperationalError, OSError) as error:
        logger.warning("doorbell silent: %s", type(error).__name__)
        return False
    return True
