"""Forgetting what the state said of people who did not come in, once its term is over (real-life.md, The refused)."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.db.models import Exists, OuterRef, ProtectedError, Q

from accounts.actions import cases
from accounts.actions.contention import settled
from accounts.models import (
    CaseCause,
    ContactCode,
    ContactPoint,
    CorrectionRequest,
    DataFinding,
    ExternalIdentity,
    LinkProposal,
    MismatchCase,
    ProviderSession,
    RecordClaim,
    UsedState,
    VerifiedIdentity,
)
from accounts.terms import CODE_TERM, SNAPSHOT_TERM, UNANSWERED_TERM
from schools.actions import audit
from schools.models import AuditEvent, Region

SCOPE = "retention"
NOBODY = "–"
SCHOOLS_TURN = (CaseCause.Owner.SCHOOL, CaseCause.Owner.EITHER, CaseCause.Owner.REGION)
Requests = type[LinkProposal] | type[CorrectionRequest]


def forget(*, region: Region, at: datetime, by: str) -> int:
    """Forget everybody of a region whose term is over, one transaction each; how many that were.

    Killed at any instant, the rest is forgotten by the next call.
    """
    due = list(out_of_term(at=at).filter(identity__region=region).order_by("pk").values_list("pk", flat=True))
    return sum(settled(partial(_forget, identity_id, at=at, by=by)) for identity_id in due)


def forget_expired(*, at: datetime) -> int:
    """Delete sign-in attempts, names of provider's sessions and confirmation codes that need not be told apart any
    longer; how many rows."""
    attempts, _by_model = UsedState.objects.filter(expires_at__lt=at).delete()
    ended, _by_model = ProviderSession.objects.filter(expires_at__lt=at).delete()
    codes, _by_model = ContactCode.for_system(by=SCOPE).filter(expires_at__lt=at - CODE_TERM).delete()
    return int(attempts + ended + codes)


def out_of_term(*, at: datetime) -> models.QuerySet[VerifiedIdentity]:
    """People in no diary whose data have no purpose any more: 30 days after the last sign-in, or 90 while a school
    still owes an answer."""
    people = VerifiedIdentity.for_system(by=SCOPE).filter(verified_at__lte=at - SNAPSHOT_TERM)
    inside = RecordClaim.for_system(by=SCOPE).filter(identity=OuterRef("pk"), closed_at__isnull=True)
    is_awaited = Exists(_cases_with_school()) | Exists(_waiting(LinkProposal)) | Exists(_waiting(CorrectionRequest))
    return people.filter(~Exists(inside), ~is_awaited | Q(verified_at__lte=at - UNANSWERED_TERM))


def _cases_with_school() -> models.QuerySet[MismatchCase]:
    """Open cases that are not the person's own turn."""
    rows: models.QuerySet[MismatchCase] = MismatchCase.for_system(by=SCOPE).filter(
        identity=OuterRef("pk"), closed_at__isnull=True, school__isnull=False
    )
    return rows.filter(Q(sent_at__isnull=False) | Q(causes__owner__in=SCHOOLS_TURN))


def _waiting(model: Requests) -> models.QuerySet[Any]:
    rows: models.QuerySet[Any] = model.for_system(by=SCOPE)
    return rows.filter(identity=OuterRef("pk"), state=model.State.WAITING)


@transaction.atomic
def _forget(identity_id: UUID, *, at: datetime, by: str) -> int:
    """Whoever signed in since the list was made is left alone, and whoever signs in at this moment comes after."""
    locked = ExternalIdentity.objects.select_for_update(of=("self",)).filter(pk=identity_id).first()
    verified = out_of_term(at=at).filter(pk=identity_id).first() if locked else None
    if locked is None or verified is None:
        return 0
    audit.record(AuditEvent.Kind.SNAPSHOT_FORGOTTEN, locked, by=by)
    _close_cases(locked, at=at, by=by)
    for model in (LinkProposal, CorrectionRequest):
        _withdraw(model, locked, at=at, by=by)
    DataFinding.for_system(by=SCOPE).filter(identity=locked, closed_at__isnull=True).update(closed_at=at)
    ContactPoint.for_system(by=SCOPE).filter(identity=locked).delete()
    ContactCode.for_system(by=SCOPE).filter(identity=locked).delete()
    verified.delete()
    _drop_if_unused(locked)
    return 1


def _close_cases(identity: ExternalIdentity, *, at: datetime, by: str) -> None:
    """The number stays; the child whom the person named does not."""
    for case in MismatchCase.for_system(by=SCOPE).filter(identity=identity):
        if case.closed_at is None:
            cases.close(case=case, reason=MismatchCase.Closed.EXPIRED, at=at, by=by)
        if case.child_name is not None:
            case.child_name = None
            case.save(update_fields=["child_name"])


def _withdraw(model: Requests, identity: ExternalIdentity, *, at: datetime, by: str) -> None:
    """What was asked is over too; a proposal forgets the child's name."""
    for request in model.for_system(by=SCOPE).filter(identity=identity).select_for_update(of=("self",)):
        if request.state == model.State.WAITING:
            request.state, request.decided_at, request.decided_by = model.State.WITHDRAWN, at, by
        if isinstance(request, LinkProposal):
            request.child_name, request.child_key = NOBODY, ""
        request.save()


def _drop_if_unused(identity: ExternalIdentity) -> None:
    """An identity to which nothing refers is nothing but a trace of somebody."""
    if identity.user_id is not None:
        return
    try:
        with transaction.atomic():
            identity.delete()
    except ProtectedError:
        return
