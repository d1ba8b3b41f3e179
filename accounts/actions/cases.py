"""Opening, changing and closing the cases of people who could not get in."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import models, transaction

from accounts.actions import notices
from accounts.actions.contention import Overtaken, settled
from accounts.matching.person import Role
from accounts.matching.verdict import Field
from accounts.matching.verdict import Kind as Difference
from accounts.models import CaseCause, DataFinding, ExternalIdentity, MismatchCase, Notice, RecordClaim
from accounts.settlement import CaseKind, CasePlan
from schools.actions import audit
from schools.models import AuditEvent, Parent, School, SchoolClass, Student

SCOPE = "cases"
AT_THE_DOOR = "sign-in"
"""The doer's name where the person is at the door and reads the answer there: no letter tells it again."""
NUMBER_IS_KEPT = timedelta(days=90)
"""How long the number of a case that ended with nothing in its place waits for its person to come back."""

Kind = AuditEvent.Kind
Owner = CaseCause.Owner
By = str | models.Model
People = Mapping[UUID, Student | Parent]


class NotWaiting(Exception):
    """The case is not one of somebody whom no school knows, or it is closed: there is nothing to hand over."""


class AlreadyThere(Exception):
    """The person has another open case in that school and role: it is with the school already."""


class ClassElsewhere(ValueError):
    """The class belongs to another school than the one that the case goes to."""


def open_in_school(
    *, school: School, identity_id: UUID, plan: CasePlan, people: People, at: datetime, by: By
) -> MismatchCase:
    """Open a case in a school's queue, with its causes; under the number that the person knows, if there is one."""
    case = _under_known_number(identity_id, school, plan.role, at=at) or MismatchCase(
        number=new_number(), identity_id=identity_id, school=school
    )
    case.opened_at = at
    _turn(case, school, plan, people)
    _write(case, plan, at=at, by=by, fields=_way_back(case))
    return case


def open_without_school(*, identity_id: UUID, at: datetime, by: By) -> MismatchCase:
    """Open the case of somebody whom no school knows; it enters a queue when the person names a school."""
    case = _under_known_number(identity_id, None, None, at=at) or MismatchCase(
        number=new_number(), identity_id=identity_id
    )
    case.opened_at = at
    _turn(case, None, None, {})
    _write(case, None, at=at, by=by, fields=_way_back(case))
    return case


def bring_up_to_date(
    *, case: MismatchCase, school: School, plan: CasePlan, people: People, at: datetime, by: By
) -> int:
    """Change an open case in place when its cause changed, so that its number stays; 1 if it did.

    Raises Overtaken if somebody changed it since it was read.
    """
    told = {(cause.field, tuple(cause.kinds)) for cause in case.causes.all()}
    stands = (case.school_id, case.role, case.kind, case.student_id or case.parent_id, told)
    if stands == (school.pk, plan.role, plan.kind, plan.record, set(_to_tell(plan))):
        return 0
    _lock(case)
    _turn(case, school, plan, people)
    _write(case, plan, at=at, by=by)
    return 1


@transaction.atomic
def send_to_school(
    *,
    case: MismatchCase,
    school: School,
    school_class: SchoolClass | None,
    child_name: str,
    role: Role | str,
    at: datetime,
    by: By,
) -> MismatchCase:
    """Hand the case of somebody whom no school knows to the school that the person names; its number stays.

    While it waits it may be sent again, elsewhere too. `child_name` is the child as a parent names it, empty for a
    pupil. The answer is the same whatever that school has written down (real-life.md, text 2). Raises NotWaiting,
    AlreadyThere, ClassElsewhere.
    """
    if school_class is not None and school_class.school_id != school.pk:
        raise ClassElsewhere
    open_ones = list(_open(case.identity_id).select_for_update(of=("self",)))
    held = next((one for one in open_ones if one.pk == case.pk), None)
    if held is None or held.kind != CaseKind.NOT_FOUND:
        raise NotWaiting
    if any(one.pk != held.pk and (one.school_id, one.role) == (school.pk, role) for one in open_ones):
        raise AlreadyThere
    told = (school.pk, school_class.pk if school_class else None, child_name or None, role)
    if (held.school_id, held.school_class_id, held.child_name, held.role) == told:
        return held
    moved = held.school_id != school.pk
    held.school, held.school_class, held.child_name, held.role = school, school_class, child_name or None, role
    held.sent_at = at if moved else held.sent_at
    held.save(update_fields=["school", "school_class", "child_name", "role", "sent_at"])
    if moved:
        _write_causes(held, None, at=at)
    audit.record(Kind.CASE_SENT, held, by=by)
    return held


