"""Telling the layer above that a school's records changed, without calling it."""

import logging

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

from schools.models import RecordChange

DOORBELL = "accounts.recheck_school"
logger = logging.getLogger(__name__)


def note(*, school_id: int) -> None:
    """Leave a row of work in this transaction and ring the doorbell once it is committed.

    A broken doorbell is no reason to refuse the edit: the row waits for the night.
    """
    RecordChange.objects.create(school_id=school_id)
    transaction.on_commit(lambda: ring(school_id=school_id))


def ring(*, school_id: int) -> None:
    """Ask the worker to look at one school now."""
    try:
        current_app.send_task(DOORBELL, args=[school_id], retry=False)
    except (OperationalError, OSError) as error:
        logger.warning("doorbell silent: %s", type(error).__name__)
