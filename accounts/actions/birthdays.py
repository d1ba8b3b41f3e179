"""Telling people in time that a birthday will change how the diary is entered (real-life.md, Consents and ages)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from accounts.actions.notices import Occasion, announce_all
from accounts.milestones import born_for_marks_of_14, born_for_marks_of_18, mark_of_14, mark_of_18
from accounts.models import ExternalIdentity, Notice, RecordClaim, VerifiedIdentity
from schools.actions import bonds
from schools.models import School, Student
from schools.relations import Scope

Kind = Notice.Kind


def announce_in(*, school: School, on: date, at: datetime, by: str) -> int:
    """Write the letters that birthdays of one school's pupils ask for; how many were new.

    `on` is the region's date. A mark that a sleeping night missed is told by the next one, and no mark twice. The
    number of queries depends on nobody's birthday.
    """
    occasions = [*_of_14(school, on=on, by=by), *_of_18(school, on=on, by=by)]
    return announce_all(occasions, at=at) if occasions else 0


def _of_14(school: School, *, on: date, by: str) -> Iterator[Occasion]:
    """Pupils who still enter by a child's account, each told of their own."""
    grace_days = school.region.grace_days
    born = born_for_marks_of_14(on=on, grace_days=grace_days)
    claims = _held(school, by=by).filter(
        student__birth_date__range=born, identity__verified__level=VerifiedIdentity.Level.CHILD
    )
    for claim in claims:
        mark = mark_of_14(claim.student.birth_date, on=on, grace_days=grace_days)
        if mark is not None:
            yield _occasion(Kind.AGE_14_SOON, school, claim.student, claim.identity, mark=mark)


def _of_18(school: School, *, on: date, by: str) -> Iterator[Occasion]:
    """Pupils, and those who see their diary today, before the pupil alone decides."""
    students = Student.for_system(by=by).filter(
        school=school, left_on__isnull=True, birth_date__range=born_for_marks_of_18(on=on)
    )
    marks = {student.pk: (student, mark_of_18(student.birth_date, on=on)) for student in students}
    soon = {pk: (student, mark) for pk, (student, mark) in marks.items() if mark is not None}
    for student_id, identity in _told_of(soon, school, by=by):
        student, mark = soon[student_id]
        yield _occasion(Kind.AGE_18_SOON, school, student, identity, mark=mark)


def _told_of(students: Iterable[UUID], school: School, *, by: str) -> Iterator[tuple[UUID, ExternalIdentity]]:
    """Each pupil's own identity and those of the adults who may see the diary and be written to about it."""
    children_of: dict[UUID, list[UUID]] = {}
    kin = bonds.with_scope(bonds.of_students(list(students), by=by), Scope.DIARY)
    for bond in bonds.with_scope(kin, Scope.MESSAGES):
        children_of.setdefault(bond.parent.pk, []).append(bond.student.pk)
    for claim in _held(school, by=by).filter(student__in=list(students)):
        yield claim.student_id, claim.identity
    of_parents = RecordClaim.for_system(by=by).filter(school=school, closed_at__isnull=True, parent__in=children_of)
    for claim in of_parents.select_related("identity__region").order_by("pk"):
        for student_id in children_of[claim.parent_id]:
            yield student_id, claim.identity


def _held(school: School, *, by: str) -> Any:
    """Open claims on the school's pupils."""
    claims = RecordClaim.for_system(by=by).filter(school=school, closed_at__isnull=True, student__left_on__isnull=True)
    return claims.select_related("student", "identity__region").order_by("pk")


def _occasion(
    kind: Notice.Kind, school: School, student: Student, identity: ExternalIdentity, *, mark: int | None
) -> Occasion:
    key = f"{student.pk}:{mark}"
    return Occasion(kind=kind, identity=identity, key=key, school=school, subject=student.pk, days=mark)
