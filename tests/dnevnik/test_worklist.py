"""What the first page of the admin says is waiting."""

from datetime import date

import pytest
from django.test import Client

from accounts.actions import answers
from accounts.models import LinkProposal
from accounts.models.request import Request
from dnevnik.worklist import waiting
from tests.accounts.staff.asked import asks_for_child, asks_to_correct, mistyped
from tests.factories import (
    create_administrator,
    create_link,
    create_parent,
    create_pending,
    create_school,
    create_student,
    synthetic_snils,
)
from tests.people import NOON
from tests.restricted import restrict, restricted_pupil
from tests.staff_session import sign_in

pytestmark = pytest.mark.django_db


def test_heaps_count_ones_own_people_who_are_still_here() -> None:
    school, elsewhere = create_school(), create_school()
    whole = create_student(school=school, snils=synthetic_snils(1))
    create_link(parent=create_parent(school=school), student=whole)
    create_student(school=school)
    create_student(school=school, left_on=date(2026, 6, 30))
    create_student(school=elsewhere)
    user = create_administrator(schools=[school]).user
    assert {task.title: task.count for task in waiting(user)} == {
        "ученики без СНИЛС": 1,
        "ученики без связи с родителем": 1,
        "родители без СНИЛС": 1,
    }


def test_restrictions_that_wait_and_that_are_past_their_day() -> None:
    school, elsewhere = create_school(), create_school()
    restricted_pupil(elsewhere, snils=synthetic_snils(1))
    pupil = create_student(school=school, snils=synthetic_snils(1))
    restrict(pupil, valid_to=date(2026, 5, 1), act_number="1")
    create_link(parent=create_parent(school=elsewhere), student=create_student(school=elsewhere, birth_date=None))
    told = {task.title: task.count for task in waiting(create_administrator(schools=[school]).user)}
    assert told["ограничения ждут решения"] == 1
    assert told["ограничения с истёкшим сроком"] == 1


def test_links_that_wait_for_a_second_person() -> None:
    school, elsewhere = create_school(), create_school()
    for of_school in (school, elsewhere):
        pupil = create_student(school=of_school, snils=synthetic_snils(1))
        create_pending(parent=create_parent(school=of_school), student=pupil)
    told = {task.title: task.count for task in waiting(create_administrator(schools=[school]).user)}
    assert told["связи ждут второго сотрудника"] == 1
    assert told["ученики без связи с родителем"] == 1, "it is no link yet"


def test_what_people_ask_stands_before_the_cases_it_belongs_to() -> None:
    school, elsewhere = create_school(), create_school()
    asks_for_child(school)
    asks_to_correct(school)
    mistyped(elsewhere)
    told = {task.title: task.count for task in waiting(create_administrator(schools=[school]).user)}
    assert list(told.items())[:4] == [
        ("просят связать с ребёнком", 1),
        ("просят исправить запись", 1),
        ("не найдены, переданы в школу", 1),
        ("не могут войти", 2),
    ]
    answers.decline(request=LinkProposal.objects.get(), reason=Request.Reason.NO_PAPER, at=NOON, by="test")
    assert "просят связать с ребёнком" not in {
        task.title for task in waiting(create_administrator(schools=[school]).user)
    }


def test_each_heap_leads_to_the_list_of_just_those(client: Client) -> None:
    school = create_school()
    create_pending(parent=create_parent(school=school), student=create_student(school=school))
    restrict(create_student(school=school), valid_to=date(2026, 5, 1))
    asks_for_child(school)
    asks_to_correct(school)
    administrator = create_administrator(schools=[school])
    office = sign_in(client, administrator)
    for task in waiting(administrator.user):
        assert len(office.get(task.address).context["cl"].result_list) == task.count
        assert task.address.replace("&", "&amp;") in office.get("/admin/").content.decode()


def test_nothing_waits_where_all_is_well() -> None:
    assert list(waiting(create_administrator(schools=[create_school()]).user)) == []
