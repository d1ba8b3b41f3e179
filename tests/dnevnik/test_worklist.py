"""What the first page of the admin says is waiting."""

from datetime import date

import pytest
from django.test import Client

from dnevnik.worklist import waiting
from tests.factories import (
    create_administrator,
    create_link,
    create_parent,
    create_school,
    create_student,
    synthetic_snils,
)
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


def test_each_heap_leads_to_the_list_of_just_those(client: Client) -> None:
    school = create_school()
    create_student(school=school)
    administrator = create_administrator(schools=[school])
    office = sign_in(client, administrator)
    for task in waiting(administrator.user):
        assert len(office.get(task.address).context["cl"].result_list) == task.count
        assert task.address.replace("&", "&amp;") in office.get("/admin/").content.decode()


def test_nothing_waits_where_all_is_well() -> None:
    assert list(waiting(create_administrator(schools=[create_school()]).user)) == []
