"""A school's register in memory, for finding whom a row of a roster means."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from uuid import UUID

from schools.actions.rosters.plan import Deed, Planned
from schools.identifiers.names import normalise
from schools.models import Parent, ParentChildLink, School, Student
from schools.models.sealed import index_of
from schools.roster.rows import PersonCells, RosterStudent

SCOPE = "roster import"
NameKey = tuple[str, str, str]


def name_key(person: Student | Parent | PersonCells) -> NameKey:
    return normalise(person.surname), normalise(person.given_name), normalise(person.patronymic)


def snils_index(number: str | None) -> str | None:
    return index_of(number, purpose="snils")


def certificate_index(certificate: str | None) -> str | None:
    return index_of(certificate, purpose="certificate")


def _certificate_index(student: Student) -> str | None:
    return student.certificate_index or certificate_index(student.certificate)


class Register:
    """The live records and the links of one school, and those that this roster adds as it is read."""

    def __init__(self, school: School) -> None:
        self.school = school
        self.students_by_snils: dict[str, Planned] = {}
        self.students_by_certificate: dict[str, Planned] = {}
        self.students_by_name: dict[NameKey, list[Planned]] = defaultdict(list)
        self.parents_by_snils: dict[str, Planned] = {}
        self.parents_of: dict[UUID, list[Planned]] = defaultdict(list)
        self.open_pairs: set[tuple[UUID, UUID]] = set()
        self.closed_by_person: set[tuple[UUID, UUID]] = set()
        self._read()

    def _read(self) -> None:
        live = {"school": self.school, "left_on__isnull": True}
        for student in Student.for_system(by=SCOPE).filter(**live).select_related("school_class"):
            self.add_student(Planned(student, Deed.KEPT))
        parents = {row.pk: Planned(row, Deed.KEPT) for row in Parent.for_system(by=SCOPE).filter(**live)}
        for planned in parents.values():
            self.add_parent(planned)
        for link in ParentChildLink.for_system(by=SCOPE).filter(school=self.school).order_by("valid_from", "id"):
            self._read_link(link, parents)

    def _read_link(self, link: ParentChildLink, parents: dict[UUID, Planned]) -> None:
        pair = (link.parent_id, link.student_id)
        if link.valid_to is None:
            self.open_pairs.add(pair)
        elif link.closed_by_kind == ParentChildLink.ClosedBy.PERSON:
            self.closed_by_person.add(pair)
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
        """The pupil a row means: by number, else the only one of the same full name and birth date."""
        number = snils_index(cells.snils)
        if number and number in self.students_by_snils:
            return self.students_by_snils[number]
        certificate = certificate_index(str(cells.certificate) if cells.certificate else None)
        if certificate and certificate in self.students_by_certificate:
            return self.students_by_certificate[certificate]
        namesakes = [
            planned
            for planned in self.students_by_name[name_key(cells)]
            if _same_day(planned.record.birth_date, cells.birth_date) and not _contradicts(planned.record, cells)
        ]
        return namesakes[0] if len(namesakes) == 1 else None

    def find_parent(self, cells: PersonCells, student: Planned) -> Planned | None:
        """The parent a row means: by SNILS, else this very child's parent of the same name. Never by name alone."""
        number = snils_index(cells.snils)
        if number and number in self.parents_by_snils:
            return self.parents_by_snils[number]
        same = [
            planned
            for planned in self.parents_of[student.record.pk]
            if name_key(planned.record) == name_key(cells) and not _contradicts(planned.record, cells)
        ]
        return same[0] if same else None


def _same_day(ours: date | None, theirs: date | None) -> bool:
    return ours is None or theirs is None or ours == theirs


def _contradicts(record: Student | Parent, cells: PersonCells) -> bool:
    return bool(record.snils and cells.snils and record.snils != cells.snils)
