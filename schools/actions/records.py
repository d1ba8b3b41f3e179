"""Entering, correcting and removing the records of pupils and parents."""

from collections.abc import Sequence

from django.db import models, transaction

from schools.actions import audit, changes, transfers
from schools.actions.likeness import IDENTIFYING
from schools.models import AuditEvent, Parent, Student

Record = Student | Parent
Kind = AuditEvent.Kind


@transaction.atomic
def enter(*, record: Record, by: str | models.Model) -> None:
    """Write a new record into the register; what restricts the child elsewhere comes along as a proposal.

    Raises IntegrityError if the school already has one of its numbers.
    """
    record.save(force_insert=True)
    audit.record(Kind.RECORD_ENTERED, record, by=by)
    changes.note(school_id=record.school_id)
    if isinstance(record, Student):
        transfers.follow(student=record)


@transaction.atomic
def correct(*, record: Record, fields: Sequence[str], by: str | models.Model) -> None:
    """Save the `fields` of a record that changed; nothing changed leaves no trace.

    The other fields become in `record` what they are in the database now: somebody may have written them since it was
    read. The row is saved whole, for its keys. A pupil who turns out to be known elsewhere brings along what restricts
    the child there. Raises DoesNotExist if the record was removed meanwhile, IntegrityError
    if the school has given one of its numbers to another record.
    """
    if not fields:
        return
    _take_the_rest_from_the_database(record, changed=set(fields))
    record.save(force_update=True)
    audit.record(Kind.RECORD_CORRECTED, record, by=by, fields=fields)
    changes.note(school_id=record.school_id)
    if isinstance(record, Student) and IDENTIFYING & set(fields):
        transfers.follow(student=record)


def _take_the_rest_from_the_database(record: Record, *, changed: set[str]) -> None:
    rows = type(record).for_system(by="correct").select_for_update(of=("self",), no_key=True)
    held = rows.get(pk=record.pk)
    for field in record._meta.concrete_fields:
        if field.name not in changed:
            # A sealed number is carried over sealed: reading the attribute would open it.
            setattr(record, field.attname, vars(held)[field.attname])


@transaction.atomic
def remove(*, record: Record, by: str | models.Model) -> None:
    """Delete a record entered by mistake. Raises ProtectedError while a link, a claim or a case rests on it."""
    audit.record(Kind.RECORD_REMOVED, record, by=by)
    school_id = record.school_id
    record.delete()
    changes.note(school_id=school_id)
