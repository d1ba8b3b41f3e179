"""Linking a parent to a child, and closing a link; nothing is ever deleted."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.actions.staff import NewAdministrator
from schools.actions import bonds
from schools.models import AuditEvent, Parent, ParentChildLink, School, Student
from tests.factories import create_link, create_parent, create_student
from tests.schools.admin.forms import one_link, person

Page = Callable[..., str]
ALL = ["diary", "consent", "messages", "pickup"]


@pytest.fixture
def child(school: School) -> Student:
    return create_student(school=school)


@pytest.fixture
def mother(school: School) -> Parent:
    return create_parent(school=school)


def links() -> Any:
    return ParentChildLink.for_system(by="test")


def test_a_parent_is_linked_on_the_pupils_page(
    office: Client, administrator: NewAdministrator, child: Student, mother: Parent, page: Page
) -> None:
    line = one_link(parent=mother.pk, relation="mother", basis="birth_certificate")
    assert office.post(page("student", "change", child.pk), person() | line).status_code == 302
    link = links().get()
    assert (link.parent, link.student, link.relation, link.school) == (mother, child, "mother", child.school)
    assert link.verified_by == f"user {administrator.user.pk}"
    assert AuditEvent.about(link).get().kind == "link_opened"


def test_a_child_is_linked_on_the_parents_page(office: Client, child: Student, mother: Parent, page: Page) -> None:
    line = one_link(student=child.pk, relation="mother", basis="court")
    filled = person(surname=mother.surname, given_name=mother.given_name, patronymic=mother.patronymic)
    assert office.post(page("parent", "change", mother.pk), filled | line).status_code == 302
    assert links().get().student == child


def test_a_new_pupil_is_entered_and_linked_at_once(office: Client, mother: Parent, page: Page) -> None:
    line = one_link(parent=mother.pk, relation="mother", basis="court")
    assert office.post(page("student", "add"), person() | line).status_code == 302
    assert links().get().student.surname == "Соколова"


CHOOSE = "Выберите человека из списка."
OF_COURT = {"relation": "mother", "basis": "court"}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        pytest.param(OF_COURT, "Обязательное поле.", id="nobody chosen"),
        pytest.param(OF_COURT | {"parent": "not a key"}, CHOOSE, id="no key at all"),
        pytest.param(OF_COURT | {"parent": "\0"}, CHOOSE, id="a NUL for a key"),
        pytest.param({"parent": "hers"}, "Обязательное поле.", id="no relation and no basis"),
        pytest.param(OF_COURT | {"parent": "hers", "relation": "aunt"}, "допустимых", id="no such relation"),
    ],
)
def test_a_wrong_line_comes_back_with_a_reason(
    office: Client, child: Student, mother: Parent, page: Page, line: dict[str, str], told: str
) -> None:
    chosen = {name: str(mother.pk) if value == "hers" else value for name, value in line.items()}
    answer = office.post(page("student", "change", child.pk), person() | one_link(**chosen))
    assert answer.status_code == 200
    assert told in answer.content.decode()
    assert not links().exists()


def test_two_are_linked_once(office: Client, child: Student, mother: Parent, page: Page) -> None:
    create_link(parent=mother, student=child)
    line = one_link(parent=mother.pk, relation="guardian", basis="court")
    answer = office.post(page("student", "change", child.pk), person() | line)
    assert "Эти двое уже связаны." in answer.content.decode()


def test_two_lines_for_one_person_are_refused(office: Client, child: Student, mother: Parent, page: Page) -> None:
    twice = one_link(parent=mother.pk, relation="mother", basis="court")
    twice |= {name.replace("-0-", "-1-"): value for name, value in twice.items()} | {"links-TOTAL_FORMS": "2"}
    answer = office.post(page("student", "change", child.pk), person() | twice)
    assert "Эти двое уже связаны." in answer.content.decode()
    assert not links().exists()


def test_closing_asks_first_and_leaves_the_row(office: Client, child: Student, mother: Parent, page: Page) -> None:
    link = create_link(parent=mother, student=child)
    address = page("parentchildlink", "close", link.pk)
    assert address in office.get(page("student", "change", child.pk)).content.decode()
    assert "Закрыть связь?" in office.get(address).content.decode()
    assert links().get().valid_to is None
    answer = office.post(address, follow=True)
    assert answer.redirect_chain == [(page("student", "change", child.pk), 302)]
    closed = links().get()
    assert (closed.valid_to is not None, closed.closed_by_kind) == (True, "person")
    assert AuditEvent.about(link).first().kind == "link_closed"  # type: ignore[union-attr]  # there is one


def test_a_closed_link_cannot_be_closed_again(office: Client, child: Student, mother: Parent, page: Page) -> None:
    address = page("parentchildlink", "close", create_link(parent=mother, student=child).pk)
    office.post(address)
    assert "уже закрыта" in office.get(address).content.decode()
    office.post(address)
    assert AuditEvent.about(links().get()).filter(kind="link_closed").count() == 1


def test_a_link_is_narrowed_and_widened_again(office: Client, child: Student, mother: Parent, page: Page) -> None:
    link = create_link(parent=mother, student=child)
    address = page("parentchildlink", "scopes", link.pk)
    assert address in office.get(page("student", "change", child.pk)).content.decode()
    for scopes, told in ((["diary", "pickup"], "видит дневник, забирает ребёнка"), ([], "ничего"), (ALL, "всё")):
        shown = office.post(address, {"scopes": scopes}, follow=True).content.decode()
        assert f"<p>{told}</p>" in shown
        assert {scope.value for scope in bonds.allowed(links().get())} == set(scopes)
    assert AuditEvent.about(link).filter(kind="record_corrected").count() == 3


def test_a_trusted_person_is_offered_marks_alone(office: Client, child: Student, mother: Parent, page: Page) -> None:
    address = page("parentchildlink", "scopes", create_link(parent=mother, student=child, relation="trusted").pk)
    assert "Даёт согласия" not in office.get(address).content.decode()
    assert "допустимых" in office.post(address, {"scopes": ALL}).content.decode()


def test_a_closed_link_is_not_narrowed(office: Client, child: Student, mother: Parent, page: Page) -> None:
    link = create_link(parent=mother, student=child)
    office.post(page("parentchildlink", "close", link.pk))
    assert "уже закрыта" in office.post(page("parentchildlink", "scopes", link.pk), {"scopes": []}).content.decode()
    assert len(bonds.allowed(links().get())) == 4


@pytest.mark.parametrize("name", ["delete", "change"])
def test_links_are_not_deleted_or_edited(office: Client, child: Student, mother: Parent, page: Page, name: str) -> None:
    link = create_link(parent=mother, student=child)
    answer = office.post(page("parentchildlink", name, link.pk), {"post": "yes", "relation": "father"})
    assert answer.status_code == 404
    assert links().get().relation == "mother"


def test_a_posted_deletion_of_a_line_deletes_nothing(
    office: Client, child: Student, mother: Parent, page: Page
) -> None:
    link = create_link(parent=mother, student=child)
    line = one_link(id=link.pk, student=child.pk, relation="father", DELETE="on") | {"links-INITIAL_FORMS": "1"}
    office.post(page("student", "change", child.pk), person() | line)
    assert links().get().relation == "mother"


def test_who_is_linked_cannot_be_deleted(office: Client, child: Student, mother: Parent, page: Page) -> None:
    create_link(parent=mother, student=child)
    answer = office.post(page("parent", "delete", mother.pk), {"post": "yes"}, follow=True)
    assert answer.redirect_chain == [(page("parent", "change", mother.pk), 302)]
    assert "Удалить нельзя" in answer.content.decode()
    assert not AuditEvent.about(mother).filter(kind="record_removed").exists()