def open_wrong_role(
    *, identity: ExternalIdentity, at: datetime, by: By, school: School | None = None
) -> MismatchCase | None:
    """«Да, это я»: have the school look whether an adult's and a child's records are mixed up (real-life.md, text 6).

    `school` is the one where the person's number stands in somebody else's record; without it the first such.
    Pressing twice opens one case; one that nobody could place goes on under its number. None if by now no school has
    the number in somebody else's record: the person signs in again.
    """
    return settled(partial(_open_wrong_role, identity, school, at=at, by=by))


@transaction.atomic
def _open_wrong_role(identity: ExternalIdentity, school: School | None, *, at: datetime, by: By) -> MismatchCase | None:
    slip = _misplaced_number(identity, school)
    if slip is None:
        return None
    open_ones = list(_open(identity.pk).select_for_update(of=("self",)).prefetch_related("causes"))
    here = next((one for one in open_ones if one.school_id == slip.school_id), None)
    if here is not None and here.kind != CaseKind.NOT_FOUND:
        return here
    people: People = {row.pk: row for row in (slip.student, slip.parent) if row is not None}
    plan = CasePlan(CaseKind.WRONG_ROLE, Role.PARENT if slip.student else Role.STUDENT, next(iter(people)))
    case = next((one for one in open_ones if one.kind == CaseKind.NOT_FOUND), None)
    if case is None:
        case = open_in_school(school=slip.school, identity_id=identity.pk, plan=plan, people=people, at=at, by=by)
    else:
        bring_up_to_date(case=case, school=slip.school, plan=plan, people=people, at=at, by=by)
    case.sent_at = at
    case.save(update_fields=["sent_at"])
    return case


def close(*, case: MismatchCase, reason: MismatchCase.Closed, at: datetime, by: By) -> None:
    """Close a case; its number is never given to another. Who got in without being at the door is told so.

    Closing a closed case changes nothing. Raises Overtaken if somebody changed the case since it was read.
    """
    if _lock(case).closed_at is not None:
        return
    case.closed_at, case.close_reason = at, reason
    case.save(update_fields=["closed_at", "close_reason"])
    audit.record(Kind.CASE_CLOSED, case, by=by)
    if reason == MismatchCase.Closed.MATCHED and by != AT_THE_DOOR:
        notices.announce(
            kind=Notice.Kind.MAY_ENTER,
            identity=case.identity,
            key=str(case.pk),
            at=at,
            school=case.school,
            subject=case.pk,
        )


def new_number() -> str:
    """Eight random digits in two groups: easy to say on the telephone, impossible to guess a neighbour from."""
    digits = f"{secrets.randbelow(10**8):08}"
    return f"{digits[:4]}-{digits[4:]}"


def _open(identity_id: UUID) -> models.QuerySet[MismatchCase]:
    rows: models.QuerySet[MismatchCase] = MismatchCase.for_system(by=SCOPE)
    return rows.filter(identity=identity_id, closed_at__isnull=True).order_by("opened_at", "pk")


def _lock(case: MismatchCase) -> MismatchCase:
    """The row as it is now, nobody else's until this transaction ends."""
    now: MismatchCase = MismatchCase.for_system(by=SCOPE).select_for_update(of=("self",)).get(pk=case.pk)
    if now.closed_at is None and _stands(now) != _stands(case):
        raise Overtaken
    return now


def _stands(case: MismatchCase) -> tuple[object, ...]:
    return case.school_id, case.role, case.kind, case.closed_at


