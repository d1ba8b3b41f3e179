"""A change of issuer with everybody at the door: nobody becomes two, and a proof is worth one move (checklist L16)."""

from collections import Counter
from functools import partial
from itertools import cycle, islice

import pytest
from django.test import Client

from accounts.actions.issuers import applying
from accounts.models import ExternalIdentity, IdentityMove, MismatchCase
from tests.accounts.actions.issuers.changes import GATEWAY, Way, apply, changed, people, person, rehearse, rehearse_map
from tests.dnevnik.test_entrance import arrive, family, give_everything
from tests.people import ISSUER
from tests.races.crowds import WAYS, all_at_once, all_is_well, in_crowds, told

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = WAYS[1]
DESK, OUTCOME = "/diary/", "/enter/outcome/"


@in_crowds
def test_many_new_accounts_with_one_proof(ways: int) -> None:
    family()
    first = Client()
    arrive(first)
    give_everything(first)
    changed(Way.FIRST_RETURN)
    comers = [partial(arrive, Client(), issuer=GATEWAY, subject=f"{n}") for n in range(ways)]
    assert told(all_at_once(comers)) == Counter({DESK: 1, OUTCOME: ways - 1})
    assert MismatchCase.objects.filter(closed_at=None, kind="ambiguous").count() == ways - 1
    assert IdentityMove.objects.filter(state="moved").count() == 1
    assert not ExternalIdentity.objects.filter(issuer=ISSUER).exists()
    assert all_is_well()


def test_one_new_account_in_many_windows() -> None:
    people(17)
    changed(Way.FIRST_RETURN)
    all_at_once([partial(arrive, Client(), issuer=GATEWAY, subject="new") for _ in range(AT_ONCE)])
    assert list(ExternalIdentity.objects.values_list("issuer", "subject")) == [(GATEWAY, "new")]
    assert all_is_well()


def test_people_at_both_doors_while_it_is_applied(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches of one, and everybody of the plan at the former and at the new provider meanwhile."""
    monkeypatch.setattr(applying, "BATCH", 1)
    numbers = range(1, 7)
    people(*numbers)
    migration = rehearse().migration
    applying._begin(migration.pk, by="tests")
    comers = [partial(person, number, issuer=issuer) for number in numbers for issuer in (ISSUER, GATEWAY)]
    answers = all_at_once([partial(apply, migration), *islice(cycle(comers), AT_ONCE)])
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert ExternalIdentity.objects.filter(issuer=GATEWAY).count() == ExternalIdentity.objects.count() == len(numbers)
    assert all_is_well()


@pytest.mark.parametrize("is_applied", [False, True], ids=["while it is applied", "after it"])
def test_a_list_shifted_by_a_row_and_everybody_at_once(monkeypatch: pytest.MonkeyPatch, *, is_applied: bool) -> None:
    """Each takes the key that another identity has, some in two windows, and gets out of it who they were."""
    monkeypatch.setattr(applying, "BATCH", 1)
    numbers = range(1, 7)
    mine = {number: one.pk for number, one in zip(numbers, people(*numbers), strict=True)}
    migration = rehearse_map(*(f"old-{number},x{number % 6 + 1}" for number in numbers)).migration
    applying._begin(migration.pk, by="tests")
    if is_applied:
        apply(migration)
    comers = [partial(person, number, issuer=GATEWAY, subject=f"x{number}") for number in numbers]
    applying_it = [] if is_applied else [partial(apply, migration)]
    answers = all_at_once([*applying_it, *islice(cycle(comers), AT_ONCE)])
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert {number: person(number, issuer=GATEWAY, subject=f"x{number}").pk for number in numbers} == mine
    assert ExternalIdentity.objects.count() == len(numbers)
    assert all_is_well()


def test_two_operators_apply_at_once() -> None:
    people(1, 2, 3)
    migration = rehearse().migration
    answers = all_at_once([partial(apply, migration) for _ in range(AT_ONCE)])
    assert sum(not isinstance(answer, Exception) for answer in answers) >= 1
    assert {str(answer) for answer in answers if isinstance(answer, Exception)} <= {"wrong_state"}
    assert IdentityMove.objects.filter(state="moved").count() == 3
    assert all_is_well()
