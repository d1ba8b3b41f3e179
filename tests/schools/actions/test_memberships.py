"""Appointments begin on the earliest day asked for and end on the day a person is dismissed."""

from datetime import date

import pytest

from schools.actions import memberships
from schools.models import AuditEvent, School, StaffMembership
from tests.factories import TODAY, create_administrator, create_school

pytestmark = pytest.mark.django_db
LATER = date(2027, 1, 11)


def held() -> StaffMembership:
    return StaffMembership.objects.get()


@pytest.mark.parametrize(
    ("first", "second", "since", "traces"),
    [
        pytest.param(LATER, TODAY, TODAY, 2, id="moved back"),
        pytest.param(TODAY, LATER, TODAY, 1, id="never moved on"),
        pytest.param(TODAY, TODAY, TODAY, 1, id="twice the same"),
    ],
)
def test_appointing_again(first: date, second: date, since: date, traces: int) -> None:
    school, user = create_school(), create_administrator().user
    for day in (first, second):
        memberships.appoint(user=user, school=school, on=day, by="test")
    assert (held().since, held().until) == (since, None)
    assert AuditEvent.about(held()).count() == traces
    assert School.objects.for_staff(user, on=TODAY).exists()


def test_dismissing_leaves_the_last_day_and_takes_the_next() -> None:
    school = create_school()
    user = create_administrator(schools=[school]).user
    for _again in range(2):
        memberships.dismiss(membership=held(), on=LATER, by="test")
    assert School.objects.for_staff(user, on=LATER).exists()
    assert not School.objects.for_staff(user, on=date(2027, 1, 12)).exists()
    assert AuditEvent.about(held()).filter(kind="record_corrected").get().fields == ["until"]


def test_who_was_dismissed_may_be_appointed_anew() -> None:
    school = create_school()
    user = create_administrator(schools=[school]).user
    memberships.dismiss(membership=held(), on=TODAY, by="test")
    memberships.appoint(user=user, school=school, on=LATER, by="test")
    assert School.objects.for_staff(user, on=LATER).exists()
    assert StaffMembership.objects.count() == 2
