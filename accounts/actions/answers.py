"""The school's answers to what people ask: each is given once, by one person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from django.db import models, transaction

from accounts.actions import notices
from accounts.models import CaseCause, CorrectionRequest, LinkProposal, MismatchCase, Notice, VerifiedIdentity
from accounts.models.request import Request
from schools.actions import audit
from schools.models import AuditEvent

SCOPE = "requests"
State = Request.State
Asked = TypeVar("Asked", bound=LinkProposal | CorrectionRequest)


class AlreadyDecided(Exception):
    """This request no longer waits: somebody has answered it, or it is not needed any more."""


class NothingVerified(Exception):
    """What the state vouched for is not kept any longer, or lacks what is asked for: the person signs in again."""


class WrongRecord(ValueError):
    """The record belongs to another school, has left, or is of the other kind than the request is about."""


def take(request: Asked) -> Asked:
    """The request under a lock, to be answered in this transaction. Raises AlreadyDecided."""
    rows = type(request).for_system(by=SCOPE).select_related("identity__region", "school", "case")
    held: Asked = rows.select_for_update(of=("self",)).get(pk=request.pk)
    if held.state != State.WAITING:
        raise AlreadyDecided
    return held


def finish(
    *,
    held: LinkProposal | CorrectionRequest,
    state: Request.State,
    at: datetime,
    by: str | models.Model,
    reason: str = "",
    also: Sequence[str] = (),
) -> None:
    """Write the answer down, with its trace. `held` is what `take` gave; `also` are its other columns that changed."""
    held.state, held.reason, held.decided_at, held.decided_by = state, reason, at, audit.signature(by)
    held.save(update_fields=["state", "reason", "decided_at", "decided_by", *also])
    kinds = AuditEvent.Kind
    audit.record(kinds.LINK_ANSWERED if isinstance(held, LinkProposal) else kinds.CORRECTION_ANSWERED, held, by=by)


@transaction.atomic
def decline(*, request: Asked, reason: Request.Reason, at: datetime, by: str | models.Model) -> Asked:
    """Say no, in words that the person is told (L3). Raises AlreadyDecided.

    «В школе записано верно» makes it the person's turn, at Gosuslugi (design.md rule 7).
    """
    held = take(request)
    finish(held=held, state=State.DECLINED, reason=reason, at=at, by=by)
    if reason == Request.Reason.RECORD_IS_RIGHT and held.case is not None:
        held.case.causes.update(owner=CaseCause.Owner.PERSON, since=at)
    notices.announce(
        kind=Notice.Kind.CASE_ANSWERED,
        identity=held.identity,
        key=str(held.pk),
        at=at,
        school=held.school,
        subject=held.case_id,
    )
    return held


def verified_of(held: LinkProposal | CorrectionRequest) -> VerifiedIdentity:
    """What the state says of whoever asks: the only source of values (L17). Raises NothingVerified."""
    verified = VerifiedIdentity.for_system(by=SCOPE).filter(pk=held.identity_id).first()
    if verified is None:
        raise NothingVerified
    return verified


def requests_of(case: MismatchCase) -> list[LinkProposal | CorrectionRequest]:
    """Everything that was asked of the school in a case."""
    return [*_asked_in(LinkProposal, case), *_asked_in(CorrectionRequest, case)]


def last_refusal(asked: Sequence[LinkProposal | CorrectionRequest]) -> LinkProposal | CorrectionRequest | None:
    """The school's last «no» to these, unless one of them still waits."""
    if any(request.state == State.WAITING for request in asked):
        return None
    declined = [request for request in asked if request.state == State.DECLINED]
    return max(declined, key=lambda request: (request.decided_at or request.asked_at, request.pk), default=None)


def _asked_in(model: type[Asked], case: MismatchCase) -> list[Asked]:
    return list(model.for_system(by=SCOPE).filter(case=case))
