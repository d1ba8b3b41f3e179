"""Restrictions follow a child into another school, as proposals that are decided there (real-life.md, story 4)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db import models, transaction
from django.db.models.functions import Now

from schools.actions import audit, bonds, changes
from schools.actions.likeness import Likeness
from schools.models import AuditEvent, Parent, ParentChildLink, Restriction, School, Student
from schools.relations import RESTRICTION_COLUMNS

SCOPE = "transfer"
"""Who signs what is carried: the school that gets it is not told whose deed it was elsewhere."""
ACT = ("act", "act_number", "act_date", "act_issuer", "valid_from", "valid_to", *RESTRICTION_COLUMNS.values())
Kind = AuditEvent.Kind


def due(pupils: Collection[Student]) -> list[Restriction]:
    """What has to be carried to these pupils from other records of the same children: unsaved proposals.

    Only pupils who are at school get any. The record carried from is of another school, or of this one and left. Each
    restriction comes to a record once, by whatever way. Four queries at most, however many the pupils.
    """
    likeness = Likeness([pupil for pupil in pupils if pupil.left_on is None])
    counting = Restriction.for_system(by=SCOPE).filter(state__in=bonds.COUNTING).select_related("student", "parent")
    pairs = [
        (pupil, source)
        for source in likeness.search(counting, prefix="student__")
        for pupil in likeness.like(source.student)
        if _crosses(source.student, pupil)
    ]
    held = _held({pupil.pk for pupil, _source in pairs})
    carried: dict[tuple[UUID, UUID], Restriction] = {}
    for pupil, source in pairs:
        key = (pupil.pk, _root(source))
        if key not in held:
            carried.setdefault(key, _proposal(source, pupil))
    return list(carried.values())


def carry(rows: Sequence[Restriction]) -> int:
    """Write down what is due, and how much it is; the records are there and locked. Call it inside a transaction."""
    if not rows:
        return 0
    Restriction.for_system(by=SCOPE).bulk_create(rows)
    audit.record_many([(Kind.RESTRICTION_CARRIED, row, ()) for row in rows], by=SCOPE)
    for school_id in sorted({row.school_id for row in rows}):
        changes.note(school_id=school_id)
    return len(rows)


def carry_onward(pupils: Collection[UUID]) -> int:
    """Carry the restrictions of these pupils to the other records of the same children. Inside a transaction."""
    return _spread(list(_restricted().filter(pk__in=pupils)))


@transaction.atomic
def catch_up(*, school: School, by: str) -> int:
    """Carry what slipped through while two schools wrote at one moment; how much. The second time there is nothing.

    Neither of two open transactions sees the other's row: an act entered here just as the child was entered there.
    """
    return _spread(list(_restricted(by=by).filter(school=school)))


def follow(*, student: Student) -> None:
    """A pupil's record was entered or corrected: carry to it what is due, and from it to others."""
    carry(due([student]))
    carry_onward([student.pk])


@transaction.atomic
def decide(*, restriction: Restriction, accept: bool, at: datetime, by: str | models.Model) -> None:
    """The school says of a carried restriction that it stands, or that it is not about this pupil.

    Once decided it stays so: a second decision changes nothing.
    """
    rows = Restriction.for_system(by=SCOPE).select_for_update(of=("self",), no_key=True)
    held: Restriction = rows.get(pk=restriction.pk)
    if held.state != Restriction.State.PROPOSED:
        return
    held.state = Restriction.State.IN_FORCE if accept else Restriction.State.DECLINED
    held.decided_at, held.decided_by = at, audit.signature(by)
    if accept:
        held.parent = record_of(held.student_id, school_id=held.school_id, row=held)
    held.save(update_fields=["state", "decided_at", "decided_by", "parent"])
    audit.record(Kind.RESTRICTION_DECIDED, held, by=by, fields=["accepted" if accept else "declined"])
    changes.note(school_id=held.school_id)


def record_of(student_id: UUID, *, school_id: int, row: Restriction) -> Parent | None:
    """The school's own record of the adult of a restriction: by SNILS, else by name among those ever linked."""
    parents = (
        Parent.for_system(by=SCOPE)
        .filter(school_id=school_id)
        .order_by(models.F("left_on").asc(nulls_first=True), "pk")
    )
    if row.adult_snils_index:
        found: Parent | None = parents.filter(snils_index=row.adult_snils_index).first()
        if found is not None:
            return found
    bar = bonds.bar_of(row)
    linked = ParentChildLink.for_system(by=SCOPE).filter(student=student_id).values("parent")
    return next((one for one in parents.filter(pk__in=linked) if bar.is_about(bonds.adult_of(one))), None)


def _restricted(*, by: str = SCOPE) -> models.QuerySet[Student]:
    counting = Restriction.for_system(by=by).filter(state__in=bonds.COUNTING)
    pupils: models.QuerySet[Student] = Student.for_system(by=by).filter(pk__in=counting.values("student"))
    return pupils


def _spread(restricted: list[Student]) -> int:
    """Carry what restricts these pupils to the other records of the same children."""
    if not restricted:
        return 0
    likeness = Likeness(restricted)
    present = Student.for_system(by=SCOPE).filter(left_on__isnull=True)
    twins = [row.pk for row in likeness.search(present) if likeness.like(row)]
    locked = Student.for_system(by=SCOPE).select_for_update(of=("self",), no_key=True)
    return carry(due(list(locked.filter(pk__in=twins).order_by("pk"))))


def _crosses(source: Student, pupil: Student) -> bool:
    if source.pk == pupil.pk:
        return False
    return source.school_id != pupil.school_id or source.left_on is not None


def _root(row: Restriction) -> UUID:
    """The restriction that an act was first written down in, through however many schools it came."""
    return row.origin or row.pk


def _held(pupils: Collection[UUID]) -> set[tuple[UUID, UUID]]:
    """What these pupils have or had already, decided either way: (pupil, first restriction)."""
    rows = Restriction.for_system(by=SCOPE).filter(student__in=pupils)
    return {(row.student_id, _root(row)) for row in rows.only("student_id", "origin")}


def _proposal(source: Restriction, pupil: Student) -> Restriction:
    """The same act about the same adult for another record, and nothing else of the school it comes from."""
    bar = bonds.bar_of(source)
    return Restriction(
        school_id=pupil.school_id,
        student_id=pupil.pk,
        adult_name=source.parent.full_name() if source.parent else source.adult_name,
        adult_key=bar.name_key,
        adult_snils_index=bar.snils_index,
        state=Restriction.State.PROPOSED,
        origin=_root(source),
        entered_at=Now(),
        **{column: getattr(source, column) for column in ACT},
    )
