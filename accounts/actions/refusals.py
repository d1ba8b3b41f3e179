"""The school's «no» to a case as a whole: whatever waits in it is answered, and the person is told why (rule 7)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import models, transaction

from accounts.actions import answers
from accounts.actions.answers import SCOPE, AlreadyDecided
from accounts.models import CorrectionRequest, LinkProposal, MismatchCase
from accounts.models.request import Request

Kind, Asked, Reason = MismatchCase.Kind, CorrectionRequest.Kind, Request.Reason
UNASKED: Mapping[str, CorrectionRequest.Kind] = {
    Kind.DIFFERS: Asked.RECORD_WRONG,
    Kind.NOT_FOUND: Asked.SNILS_OFFERED,
    Kind.AMBIGUOUS: Asked.ROLE_MIXED,
    Kind.WRONG_ROLE: Asked.ROLE_MIXED,
}
"""What such a case asks of the school by itself, though nobody pressed a button."""
TO_PROPOSALS = (Reason.NO_PAPER, Reason.NOT_OURS, Reason.IN_PERSON)
REASONS: Mapping[str, tuple[Request.Reason, ...]] = {
    Kind.DIFFERS: (Reason.RECORD_IS_RIGHT, Reason.NO_PAPER, Reason.IN_PERSON),
    Kind.NOT_FOUND: TO_PROPOSALS,
    Kind.NO_CHILD: TO_PROPOSALS,
    Kind.AMBIGUOUS: (Reason.NO_PAPER, Reason.IN_PERSON),
    Kind.WRONG_ROLE: (Reason.NO_PAPER, Reason.IN_PERSON),
}
"""Which reasons make sense of which case; the person's page words each of them."""


@transaction.atomic
def refuse(*, case: MismatchCase, reason: Request.Reason, at: datetime, by: str | models.Model) -> int:
    """Decline whatever waits in a case; how many requests that were. The case itself stays open.

    Where nothing was asked in particular the answer is kept as a request that is answered at once: that is how the
    person reads it. Raises AlreadyDecided for a case that is over, or in which there is nothing to say no to.
    """
    cases = MismatchCase.for_system(by=SCOPE).select_for_update(of=("self",), no_key=True)
    held: MismatchCase = cases.get(pk=case.pk)
    if held.closed_at is not None or held.school_id is None:
        raise AlreadyDecided
    waiting = waiting_in(held) or [_unasked(held, at=at)]
    for request in waiting:
        answers.decline(request=request, reason=reason, at=at, by=by)
    return len(waiting)


def waiting_in(case: MismatchCase) -> list[LinkProposal | CorrectionRequest]:
    """What the school has yet to answer in a case."""
    return [request for request in answers.requests_of(case) if request.state == Request.State.WAITING]


def _unasked(case: MismatchCase, *, at: datetime) -> CorrectionRequest:
    if case.kind not in UNASKED:
        raise AlreadyDecided
    request = CorrectionRequest(
        identity_id=case.identity_id, school=case.school, case=case, kind=UNASKED[case.kind], role=case.role
    )
    request.fields = [cause.field for cause in case.causes.all() if cause.field]
    request.student_id, request.parent_id, request.asked_at = case.student_id, case.parent_id, at
    request.save(force_insert=True)
    return request
