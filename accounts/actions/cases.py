"""Opening, changing and closing the cases of people who could not get in."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from accounts.models import CaseCause, MismatchCase
from accounts.settlement import CaseKind, CasePlan
from schools.actions import audit
from schools.models import AuditEvent, Parent, School, Student

Kind = AuditEvent.Kind
Owner = CaseCause.Owner
People = Mapping[UUID, Student | Parent]


def open_in_school(
    *, school: School, identity_id: UUID, plan: CasePlan, people: People, at: datetime, by: str
) -> MismatchCase:
    """Open a case in a school's queue, with its causes and a number of its own."""
    case = MismatchCase(
        number=new_number(), identity_id=identity_id, school=school, role=plan.role, kind=plan.kind, opened_at=at
    )
    _point(case, people, plan)
    _insert(case, plan, at=at, by=by)
    return case


def open_without_school(*, identity_id: UUID, at: datetime, by: str) -> MismatchCase:
    """Open the case of somebody whom no school knows; it enters a queue when the person names a school."""
    case = MismatchCase(number=new_number(), identity_id=identity_id, kind=CaseKind.NOT_FOUND, opened_at=at)
    _insert(case, None, at=at, by=by)
    return case


def bring_up_to_date(
    *, case: MismatchCase, school: School, plan: CasePlan, people: People, at: datetime, by: str
) -> int:
    """Change an open case in place when its cause changed, so that its number stays; 1 if it did."""
    told = {(cause.field, tuple(cause.kinds)) for cause in case.causes.all()}
    stands = (case.school_id, case.role, case.kind, case.student_id or case.parent_id, told)
    if stands == (school.pk, plan.role, plan.kind, plan.record, set(_to_tell(plan))):
        return 0
    case.school, case.role, case.kind, case.student, case.parent = school, plan.role, plan.kind, None, None
    _point(case, people, plan)
    case.save(update_fields=["school", "role", "kind", "student", "parent"])
    case.causes.all().delete()
    _write_causes(case, plan, at=at)
    audit.record(Kind.CASE_CHANGED, case, by=by)
    return 1


def close(*, case: MismatchCase, reason: MismatchCase.Closed, at: datetime, by: str) -> None:
    """Close a case; its number is never given again."""
    case.closed_at, case.close_reason = at, reason
    case.save(update_fields=["closed_at", "close_reason"])
    audit.record(Kind.CASE_CLOSED, case, by=by)


def new_number() -> str:
    """Eight random digits in two groups: easy to say on the telephone, impossible to guess a neighbour from."""
    digits = f"{secrets.randbelow(10**8):08}"
    return f"{digits[:4]}-{digits[4:]}"


def _insert(case: MismatchCase, plan: CasePlan | None, *, at: datetime, by: str) -> None:
    case.save(force_insert=True)
    _write_causes(case, plan, at=at)
    audit.record(Kind.CASE_OPENED, case, by=by)


def _point(case: MismatchCase, people: People, plan: CasePlan) -> None:
    row = people.get(plan.record) if plan.record else None
    if row is not None:
        setattr(case, "student" if isinstance(row, Student) else "parent", row)


def _to_tell(plan: CasePlan | None) -> list[tuple[str, tuple[str, ...]]]:
    """The causes as rows say them; a case without fields has one cause, itself."""
    differences = plan.fields if plan else ()
    return [(str(told.field), tuple(map(str, told.kinds))) for told in differences] or [("", ())]


def _write_causes(case: MismatchCase, plan: CasePlan | None, *, at: datetime) -> None:
    owner = Owner.EITHER if case.kind == CaseKind.DIFFERS else Owner.SCHOOL
    CaseCause.objects.bulk_create(
        [CaseCause(case=case, field=field, kinds=list(kinds), owner=owner, since=at) for field, kinds in _to_tell(plan)]
    )
