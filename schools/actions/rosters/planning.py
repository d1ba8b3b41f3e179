"""Reading a roster against the register: the preview. Nothing is written; `applying` does just what stands here."""

from __future__ import annotations

from datetime import date

from schools.actions import audit, transfers
from schools.actions.rosters.keys import certificate_index, contradicts, name_key
from schools.actions.rosters.plan import Deed, Plan, Planned, Remark
from schools.actions.rosters.register import Register
from schools.models import AcademicYear, Parent, ParentChildLink, School, SchoolClass, Student
from schools.relations import default_scopes, link_columns
from schools.roster.rows import PersonCells, Roster, RosterParent, RosterRow, RosterStudent
from schools.texts import (
    certificate_column,
    certificate_of_another,
    link_closed_by_person,
    link_restricted,
    link_to_oneself,
    name_differs,
    namesake_with_another_number,
    number_of_another,
    restriction_awaits_decision,
    several_namesakes,
    snils_column,
    value_kept,
)

NAMES = ("surname", "given_name", "patronymic")


def preview(*, roster: Roster, school: School, on: date, by: str, locked: bool = False) -> Plan:
    """What applying this roster would do to the school's register on this day.

    `locked`: nobody changes the records read until the transaction ends; there must be one.
    """
    return Planning(school=school, on=on, by=by, locked=locked).read(roster)


