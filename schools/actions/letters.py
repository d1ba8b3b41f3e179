"""Letters to the adults whose SNILS a school lacks: whom they are for, and the trace of opening them for print.

The letter is what makes the collection safe: the adult comes through Gosuslugi, and the verified number lands in
the school's queue (real-life.md, School's year).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction

from schools.actions import audit, bonds
from schools.identifiers import names
from schools.models import AuditEvent, Parent, ParentChildLink, School, SchoolClass
from schools.relations import Scope

SCOPE = "letters to parents"


@dataclass(frozen=True)
class Addressee:
    """An adult and the classes of the children whose diary this adult may see, youngest class first."""

    parent: Parent
    classes: tuple[SchoolClass, ...]

    @property
    def called(self) -> str:
        """How the letter greets: given name and patronymic, where there is one."""
        _surname, given_name, patronymic = self.parent.name_parts()
        return given_name if names.is_absent(patronymic) else f"{given_name} {patronymic}"

    @property
    def handed_out_in(self) -> SchoolClass | None:
        """One class: with children in two classes there is still one letter. None where no child is in a class."""
        return self.classes[0] if self.classes else None


def addressees(school: School) -> list[Addressee]:
    """Everybody who needs a letter, by class and name; three queries however many they are.

    An adult whom an act keeps from a child's diary gets none for that child, and nobody does for a pupil whose
    restriction waits for a decision. An institution has no SNILS.
    """
    lacking = _lacking(school).values_list("pk", flat=True)
    found: dict[Any, tuple[Parent, dict[int, SchoolClass]]] = {}
    for bond in bonds.with_scope(bonds.of_parents(list(lacking), by=SCOPE), Scope.DIARY):
        if bond.link.relation != ParentChildLink.Relation.INSTITUTION:
            _parent, classes = found.setdefault(bond.parent.pk, (bond.parent, {}))
            if bond.student.school_class is not None:
                classes[bond.student.school_class.pk] = bond.student.school_class
    everybody = [Addressee(parent, tuple(sorted(classes.values(), key=_place))) for parent, classes in found.values()]
    return sorted(everybody, key=_by_class_and_name)


def nobodys_parents(school: School) -> int:
    """How many adults lack a number and get no letter because nobody has linked a child to them."""
    lacking = list(_lacking(school))
    return len(lacking) - len(bonds.with_a_child(lacking, by=SCOPE))


@transaction.atomic
def open_for_print(*, letters: Collection[Addressee], by: str | models.Model) -> None:
    """Leave an audit row for each adult: the history of a record tells of its letters."""
    audit.record_many([(AuditEvent.Kind.LETTER_PRINTED, one.parent, ()) for one in letters], by=by)


def _lacking(school: School) -> Any:
    return Parent.for_system(by=SCOPE).filter(school=school, left_on__isnull=True, snils_index__isnull=True)


def _place(of_class: SchoolClass) -> tuple[int, str, int]:
    return of_class.grade, of_class.letter, of_class.pk


def _by_class_and_name(one: Addressee) -> tuple[Any, ...]:
    where, parent = one.handed_out_in, one.parent
    name = (parent.surname_key, parent.given_name_key, parent.patronymic_key, str(parent.pk))
    return (where is None, *(_place(where) if where else (0, "", 0)), *name)
