"""Showing a full number, one at a time, with a trace (design.md rule 11)."""

from django.db import models, transaction

from schools.actions import audit
from schools.models import AuditEvent, Parent, Student

SHOWN = ("snils", "certificate")


@transaction.atomic
def show(*, record: Student | Parent, field: str, by: str | models.Model) -> str | None:
    """The whole number of one record, and an audit row that says who saw it. Raises ValueError for other fields."""
    if field not in SHOWN or not hasattr(record, field):
        raise ValueError("only a SNILS or a certificate is unmasked")
    audit.record(AuditEvent.Kind.NUMBER_SHOWN, record, by=by, fields=[field])
    number: str | None = getattr(record, field)
    return number
