"""Many at once, each on a connection of its own: one winner, nobody sees a constraint (checklist L12)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from accounts.actions import cases, identities, replacements
from accounts.actions.reconciliation import reconcile_school
from accounts.claims import Level
from accounts.models import ExternalIdentity, MismatchCase, RecordClaim, VerifiedIdentity
from schools.models import AuditEvent, School
from tests.accounts.actions.doorway import LATER, come, holders, open_case, open_kinds, parent_with_child
from tests.factories import create_parent, create_region, create_school, create_student, synthetic_snils
from tests.people import NOON, claims

pytestmark = pytest.mark.django_db(transaction=True)
MINE = synthetic_snils(17)
AFTER_14 = datetime(2026, 11, 20, 9, tzinfo=UTC)
CROWD = 8


def all_at_once(*calls: Callable[[], object]) -> None:
    gate = Barrier(len(calls))

    def run(call: Callable[[], object]) -> None:
        gate.wait()
        try:
            call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as crowd:
        list(crowd.map(run, calls))


def test_a_first_sign_in_in_many_windows_is_one_person() -> None:
    region = create_region()
    all_at_once(*[partial(identities.remember, claims=claims(), region=region, at=NOON)] * CROWD)
    assert (ExternalIdentity.objects.count(), VerifiedIdentity.for_system(by="tests").count()) == (1, 1)


def test_nobody_whom_no_school_knows_gets_two_cases() -> None:
    create_school()
    come()
    MismatchCase.objects.all().delete()
    all_at_once(*[come] * CROWD)
    assert open_kinds() == ["not_found"]


def test_it_is_me_pressed_many_times_is_one_case() -> None:
    create_student(school=create_school(), snils=MINE)
    come()
    identity = ExternalIdentity.objects.get()
    all_at_once(*[partial(cases.open_wrong_role, identity=identity, at=NOON, by="test")] * CROWD)
    assert open_kinds() == ["wrong_role"]


def test_one_of_many_administrators_replaces_the_account() -> None:
    parent_with_child(create_school(), snils=MINE)
    come(subject="old")
    come(subject="new", at=LATER)
    case = open_case()

    def decide() -> None:
        with suppress(replacements.NotReplaceable):
            replacements.replace(case=case, at=LATER, by="administrator")

    all_at_once(*[decide] * CROWD)
    assert (holders(), RecordClaim.objects.count(), open_kinds()) == (["new"], 2, [])
    assert AuditEvent.objects.filter(kind="identity_replaced").count() == 2


def test_the_own_account_and_the_childs_at_once_end_with_the_own() -> None:
    born = date(2012, 9, 12)
    her: dict[str, Any] = {"given_name": "Вера", "patronymic": "Ильинична", "birth_date": born}
    create_student(school=create_school(), birth_date=born, snils=MINE)
    as_child = partial(come, subject="child", level=Level.CHILD, **her)
    as_child(at=datetime(2026, 9, 1, 9, tzinfo=UTC))
    as_herself = partial(come, subject="own", at=AFTER_14, **her)
    all_at_once(*[as_herself, partial(as_child, at=AFTER_14)] * (CROWD // 2))
    assert (holders(), open_kinds()) == (["own"], [])
    assert RecordClaim.objects.count() == 2


def test_two_schools_that_find_the_same_person_share_no_case() -> None:
    """The case without a school goes to one of them; the other opens its own."""
    both = [create_school(), create_school()]
    come()
    for school in both:
        create_parent(school=school, snils=MINE, surname="Соклова")

    def recheck(school: School) -> None:
        reconcile_school(school=school, at=LATER, by="test night")

    all_at_once(*[partial(recheck, school) for school in both])
    found = MismatchCase.objects.filter(closed_at=None)
    assert sorted(found.values_list("school", "kind")) == sorted((school.pk, "differs") for school in both)
    assert all(case.causes.count() == 1 for case in found)
