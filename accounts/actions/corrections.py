"""«В школе ошибка», «Передать мой СНИЛС школе»: the new value is the verified one, never typed (L3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, models, transaction

from accounts.actions import answers
from accounts.actions.answers import SCOPE, NothingVerified, WrongRecord
from accounts.matching.anchors import Sameness, sameness
from accounts.matching.verdict import Field
from accounts.models import CorrectionRequest, MismatchCase, Role, VerifiedIdentity
from accounts.models.request import Request
from schools.actions import audit, records
from schools.models import AuditEvent, Parent, Student

Kind = CorrectionRequest.Kind
RECORDS: dict[str, type[Student | Parent]] = {Role.STUDENT: Student, Role.PARENT: Parent}
WITHOUT_A_NUMBER = frozenset({MismatchCase.Kind.NOT_FOUND, MismatchCase.Kind.WRONG_ROLE})
"""Cases of people whose own record, if there is one, lacks their number."""


class NothingToAsk(Exception):
    """The case is no such case, is over, or is with no school."""


class NumberTaken(Exception):
    """Another live record of the school holds that number: two records of one person, or a mistake in the other."""


@transaction.atomic
def ask(*, case: MismatchCase, kind: CorrectionRequest.Kind, at: datetime, by: str | models.Model) -> CorrectionRequest:
    """Ask the case's school to correct its record. Asked twice, it is one request. Raises NothingToAsk."""
    cases = MismatchCase.for_system(by=SCOPE).select_for_update(of=("self",), no_key=True)
    held: MismatchCase = cases.get(pk=case.pk)
    school_id, fields = held.school_id, fields_to_correct(held, kind)
    if school_id is None:
        raise NothingToAsk
    waiting = CorrectionRequest.for_system(by=SCOPE).filter(
        identity=held.identity_id, school=school_id, kind=kind, role=held.role, state=Request.State.WAITING
    )
    known: CorrectionRequest | None = waiting.first()
    if known is not None:
        return known
    request = CorrectionRequest(identity_id=held.identity_id, school_id=school_id, case=held, kind=kind)
    request.role, request.fields, request.asked_at = held.role, fields, at
    request.student_id, request.parent_id = held.student_id, held.parent_id
    request.save(force_insert=True)
    audit.record(AuditEvent.Kind.CORRECTION_ASKED, request, by=by, fields=fields)
    return request


def fields_to_correct(case: MismatchCase, kind: CorrectionRequest.Kind) -> list[str]:
    """What such a request in this case is about, codes of `Field`. Raises NothingToAsk."""
    if case.closed_at is not None:
        raise NothingToAsk
    differing = [cause.field for cause in case.causes.all() if cause.field]
    if kind == Kind.RECORD_WRONG and case.kind == MismatchCase.Kind.DIFFERS and differing:
        return differing
    if kind == Kind.SNILS_OFFERED and (case.kind == MismatchCase.Kind.NOT_FOUND or Field.SNILS in differing):
        return [str(Field.SNILS)]
    if kind == Kind.ROLE_MIXED and case.kind == MismatchCase.Kind.WRONG_ROLE:
        return []
    raise NothingToAsk


@transaction.atomic
def accept(
    *, request: CorrectionRequest, record: Student | Parent | None, at: datetime, by: str | models.Model
) -> CorrectionRequest:
    """Copy the asked fields, and no other, from what the state vouched for into the record that the school chose.

    For records mixed up nothing is copied: the school has put them right by hand, and `record` may be None. The
    re-check that follows tells the person. Raises AlreadyDecided, WrongRecord, NothingVerified, NumberTaken.
    """
    held = answers.take(request)
    if held.kind != Kind.ROLE_MIXED:
        chosen, verified = _checked(held, record), answers.verified_of(held)
        if held.kind == Kind.RECORD_WRONG and not _is_tied(chosen, verified):
            raise WrongRecord
        _correct(chosen, verified, held.fields, by=by)
    answers.finish(held=held, state=Request.State.ACCEPTED, at=at, by=by)
    return held


