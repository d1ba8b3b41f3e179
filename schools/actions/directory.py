"""Writing the rows that are nobody's personal data: classes, contacts of a school, settings of a region.

What decides who is recognised, a rule of matching or a region's day and grace, concerns every school of the region.
"""

from collections.abc import Sequence

from django.db import models, transaction

from schools.actions import audit, changes
from schools.models import AuditEvent, MatchProfile, Region, School

Kind = AuditEvent.Kind
DECISIVE = frozenset({"time_zone", "grace_days"})


@transaction.atomic
def enter(*, row: models.Model, by: str | models.Model) -> None:
    """Write a new row. Raises IntegrityError if the database already holds one like it."""
    row.save(force_insert=True)
    audit.record(Kind.RECORD_ENTERED, row, by=by, school_id=_school_id(row))
    if isinstance(row, MatchProfile):
        changes.note_region(region_id=row.region_id)


@transaction.atomic
def correct(*, row: models.Model, fields: Sequence[str], by: str | models.Model) -> None:
    """Save these fields of a row. Nothing changed leaves no trace."""
    if not fields:
        return
    row.save(update_fields=fields)
    audit.record(Kind.RECORD_CORRECTED, row, by=by, school_id=_school_id(row), fields=fields)
    if isinstance(row, MatchProfile):
        changes.note_region(region_id=row.region_id)
    if isinstance(row, Region) and DECISIVE & set(fields):
        changes.note_region(region_id=row.pk)


@transaction.atomic
def remove(*, row: models.Model, by: str | models.Model) -> None:
    """Delete a row. Raises ProtectedError while anything rests on it."""
    audit.record(Kind.RECORD_REMOVED, row, by=by, school_id=_school_id(row))
    row.delete()


def _school_id(row: models.Model) -> int | None:
    return row.pk if isinstance(row, School) else None
