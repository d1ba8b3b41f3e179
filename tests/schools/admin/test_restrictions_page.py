"""Entering, deciding and lifting a restriction; nothing is deleted, and reading a sealed name leaves a trace."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.actions.staff import NewAdministrator
from schools.models import AuditEvent, Parent, Restriction, School, Student
from tests.factories import create_link, create_parent, create_student, synthetic_snils
from tests.restricted import FATHER, of_school, restrict, restricted_pupil
from tests.schools.admin.forms import one_link, person

Page = Callable[..., str]
ALL = ["diary", "consent", "messages", "pickup"]


@pytest.fixture
def child(school: School) -> Student:
    return create_student(school=school)


@pytest.fixture
def father(school: School, child: Student) -> Parent:
    found = create_parent(school=school, **FATHER)
    create_link(parent=found, student=child, relation="father")
    return found


@pytest.fixture
def proposal(child: Student, other_school: School) -> Restriction:
    """What came to the school with its pupil."""
    restricted_pupil(other_school)
    row: Restriction = of_school(child.school).get()
    return row


def act(**changes: Any) -> dict[str, Any]:
    """The form of an act without end, filled in."""
    filled = {"act": "court", "act_number": "2-17/2026", "act_date": "02.04.2026", "act_issuer": "Районный суд"}
    return {**filled, "valid_from": "02.04.2026", "permanent": "on", "bars": ALL, **changes}


def test_an_act_is_entered_from_the_pupils_page(
    office: Client, administrator: NewAdministrator, child: Student, father: Parent, page: Page
) -> None:
    address = page("restriction", "set", child.pk)
    assert address in office.get(page("student", "change", child.pk)).content.decode()
    answer = office.post(address, act(adult=father.pk), follow=True)
    assert answer.redirect_chain == [(page("student", "change", child.pk), 302)]
    row = of_school(child.school).get()
    assert (row.parent, row.valid_to, row.bars_pickup, row.state) == (father, None, True, "in_force")
    assert AuditEvent.about(row).get().by == f"user {administrator.user.pk}"
    assert "решение суда 2-17/2026" in answer.content.decode()


def test_the_links_page_leads_to_the_form_with_its_adult_chosen(
    office: Client, child: Student, father: Parent, page: Page
) -> None:
    address = f"{page('restriction', 'set', child.pk)}?parent={father.pk}"
    assert address in office.get(page("parentchildlink", "change", father.links.get().pk)).content.decode()
    assert f'value="{father.pk}" selected' in office.get(address).content.decode()


def test_an_adult_without_a_record_is_written_by_name_and_number(office: Client, child: Student, page: Page) -> None:
    typed = act(
        surname="Соколов", given_name="Илья", patronymic="нет", snils=synthetic_snils(81), valid_to="01.09.2027"
    )
    office.post(page("restriction", "set", child.pk), typed | {"permanent": "", "bars": ["pickup"]})
    row = of_school(child.school).get()
    assert (row.adult_name, row.valid_to, row.bars_diary) == ("Соколов Илья нет", date(2027, 9, 1), False)
    assert row.adult_snils_index


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        pytest.param({}, "Впишите буквами, как в документе.", id="nobody is named"),
        pytest.param({"surname": "123", "given_name": "--"}, "Впишите буквами", id="no letters"),
        pytest.param({"surname": "Соколов", "given_name": "Илья", "snils": "1"}, "СНИЛС", id="a number that is none"),
        pytest.param({"permanent": ""}, "или отметьте «Бессрочно»", id="no term at all"),
        pytest.param({"valid_to": "01.09.2027"}, "или отметьте «Бессрочно»", id="a term and no end"),
        pytest.param({"permanent": "", "valid_to": "01.04.2026"}, "не раньше первого", id="ends before it begins"),
        pytest.param({"act_date": "02.04.2126"}, "сегодня или раньше", id="an act of the future"),
        pytest.param({"valid_from": "02.04.0026"}, "Проверьте год", id="a year that cannot be"),
        pytest.param({"bars": []}, "что именно запрещает акт", id="nothing is barred"),
        pytest.param({"bars": ["everything"]}, "допустимых", id="no such thing to bar"),
        pytest.param({"act": "divorce"}, "допустимых", id="a divorce is no act"),
        pytest.param({"act_number": "\0", **FATHER}, "Исправьте отмеченное ниже.", id="a NUL"),
    ],
)
def test_a_wrong_form_comes_back_with_a_reason(
    office: Client, child: Student, page: Page, changes: dict[str, Any], told: str
) -> None:
    answer = office.post(page("restriction", "set", child.pk), act(**changes))
    assert answer.status_code == 200
    assert told in answer.content.decode()
    assert not Restriction.for_system(by="test").exists()


def test_somebody_who_is_not_this_childs_adult_is_no_choice(office: Client, child: Student, page: Page) -> None:
    stranger = create_parent(school=child.school)
    for adult in (stranger.pk, "junk", "\0"):
        assert office.post(page("restriction", "set", child.pk), act(adult=adult)).status_code == 200
    assert not Restriction.for_system(by="test").exists()


@pytest.mark.parametrize(("answer", "state"), [("accept", "in_force"), ("decline", "declined")])
def test_a_proposal_is_decided(
    office: Client, administrator: NewAdministrator, proposal: Restriction, page: Page, answer: str, state: str
) -> None:
    address = page("restriction", "decide", proposal.pk)
    office.post(address, {"answer": "whatever"})
    assert of_school(proposal.school).get().state == "proposed"
    assert office.post(address, {"answer": answer}, follow=True).status_code == 200
    office.post(address, {"answer": "decline"})  # too late
    row = of_school(proposal.school).get()
    assert (row.state, row.decided_by) == (state, f"user {administrator.user.pk}")
    assert "Решать нечего" in office.get(address).content.decode()


def test_the_page_of_a_decision_shows_the_adult_with_a_trace_and_nothing_of_the_other_school(
    office: Client, proposal: Restriction, other_school: School, page: Page
) -> None:
    pages = [page("restriction"), page("restriction", "change", proposal.pk), page("student")]
    pages += [page("student", "change", proposal.student_id), page("restriction", "history", proposal.pk)]
    for address in pages:
        shown = office.get(address).content.decode()
        assert "Илья" not in shown, address
        assert other_school.name not in shown, address
    assert not AuditEvent.about(proposal).filter(kind="name_shown").exists()
    answer = office.get(page("restriction", "decide", proposal.pk))
    assert "Соколов Илья Ильич" in answer.content.decode()
    assert other_school.name not in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    assert AuditEvent.about(proposal).filter(kind="name_shown").count() == 1


def test_lifting_asks_first(office: Client, child: Student, father: Parent, page: Page) -> None:
    row = restrict(child, father)
    address = page("restriction", "lift", row.pk)
    assert "Снять ограничение?" in office.get(address).content.decode()
    assert of_school(child.school).get().state == "in_force"
    office.post(address)
    office.post(address)
    assert of_school(child.school).get().state == "lifted"
    assert "Снимать нечего" in office.get(address).content.decode()


def test_the_deeds_do_not_stand_in_for_each_other(office: Client, proposal: Restriction, page: Page) -> None:
    office.post(page("restriction", "lift", proposal.pk))
    assert of_school(proposal.school).get().state == "proposed"


@pytest.mark.parametrize("name", ["change", "delete"])
def test_nothing_is_edited_or_deleted(office: Client, child: Student, page: Page, name: str) -> None:
    row = restrict(child)
    assert office.post(page("restriction", name, row.pk), {"post": "yes", "state": "lifted"}).status_code == 404
    assert of_school(child.school).get().state == "in_force"


@pytest.mark.parametrize("name", ["lift", "decide", "change", "history"])
def test_another_schools_restriction_does_not_exist(
    office: Client, proposal: Restriction, other_school: School, page: Page, name: str
) -> None:
    theirs = of_school(other_school).get()
    address = page("restriction", name, theirs.pk)
    for answer in (office.get(address), office.post(address, {"answer": "accept"})):
        assert answer.status_code in {404, 405}
    assert of_school(other_school).get().state == "in_force"
    assert not AuditEvent.about(theirs).exclude(kind="restriction_set").exists()


def test_nobody_is_restricted_in_another_school(office: Client, other_school: School, page: Page) -> None:
    theirs = create_student(school=other_school)
    address = page("restriction", "set", theirs.pk)
    for answer in (office.get(address), office.post(address, act(surname="Соколов", given_name="Илья"))):
        assert answer.status_code == 404
    assert not Restriction.for_system(by="test").exists()


def test_a_link_that_may_not_be_is_not_made_and_the_reason_is_said(
    office: Client, child: Student, father: Parent, page: Page
) -> None:
    restrict(child, father)
    office.post(page("parentchildlink", "close", father.links.get().pk))
    line = one_link(parent=father.pk, relation="father", basis="court")
    answer = office.post(page("student", "change", child.pk), person() | line, follow=True)
    assert "Связь не создана: есть ограничение." in answer.content.decode()
    assert not father.links.filter(valid_to=None).exists()


def test_a_pupil_entered_with_a_link_comes_without_it_if_an_act_comes_along(
    office: Client, other_school: School, school: School, page: Page
) -> None:
    restricted_pupil(other_school)
    line = one_link(parent=create_parent(school=school).pk, relation="mother", basis="court")
    answer = office.post(page("student", "add"), person() | line, follow=True)
    assert "перевод с ограничением" in answer.content.decode()
    assert of_school(school).get().state == "proposed"
    assert not of_school(school).get().student.links.exists()


def test_past_its_last_day_the_page_says_what_to_do(office: Client, child: Student, page: Page) -> None:
    row = restrict(child, valid_to=date(2026, 5, 1))
    for address in (page("restriction"), page("restriction", "change", row.pk)):
        assert "срок вышел: снимите или внесите новый акт" in office.get(address).content.decode()


@pytest.mark.parametrize(
    ("state", "expected"), [("proposed", 1), ("in_force", 2), ("expired", 1), ("lifted", 0), ("junk", 3)]
)
def test_the_list_filters_by_state(
    office: Client, proposal: Restriction, child: Student, page: Page, state: str, expected: int
) -> None:
    restrict(child, act_number="1", valid_to=date(2026, 5, 1))
    restrict(child, act_number="2")
    assert len(office.get(page("restriction"), {"state": state}).context["cl"].result_list) == expected
