"""Who administers two schools chooses one first; everything on the form then belongs to it."""

from collections.abc import Callable

import pytest
from django.test import Client

from schools.models import Parent, School, Student
from tests.factories import create_administrator, create_class, create_parent, create_school, create_student
from tests.schools.admin.forms import one_link, person
from tests.staff_session import sign_in

Page = Callable[..., str]


@pytest.fixture
def both(client: Client, school: School, other_school: School) -> Client:
    create_school(name="Третья школа")
    return sign_in(client, create_administrator(schools=[school, other_school]))


def test_adding_asks_for_the_school_first(both: Client, school: School, page: Page) -> None:
    shown = both.get(page("student", "add") + "?_popup=1").content.decode()
    assert "В какую школу?" in shown
    assert f"?_popup=1&amp;school={school.pk}" in shown
    assert "Третья школа" not in shown


def test_the_chosen_school_is_the_records(both: Client, other_school: School, page: Page) -> None:
    both.post(f"{page('parent', 'add')}?school={other_school.pk}", person())
    assert Parent.for_system(by="test").get().school == other_school


@pytest.mark.parametrize("named", ["999999", "abc", "-1", "9" * 40, "\0", "1 OR 1=1", "²"])
def test_no_school_of_ones_own_is_no_school(both: Client, page: Page, named: str) -> None:
    answer = both.post(page("parent", "add"), person(), query_params={"school": named})
    assert "В какую школу?" in answer.content.decode()
    assert not Parent.for_system(by="test").exists()


def test_classes_are_those_of_the_chosen_school(both: Client, school: School, other_school: School, page: Page) -> None:
    mine, other = create_class(school=school), create_class(school=other_school)
    form = both.get(f"{page('student', 'add')}?school={school.pk}").context["adminform"].form
    assert list(form.fields["school_class"].queryset) == [mine]
    record = create_student(school=other_school)
    form = both.get(page("student", "change", record.pk)).context["adminform"].form
    assert list(form.fields["school_class"].queryset) == [other]


def test_people_of_ones_two_schools_are_not_linked(
    both: Client, school: School, other_school: School, page: Page
) -> None:
    child, adult = create_student(school=school), create_parent(school=other_school)
    line = one_link(parent=adult.pk, relation="mother", basis="court")
    shown = both.post(page("student", "change", child.pk), person() | line).content.decode()
    assert "Этот человек записан в другой школе" in shown


def test_the_box_of_a_page_suggests_its_school_alone(
    both: Client, school: School, other_school: School, page: Page
) -> None:
    child = create_student(school=school)
    shown = both.get(page("student", "change", child.pk)).content.decode()
    assert f"/admin/autocomplete/?school={school.pk}" in shown


def test_the_list_names_and_filters_the_school(both: Client, school: School, other_school: School, page: Page) -> None:
    create_student(school=school, surname="Первый")
    create_student(school=other_school, surname="Второй")
    shown = both.get(page("student"), {"school": other_school.pk})
    assert [row.surname for row in shown.context["cl"].result_list] == ["Второй"]
    assert "Лицей № 7" in shown.content.decode()
    assert Student.for_system(by="test").count() == 2
