"""Who works where on which day."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from accounts.models import User
from schools.models import School, StaffMembership, Student
from tests.factories import create_administrator, create_school, create_student

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 1)
DAY = timedelta(days=1)


@pytest.fixture
def school() -> School:
    return create_school()


@pytest.fixture
def user() -> User:
    return create_administrator().user


def appointed(user: User, school: School, since: date, until: date | None) -> None:
    StaffMembership.for_system(by="test").create(user=user, school=school, since=since, until=until)


@pytest.mark.parametrize(
    ("since", "until", "works"),
    [
        pytest.param(TODAY - DAY, None, True, id="since yesterday"),
        pytest.param(TODAY, None, True, id="the first day"),
        pytest.param(TODAY + DAY, None, False, id="from tomorrow"),
        pytest.param(TODAY - DAY, TODAY + DAY, True, id="till tomorrow"),
        pytest.param(TODAY - DAY, TODAY, True, id="the last day"),
        pytest.param(TODAY - DAY, TODAY - DAY, False, id="till yesterday"),
        pytest.param(TODAY + DAY, TODAY + DAY, False, id="tomorrow alone"),
    ],
)
def test_an_appointment_counts_from_its_first_day_to_its_last(
    user: User,
    school: School,
    since: date,
    until: date | None,
    works: bool,  # noqa: FBT001  a table's column
) -> None:
    appointed(user, school, since, until)
    assert School.objects.for_staff(user, on=TODAY).exists() is works


def test_two_appointments_are_not_mixed_into_one(user: User, school: School) -> None:
    """One begins tomorrow and one ended yesterday: neither is of today."""
    appointed(user, school, TODAY - 9 * DAY, TODAY - DAY)
    appointed(user, school, TODAY + DAY, None)
    assert not School.objects.for_staff(user, on=TODAY).exists()


def test_two_appointments_of_today_are_one_school(user: User, school: School) -> None:
    appointed(user, school, TODAY - DAY, TODAY + DAY)
    appointed(user, school, TODAY - DAY, None)
    assert list(School.objects.for_staff(user, on=TODAY)) == [school]


@pytest.mark.parametrize(
    ("since", "until", "works"),
    [
        pytest.param(0, 0, True, id="today alone"),
        pytest.param(1, None, False, id="from tomorrow"),
        pytest.param(-1, 1, True, id="till tomorrow"),
        pytest.param(-2, -1, False, id="till yesterday"),
    ],
)
def test_everything_of_a_school_opens_and_shuts_with_the_appointment(
    user: User,
    school: School,
    since: int,
    until: int | None,
    works: bool,  # noqa: FBT001  a table's column
) -> None:
    create_student(school=school)
    today = localdate()
    appointed(user, school, today + since * DAY, None if until is None else today + until * DAY)
    assert School.objects.for_staff(user).exists() is works
    assert Student.for_staff(user).exists() is works


def test_the_superuser_needs_no_appointment(school: School) -> None:
    operator = create_administrator(superuser=True).user
    assert list(School.objects.for_staff(operator, on=TODAY)) == [school]
