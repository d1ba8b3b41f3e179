"""Letters from codes: what each notice says, and whether it may still be said when it is sent (L04)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from accounts.actions.sources import local_date, local_time
from accounts.matching.profile import FULL_AGE, age
from accounts.milestones import BEFORE_GRACE_ENDS, last_day_of_grace
from accounts.models import (
    ContactCode,
    ContactPoint,
    ExternalIdentity,
    MismatchCase,
    Notice,
    RecordClaim,
    VerifiedIdentity,
)
from accounts.texts import letters as texts
from accounts.texts.letters import Letter
from consents.actions import requests
from consents.models import ConsentRequest
from schools.actions import bonds
from schools.models import Student
from schools.relations import Scope

SCOPE = "letters"
Kind = Notice.Kind
Channel = Notice.Channel


@dataclass(frozen=True, kw_only=True)
class Addressed:
    """A letter and where it goes: a subject at Gosuslugi, an e-mail address, or `+7NNNNNNNNNN`."""

    to: str
    letter: Letter


def addressed(notice: Notice, *, at: datetime) -> Addressed | None:
    """The letter of a notice as it should be sent now; None if it must not be."""
    to = _address(notice)
    return Addressed(to=to, letter=write(notice, at=at)) if to and still_due(notice, at=at) else None


def still_due(notice: Notice, *, at: datetime) -> bool:
    """Whether what the notice says is still true, and still this person's to know."""
    return DUE[Kind(notice.kind)](notice, at)


def write(notice: Notice, *, at: datetime) -> Letter:
    """The words. Call it for a notice that is still due."""
    return WRITTEN[Kind(notice.kind)](notice, at)


def _address(notice: Notice) -> str | None:
    """Where the person is today; a code goes to the address that it is to prove, and the last letter to the former."""
    if notice.kind in ABOUT_AN_ADDRESS:
        rows = ABOUT_AN_ADDRESS[Kind(notice.kind)].for_system(by=SCOPE).filter(identity=notice.identity_id)
        about = rows.filter(pk=notice.subject, channel=notice.channel).first()
        return about.address if about else None
    if notice.channel == Channel.STATE:
        return notice.identity.subject
    points = ContactPoint.for_system(by=SCOPE).filter(identity=notice.identity_id, ended_at__isnull=True)
    point = points.filter(channel=notice.channel).first()
    return point.address if point else None


def _may_enter(notice: Notice, _at: datetime) -> bool:
    claims = RecordClaim.for_system(by=SCOPE).filter(identity=notice.identity_id, closed_at__isnull=True)
    if notice.school_id is not None:
        claims = claims.filter(school=notice.school_id)
    case = _case(notice)
    leads_in = claims.filter(student__isnull=False).exists() or _sees_a_child(
        claims.values_list("parent_id", flat=True)
    )
    return leads_in and (case is None or case.close_reason == MismatchCase.Closed.MATCHED)


def _sees_a_child(parents: Iterable[UUID]) -> bool:
    """Whether one of these adults may see a diary: to whom an act forbids it the door is not open."""
    return bool(bonds.with_scope(bonds.of_parents(list(parents), by=SCOPE), Scope.DIARY))


def _is_own_case(notice: Notice, _at: datetime) -> bool:
    return notice.subject is None or _case(notice) is not None


def _consent_is_wanted(notice: Notice, at: datetime) -> bool:
    own = ConsentRequest.for_system(by=SCOPE).filter(pk=notice.subject, giver=notice.identity_id)
    return own.exists() and requests.still_wanted(request_id=_subject(notice), at=at)


def _is_childs_account(notice: Notice, at: datetime) -> bool:
    student = _student(notice)
    own = RecordClaim.for_system(by=SCOPE).filter(
        identity=notice.identity_id, identity__verified__level=VerifiedIdentity.Level.CHILD, student=notice.subject
    )
    if student is None or student.birth_date is None or not own.filter(closed_at__isnull=True).exists():
        return False
    return _today(student, at) <= last_day_of_grace(student.birth_date, grace_days=student.school.region.grace_days)


def _is_soon_of_age(notice: Notice, at: datetime) -> bool:
    student = _student(notice)
    if student is None or student.birth_date is None or age(student.birth_date, on=_today(student, at)) >= FULL_AGE:
        return False
    return _holds(notice, student) or _is_told_of(notice, student)


def _code_is_awaited(notice: Notice, at: datetime) -> bool:
    codes = ContactCode.for_system(by=SCOPE).filter(pk=notice.subject, identity=notice.identity_id)
    return bool(codes.filter(used_at__isnull=True, secret__isnull=False, expires_at__gt=at).exists())


def _is_the_former(notice: Notice, _at: datetime) -> bool:
    """Whether nothing comes to that address any more: a person may have put it back meanwhile."""
    points = ContactPoint.for_system(by=SCOPE).filter(identity=notice.identity_id, channel=notice.channel)
    former = points.filter(pk=notice.subject, ended_at__isnull=False).first()
    return former is not None and former.address not in [now.address for now in points.filter(ended_at__isnull=True)]


def _holds(notice: Notice, student: Student) -> bool:
    claims = RecordClaim.for_system(by=SCOPE).filter(identity=notice.identity_id, closed_at__isnull=True)
    return bool(claims.filter(student=student).exists())


