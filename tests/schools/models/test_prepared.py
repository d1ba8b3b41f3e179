"""A prepared queryset answers what the queryset itself answers, and is compiled once."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.test.utils import CaptureQueriesContext

from schools.models import ParentChildLink, School, Student
from schools.models.prepared import MOST_VALUES, prepared
from tests.factories import create_class, create_link, create_parent, create_school, create_student

pytestmark = pytest.mark.django_db


def born_in(school: int, days: list[date], surname: str) -> QuerySet[Student]:
    rows: QuerySet[Student] = Student.for_system(by="test")
    return rows.filter(school=school, birth_date__in=days, surname=surname).select_related("school").order_by("pk")


def by_keys(keys: set[UUID] | None) -> QuerySet[Student]:
    rows: QuerySet[Student] = Student.for_system(by="test")
    return rows.filter(Q(pk__in=keys) if keys is not None else Q(left_on__isnull=True)).order_by("pk")


def with_links(parent: UUID) -> QuerySet[Student]:
    rows: QuerySet[Student] = Student.for_system(by="test")
    return rows.filter(links__parent=parent).prefetch_related("links__parent")


def names_of(school: int) -> QuerySet[Student, tuple[UUID, str]]:
    rows: QuerySet[Student] = Student.for_system(by="test")
    return rows.filter(school=school).values_list("pk", "surname").order_by("pk")


def keys_of(school: int) -> QuerySet[Student, UUID]:
    rows: QuerySet[Student] = Student.for_system(by="test")
    return rows.filter(school=school).values_list("pk", flat=True).order_by("pk")


def contained(text: str) -> QuerySet[School]:
    """The lookup changes its parameter."""
    return School.objects.filter(code__contains=text)


def small(grade: int) -> QuerySet[ParentChildLink]:
    """The column is too small for a mark."""
    rows: QuerySet[ParentChildLink] = ParentChildLink.for_system(by="test")
    return rows.filter(student__school_class__grade=grade)


def entered(is_here: bool) -> QuerySet[Student]:  # noqa: FBT001  a kind of parameter that has no marks
    rows: QuerySet[Student] = Student.for_system(by="test")
    return rows.filter(left_on__isnull=is_here)


def test_rows_come_with_what_was_selected() -> None:
    school, day = create_school(), date(2015, 3, 14)
    born = [create_student(school=school, birth_date=day) for _child in range(2)]
    create_student(school=school, birth_date=date(2014, 1, 1))
    ask = prepared(born_in)
    for _time in range(2):
        found = ask(school.pk, [day, date(2013, 1, 1)], "Соколова")
        with CaptureQueriesContext(connection) as captured:
            assert [row.school.name for row in found] == [school.name] * 2
        assert not captured
        assert [row.pk for row in found] == [row.pk for row in born]
        assert not found[0]._state.adding


def test_the_values_of_each_call_count() -> None:
    schools = [create_school(), create_school()]
    students = [create_student(school=school) for school in schools]
    ask, names = prepared(keys_of), prepared(names_of)
    assert [ask(school.pk) for school in schools] == [[student.pk] for student in students]
    assert [names(school.pk) for school in schools] == [[(student.pk, "Соколова")] for student in students]


def test_as_many_values_as_there_are() -> None:
    school = create_school()
    keys = [create_student(school=school).pk for _child in range(3)]
    ask = prepared(by_keys)
    for few in (set(), {keys[0]}, {keys[1]}, set(keys), {uuid4() for _key in range(MOST_VALUES + 1)} | {keys[2]}):
        assert [row.pk for row in ask(few)] == sorted(few & set(keys))
    assert len(ask(None)) == 3


def test_what_is_prefetched_comes_too() -> None:
    school = create_school()
    parent, student = create_parent(school=school), create_student(school=school)
    create_link(parent=parent, student=student)
    (found,) = prepared(with_links)(parent.pk)
    with CaptureQueriesContext(connection) as captured:
        assert [link.parent.surname for link in found.links.all()] == ["Соколова"]
    assert not captured


def test_a_statement_is_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[object] = []
    usual = SQLCompiler.as_sql

    def counted(self: SQLCompiler, *args: Any, **kwargs: Any) -> Any:
        compiled.append(self)
        return usual(self, *args, **kwargs)

    monkeypatch.setattr(SQLCompiler, "as_sql", counted)
    ask = prepared(keys_of)
    for number in range(5):
        ask(number + 1)
    assert len(compiled) == 2  # with marks and, to compare, with the first values


def either(key: UUID | None, school: int) -> QuerySet[Student]:
    """Of what school matters for one part alone, which may drop out."""
    rows: QuerySet[Student] = Student.for_system(by="test")
    return rows.filter(Q(pk=key) | (Q(school=school) & Q(pk__in=[])))


def test_a_value_that_the_sql_has_no_place_for_is_none() -> None:
    student = create_student(school=create_school())
    ask = prepared(either)
    for school in (student.school_id, 77):
        assert ask(student.pk, school) == [student]
        assert ask(None, school) == []


def test_what_cannot_be_prepared_is_answered_as_ever() -> None:
    school = create_school(code="school-of-music")
    child = create_student(school=school, school_class=create_class(school=school, grade=5))
    create_link(parent=create_parent(school=school), student=child)
    like, of_grade, moments = prepared(contained), prepared(small), prepared(entered)
    assert [len(like(part)) for part in ("music", "of", "sport")] == [1, 1, 0]
    assert [len(of_grade(grade)) for grade in (5, 6, 5)] == [1, 0, 1]
    assert [len(moments(born)) for born in (True, False)] == [1, 0]
