"""Asking parents for a consent that a child needs (RU-12): nobody learns who else was asked, or answered."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import models, transaction

from accounts.actions.notices import announce
from accounts.actions.sources import local_date
from accounts.models import ExternalIdentity, Notice
from consents.access import PupilPlace
from consents.models import ConsentDecision, ConsentRequest, Purpose
from consents.rules import DIARY, decides_for_oneself
from consents.standing import DECIDES_AND_IS_WRITTEN_TO, SCOPE, entitled_givers, students_with_consent
from schools.actions import audit
from schools.models import AuditEvent, School, Student

Closed = ConsentRequest.Closed


def ask_where_waiting(*, held: Collection[PupilPlace], at: datetime, by: str | models.Model) -> int:
    """Ask for every place of a child at the door that waits for a parent's consent; how many were asked just now."""
    waiting = [place for place in held if not place.for_oneself and not place.consent_stands]
    return sum(ask_parents(student=place.record, at=at, by=by) for place in waiting)


@transaction.atomic
def ask_parents(*, student: Student, at: datetime, by: str | models.Model) -> int:
    """Ask every adult who may decide and has been here; how many were asked just now.

    Nobody is asked where a consent stands, where the pupil decides, or twice while the question is open.
    """
    pupil = hold(student.pk)
    if _needs_none(pupil, at=at) or pupil.pk in students_with_consent([pupil.pk]):
        return 0
    asked = set(_open_requests([pupil.pk]).values_list("giver_id", flat=True))
    wanted = entitled_givers([pupil.pk])[pupil.pk] - asked
    reached = _written_to(pupil.pk)
    for giver in ExternalIdentity.objects.filter(pk__in=wanted).select_related("region").order_by("pk"):
        request = _ask(pupil, giver, at=at, by=by)
        if giver.pk in reached:
            _tell(Notice.Kind.CONSENT_ASKED, request, key=str(request.pk), at=at)
    return len(wanted)


@transaction.atomic
def remind(*, student: Student, at: datetime, by: str | models.Model) -> bool:
    """Remind those who were asked and may still decide, once on a day of the region; whether a letter went out."""
    pupil = hold(student.pk)
    close_unneeded(students=[pupil.pk], at=at, by=by)
    today, reached = local_date(pupil.school.region, at=at), _written_to(pupil.pk)
    due = _open_requests([pupil.pk]).exclude(reminded_on=today).filter(giver__in=reached)
    letters = 0
    for request in due.select_related("giver__region", "school"):
        request.reminded_on = today
        request.save(update_fields=["reminded_on"])
        letters += _tell(Notice.Kind.CONSENT_REMINDER, request, key=f"{request.pk}:{today}", at=at)
    return letters > 0


@transaction.atomic
def close_unneeded(*, students: Collection[UUID], at: datetime, by: str | models.Model) -> int:  # noqa: ARG001  every action is signed
    """End the questions about these pupils that are answered, needless, or asked of somebody who decides no longer.

    How many ended. The adults are told nothing: the question is gone from their desk.
    """
    waiting = list(
        _open_requests(students).select_related("student__school__region").select_for_update(of=("self",), no_key=True)
    )
    about = {request.student_id for request in waiting}
    entitled, consented = entitled_givers(about), students_with_consent(about)
    said = _given_by(waiting)
    ended = 0
    for request in waiting:
        reason = _reason(request, entitled=entitled[request.student_id], consented=consented, said=said, at=at)
        if reason is not None:
            request.closed_at, request.close_reason = at, reason
            request.save(update_fields=["closed_at", "close_reason"])
            ended += 1
    return ended


def settle_school(*, school: School, at: datetime, by: str | models.Model) -> int:
    """End what needs no answer any more in one school; how many ended. For the night and after a change of records."""
    waiting = ConsentRequest.for_system(by=SCOPE).filter(school=school, closed_at__isnull=True)
    return close_unneeded(students=set(waiting.values_list("student_id", flat=True)), at=at, by=by)


def still_wanted(*, request_id: UUID, at: datetime) -> bool:
    """Whether a letter about this request may still be sent: it is open, its adult may decide, nobody has (L04)."""
    request = (
        ConsentRequest.for_system(by=SCOPE)
        .filter(pk=request_id, closed_at__isnull=True)
        .select_related("student__school__region")
        .first()
    )
    if request is None or _needs_none(request.student, at=at):
        return False
    student = request.student_id
    return request.giver_id in _written_to(student) and student not in students_with_consent([student])


def somebody_was_asked(*, child: ExternalIdentity, school: School) -> bool:
    """Whether a question about the pupil whose record this child holds is open."""
    held = {"student__claims__identity": child, "student__claims__closed_at__isnull": True}
    return bool(ConsentRequest.for_system(by=SCOPE).filter(school=school, closed_at__isnull=True, **held).exists())


def hold(student: UUID) -> Student:
    """The pupil's row, held to the end of the transaction: questions and answers about one child come in turn."""
    rows = Student.for_system(by=SCOPE).select_related("school__region")
    held: Student = rows.select_for_update(of=("self",), no_key=True).get(pk=student)
    return held


def _ask(pupil: Student, giver: ExternalIdentity, *, at: datetime, by: str | models.Model) -> ConsentRequest:
    request = ConsentRequest(
        school=pupil.school, student=pupil, giver=giver, purpose=Purpose.objects.get(code=DIARY), asked_at=at
    )
    request.save(force_insert=True)
    audit.record(AuditEvent.Kind.CONSENT_ASKED, request, by=by)
    return request


def _tell(kind: Notice.Kind, request: ConsentRequest, *, key: str, at: datetime) -> int:
    """Write to the adult whom a request asks; how many letters."""
    return announce(kind=kind, identity=request.giver, key=key, at=at, school=request.school, subject=request.pk)


def _written_to(student: UUID) -> set[UUID]:
    """Those who may decide about a pupil and whom an act has not cut off from the school's messages."""
    return entitled_givers([student], scopes=DECIDES_AND_IS_WRITTEN_TO)[student]


def _open_requests(students: Collection[UUID]) -> models.QuerySet[ConsentRequest]:
    rows: models.QuerySet[ConsentRequest] = ConsentRequest.for_system(by=SCOPE)
    return rows.filter(student__in=students, closed_at__isnull=True).order_by("pk")


def _needs_none(pupil: Student, *, at: datetime) -> bool:
    """Whether no parent is to be asked at all: the pupil left, or decides alone."""
    on = local_date(pupil.school.region, at=at)
    return pupil.left_on is not None or decides_for_oneself(pupil.birth_date, on=on)


def _given_by(waiting: Collection[ConsentRequest]) -> set[tuple[UUID, UUID]]:
    """(pupil, giver) of everybody whose last word about these pupils is a yes; one query."""
    rows = ConsentDecision.for_system(by=SCOPE).filter(
        student__in={request.student_id for request in waiting}, purpose__code=DIARY
    )
    last = {
        (student, giver): word
        for student, giver, word in rows.order_by("at", "id").values_list("student_id", "giver_id", "decision")
    }
    return {pair for pair, word in last.items() if word == ConsentDecision.Decision.GIVEN}


def _reason(
    request: ConsentRequest, *, entitled: set[UUID], consented: set[UUID], said: set[tuple[UUID, UUID]], at: datetime
) -> ConsentRequest.Closed | None:
    if request.giver_id not in entitled or _needs_none(request.student, at=at):
        return Closed.NOT_ENTITLED
    if (request.student_id, request.giver_id) in said:
        return Closed.ANSWERED
    return Closed.NOT_NEEDED if request.student_id in consented else None
