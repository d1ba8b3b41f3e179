"""Many at once: one row, one letter, and nobody meets an error (L12)."""

from collections import Counter
from collections.abc import Callable
from functools import partial

import pytest
from django.db import connection

from accounts.models import ExternalIdentity
from consents import asks
from consents.actions import requests, visits
from consents.models import ConsentDecision, ConsentRequest, DiaryVisit
from tests.accounts.oidc.test_parallel import all_at_once
from tests.consents.families import as_parent, ask_of, give, letters, with_father, with_notices
from tests.households import Household, household
from tests.people import NOON

pytestmark = pytest.mark.django_db(transaction=True)
WAYS = 16 if connection.vendor == "postgresql" else 8


@pytest.fixture
def family() -> Household:
    made = household()
    with_notices()
    return made


def crowd(call: Callable[[], object]) -> None:
    all_at_once([call] * WAYS)


def click(identity: ExternalIdentity, kind: str) -> Callable[[], object]:
    form = ask_of(identity, kind)
    sent = {"key": form.key, "text_id": str(form.text.pk), "seen": form.seen}
    return partial(asks.give, identity=identity, at=NOON, by="test", **sent)


@pytest.mark.parametrize("kind", ["own", "child"])
def test_one_form_many_times_is_one_decision(family: Household, kind: str) -> None:
    crowd(click(family.mother, kind))
    assert ConsentDecision.objects.count() == 1


def test_one_withdrawal_many_times_is_one(family: Household) -> None:
    give(family.mother, "child")
    form = ask_of(family.mother, "child")
    crowd(partial(asks.withdraw, identity=family.mother, key=form.key, seen=form.seen, at=NOON, by="test"))
    assert Counter(row.decision for row in ConsentDecision.objects.all()) == {"given": 1, "withdrawn": 1}


def test_a_child_who_tries_many_times_asks_once(family: Household) -> None:
    crowd(partial(requests.ask_parents, student=family.child_record, at=NOON, by="test"))
    assert ConsentRequest.objects.count() == 1
    assert letters(ExternalIdentity.objects.get(pk=family.mother.pk)) == ["consent_asked"]


def test_a_reminder_pressed_many_times_is_one(family: Household) -> None:
    requests.ask_parents(student=family.child_record, at=NOON, by="test")
    crowd(partial(requests.remind, student=family.child_record, at=NOON, by="test"))
    assert letters(family.mother) == ["consent_asked", "consent_reminder"]


def test_two_parents_and_a_child_at_once(family: Household) -> None:
    """Answers and the question cross: in the end both decided and no question is open."""
    _record, father = with_father(family)
    requests.ask_parents(student=family.child_record, at=NOON, by="test")
    again = partial(requests.ask_parents, student=family.child_record, at=NOON, by="test")
    all_at_once([click(family.mother, "child"), click(father, "child"), again, again] * (WAYS // 4))
    assert ConsentDecision.objects.count() == 2
    assert not ConsentRequest.objects.filter(closed_at__isnull=True).exists()


def test_a_desk_opened_many_times_is_one_look(family: Household) -> None:
    give(family.mother, "own")
    give(family.mother, "child")
    crowd(partial(visits.note, visitor=family.mother, held=[as_parent(family.mother)], at=NOON))
    assert DiaryVisit.objects.count() == 1
