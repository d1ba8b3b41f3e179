"""Two people for a link that staff open by hand, where the region wants two (L30, ADR 16).

What the first one writes down is no link and opens nothing. Closing and restricting need nobody else.
"""

from datetime import date, datetime

from django.contrib.auth.models import AbstractUser
from django.db import models, transaction

from schools.actions import audit, links
from schools.identifiers import names
from schools.models import AuditEvent, Parent, ParentChildLink, PendingLink, School, Student

SCOPE = "four eyes"
Kind = AuditEvent.Kind
State = PendingLink.State


class NotTheSecond(Exception):
    """This person may not agree to this link."""


class OwnDeed(NotTheSecond):
    """Whoever opened it does not agree to it as well."""


class AboutOneself(NotTheSecond):
    """The parent's record bears the name of whoever would agree, or decide."""


class OfAnotherSchool(NotTheSecond):
    """The second one administers that very school, today; the technical superuser too, if so appointed."""


@transaction.atomic
def open_by_hand(
    *,
    parent: Parent,
    student: Student,
    relation: ParentChildLink.Relation | str,
    basis: ParentChildLink.Basis | str,
    on: date,
    at: datetime,
    by: str | models.Model,
) -> ParentChildLink | PendingLink:
    """Link a parent to a child, or write down the link that a second member of staff is to agree to.

    Raises what `links.open_link` does.
    """
    if not student.school.region.four_eyes:
        return links.open_link(parent=parent, student=student, relation=relation, basis=basis, on=on, by=by)
    if parent.school_id != student.school_id:
        raise links.LinkAcrossSchools
    links.check_may_open(parent=parent, student=student)
    pending = PendingLink(school_id=student.school_id, parent=parent, student=student, relation=relation, basis=basis)
    pending.opened_by, pending.opened_at = audit.signature(by), at
    pending.save(force_insert=True)
    audit.record(Kind.LINK_WAITS, pending, by=by)
    return pending


@transaction.atomic
def agree(*, pending: PendingLink, on: date, at: datetime, by: AbstractUser) -> None:
    """Open the link as the second of two; what stands against a link today counts today.

    What is decided stays so: nothing changes. Raises OwnDeed, OfAnotherSchool, AboutOneself, and what
    `links.open_link` does.
    """
    held = _locked(pending)
    if held.state != State.WAITING:
        return
    check_is_second(held, by=by)
    _finish(held, State.AGREED, at=at, by=by)
    audit.record(Kind.LINK_AGREED, held, by=by)
    links.open_link(
        parent=held.parent,
        student=held.student,
        relation=held.relation,
        basis=held.basis,
        on=on,
        by=by,
        agreed=held,
    )


@transaction.atomic
def decline(*, pending: PendingLink, at: datetime, by: str | models.Model) -> None:
    """Take it back: a colleague's, or one's own slip. What is decided stays so."""
    held = _locked(pending)
    if held.state != State.WAITING:
        return
    _finish(held, State.DECLINED, at=at, by=by)
    audit.record(Kind.LINK_DECLINED, held, by=by)


def check_is_second(pending: PendingLink, *, by: AbstractUser) -> None:
    """Raise OwnDeed, OfAnotherSchool or AboutOneself if this person may not agree."""
    if pending.opened_by == audit.signature(by):
        raise OwnDeed
    if not School.objects.administered_by(by).filter(pk=pending.school_id).exists():
        raise OfAnotherSchool
    if _bear_one_name(by, pending.parent):
        raise AboutOneself


def check_is_not_about_oneself(*, parent: Parent, by: str | models.Model) -> None:
    """A request of a parent is decided by somebody else, where the region wants two people. Raises AboutOneself."""
    if isinstance(by, AbstractUser) and _bear_one_name(by, parent) and parent.school.region.four_eyes:
        raise AboutOneself


def _bear_one_name(user: AbstractUser, parent: Parent) -> bool:
    """As far as one can know; an account holds «Имя Отчество» as its first name.

    A namesake asks a colleague, and the two may change places.
    """
    if names.normalise(user.last_name) != parent.surname_key:
        return False
    given, patronymic = parent.given_name_key, parent.patronymic_key
    if not patronymic:
        return given in (names.normalise(user.first_name), names.normalise(user.first_name.partition(" ")[0]))
    return names.normalise(user.first_name) in (given, f"{given}{patronymic}")


def _locked(pending: PendingLink) -> PendingLink:
    rows = PendingLink.for_system(by=SCOPE).select_for_update(of=("self",), no_key=True)
    held: PendingLink = rows.select_related("parent", "student").get(pk=pending.pk)
    return held


def _finish(held: PendingLink, state: PendingLink.State, *, at: datetime, by: str | models.Model) -> None:
    held.state, held.decided_at, held.decided_by = state, at, audit.signature(by)
    held.save(update_fields=["state", "decided_at", "decided_by"])
