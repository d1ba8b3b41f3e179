"""Restrictions by an act of a court or of опека: set and lifted by the school (L04, L26, real-life.md, Links)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models, transaction

from schools.actions import audit, bonds, changes, transfers
from schools.models import AuditEvent, Parent, Restriction, Student
from schools.models.sealed import index_of
from schools.relations import RESTRICTION_COLUMNS, Scope

SCOPE = "restrictions"
Kind = AuditEvent.Kind
State = Restriction.State


@dataclass(frozen=True)
class Unrecorded:
    """An adult of whom the school may have no record: the name as the act has it, `snils` canonical or None."""

    surname: str
    given_name: str
    patronymic: str = ""
    snils: str | None = None

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.surname, self.given_name, self.patronymic) if part)


class RestrictionAcrossSchools(ValueError):
    """A pupil of one school and a parent record of another."""


class NothingBarred(ValueError):
    """A restriction takes at least one scope away."""


@transaction.atomic
def set_restriction(
    *,
    student: Student,
    parent: Parent | Unrecorded,
    act: Restriction.Act | str,
    act_number: str,
    act_date: date,
    act_issuer: str,
    valid_from: date,
    valid_to: date | None,
    bars: frozenset[Scope],
    at: datetime,
    by: str | models.Model,
) -> Restriction:
    """Write down that an adult may not do `bars` about a pupil; `valid_to` None is «бессрочно».

    The same act about the same adult again is the same restriction. It is carried at once to the other schools where
    the child is. Raises RestrictionAcrossSchools or NothingBarred.
    """
    if not bars:
        raise NothingBarred
    _hold(student)
    whom = _whom(parent, student)
    same_act = {"student": student, "act_number": act_number, "act_date": act_date, "state": State.IN_FORCE}
    known: Restriction | None = Restriction.for_system(by=SCOPE).filter(**same_act, **_same_adult(whom)).first()
    if known is not None:
        return known
    row = Restriction(
        **same_act,
        **whom,
        school_id=student.school_id,
        act=act,
        act_issuer=act_issuer,
        valid_from=valid_from,
        valid_to=valid_to,
        entered_at=at,
        **{column: scope in bars for scope, column in RESTRICTION_COLUMNS.items()},
    )
    row.save(force_insert=True)
    audit.record(Kind.RESTRICTION_SET, row, by=by, fields=[RESTRICTION_COLUMNS[scope] for scope in bars])
    changes.note(school_id=row.school_id)
    transfers.carry_onward([student.pk])
    return row


@transaction.atomic
def lift(*, restriction: Restriction, on: date, by: str | models.Model) -> None:
    """End a restriction; it stays on record. What is not in force is not lifted: nothing changes."""
    rows = Restriction.for_system(by=SCOPE).select_for_update(of=("self",), no_key=True)
    held: Restriction = rows.get(pk=restriction.pk)
    if held.state != State.IN_FORCE:
        return
    held.state, held.ended_on = State.LIFTED, on
    held.save(update_fields=["state", "ended_on"])
    audit.record(Kind.RESTRICTION_LIFTED, held, by=by)
    changes.note(school_id=held.school_id)


def expired(rows: Any, *, on: date) -> Any:
    """Those of the rows whose last day is past and which still stand: the school lifts them or enters a new act."""
    return rows.filter(state=State.IN_FORCE, valid_to__lt=on)


@transaction.atomic
def show_adult(*, restriction: Restriction, by: str | models.Model) -> str:
    """The name of the adult; a sealed one, of somebody without a record here, leaves a trace of who read it."""
    if restriction.parent is not None:
        return restriction.parent.full_name()
    audit.record(Kind.NAME_SHOWN, restriction, by=by, fields=["adult_name"])
    return restriction.adult_name or ""


def _hold(student: Student) -> None:
    """One restriction of a pupil is written at a time, so that a form sent twice finds what it wrote first."""
    Student.for_system(by=SCOPE).select_for_update(of=("self",), no_key=True).get(pk=student.pk)


def _whom(adult: Parent | Unrecorded, student: Student) -> dict[str, Any]:
    if isinstance(adult, Parent):
        if adult.school_id != student.school_id:
            raise RestrictionAcrossSchools
        return {"parent": adult}
    told = {
        "adult_name": adult.full_name,
        "adult_key": bonds.key_of_name(adult.surname, adult.given_name, adult.patronymic),
        "adult_snils_index": index_of(adult.snils, purpose="snils"),
    }
    known = transfers.record_of(student.pk, school_id=student.school_id, row=Restriction(**told))
    return {**told, "parent": known}


def _same_adult(whom: dict[str, Any]) -> dict[str, Any]:
    if whom["parent"] is not None:
        return {"parent": whom["parent"]}
    return {"parent": None, "adult_key": whom["adult_key"]}
