"""Invented schools, families and staff. Every number comes from the synthetic block below 001-001-998."""

import itertools
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Model

from accounts.actions import staff
from schools.actions import four_eyes, links, records
from schools.models import (
    AcademicYear,
    Municipality,
    Parent,
    ParentChildLink,
    PendingLink,
    Region,
    School,
    SchoolClass,
    Student,
)
from tests.numbers import synthetic_snils as synthetic_snils

TODAY = date(2026, 10, 1)
MORNING = datetime(2026, 10, 1, 6, 30, tzinfo=UTC)
PASSWORD = "a long enough password 43"
DOER = "tests"
counter = itertools.count(1)


def create_region(*, code: str = "RU-RYA", name: str = "Рязанская область", **fields: Any) -> Region:
    """The region of that code, made on first use."""
    region, _created = Region.objects.get_or_create(code=code, defaults={"name": name, "provider": "stand", **fields})
    return region


def create_school(*, code: str = "", region: Region | None = None, **fields: Any) -> School:
    number = next(counter)
    region = region or create_region()
    municipality, _created = Municipality.objects.get_or_create(region=region, name="Рязань")
    defaults = {"name": f"Школа № {number}", "phone": "+7 4912 00-00-00"}
    return School.objects.create(
        code=code or f"school-{number}", region=region, municipality=municipality, **(defaults | fields)
    )


def create_class(*, school: School, grade: int = 5, letter: str = "А", on: date = TODAY) -> SchoolClass:
    """The class of that name in the year of that day, made on first use."""
    made: tuple[SchoolClass, bool] = SchoolClass.for_system(by=DOER).get_or_create(
        school=school, year=AcademicYear.covering(on=on), grade=grade, letter=letter
    )
    return made[0]


def create_student(*, school: School, **fields: Any) -> Student:
    """A pupil of the register, without numbers unless given: pass `snils=synthetic_snils(17)`."""
    names = {"surname": "Соколова", "given_name": "Вера", "patronymic": "Ильинична"}
    student = Student(school=school, **(names | {"birth_date": date(2015, 3, 14), "gender": "female"} | fields))
    records.enter(record=student, by=DOER)
    return student


def create_parent(*, school: School, **fields: Any) -> Parent:
    """A parent of the register, without a number unless given."""
    names = {"surname": "Соколова", "given_name": "Анна", "patronymic": "Петровна"}
    parent = Parent(school=school, **(names | fields))
    records.enter(record=parent, by=DOER)
    return parent


def create_link(
    *, parent: Parent, student: Student, relation: str = "mother", basis: str = "birth_certificate", on: date = TODAY
) -> ParentChildLink:
    return links.open_link(parent=parent, student=student, relation=relation, basis=basis, on=on, by=DOER)


def create_pending(*, parent: Parent, student: Student, by: str | Model = DOER) -> PendingLink:
    """What one person opened by hand while the region of the school wants two; the switch is as it was afterwards."""
    region, wanted = student.school.region, student.school.region.four_eyes
    region.four_eyes = True
    pending = four_eyes.open_by_hand(
        parent=parent, student=student, relation="mother", basis="court", on=TODAY, at=MORNING, by=by
    )
    region.four_eyes = wanted
    assert isinstance(pending, PendingLink)
    return pending


def create_administrator(
    *, schools: Iterable[School] = (), superuser: bool = False, email: str = "", name: str = "Орлова Нина Сергеевна"
) -> staff.NewAdministrator:
    """A member of staff with both factors and PASSWORD; sign in with `tests.staff_session.sign_in`."""
    return staff.create_administrator(
        email=email or f"staff-{next(counter)}@school.test",
        name=name,
        password=PASSWORD,
        schools=schools,
        superuser=superuser,
        on=TODAY,
        by=DOER,
    )
