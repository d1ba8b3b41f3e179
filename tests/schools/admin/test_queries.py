"""The number of queries of a page does not grow with the number of people."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from schools.models import School
from tests.factories import create_class, create_link, create_parent, create_pending, create_student, synthetic_snils
from tests.restricted import restrict

Page = Callable[..., str]
MOST = 12
numbers = iter(range(1, 900))


def families(school: School, count: int) -> Any:
    """Linked pupils and parents; the last pupil."""
    for _ in range(count):
        child = create_student(
            school=school, snils=synthetic_snils(next(numbers)), school_class=create_class(school=school)
        )
        create_link(parent=create_parent(school=school, snils=synthetic_snils(next(numbers))), student=child)
        create_pending(parent=create_parent(school=school), student=child)
        restrict(child)
    return child


def queries(client: Client, address: str) -> int:
    client.get(address)  # caches of the process, such as content types, fill on the first visit
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    "model",
    ["student", "parent", "parentchildlink", "pendinglink", "restriction", "auditevent", "schoolclass", "school"],
)
def test_lists(office: Client, school: School, page: Page, model: str) -> None:
    families(school, 2)
    before = queries(office, page(model))
    families(school, 12)
    assert queries(office, page(model)) == before
    assert before <= MOST


def test_suggestions(office: Client, school: School) -> None:
    asked = "/admin/autocomplete/?app_label=schools&model_name=parentchildlink&field_name=student"
    families(school, 2)
    before = queries(office, asked)
    families(school, 12)
    assert queries(office, asked) == before


def test_the_page_of_a_pupil_with_many_adults_and_acts(office: Client, school: School, page: Page) -> None:
    child = families(school, 1)
    before = queries(office, page("student", "change", child.pk))
    for number in range(5):
        create_link(parent=create_parent(school=school), student=child)
        restrict(child, act_number=str(number))
    assert queries(office, page("student", "change", child.pk)) == before


def test_the_history_of_a_much_touched_record(office: Client, school: School, page: Page) -> None:
    child = families(school, 1)
    before = queries(office, page("student", "history", child.pk))
    for _ in range(5):
        office.post(page("student", "show", child.pk, "snils"))
    assert queries(office, page("student", "history", child.pk)) <= before + 1  # one more: the doer's name
