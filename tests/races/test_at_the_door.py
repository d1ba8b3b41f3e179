"""Claims and takeovers: many windows, many accounts, one record."""

from collections import Counter
from datetime import date, timedelta
from functools import partial

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.claims import Level
from accounts.models import ExternalIdentity, MismatchCase, RecordClaim, User
from tests.dnevnik.test_entrance import arrive, ended, family, give_everything
from tests.factories import create_school, create_student
from tests.households import CHILDS, MOTHERS, child_claims
from tests.races.crowds import all_at_once, all_is_well, crowd_of, in_crowds, told

pytestmark = pytest.mark.django_db(transaction=True)
A_MONTH = timedelta(days=30)
DESK, OUTCOME = "/diary/", "/enter/outcome/"


def holders() -> list[str]:
    return list(RecordClaim.objects.filter(closed_at=None).values_list("identity__subject", flat=True))


def birthday_of_14(today: date) -> date:
    """When somebody was born who turned fourteen on that day, or a day before it."""
    return date(today.year - 14, today.month, min(today.day, 28))


@in_crowds
def test_one_person_in_many_windows(ways: int) -> None:
    """The first sign-in ever, and the next one: one identity, one claim, one account."""
    family()
    windows = [Client() for _ in range(ways)]
    assert told(all_at_once([partial(arrive, window) for window in windows])) == {OUTCOME: ways}
    assert {ended(window) for window in windows} == {"CONSENT_SELF"}
    give_everything(windows[0])
    assert told(all_at_once([partial(arrive, Client()) for _ in range(ways)])) == {DESK: ways}
    assert (ExternalIdentity.objects.count(), User.objects.filter(kind="citizen").count()) == (1, 1)
    assert len(holders()) == 1
    assert all_is_well()


@in_crowds
def test_many_accounts_of_one_number(ways: int) -> None:
    """One holds the record; to the others the school answers, and none learns of another."""
    family()
    windows = [Client() for _ in range(ways)]
    answers = all_at_once([partial(arrive, window, subject=f"{n}") for n, window in enumerate(windows)])
    assert told(answers) == {OUTCOME: ways}
    assert Counter(map(ended, windows)) == Counter({"CONSENT_SELF": 1, "AMBIGUOUS": ways - 1})
    assert len(holders()) == 1
    assert MismatchCase.objects.filter(closed_at=None, kind="ambiguous").count() == ways - 1
    assert all_is_well()


@in_crowds
def test_somebody_not_found_in_many_windows(ways: int) -> None:
    create_school()
    windows = [Client() for _ in range(ways)]
    assert told(all_at_once([partial(arrive, window) for window in windows])) == {OUTCOME: ways}
    assert {ended(window) for window in windows} == {"NOT_FOUND"}
    assert MismatchCase.objects.count() == 1
    assert all_is_well()


@in_crowds
def test_the_own_account_takes_over_from_the_childs(ways: int) -> None:
    """At 14 whoever comes, and in whatever order, the own account holds the record in the end; nobody waits."""
    now = timezone.now()
    day = birthday_of_14(now.date() - A_MONTH)
    create_student(school=create_school(), snils=CHILDS, birth_date=day)
    as_child = child_claims(day) | {"subject": "child", "level": Level.CHILD}
    as_oneself = child_claims(day) | {"subject": "own", "level": Level.CONFIRMED}
    with time_machine.travel(now - 2 * A_MONTH):
        arrive(Client(), **as_child)
    assert holders() == ["child"]
    answers = crowd_of(ways, lambda: arrive(Client(), **as_oneself), lambda: arrive(Client(), **as_child))
    assert told(answers) == {OUTCOME: ways}
    assert holders() == ["own"]
    assert RecordClaim.objects.filter(identity__subject="own").count() == 1
    assert not MismatchCase.objects.filter(closed_at=None).exists()
    assert all_is_well()


@in_crowds
def test_yes_it_is_me_in_many_windows(ways: int) -> None:
    create_student(school=create_school(), snils=MOTHERS)
    windows = [Client() for _ in range(ways)]
    all_at_once([partial(arrive, window) for window in windows])
    answers = all_at_once([partial(window.post, "/enter/case/me/") for window in windows])
    assert told(answers) == {OUTCOME: ways}
    case = MismatchCase.objects.get(closed_at=None)
    assert (case.kind, case.correctionrequests.count()) == ("wrong_role", 1)
    assert all_is_well()
