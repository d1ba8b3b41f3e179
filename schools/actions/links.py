"""Opening and closing the links between parents and children."""

from datetime import date

from django.db import models, transaction

from schools.actions import audit, changes
from schools.models import AuditEvent, Parent, ParentChildLink, Student
from schools.relations import default_scopes, link_columns


class LinkAcrossSchools(ValueError):
    """A parent record and a pupil record of two schools are never linked."""


@transaction.atomic
def open_link(
    *,
    parent: Parent,
    student: Student,
    relation: ParentChildLink.Relation | str,
    basis: ParentChildLink.Basis | str,
    on: date,
    by: str | models.Model,
) -> ParentChildLink:
    """Link a parent to a child. Raises LinkAcrossSchools, or IntegrityError for a second open link of the two."""
    if parent.school_id != student.school_id:
        raise LinkAcrossSchools
    link = ParentChildLink(
        school_id=student.school_id,
        parent=parent,
        student=student,
        relation=relation,
        basis=basis,
        verified_by=audit.signature(by),
        valid_from=on,
        **link_columns(default_scopes(relation)),
    )
    link.save(force_insert=True)
    audit.record(AuditEvent.Kind.LINK_OPENED, link, by=by)
    changes.note(school_id=link.school_id)
    return link


@transaction.atomic
def close_link(*, link: ParentChildLink, on: date, by: str | models.Model) -> None:
    """Close a link; it stays in the ledger. Closing a closed link changes nothing."""
    held = ParentChildLink.for_system(by="close_link").select_for_update(of=("self",)).get(pk=link.pk)
    if held.valid_to is not None:
        return
    held.valid_to = on
    held.closed_by = audit.signature(by)
    kinds = ParentChildLink.ClosedBy
    held.closed_by_kind = kinds.SYSTEM if isinstance(by, str) else kinds.PERSON
    held.save(update_fields=["valid_to", "closed_by", "closed_by_kind"])
    audit.record(AuditEvent.Kind.LINK_CLOSED, held, by=by)
    changes.note(school_id=held.school_id)
