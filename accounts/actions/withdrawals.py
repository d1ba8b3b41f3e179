"""Taking back what need not be asked any more, so that a school's queue holds only work."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import models, transaction

from accounts.actions import answers
from accounts.actions.answers import SCOPE, State
from accounts.actions.proposals import child_key
from accounts.models import CorrectionRequest, LinkProposal, MismatchCase
from schools.models import ParentChildLink


@transaction.atomic
def withdraw_needless(*, case: MismatchCase, at: datetime, by: str | models.Model) -> int:
    """Withdraw what waits in a case that closed, whether all agrees now or the record is no longer the person's.

    How many requests that were. A proposal about a child to whom the person is not linked yet goes on waiting: another
    child opened the door.
    """
    linked = _linked_children(case.identity_id, case.school_id)
    proposals = [row for row in _waiting(LinkProposal, case) if row.child_key in linked]
    unneeded: list[LinkProposal | CorrectionRequest] = [*proposals, *_waiting(CorrectionRequest, case)]
    for held in unneeded:
        answers.finish(held=held, state=State.WITHDRAWN, at=at, by=by)
    return len(unneeded)


@transaction.atomic
def withdraw_elsewhere(*, case: MismatchCase, at: datetime, by: str | models.Model) -> int:
    """Withdraw what still waits in a school that the case left for another; how many requests that were."""
    asked: list[LinkProposal | CorrectionRequest] = [*_waiting(LinkProposal, case), *_waiting(CorrectionRequest, case)]
    left_behind = [held for held in asked if held.school_id != case.school_id]
    for held in left_behind:
        answers.finish(held=held, state=State.WITHDRAWN, at=at, by=by)
    return len(left_behind)


def _waiting(model: type[answers.Asked], case: MismatchCase) -> list[answers.Asked]:
    rows = model.for_system(by=SCOPE).filter(case=case, state=State.WAITING).order_by("pk")
    return list(rows.select_for_update(of=("self",)))


def _linked_children(identity_id: UUID, school_id: int | None) -> set[str]:
    """The keys, as proposals have them, of children to whom the person is linked in that school."""
    rows = ParentChildLink.for_system(by=SCOPE).filter(
        school=school_id,
        valid_to__isnull=True,
        parent__claims__identity=identity_id,
        parent__claims__closed_at__isnull=True,
    )
    return {child_key(*names) for names in rows.values_list("student__surname", "student__given_name")}
