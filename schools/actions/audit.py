"""The trace that every deed leaves, in the deed's own transaction."""

from collections.abc import Iterable, Sequence

from django.db import models

from schools.models import AuditEvent
from schools.models.written import insert


def signature(by: str | models.Model) -> str:
    """How a doer is written down: `user 17` for a person, the job's own name for a system job."""
    return by if isinstance(by, str) else f"{by._meta.model_name} {by.pk}"


def record(
    kind: AuditEvent.Kind,
    subject: models.Model,
    *,
    by: str | models.Model,
    school_id: int | None = None,
    fields: Sequence[str] = (),
) -> AuditEvent:
    """Write down a deed about `subject`: codes and ids, never a value. Call it inside the deed's transaction."""
    event = _event(kind, subject, by=by, school_id=school_id, fields=fields)
    insert(event)
    return event


def record_many(
    deeds: Iterable[tuple[AuditEvent.Kind, models.Model, Sequence[str]]], *, by: str | models.Model
) -> None:
    """Write down many deeds of one doer at once: (kind, subject, fields)."""
    events = [_event(kind, subject, by=by, fields=fields) for kind, subject, fields in deeds]
    AuditEvent.objects.bulk_create(events, batch_size=500)


def _event(
    kind: AuditEvent.Kind,
    subject: models.Model,
    *,
    by: str | models.Model,
    school_id: int | None = None,
    fields: Sequence[str] = (),
) -> AuditEvent:
    return AuditEvent(
        kind=kind,
        by=signature(by),
        school_id=school_id if school_id is not None else getattr(subject, "school_id", None),
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        fields=sorted(fields),
    )
