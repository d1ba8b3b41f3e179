"""The same deed many times at once: one restriction, one decision, one proposal, and nobody meets an error."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from schools.actions import restrictions, transfers
from schools.models import AuditEvent, Restriction, School
from tests.factories import TODAY, create_school, create_student, synthetic_snils
from tests.people import NOON
from tests.restricted import of_school, restrict, restricted_pupil

pytestmark = pytest.mark.django_db(transaction=True)
WAYS = 6
CHILD = synthetic_snils(91)


def all_at_once(deed: Callable[[int], object]) -> None:
    gate = Barrier(WAYS, timeout=30)

    def on_its_own(number: int) -> None:
        gate.wait()
        try:
            deed(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(WAYS) as crowd:
        list(crowd.map(on_its_own, range(WAYS)))


@pytest.fixture
def old() -> School:
    return create_school()


@pytest.fixture
def new() -> School:
    return create_school()


def test_a_form_sent_many_times_is_one_restriction(old: School, new: School) -> None:
    create_student(school=new, snils=CHILD)
    pupil = create_student(school=old, snils=CHILD)
    all_at_once(lambda _number: restrict(pupil))
    assert of_school(old).count() == of_school(new).count() == 1
    assert AuditEvent.objects.filter(kind="restriction_carried").count() == 1


def test_of_two_answers_the_first_stands(old: School, new: School) -> None:
    restricted_pupil(old, snils=CHILD)
    create_student(school=new, snils=CHILD)
    row = of_school(new).get()
    all_at_once(lambda number: transfers.decide(restriction=row, accept=number % 2 == 0, at=NOON, by=str(number)))
    [event] = AuditEvent.objects.filter(kind="restriction_decided")
    row.refresh_from_db()
    assert event.by == row.decided_by
    assert event.fields == ["accepted" if row.state == "in_force" else "declined"]


def test_lifted_once(old: School) -> None:
    row = restricted_pupil(old)
    all_at_once(lambda _number: restrictions.lift(restriction=row, on=TODAY, by="test"))
    assert AuditEvent.objects.filter(kind="restriction_lifted").count() == 1


def test_caught_up_with_once(old: School, new: School) -> None:
    source = restricted_pupil(old, snils=CHILD)
    create_student(school=new, snils=CHILD)
    Restriction.objects.exclude(pk=source.pk).delete()
    all_at_once(lambda _number: transfers.catch_up(school=old, by="night"))
    assert of_school(new).count() == 1
