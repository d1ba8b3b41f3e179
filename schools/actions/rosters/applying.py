"""Doing what a preview showed, all of it or nothing."""

from __future__ import annotations

from datetime import date

from django.db import models, transaction

from schools.actions import audit, changes, transfers
from schools.actions.rosters.plan import Deed, Plan, Planned
from schools.actions.rosters.planning import preview
from schools.models import AcademicYear, AuditEvent, Parent, ParentChildLink, School, Student
from schools.roster.rows import Roster

Kind = AuditEvent.Kind
BATCH = 500


@transaction.atomic
def apply(*, roster: Roster, school: School, on: date, by: str) -> Plan:
    """Preview the roster against the register as it stands now, and do it; returns what was done.

    Rosters of one school come one after another; edits wait only for the records they change.
    Raises IntegrityError, having done nothing, if somebody entered one of the numbers at this very moment, and
    OperationalError, having done nothing as well, if the database gives the locks to somebody else.
    """
    # Not the key: rows that only refer to the school, such as those an edit leaves behind, need not wait.
    School.objects.select_for_update(of=("self",), no_key=True).get(pk=school.pk)
    plan = preview(roster=roster, school=school, on=on, by=by, locked=True)
    _save_classes(plan, on=on)
    for model, planned in ((Student, plan.students), (Parent, plan.parents)):
        _save_records(model, planned, by=by)
    ParentChildLink.for_system(by=by).bulk_create(plan.links, batch_size=BATCH)
    audit.record_many([(Kind.LINK_OPENED, link, ()) for link in plan.links], by=by)
    audit.record(Kind.ROSTER_APPLIED, school, by=by, school_id=school.pk)
    transfers.carry(plan.restrictions)
    transfers.carry_onward([student.pk for student in plan.newly_known()])
    changes.note(school_id=school.pk)
    return plan


def _save_classes(plan: Plan, *, on: date) -> None:
    """Save the year and the classes that the roster brought, and tell their pupils the keys."""
    year = None
    for student in [planned.record for planned in plan.students]:
        if isinstance(student, Student) and student.school_class is not None:
            if student.school_class.pk is None:
                year = year or AcademicYear.covering(on=AcademicYear.day_meant(on))
                student.school_class.year = year
                student.school_class.save()
            student.school_class = student.school_class


def _save_records(model: type[Student] | type[Parent], planned: list[Planned], *, by: str) -> None:
    new = [one.record for one in planned if one.deed is Deed.NEW]
    model.for_system(by=by).bulk_create(new, batch_size=BATCH)
    filled = [one for one in planned if one.deed is Deed.FILLED]
    for one in filled:
        one.record.save(force_update=True)
    entered: list[tuple[AuditEvent.Kind, models.Model, tuple[str, ...]]]
    entered = [(Kind.RECORD_ENTERED, record, ()) for record in new]
    corrected = [(Kind.RECORD_CORRECTED, one.record, tuple(one.fields)) for one in filled]
    audit.record_many([*entered, *corrected], by=by)
