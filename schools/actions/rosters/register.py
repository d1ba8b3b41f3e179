"""A school's register in memory, for finding whom a row of a roster means."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

from schools.actions.rosters.barriers import Barriers
from schools.actions.rosters.closures import Closures
from schools.actions.rosters.keys import NameKey, certificate_index, contradicts, name_key, same_day, snils_index
from schools.actions.rosters.plan import Deed, Planned
from schools.models import Parent, ParentChildLink, School, Student
from schools.roster.rows import PersonCells, RosterStudent

SCOPE = "roster import"


def _certificate_index(student: Student) -> str | None:
    return student.certificate_index or certificate_index(student.certificate)


class Register:
    """The live records and the links of one school, and those that this roster adds as it is read.

    `locked`: the records stay as read until the transaction ends; an edit of one waits, and is not overwritten (L09).
    """

    def __init__(self, school: School, *, locked: bool) -> None:
        self.school = school
        self.students_by_snils: dict[str, Planned] = {}
        self.students_by_certificate: dict[str, Planned] = {}
        self.students_by_name: dict[NameKey, list[Planned]] = defaultdict(list)
        self.parents_by_snils: dict[str, Planned] = {}
        self.parents_of: dict[UUID, list[Planned]] = defaultdict(list)
        self.open_pairs: set[tuple[UUID, UUID]] = set()
        self._read(locked=locked)
        self.closures = Closures(school, open_pairs=self.open_pairs, by=SCOPE)
        self.barriers = Barriers(school, by=SCOPE)

    def _read(self, *, locked: bool) -> None:
        for student in self._live(Student, locked=locked).select_related("school_class"):
            self.add_student(Planned(student, Deed.KEPT))
        parents = {row.pk: Planned(row, Deed.KEPT) for row in self._live(Parent, locked=locked)}
        for planned in parents.values():
            self.add_parent(planned)
        for link in ParentChildLink.for_system(by=SCOPE).filter(school=self.school).order_by("valid_from", "id"):
            self._read_link(link, parents)

    def _live(self, model: type[Student] | type[Parent], *, locked: bool) -> Any:
        """One order for every roster, so that no two lock each other out."""
        rows = model.for_system(by=SCOPE).filter(school=self.school, left_on__isnull=True).order_by("pk")
        return rows.select_for_update(of=("self",), no_key=True) if locked else rows

    def _read_link(self, link: ParentChildLink, parents: dict[UUID, Planned]) -> None:
        if link.valid_to is None:
            self.open_pairs.add((link.parent_id, link.student_id))
        if link.parent_id in parents:
            self.parents_of[link.student_id].append(parents[link.parent_id])

    def add_student(self, planned: Planned) -> None:
        student = planned.record
        if number := student.snils_index or snils_index(student.snils):
            self.students_by_snils[number] = planned
        if isinstance(student, Student) and (certificate := _certificate_index(student)):
            self.students_by_certificate[certificate] = planned
        self.students_by_name[name_key(student)].append(planned)

    def add_parent(self, planned: Planned) -> None:
        if number := planned.record.snils_index or snils_index(planned.record.snils):
            self.parents_by_snils[number] = planned

    def find_student(self, cells: RosterStudent) -> Planned | None:
        """The pupil who holds a number of the row, SNILS first."""
        number = snils_index(cells.snils)
        if number and number in self.students_by_snils:
            return self.students_by_snils[number]
        certificate = certificate_index(str(cells.certificate) if cells.certificate else None)
        return self.students_by_certificate.get(certificate or "")

    def namesakes(self, cells: RosterStudent) -> list[Planned]:
        """The pupils of the row's full name and, where both are known, date of birth."""
        return [
            planned
            for planned in self.students_by_name[name_key(cells)]
            if same_day(planned.record.birth_date, cells.birth_date)
        ]

    def find_parent(self, cells: PersonCells, student: Planned) -> Planned | None:
        """The parent a row means: by SNILS, else this very child's parent of the same name. Never by name alone.

        A child has one parent of a name: another SNILS in the row is a corrected one and no second adult.
        """
        number = snils_index(cells.snils)
        if number and number in self.parents_by_snils:
            return self.parents_by_snils[number]
        same = [one for one in self.parents_of[student.record.pk] if name_key(one.record) == name_key(cells)]
        same.sort(key=lambda one: (not self.is_open(one, student), contradicts(one.record.snils, cells.snils)))
        return same[0] if same else None

    def is_open(self, parent: Planned, student: Planned) -> bool:
        return (parent.record.pk, student.record.pk) in self.open_pairs
