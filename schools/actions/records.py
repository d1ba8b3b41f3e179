"""Entering, correcting and removing the records of pupils and parents."""

from collections.abc import Sequence

from django.db import models, transaction

from schools.actions import audit, changes
from schools.models import AuditEvent, Parent, Student

Record = Student | Parent
Kind = AuditEvent.Kind


@transaction.atomic
def enter(*, record: Record, by: str | models.Model) -> None:
    """Write a new record into the register. Raises IntegrityError if the school already has one of its numbers."""
    record.save(force_insert=True)
    audit.record(Kind.RECORD_ENTERED, record, by=by)
    changes.note(school_id=record.school_id)


@transaction.atomic
def correct(*, record: Record, fields: Sequence[str], by: str | models.Model) -> None:
    """Save a changed record; `fields` names what changed, for the audit. Nothing changed leaves no trace."""
    if not fields:
        return
    record.save(force_update=True)
    audit.record(Kind.RECORD_CORRECTED, record, by=by, fields=fields)
    changes.note(school_id=record.school_id)


@transaction.atomic
def remove(*, record: Record, by: str | models.Model) -> None:
    """Delete a record entered by mistake. Raises ProtectedError while a link, a claim or a case rests on it."""
    audit.record(Kind.RECORD_REMOVED, record, by=by)
    school_id = record.school_id
    record.delete()
    changes.note(school_id=school_id)
