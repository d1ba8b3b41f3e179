"""Telling the layer above that a school's records changed, without calling it."""

from functools import partial

from django.db import transaction

from schools.actions import doorbell
from schools.models import RecordChange, School

DOORBELL = "accounts.recheck_school"
MOST_BELLS = 50
"""A region of more schools than this is left to the night: the worker would do nothing else for hours."""


def note(*, school_id: int) -> None:
    """Leave a row of work in this transaction and ring the doorbell once it is committed.

    A broken doorbell is no reason to refuse the edit: the row waits for the sweeper.
    """
    RecordChange.objects.create(school_id=school_id)
    transaction.on_commit(partial(ring, school_id=school_id))


def note_region(*, region_id: int) -> None:
    """Leave a row of work for every school of a region; one statement. Few schools are also rung for."""
    schools = list(School.objects.filter(region=region_id).order_by("pk").values_list("pk", flat=True))
    RecordChange.objects.bulk_create([RecordChange(school_id=pk) for pk in schools])
    for pk in schools if len(schools) <= MOST_BELLS else ():
        transaction.on_commit(partial(ring, school_id=pk))


def ring(*, school_id: int) -> None:
    """Ask the worker to look at one school now."""
    doorbell.ring(DOORBELL, school_id)
