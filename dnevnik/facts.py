"""What a page of a refusal may know, gathered from a case, its requests, its school and its region."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from accounts import terms
from accounts.actions import answers, contacts
from accounts.actions.retention import SCHOOLS_TURN
from accounts.actions.sources import local_date, local_time
from accounts.claims import Verification
from accounts.matching.profile import Band
from accounts.matching.verdict import Field, Kind
from accounts.models import (
    ContactPoint,
    CorrectionRequest,
    ExternalIdentity,
    LinkProposal,
    MismatchCase,
    ReconciliationRun,
    Shard,
)
from accounts.models.request import Request
from accounts.outcomes import Asked, Clock, Facts, Plea, Refused, RegionContact, SchoolContact
from accounts.working_days import day_of_waiting
from consents.actions.requests import somebody_was_asked
from schools.models import Region, School

SomeRequest = LinkProposal | CorrectionRequest


def facts_of(
    *,
    region: Region | None,
    school: School | None,
    case: MismatchCase | None,
    identity: ExternalIdentity | None,
    band: str,
    time: str,
    now: datetime,
    certificate: str = "",
) -> Facts:
    """Everything that a page may say. `time`: of the refusal, `ЧЧ:ММ`; `now`: the moment of reading.

    `certificate`: as in a case pass.
    """
    requests = _requests_in(case)
    closed = case.close_reason if case else ""
    return Facts(
        band=Band(band) if band else None,
        region=region_contact(region),
        school=school_contact(school),
        number=case.number if case else "",
        differences=differences(case),
        closed=closed == MismatchCase.Closed.MATCHED,
        changed=closed not in ("", MismatchCase.Closed.MATCHED),
        person=initialled(identity),
        at=time,
        sent_on=_sent_on(case),
        pleas=tuple(_plea(request) for request in requests),
        contact=_contact(identity),
        clock=_clock(case, requests, now=now),
        kept_until=_kept_until(identity, case, requests),
        certificate=Verification(certificate) if certificate else None,
        asked=bool(identity and school and somebody_was_asked(child=identity, school=school)),
    )


def differences(case: MismatchCase | None) -> tuple[tuple[Field, tuple[Kind, ...]], ...]:
    """Fields and kinds of a case, as the rules call them."""
    causes = case.causes.all() if case else ()
    return tuple((Field(cause.field), tuple(map(Kind, cause.kinds))) for cause in causes if cause.field)


def initialled(identity: ExternalIdentity | None) -> str:
    """«Мария К.»: enough to see whose account it is on a shared computer."""
    verified = getattr(identity, "verified", None)
    return f"{verified.given_name} {verified.surname[:1]}." if verified else ""


def region_contact(region: Region | None) -> RegionContact:
    if region is None:
        return RegionContact()
    return RegionContact(
        name=region.name,
        hotline=region.hotline,
        hotline_hours=region.hotline_hours,
        feedback_url=region.feedback_url,
        has_notice_channel=region.has_notice_channel,
        office=region.office,
        post_address=region.post_address,
    )


def school_contact(school: School | None) -> SchoolContact | None:
    if school is None:
        return None
    return SchoolContact(
        name=school.name,
        person=school.contact_name,
        room=school.contact_room,
        hours=school.contact_hours,
        phone=school.phone,
    )


def masked(point: ContactPoint) -> str:
    """«a•••@mail.ru», «+7 9•• •••-••-67»: enough to know one's own by, too little for whoever looks over a shoulder."""
    address = point.address or ""
    if point.channel == ContactPoint.Channel.PHONE:
        return f"+7 9•• •••-••-{address[-2:]}"
    name, _at, host = address.rpartition("@")
    return f"{name[:1]}•••@{host}"


def _contact(identity: ExternalIdentity | None) -> str:
    points = contacts.in_use(identity) if identity else []
    return masked(points[0]) if points else ""


def _sent_on(case: MismatchCase | None) -> date | None:
    if case is None or case.school is None or case.sent_at is None:
        return None
    return local_date(case.school.region, at=case.sent_at)


def _requests_in(case: MismatchCase | None) -> list[SomeRequest]:
    """What was asked in a case and waits or was declined, the oldest first."""
    told = (Request.State.WAITING, Request.State.DECLINED)
    rows = [row for row in answers.requests_of(case) if row.state in told] if case else []
    return sorted(rows, key=lambda request: (request.asked_at, request.pk))


def _plea(request: SomeRequest) -> Plea:
    region = request.school.region
    return Plea(
        asked=Asked(request.kind) if isinstance(request, CorrectionRequest) else Asked.LINK,
        on=local_date(region, at=request.asked_at),
        refused=Refused(request.reason) if request.state == Request.State.DECLINED else None,
        answered_on=local_date(region, at=request.decided_at) if request.decided_at else None,
    )


def _clock(case: MismatchCase | None, requests: Sequence[SomeRequest], *, now: datetime) -> Clock | None:
    """The last look of the night at this school, or the moment when the school got the case if that was later."""
    if case is None or case.school is None or case.closed_at is not None:
        return None
    region = case.school.region
    waiting = [request.asked_at for request in requests if request.state == Request.State.WAITING]
    since = min(waiting, default=case.sent_at or case.opened_at)
    checked = max(since, _last_night(case.school) or since)
    today = local_date(region, at=now)
    return Clock(
        today=today,
        checked_on=local_date(region, at=checked),
        time=local_time(region, at=checked),
        day=day_of_waiting(local_date(region, at=since), on=today),
    )


def _last_night(school: School) -> datetime | None:
    nights = Shard.objects.filter(
        school=school, run__kind=ReconciliationRun.Kind.NIGHT, state=Shard.State.DONE, finished_at__isnull=False
    )
    return nights.order_by("-finished_at").values_list("finished_at", flat=True).first()


def _kept_until(
    identity: ExternalIdentity | None, case: MismatchCase | None, requests: Sequence[SomeRequest]
) -> date | None:
    """The day by which the night forgets what the state said, unless the person signs in again."""
    verified = getattr(identity, "verified", None)
    if identity is None or verified is None:
        return None
    term = terms.UNANSWERED_TERM if _owes_answer(case, requests) else terms.SNAPSHOT_TERM
    return local_date(identity.region, at=verified.verified_at + term)


def _owes_answer(case: MismatchCase | None, requests: Sequence[SomeRequest]) -> bool:
    """Whether the school has the case, as the night that forgets sees it (`retention.out_of_term`)."""
    if case is None or case.school_id is None or case.closed_at is not None:
        return False
    waits = any(request.state == Request.State.WAITING for request in requests)
    return waits or case.sent_at is not None or any(cause.owner in SCHOOLS_TURN for cause in case.causes.all())