def _under_known_number(
    identity_id: UUID, school: School | None, role: str | None, *, at: datetime
) -> MismatchCase | None:
    """A case of this person that ended with nothing in its place, to go on with: «при новом входе он тот же».

    One of the same school first; another school's only while the person has no other case to remember.
    """
    rows = MismatchCase.for_system(by=SCOPE).select_for_update(of=("self",))
    ended = rows.filter(
        identity=identity_id, close_reason=MismatchCase.Closed.CHANGED, closed_at__gte=at - NUMBER_IS_KEPT
    )
    known: list[MismatchCase] = list(ended.order_by("-closed_at", "-pk"))
    if school is not None:
        known.sort(key=lambda case: (case.school_id != school.pk, case.role != role))
    if not known or (not (school and known[0].school_id == school.pk) and _open(identity_id).exists()):
        return None
    known[0].closed_at, known[0].close_reason = None, ""
    return known[0]


def _turn(case: MismatchCase, school: School | None, plan: CasePlan | None, people: People) -> None:
    """Let the case say this from now on; what the person named for one school does not follow to another."""
    if case.school_id != (school.pk if school else None):
        case.school_class, case.child_name, case.sent_at = None, None, None
    case.school, case.student, case.parent = school, None, None
    case.role = plan.role if plan else ""
    case.kind = plan.kind if plan else CaseKind.NOT_FOUND
    row = people.get(plan.record) if plan and plan.record else None
    if row is not None:
        setattr(case, "student" if isinstance(row, Student) else "parent", row)


def _way_back(case: MismatchCase) -> tuple[str, ...]:
    """What the trace of an opening tells besides: that the case had ended and goes on under its number (I13)."""
    return () if case._state.adding else ("reopened",)


def _write(case: MismatchCase, plan: CasePlan | None, *, at: datetime, by: By, fields: Sequence[str] = ()) -> None:
    is_new = case._state.adding
    case.save(force_insert=is_new, force_update=not is_new)
    _write_causes(case, plan, at=at)
    audit.record(Kind.CASE_OPENED if is_new else Kind.CASE_CHANGED, case, by=by, fields=fields)


def _to_tell(plan: CasePlan | None) -> list[tuple[str, tuple[str, ...]]]:
    """The causes as rows say them; a case without fields has one cause, itself."""
    differences = plan.fields if plan else ()
    return [(str(told.field), tuple(map(str, told.kinds))) for told in differences] or [("", ())]


def _write_causes(case: MismatchCase, plan: CasePlan | None, *, at: datetime) -> None:
    case.causes.all().delete()
    CaseCause.objects.bulk_create(
        [
            CaseCause(case=case, field=field, kinds=list(kinds), owner=_owner(case, field, kinds), since=at)
            for field, kinds in _to_tell(plan)
        ]
    )


def _owner(case: MismatchCase, field: str, kinds: tuple[str, ...]) -> Owner:
    """Whose turn it is (design.md rule 7): until the person names a school there is nobody else."""
    if case.school_id is None:
        return Owner.PERSON
    is_left_out = (field, kinds) == (Field.SNILS, (Difference.ABSENT,))
    return Owner.EITHER if case.kind == CaseKind.DIFFERS and not is_left_out else Owner.SCHOOL


def _misplaced_number(identity: ExternalIdentity, school: School | None) -> DataFinding | None:
    """The somebody else's record that holds this person's SNILS, in a school where the person has no record."""
    claims = RecordClaim.for_system(by=SCOPE).filter(identity=identity, closed_at__isnull=True)
    rows = DataFinding.for_system(by=SCOPE).filter(identity=identity, closed_at__isnull=True, field=Field.SNILS)
    found = rows.exclude(school__in=claims.values("school")).select_related("school", "student", "parent")
    if school is not None:
        found = found.filter(school=school)
    slips = [row for row in found.order_by("school", "pk") if row.kinds == [Difference.MISPLACED]]
    first: DataFinding | None = min(
        slips, key=lambda slip: (slip.school_id, slip.student_id or slip.parent_id), default=None
    )
    return first
