"""Birthdays told in time: to whom, once, and as cheaply for a whole school as for one pupil."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actions.birthdays import announce_in
from accounts.claims import Level
from accounts.models import Notice, RecordClaim, VerifiedIdentity
from schools.models import ParentChildLink, School
from tests.factories import create_link, create_parent, create_region, create_student, synthetic_snils
from tests.households import Household, come_in, household
from tests.nights import EVENING

pytestmark = pytest.mark.django_db
ON = date(2026, 10, 1)
KIND_14, KIND_18 = Notice.Kind.AGE_14_SOON, Notice.Kind.AGE_18_SOON


def tell(school: School, *, on: date = ON) -> list[tuple[str, str, int | None]]:
    announce_in(school=school, on=on, at=EVENING, by="test")
    rows = Notice.objects.order_by("identity__subject", "days").values_list("kind", "identity__subject", "days")
    return list(rows)


def home_of(born: date) -> Household:
    """A mother and a child in a region that writes to the cabinet at Gosuslugi."""
    create_region(has_notice_channel=True)
    home = household(born=born)
    VerifiedIdentity.objects.filter(pk=home.child.pk).update(level=Level.CHILD)
    return home


def test_a_pupil_of_14_is_congratulated_and_the_mother_is_not_asked() -> None:
    home = home_of(date(2012, 9, 12))
    assert tell(home.school) == [(KIND_14, home.child.subject, 0)]


def test_each_mark_is_told_once_however_many_nights_there_are() -> None:
    home = home_of(date(2012, 9, 12))
    for day in range(120):
        announce_in(school=home.school, on=date(2026, 9, 1) + timedelta(days=day), at=EVENING, by="test")
    assert tell(home.school) == [(KIND_14, home.child.subject, days) for days in (0, 7, 30)]


def test_an_account_of_ones_own_needs_no_telling() -> None:
    home = home_of(date(2012, 9, 12))
    VerifiedIdentity.objects.filter(pk=home.child.pk).update(level=Level.CONFIRMED)
    assert tell(home.school) == []


def test_a_pupil_who_holds_no_record_is_not_told() -> None:
    home = home_of(date(2012, 9, 12))
    RecordClaim.objects.filter(identity=home.child).update(closed_at=EVENING, close_reason="not_the_person")
    assert tell(home.school) == []


def test_before_18_the_pupil_and_the_mother_are_told() -> None:
    home = home_of(date(2008, 10, 20))
    assert tell(home.school) == sorted((KIND_18, who.subject, 30) for who in (home.mother, home.child))


def test_an_adult_who_may_not_see_the_diary_is_told_nothing() -> None:
    home = home_of(date(2008, 10, 20))
    ParentChildLink.objects.update(sees_diary=False)
    assert tell(home.school) == [(KIND_18, home.child.subject, 30)]


def test_a_pupil_who_left_is_of_no_concern() -> None:
    home = home_of(date(2008, 10, 20))
    home.child_record.left_on = ON
    home.child_record.save()
    assert tell(home.school) == []


def test_another_school_is_not_looked_at() -> None:
    home_of(date(2008, 10, 20))
    other = household_elsewhere()
    assert tell(other) == []


def household_elsewhere() -> School:
    school: School = School.objects.create(
        code="elsewhere", region=create_region(), municipality=School.objects.get().municipality, name="Другая"
    )
    return school


def test_twenty_pupils_cost_as_many_queries_as_one() -> None:
    home = home_of(date(2008, 10, 20))

    def cost(day: date) -> int:
        with CaptureQueriesContext(connection) as queries:
            announce_in(school=home.school, on=day, at=EVENING, by="test")
        return len(queries)

    for_one = cost(ON)
    for number in range(200, 220):
        student = create_student(school=home.school, birth_date=date(2008, 10, 20), snils=synthetic_snils(number))
        parent = create_parent(school=home.school, snils=synthetic_snils(number + 100))
        create_link(parent=parent, student=student)
        come_in(subject=f"parent {number}", snils=synthetic_snils(number + 100))
    assert cost(date(2026, 10, 14)) == for_one
    assert Notice.objects.filter(days=7).count() == 22
