"""What of Django's own site is left out."""

from collections.abc import Callable

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import NoReverseMatch, reverse

from schools.models import School, Student
from tests.factories import create_administrator, create_school, create_student
from tests.staff_session import sign_in


@pytest.fixture
def school(db: None) -> School:
    return create_school()


@pytest.fixture
def office(client: Client, school: School) -> Client:
    client.raise_request_exception = False
    return sign_in(client, create_administrator(schools=[school]))


@pytest.mark.parametrize(
    "key", [lambda pupil: pupil.pk, lambda _pupil: "junk", lambda _pupil: 1], ids=["", "junk", "1"]
)
def test_there_is_no_way_from_a_record_to_the_site(
    office: Client, school: School, key: Callable[[Student], object]
) -> None:
    """Django's shortcut knows no fence and takes every key for a number."""
    kind = ContentType.objects.get_for_model(Student)
    assert office.get(f"/admin/r/{kind.pk}/{key(create_student(school=school))}/").status_code == 404


def test_no_page_offers_it(office: Client, school: School) -> None:
    pupil = create_student(school=school)
    page = office.get(reverse("admin:schools_student_change", args=[pupil.pk])).text
    assert "/admin/r/" not in page
    assert "Смотреть на сайте" not in page
    with pytest.raises(NoReverseMatch):
        reverse("admin:view_on_site", args=[1, 1])
