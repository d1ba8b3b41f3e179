"""What the demo's schools did by hand after their lists had come in, by the product's own actions."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from accounts.models import User
from dnevnik.demo import deeds, earlier
from dnevnik.demo.people import Child, Person
from dnevnik.demo.schools import SCHOOLS
from schools.actions import four_eyes, links, records, restrictions
from schools.identifiers import birth_certificate
from schools.models import Parent, ParentChildLink, Restriction, School, SchoolClass, Student
from schools.models.sealed import index_of
from schools.relations import EVERYTHING

BY = "demo seeding"
Record = TypeVar("Record", Parent, Student)


@dataclass(frozen=True)
class Hand:
    """Does deeds as one administrator, on one day; what is done already stays as it is."""

    administrator: User
    on: date
    at: datetime

    def do(self, deed: deeds.Deed) -> None:
        match deed:
            case deeds.Unlink():
                self.unlink(deed)
            case deeds.Restrict():
                self.restrict(deed)
            case deeds.Entrust():
                self.entrust(deed)
            case deeds.EnterAgain():
                self.enter_again(deed)
            case deeds.Leave():
                self.let_go(deed)
            case deeds.Came():
                earlier.come(deed, on=self.on)

    def unlink(self, deed: deeds.Unlink) -> None:
        parent = present(Parent, deed.adult, school=deed.school)
        for link in ParentChildLink.for_system(by=BY).filter(parent=parent, valid_to__isnull=True):
            links.close_link(link=link, on=self.on, by=self.administrator)

    def restrict(self, deed: deeds.Restrict) -> None:
        restrictions.set_restriction(
            student=present(Student, deed.child, school=deed.school),
            parent=present(Parent, deed.adult, school=deed.school),
            act=Restriction.Act.COURT,
            act_number=deed.act_number,
            act_date=self.on,
            act_issuer=deed.act_issuer,
            valid_from=self.on,
            valid_to=None,
            bars=EVERYTHING,
            at=self.at,
            by=self.administrator,
        )

    def entrust(self, deed: deeds.Entrust) -> None:
        parent = find(Parent, deed.adult, school=deed.school) or self.enter_adult(deed.adult, school=deed.school)
        student = present(Student, deed.child, school=deed.school)
        if ParentChildLink.for_system(by=BY).filter(parent=parent, student=student).exists():
            return
        four_eyes.open_by_hand(
            parent=parent,
            student=student,
            relation=ParentChildLink.Relation.TRUSTED,
            basis=ParentChildLink.Basis.POWER_OF_ATTORNEY,
            on=self.on,
            at=self.at,
            by=self.administrator,
        )

    def enter_adult(self, adult: Person, *, school: int) -> Parent:
        parent = Parent(school=school_of(school), **cells(adult))
        records.enter(record=parent, by=self.administrator)
        return parent

    def enter_again(self, deed: deeds.EnterAgain) -> None:
        if find(Student, deed.child, school=deed.school):
            return
        school = school_of(deed.school)
        group = SchoolClass.for_system(by=BY).get(school=school, grade=deed.child.grade, letter=deed.child.letter)
        card = Student(school=school, school_class=group, certificate=paper_of(deed.child), **cells(deed.child))
        records.enter(record=card, by=self.administrator)

    def let_go(self, deed: deeds.Leave) -> None:
        student = present(Student, deed.child, school=deed.school)
        if student.left_on is None:
            student.left_on = self.on
            records.correct(record=student, fields=["left_on"], by=self.administrator)


def school_of(number: int) -> School:
    return School.objects.get(code=SCHOOLS[number].code)


def find(kind: type[Record], person: Person, *, school: int) -> Record | None:
    """The school's record of somebody, by the numbers that they have."""
    rows = kind.for_system(by=BY).filter(school__code=SCHOOLS[school].code)
    if person.snils:
        rows = rows.filter(snils_index=index_of(person.snils, purpose="snils"))
    else:
        rows = rows.filter(certificate_index=index_of(paper_of(person), purpose="certificate"))
    found: Record | None = rows.first()
    return found


def present(kind: type[Record], person: Person, *, school: int) -> Record:
    """The same where it must be there. Raises DoesNotExist."""
    found = find(kind, person, school=school)
    if found is None:
        raise kind.DoesNotExist
    return found


def paper_of(person: Person) -> str:
    return str(birth_certificate.parse(person.certificate)) if isinstance(person, Child) else ""


def cells(person: Person) -> dict[str, object]:
    """The columns of a record as the administrator fills them in."""
    return {
        "surname": person.surname,
        "given_name": person.given_name,
        "patronymic": person.patronymic,
        "birth_date": person.born,
        "gender": person.gender,
        "snils": person.snils or None,
    }