class Planning:
    """One reading of one roster."""

    def __init__(self, *, school: School, on: date, by: str, locked: bool) -> None:
        self.school, self.on, self.by = school, on, by
        self.register = Register(school, locked=locked)
        self.classes: dict[tuple[int, str], SchoolClass] = {}
        self.plan = Plan()

    def read(self, roster: Roster) -> Plan:
        self.plan.rows = len(roster.rows) + len({error.number for error in roster.errors})
        self.plan.ignored_columns = tuple(roster.ignored_columns)
        self.plan.remarks += [Remark(e.number, e.column, e.message, refuses=True) for e in roster.errors]
        self.plan.remarks += [Remark(w.number, w.column, w.message) for w in roster.warnings]
        found = [(row, self._student(row.student, number=row.number)) for row in roster.rows]
        self._carry_restrictions()
        for row, student in found:
            if student is not None:
                self._parents(row, student)
        self.plan.remarks.sort(key=lambda remark: (remark.number, not remark.refuses, remark.column))
        return self.plan

    def _carry_restrictions(self) -> None:
        """What comes along with pupils who are known elsewhere, before any adult of theirs is read."""
        self.plan.restrictions = transfers.due(self.plan.newly_known())
        self.register.barriers.add(self.plan.restrictions)

    def _parents(self, row: RosterRow, student: Planned) -> None:
        if row.parents and self.register.barriers.awaits_decision(student):
            self._remark(row.number, "", restriction_awaits_decision())
            return
        for cells in row.parents:
            parent = self._parent(cells, student, number=row.number)
            if parent is not None:
                self._link(parent, student, cells.relation)

    def _student(self, cells: RosterStudent, *, number: int) -> Planned | None:
        holder = self.register.find_student(cells)
        namesakes = self.register.namesakes(cells) if holder is None else []
        if doubt := _doubt(cells, holder, namesakes):
            self._remark(number, snils_column(), doubt, refuses=True)
            return None
        found = holder or next(iter(namesakes), None)
        planned = found or self._new(Student(school=self.school), cells)
        self._fill(planned, cells, number=number)
        if cells.certificate and not self._certificate_taken(str(cells.certificate), planned, number=number):
            self._fill_certificate(planned, str(cells.certificate), number=number)
        self._place(planned, cells)
        if found is None:
            self.register.add_student(planned)
        self._keep(self.plan.students, planned)
        return planned

    def _parent(self, cells: RosterParent, student: Planned, *, number: int) -> Planned | None:
        found = self.register.find_parent(cells, student)
        if refusal := self._refusal(cells, found, student):
            self._remark(number, "", refusal)
            return None
        if found is not None and name_key(found.record) != name_key(cells):
            self._remark(number, snils_column(), number_of_another(), refuses=False)
            return None
        planned = found or self._new(Parent(school=self.school), cells)
        self._fill(planned, cells, number=number)
        self.register.add_parent(planned)
        if planned not in self.register.parents_of[student.record.pk]:
            self.register.parents_of[student.record.pk].append(planned)
        self._keep(self.plan.parents, planned)
        return planned

    def _refusal(self, cells: RosterParent, found: Planned | None, student: Planned) -> str:
        """Whoever is linked to the child now is kept; nobody else comes who may be an adult taken from the child."""
        if found is not None and self.register.is_open(found, student):
            return ""
        if _is_the_pupil(cells, student):
            return link_to_oneself()
        if self.register.barriers.forbid(cells, found, student):
            return link_restricted()
        closed = isinstance(student.record, Student) and self.register.closures.forbid(cells, student.record)
        return link_closed_by_person() if closed else ""

    def _new(self, record: Student | Parent, cells: PersonCells) -> Planned:
        for name in NAMES:
            setattr(record, name, getattr(cells, name))
        return Planned(record, Deed.NEW)

    def _fill(self, planned: Planned, cells: PersonCells, *, number: int) -> None:
        for name in ("birth_date", "gender", "snils"):
            value, held = getattr(cells, name), getattr(planned.record, name)
            if value and held and value != held:
                self._remark(number, "", value_kept(name))
            planned.fill(name, value)

    def _fill_certificate(self, planned: Planned, certificate: str, *, number: int) -> None:
        held = getattr(planned.record, "certificate", None)
        if held and held != certificate:
            self._remark(number, "", value_kept("certificate"))
        planned.fill("certificate", certificate)

    def _certificate_taken(self, certificate: str, planned: Planned, *, number: int) -> bool:
        holder = self.register.students_by_certificate.get(certificate_index(certificate) or "")
        if holder is None or holder is planned:
            return False
        self._remark(number, certificate_column(), certificate_of_another())
        return True

    def _place(self, planned: Planned, cells: RosterStudent) -> None:
        """A roster says where the pupil is now: the class is the one thing that it may change."""
        student = planned.record
        if not isinstance(student, Student):
            return
        wanted = self._class(cells.grade, cells.letter)
        is_there = student.school_class is wanted or (wanted.pk is not None and student.school_class_id == wanted.pk)
        if not is_there:
            student.school_class = wanted
            planned.note("school_class")

    def _class(self, grade: int, letter: str) -> SchoolClass:
        """The class of the year that the roster means, new ones unsaved until the plan is applied."""
        key, meant = (grade, letter), AcademicYear.day_meant(self.on)
        if key not in self.classes:
            known = SchoolClass.for_system(by="roster import").filter(
                school=self.school, year__starts_on__lte=meant, year__ends_on__gte=meant, grade=grade, letter=letter
            )
            self.classes[key] = known.first() or SchoolClass(school=self.school, grade=grade, letter=letter)
        return self.classes[key]

    def _link(self, parent: Planned, student: Planned, relation: str) -> None:
        if self.register.is_open(parent, student):
            return
        self.register.open_pairs.add((parent.record.pk, student.record.pk))
        self.plan.links.append(
            ParentChildLink(
                school=self.school,
                parent_id=parent.record.pk,
                student_id=student.record.pk,
                relation=relation,
                basis=ParentChildLink.Basis.ROSTER,
                verified_by=audit.signature(self.by),
                valid_from=self.on,
                **link_columns(default_scopes(relation)),
            )
        )

    def _remark(self, number: int, column: str, message: str, *, refuses: bool = False) -> None:
        self.plan.remarks.append(Remark(number, column, message, refuses=refuses))

    @staticmethod
    def _keep(planned: list[Planned], one: Planned) -> None:
        if not any(one is other for other in planned):
            planned.append(one)


def _doubt(cells: RosterStudent, holder: Planned | None, namesakes: list[Planned]) -> str:
    """Why the row is not certain to mean the pupil found, or nobody: words for the remark, empty if it is certain."""
    if holder is not None:
        return name_differs() if name_key(holder.record) != name_key(cells) else ""
    if any(_numbers_differ(planned.record, cells) for planned in namesakes):
        return namesake_with_another_number()
    return several_namesakes() if len(namesakes) > 1 else ""


def _is_the_pupil(cells: RosterParent, student: Planned) -> bool:
    """One SNILS and one name: `links.check_may_open` refuses that link too. A mother's number alone is only a slip."""
    is_one_number = cells.snils is not None and cells.snils == student.record.snils
    return is_one_number and name_key(cells) == name_key(student.record)


def _numbers_differ(record: Student | Parent, cells: RosterStudent) -> bool:
    certificate = str(cells.certificate) if cells.certificate else None
    held = record.certificate if isinstance(record, Student) else None
    return contradicts(record.snils, cells.snils) or contradicts(held, certificate)