def decline(
    *, request: CorrectionRequest, reason: Request.Reason, at: datetime, by: str | models.Model
) -> CorrectionRequest:
    """Say no; the person is told the reason. Raises AlreadyDecided."""
    return answers.decline(request=request, reason=reason, at=at, by=by)


@transaction.atomic
def give_number(*, case: MismatchCase, record: Student | Parent, at: datetime, by: str | models.Model) -> list[str]:
    """Write the verified SNILS of somebody not found into the record that the school chose; what changed, by field.

    A pupil's certificate comes along where none is written down. The school decides by the paper: a name that differs
    is no obstacle here. A request that offered the number is answered by it. Raises NothingToAsk, WrongRecord,
    NothingVerified, NumberTaken.
    """
    cases = MismatchCase.for_system(by=SCOPE).select_for_update(of=("self",), no_key=True)
    held: MismatchCase = cases.get(pk=case.pk)
    if held.closed_at is not None or held.school_id is None or held.kind not in WITHOUT_A_NUMBER:
        raise NothingToAsk
    _checked(held, record)
    changed = give_verified(record=record, identity_id=held.identity_id, by=by)
    offered = CorrectionRequest.for_system(by=SCOPE).filter(
        case=held, kind=Kind.SNILS_OFFERED, state=Request.State.WAITING
    )
    for request in offered:
        taken = answers.take(request)
        answers.finish(held=taken, state=Request.State.ACCEPTED, at=at, by=by)
    return changed


def give_verified(*, record: Student | Parent, identity_id: UUID, by: str | models.Model) -> list[str]:
    """Copy the verified numbers into a record, as `give_number` does. Raises NothingVerified or NumberTaken."""
    verified = VerifiedIdentity.for_system(by=SCOPE).filter(pk=identity_id).first()
    fields = numbers_to_give(record, verified)
    if verified is None or not fields:
        raise NothingVerified
    before = {field: getattr(record, field) for field in fields}
    _correct(record, verified, fields, by=by)
    return [field for field in fields if getattr(record, field) != before[field]]


def to_copy(record: Student | Parent, verified: VerifiedIdentity, fields: Sequence[str]) -> dict[str, Any]:
    """What copying these fields from the state's word would change in a record: the new values.

    What the state did not say erases nothing, but for a patronymic: people may have none.
    """
    said = {field: getattr(verified, field) for field in fields if hasattr(record, field)}
    told = {field: value for field, value in said.items() if value or field == Field.PATRONYMIC}
    return {field: value for field, value in told.items() if value != getattr(record, field)}


def numbers_to_give(record: Student | Parent, verified: VerifiedIdentity | None) -> list[str]:
    """Which numbers the state vouched for that such a record would take."""
    if verified is None:
        return []
    fields = [str(Field.SNILS)] if verified.snils_index else []
    if isinstance(record, Student) and not record.certificate_index and verified.certificate_index:
        fields.append(str(Field.CERTIFICATE))
    return fields


def _checked(held: CorrectionRequest | MismatchCase, record: Student | Parent | None) -> Student | Parent:
    if record is None or record.school_id != held.school_id or record.left_on is not None:
        raise WrongRecord
    if held.role and not isinstance(record, RECORDS[held.role]):
        raise WrongRecord
    return record


def _is_tied(record: Student | Parent, verified: VerifiedIdentity) -> bool:
    """Whether a number still ties the record to the person: since they asked it may have become somebody else's."""
    numbers = ("snils_index", "certificate_index")
    return any(
        sameness(getattr(verified, number), getattr(record, number, None)) is Sameness.EQUAL for number in numbers
    )


def _correct(
    record: Student | Parent, verified: VerifiedIdentity, fields: Sequence[str], *, by: str | models.Model
) -> None:
    if Field.SNILS in fields and not verified.snils:
        raise NothingVerified
    try:
        with transaction.atomic():
            told = to_copy(record, verified, fields)
            for field, value in told.items():
                setattr(record, field, value)
            records.correct(record=record, fields=list(told), by=by)
    except IntegrityError:
        raise NumberTaken from None
