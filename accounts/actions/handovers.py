"""Handing the case of somebody whom no school knows to the school that the person names (real-life.md, text 2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models, transaction

from accounts.actions import cases, proposals, withdrawals
from accounts.actions.proposals import NamedChild
from accounts.models import MismatchCase, Role
from schools.models import AuditEvent, ParentChildLink, School, SchoolClass

A_DAY = timedelta(days=1)
HANDOVERS_A_DAY = 5


class TooManyHandovers(Exception):
    """The case went to enough schools for one day: they should have time to look."""


@dataclass(frozen=True, kw_only=True)
class NamedPlace:
    """What the person says: the school, the class if known, who one is; for a parent, the child and the relation."""

    school: School
    school_class: SchoolClass | None
    role: Role
    child: NamedChild | None = None
    relation: ParentChildLink.Relation | str = ""


@transaction.atomic
def hand_over(*, case: MismatchCase, named: NamedPlace, at: datetime, by: str | models.Model) -> MismatchCase:
    """Send the case and, for a parent, a proposal with it; what waited in a school named before is taken back.

    The administrator sees what the state vouched for; nothing of it is posted. Said twice it is said once. Raises
    TooManyHandovers, TooManyProposals, and what `cases.send_to_school` does.
    """
    child = named.child
    sent = cases.send_to_school(
        case=case,
        school=named.school,
        school_class=named.school_class,
        child_name=child.full_name if child else "",
        role=named.role,
        at=at,
        by=by,
    )
    if _times_sent(sent, since=at - A_DAY) > HANDOVERS_A_DAY:
        raise TooManyHandovers
    withdrawals.withdraw_elsewhere(case=sent, at=at, by=by)
    if child is not None:
        proposals.propose(
            identity=sent.identity,
            school=named.school,
            child=child,
            relation=named.relation,
            school_class=named.school_class,
            case=sent,
            at=at,
            by=by,
        )
    return sent


def _times_sent(case: MismatchCase, *, since: datetime) -> int:
    return AuditEvent.about(case).filter(kind=AuditEvent.Kind.CASE_SENT, at__gt=since).count()