def _is_told_of(notice: Notice, student: Student) -> bool:
    """Whether this adult may see the pupil's diary today, and be written to about it."""
    kin = bonds.with_scope(bonds.of_students([student.pk], by=SCOPE), Scope.DIARY)
    told = [bond.parent.pk for bond in bonds.with_scope(kin, Scope.MESSAGES)]
    claims = RecordClaim.for_system(by=SCOPE).filter(identity=notice.identity_id, closed_at__isnull=True)
    return bool(claims.filter(parent__in=told).exists())


def _of_case(write_: Callable[..., Letter]) -> Callable[[Notice, datetime], Letter]:
    def written(notice: Notice, at: datetime) -> Letter:
        case = _case(notice)
        return write_(number=case.number if case else "", link=_link(), minor=_is_minor(notice.identity, at))

    return written


def _of_consent(notice: Notice, _at: datetime) -> Letter:
    request = ConsentRequest.for_system(by=SCOPE).select_related("student").get(pk=notice.subject)
    link, is_reminder = _link("home:consents"), notice.kind == Kind.CONSENT_REMINDER
    return texts.consent_asked(link=link, child=_name(request.student, notice), reminder=is_reminder)


def _of_14(notice: Notice, _at: datetime) -> Letter:
    student = _known_student(notice)
    grace_days = student.school.region.grace_days
    last_day = last_day_of_grace(student.birth_date, grace_days=grace_days) if student.birth_date else date.max
    if notice.days:
        return texts.own_account_in_time(last_day=last_day, link=_link())
    return texts.congratulation(last_day=last_day, link=_link(), reminders=grace_days > max(BEFORE_GRACE_ENDS))


def _of_18(notice: Notice, _at: datetime) -> Letter:
    student, days = _known_student(notice), notice.days or 0
    if _holds(notice, student):
        return texts.own_word_soon(days=days, link=_link("home:consents"))
    return texts.child_decides_soon(days=days, link=_link(), child=_name(student, notice))


def _of_code(notice: Notice, _at: datetime) -> Letter:
    return texts.contact_code(code=ContactCode.for_system(by=SCOPE).get(pk=notice.subject).secret)


def _of_former(notice: Notice, at: datetime) -> Letter:
    point = ContactPoint.for_system(by=SCOPE).get(pk=notice.subject)
    when, region = point.ended_at or at, notice.identity.region
    on, time = local_date(region, at=when), local_time(region, at=when)
    return texts.contact_changed(on=on, time=time, link=_link(), minor=_is_minor(notice.identity, at))


ABOUT_AN_ADDRESS: Mapping[Notice.Kind, type[ContactCode] | type[ContactPoint]] = {
    Kind.CONTACT_CODE: ContactCode,
    Kind.CONTACT_CHANGED: ContactPoint,
}
DUE: Mapping[Notice.Kind, Callable[[Notice, datetime], bool]] = {
    Kind.MAY_ENTER: _may_enter,
    Kind.CASE_ANSWERED: _is_own_case,
    Kind.CONSENT_ASKED: _consent_is_wanted,
    Kind.CONSENT_REMINDER: _consent_is_wanted,
    Kind.AGE_14_SOON: _is_childs_account,
    Kind.AGE_18_SOON: _is_soon_of_age,
    Kind.CONTACT_CODE: _code_is_awaited,
    Kind.CONTACT_CHANGED: _is_the_former,
}
WRITTEN: Mapping[Notice.Kind, Callable[[Notice, datetime], Letter]] = {
    Kind.MAY_ENTER: _of_case(texts.may_enter),
    Kind.CASE_ANSWERED: _of_case(texts.case_answered),
    Kind.CONSENT_ASKED: _of_consent,
    Kind.CONSENT_REMINDER: _of_consent,
    Kind.AGE_14_SOON: _of_14,
    Kind.AGE_18_SOON: _of_18,
    Kind.CONTACT_CODE: _of_code,
    Kind.CONTACT_CHANGED: _of_former,
}


def _case(notice: Notice) -> MismatchCase | None:
    """The case that the letter is about, if it is this person's."""
    cases = MismatchCase.for_system(by=SCOPE).filter(pk=notice.subject, identity=notice.identity_id)
    found: MismatchCase | None = cases.first()
    return found


def _student(notice: Notice) -> Student | None:
    rows = Student.for_system(by=SCOPE).filter(pk=notice.subject, left_on__isnull=True)
    found: Student | None = rows.select_related("school__region").first()
    return found


def _known_student(notice: Notice) -> Student:
    found: Student = Student.for_system(by=SCOPE).select_related("school__region").get(pk=notice.subject)
    return found


def _today(student: Student, at: datetime) -> date:
    return local_date(student.school.region, at=at)


def _is_minor(identity: ExternalIdentity, at: datetime) -> bool:
    verified = VerifiedIdentity.for_system(by=SCOPE).filter(pk=identity.pk).first()
    if verified is None or verified.birth_date is None:
        return False
    return age(verified.birth_date, on=local_date(identity.region, at=at)) < FULL_AGE


def _name(student: Student, notice: Notice) -> str:
    """A child's given name goes to the person's own cabinet alone: an e-mail or an SMS may be read by anybody."""
    return student.given_name if notice.channel == Channel.STATE else ""


def _subject(notice: Notice) -> UUID:
    if notice.subject is None:
        raise LookupError(notice.kind)
    return notice.subject


def _link(page: str = "entrance:welcome", *args: Any) -> str:
    return f"{settings.PORTAL_URL}{reverse(page, args=args)}"
