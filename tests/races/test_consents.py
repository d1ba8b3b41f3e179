"""Consents: under a pass, behind the door, given and taken back at once, by one parent and by both."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from consents.models import ConsentDecision, ConsentRequest
from tests.accounts.oidc.test_parallel import copy_of
from tests.consents.families import ask_of, give, with_father, with_notices
from tests.dnevnik.insiders import signed_in
from tests.dnevnik.test_entrance import arrive, family
from tests.households import child_claims, household
from tests.races.crowds import all_at_once, all_is_well, in_crowds, told

pytestmark = pytest.mark.django_db(transaction=True)
DESK, OUTCOME, CONSENTS = "/diary/", "/enter/outcome/", "/consents/"


def form_of(ask: Any) -> dict[str, Any]:
    return {"ask": ask.key, "text": ask.text.pk, "seen": ask.seen}


@in_crowds
def test_the_last_consent_opens_the_door_once(client: Client, ways: int) -> None:
    """Every click gives the same; one session comes of it, and one decision."""
    family()
    arrive(client)
    own, child = client.get(OUTCOME).context["asks"]
    client.post("/enter/consent/", form_of(own))
    posts = [partial(copy_of(client).post, "/enter/consent/", form_of(child)) for _ in range(ways)]
    assert told(all_at_once(posts)) == {DESK: 1, OUTCOME: ways - 1}
    assert (ConsentDecision.objects.count(), Session.objects.count()) == (2, 1)
    assert all_is_well()


@in_crowds
def test_given_and_taken_back_at_once(ways: int) -> None:
    """The forms are of one page: whichever comes first, the words of one person alternate; to the others it is old."""
    home = household()
    give(home.mother, "own")
    give(home.mother, "child")
    client, ask = signed_in(home.mother), ask_of(home.mother, "child", at=timezone.now())
    back, again = f"{CONSENTS}{ask.key}/withdraw/", form_of(ask)
    posts = [
        partial(copy_of(client).post, back, {"seen": ask.seen})
        if n % 2
        else partial(copy_of(client).post, CONSENTS, again)
        for n in range(ways)
    ]
    met = told(all_at_once(posts))
    assert set(met) <= {CONSENTS, "409"}
    assert met[CONSENTS] >= 1
    assert met.total() == ways
    words = list(
        ConsentDecision.objects.filter(student__isnull=False).order_by("at").values_list("decision", flat=True)
    )
    assert words[:2] == ["given", "withdrawn"]
    assert all(one != other for one, other in zip(words, words[1:], strict=False))
    assert all_is_well()


@in_crowds
def test_both_parents_answer_while_the_child_asks(client: Client, ways: int) -> None:
    home = household()
    with_notices()
    _record, father = with_father(home)
    give(home.mother, "own")
    give(father, "own")
    child = child_claims(home.child_record.birth_date)  # type: ignore[arg-type]  # it is known
    posts: list[Callable[[], object]] = []
    for n in range(ways):
        who = (home.mother, father)[n % 2]
        if n % 4 < 2:
            posts.append(partial(signed_in(who).post, CONSENTS, form_of(ask_of(who, "child", at=timezone.now()))))
        else:
            posts.append(partial(arrive, Client(), **child))
    met = told(all_at_once(posts))
    assert set(met) <= {CONSENTS, DESK, OUTCOME}
    assert ConsentDecision.objects.filter(student__isnull=False).count() == 2
    assert not ConsentRequest.objects.filter(closed_at=None).exists()
    assert told([arrive(client, **child)]) == {DESK: 1}
    assert all_is_well()


@in_crowds
def test_reminded_once(client: Client, ways: int) -> None:
    home = household()
    with_notices()
    arrive(client, **child_claims(home.child_record.birth_date))  # type: ignore[arg-type]  # it is known
    posts = [partial(copy_of(client).post, "/enter/case/remind/") for _ in range(ways)]
    assert told(all_at_once(posts)) == {OUTCOME: ways}
    assert home.mother.notices.filter(kind="consent_reminder").count() == 1
    assert all_is_well()
