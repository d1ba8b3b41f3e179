"""A school administrator meets the rows of the own schools, and no others, whichever way is tried."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client

from accounts.actions.staff import NewAdministrator
from accounts.admin.cases import CaseAdmin
from accounts.models import MismatchCase
from schools.actions import directory
from schools.models import (
    AuditEvent,
    Parent,
    ParentChildLink,
    PendingLink,
    School,
    SchoolOwned,
    StaffMembership,
    Student,
)
from tests.factories import (
    TODAY,
    create_class,
    create_link,
    create_parent,
    create_pending,
    create_student,
    synthetic_snils,
)
from tests.restricted import restrict
from tests.schools.admin.forms import one_link, person

Page = Callable[..., str]


class Family:
    """A linked pupil and parent of one school."""

    def __init__(self, school: School, *, surname: str, number: int) -> None:
        self.of_class = create_class(school=school)
        snils = synthetic_snils(number)
        self.student = create_student(school=school, surname=surname, snils=snils, school_class=self.of_class)
        self.parent = create_parent(school=school, surname=surname, snils=synthetic_snils(number + 1))
        self.link = create_link(parent=self.parent, student=self.student)
        self.pending = create_pending(parent=self.parent, student=self.student)
        restrict(self.student)


@pytest.fixture
def ours(school: School) -> Family:
    return Family(school, surname="Своя", number=10)


@pytest.fixture
def theirs(other_school: School) -> Family:
    return Family(other_school, surname="Чужая", number=20)


@pytest.mark.parametrize("model", ["student", "parent", "parentchildlink", "pendinglink", "restriction", "auditevent"])
def test_lists_hold_ones_own(office: Client, ours: Family, theirs: Family, page: Page, model: str) -> None:
    shown = office.get(page(model)).context["cl"].result_list
    assert {row.school_id for row in shown} == {ours.student.school_id}


def test_a_search_by_the_very_number_finds_nobody_elsewhere(office: Client, theirs: Family, page: Page) -> None:
    for query in ("Чужая", synthetic_snils(20)):
        assert not office.get(page("student"), {"q": query}).context["cl"].result_list


PAGES = ["change", "delete", "history"]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("model", ["student", "parent"])
def test_a_persons_pages_elsewhere_do_not_exist(
    office: Client, theirs: Family, page: Page, model: str, name: str, method: str
) -> None:
    address = page(model, name, getattr(theirs, model).pk)
    assert getattr(office, method)(address, person(post="yes")).status_code == 404
    assert Student.for_system(by="test").filter(surname="Чужая").exists()


@pytest.mark.parametrize(
    ("model", "name", "extra"),
    [
        pytest.param("parentchildlink", "change", [], id="a link"),
        pytest.param("parentchildlink", "close", [], id="closing a link"),
        pytest.param("parentchildlink", "scopes", [], id="what a link allows"),
        pytest.param("pendinglink", "change", [], id="a link that waits"),
        pytest.param("pendinglink", "decide", [], id="deciding it"),
        pytest.param("student", "show", ["snils"], id="a pupil's SNILS"),
        pytest.param("parent", "show", ["snils"], id="a parent's SNILS"),
    ],
)
def test_other_addresses_elsewhere_do_not_exist(
    office: Client, theirs: Family, page: Page, model: str, name: str, extra: list[str]
) -> None:
    rows = {"parentchildlink": theirs.link, "pendinglink": theirs.pending, "student": theirs.student}
    row: Any = {**rows, "parent": theirs.parent}[model]
    assert office.post(page(model, name, row.pk, *extra), {"answer": "decline"}).status_code == 404
    assert PendingLink.for_system(by="test").get(pk=theirs.pending.pk).state == "waiting"
    assert not AuditEvent.about(row).filter(kind="number_shown").exists()
    assert ParentChildLink.for_system(by="test").filter(pk=theirs.link.pk, valid_to=None).exists()


def test_the_schools_own_page_elsewhere_does_not_exist(office: Client, other_school: School, page: Page) -> None:
    assert office.get(page("school", "change", other_school.pk)).status_code == 404


def suggestions(client: Client, **asked: Any) -> list[str]:
    """What the boxes of the admin offer."""
    where = {"app_label": "schools", "model_name": "parentchildlink", "field_name": "parent", "term": ""}
    answer = client.get("/admin/autocomplete/", where | asked)
    return [row["text"] for row in answer.json()["results"]]


def test_suggestions_are_ones_own(office: Client, ours: Family, theirs: Family, other_school: School) -> None:
    assert [text.split()[0] for text in suggestions(office)] == ["Своя"]
    assert suggestions(office, term="Чужая") == []
    assert suggestions(office, school=other_school.pk) == []


def test_suggestions_tell_people_apart_without_their_number(office: Client, ours: Family) -> None:
    assert suggestions(office) == ["Своя Анна Петровна, СНИЛС •••-•••-011 ••"]


def test_classes_on_offer_are_ones_own(office: Client, ours: Family, theirs: Family, page: Page) -> None:
    form = office.get(page("student", "add")).context["adminform"].form
    assert list(form.fields["school_class"].queryset) == [ours.of_class]


def test_a_posted_class_of_another_school_is_no_choice(office: Client, theirs: Family, page: Page) -> None:
    answer = office.post(page("student", "add"), person(school_class=theirs.of_class.pk))
    assert "Выберите корректный вариант" in answer.content.decode()


def test_a_posted_parent_of_another_school_is_no_choice(
    office: Client, ours: Family, theirs: Family, page: Page
) -> None:
    line = one_link(parent=theirs.parent.pk, relation="mother", basis="court")
    answer = office.post(page("student", "change", ours.student.pk), person() | line)
    assert "Выберите человека из списка." in answer.content.decode()
    assert ParentChildLink.for_system(by="test").filter(parent=theirs.parent).count() == 1


def test_a_posted_school_changes_nothing(office: Client, school: School, other_school: School, page: Page) -> None:
    office.post(f"{page('parent', 'add')}?school={other_school.pk}", person(school=other_school.pk))
    assert Parent.for_system(by="test").get().school == school


@pytest.mark.django_db
def test_an_appointment_that_ended_opens_nothing(
    office: Client, administrator: NewAdministrator, ours: Family, page: Page
) -> None:
    held = StaffMembership.for_system(by="test").get(user=administrator.user)
    held.until = TODAY
    directory.correct(row=held, fields=["until"], by="test")
    assert office.get(page("student")).status_code == 404
    assert "Вы пока не назначены" in office.get("/admin/").content.decode()


def test_nothing_is_deleted_in_bulk(office: Client, ours: Family, page: Page) -> None:
    posted = {"action": "delete_selected", "_selected_action": ours.student.pk, "index": 0, "post": "yes"}
    assert "delete_selected" not in office.post(page("student"), posted).content.decode()
    assert Student.for_system(by="test").filter(pk=ours.student.pk).exists()


SUPERUSERS_ALONE = ["region", "matchprofile", "municipality", "academicyear", "staffmembership"]


@pytest.mark.parametrize("model", SUPERUSERS_ALONE)
@pytest.mark.parametrize("name", ["changelist", "add"])
def test_settings_of_the_operator_do_not_exist_for_schools(
    office: Client, operator: Client, page: Page, model: str, name: str
) -> None:
    assert office.get(page(model, name)).status_code == 404
    assert operator.get(page(model, name)).status_code == 200


def test_every_page_about_a_school_stands_behind_the_fence(office: Client, other_school: School) -> None:
    """Walks the registry, so a page added tomorrow without a fence fails here."""
    request = office.get("/admin/").wsgi_request
    for model, pages in admin.site._registry.items():
        if issubclass(model, SchoolOwned | School | MismatchCase) and pages.has_view_permission(request):
            assert "schools_staffmembership" in str(pages.get_queryset(request).query), model


def test_cases_of_other_schools_are_not_even_counted(office: Client) -> None:
    request = office.get("/admin/").wsgi_request
    assert "staffmembership" in str(CaseAdmin(MismatchCase, admin.site).get_queryset(request).query)
