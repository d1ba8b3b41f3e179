"""Opening and closing the links between parents and children, and what a link allows."""

from datetime import date

from django.db import models, transaction

from schools.actions import audit, bonds, changes
from schools.models import AuditEvent, Parent, ParentChildLink, PendingLink, Student
from schools.relations import Scope, default_scopes, link_columns

SCOPE = "links"


class LinkAcrossSchools(ValueError):
    """A parent record and a pupil record of two schools are never linked."""


class LinkRefused(ValueError):
    """A restriction stands in the way of this link."""


class AwaitsDecision(LinkRefused):
    """The pupil came with a restriction that nobody has decided yet: nobody gets a link (real-life.md, Links)."""


class AdultRestricted(LinkRefused):
    """An act keeps this adult from seeing the child's diary: there is nothing to link for."""


class AwaitsSecond(LinkRefused):
    """A colleague opened this very link already, and it waits for a second member of staff (L30)."""


class OwnParent(LinkRefused):
    """Both records hold one person's SNILS and name: nobody is their own parent (I10)."""


class ScopesTooWide(ValueError):
    """A link allows no more than its relation does."""


def check_may_open(*, parent: Parent, student: Student) -> None:
    """Raise OwnParent, AwaitsSecond, AwaitsDecision or AdultRestricted if the two may not be linked now."""
    if parent.snils_index and parent.snils_index == student.snils_index and _one_name(parent, student):
        raise OwnParent
    waiting = PendingLink.for_system(by=SCOPE).filter(parent=parent, student=student, state=PendingLink.State.WAITING)
    if waiting.exists():
        raise AwaitsSecond
    adult = bonds.adult_of(parent)
    for bar in bonds.bars_of([student.pk], by=SCOPE).get(student.pk, ()):
        if bar.waiting:
            raise AwaitsDecision
        if Scope.DIARY in bar.scopes and bar.is_about(adult):
            raise AdultRestricted


@transaction.atomic
def open_link(
    *,
    parent: Parent,
    student: Student,
    relation: ParentChildLink.Relation | str,
    basis: ParentChildLink.Basis | str,
    on: date,
    by: str | models.Model,
    scopes: frozenset[Scope] | None = None,
    agreed: PendingLink | None = None,
) -> ParentChildLink:
    """Link a parent to a child; `scopes` narrow what the relation allows.

    `agreed`: what `four_eyes` turns into this link, which takes its id and stays verified by whoever saw the paper.
    Raises LinkAcrossSchools, LinkRefused (one of those of `check_may_open`), ScopesTooWide, or IntegrityError for a
    second open link of the two.
    """
    if parent.school_id != student.school_id:
        raise LinkAcrossSchools
    check_may_open(parent=parent, student=student)
    link = ParentChildLink(
        school_id=student.school_id,
        parent=parent,
        student=student,
        relation=relation,
        basis=basis,
        verified_by=agreed.opened_by if agreed else audit.signature(by),
        valid_from=on,
        **link_columns(_allowed(relation, scopes)),
    )
    if agreed is not None:
        link.pk = agreed.pk
    link.save(force_insert=True)
    audit.record(AuditEvent.Kind.LINK_OPENED, link, by=by)
    changes.note(school_id=link.school_id)
    return link


@transaction.atomic
def change_scopes(*, link: ParentChildLink, scopes: frozenset[Scope], by: str | models.Model) -> None:
    """Make an open link allow these scopes and no other; a closed one stays as it was. Raises ScopesTooWide."""
    held = _locked(link)
    wanted = link_columns(_allowed(held.relation, scopes))
    changed = [column for column, value in wanted.items() if getattr(held, column) != value]
    if held.valid_to is not None or not changed:
        return
    for column in changed:
        setattr(held, column, wanted[column])
    held.save(update_fields=changed)
    audit.record(AuditEvent.Kind.RECORD_CORRECTED, held, by=by, fields=changed)
    changes.note(school_id=held.school_id)


@transaction.atomic
def close_link(*, link: ParentChildLink, on: date, by: str | models.Model) -> None:
    """Close a link; it stays in the ledger. Closing a closed link changes nothing."""
    held = _locked(link)
    if held.valid_to is not None:
        return
    held.valid_to = on
    held.closed_by = audit.signature(by)
    kinds = ParentChildLink.ClosedBy
    held.closed_by_kind = kinds.SYSTEM if isinstance(by, str) else kinds.PERSON
    held.save(update_fields=["valid_to", "closed_by", "closed_by_kind"])
    audit.record(AuditEvent.Kind.LINK_CLOSED, held, by=by)
    changes.note(school_id=held.school_id)


def _one_name(parent: Parent, student: Student) -> bool:
    """A mother's SNILS in her child's card is a slip of the school, and no reason against a link: the names differ."""
    return all(
        getattr(parent, key) == getattr(student, key) for key in ("surname_key", "given_name_key", "patronymic_key")
    )


def _allowed(relation: str, scopes: frozenset[Scope] | None) -> frozenset[Scope]:
    most = default_scopes(relation)
    if scopes is None:
        return most
    if not scopes <= most:
        raise ScopesTooWide
    return scopes


def _locked(link: ParentChildLink) -> ParentChildLink:
    rows = ParentChildLink.for_system(by=SCOPE).select_for_update(of=("self",))
    held: ParentChildLink = rows.get(pk=link.pk)
    return held
