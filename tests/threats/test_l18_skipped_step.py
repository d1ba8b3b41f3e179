"""L18: a step is believed only after the one before it (authentik, CVE-2026-49448): every order of every way in."""

from collections.abc import Callable, Iterable
from http.cookies import SimpleCookie
from itertools import permutations
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import transaction
from django.test import Client

from accounts.models import ContactCode, ContactPoint, CorrectionRequest, LinkProposal, MismatchCase, RecordClaim
from consents.models import ConsentDecision
from schools.models import ParentChildLink, School, Student
from tests.disclosure.walk import statements
from tests.dnevnik.test_entrance import arrive, family
from tests.factories import create_school, synthetic_snils

pytestmark = pytest.mark.django_db

Step = Callable[[Client], object]
Order = tuple[str, ...]
WRITES = ("INSERT", "UPDATE", "DELETE")
CONTACT = "/enter/case/contact/"


def walk_all(steps: dict[str, Step], effects: Callable[[], frozenset[str]]) -> dict[Order, frozenset[str]]:
    """What each order of all the steps had effect on.

    A step that wrote nothing and left every cookie as it was has left the world as it was: what follows it is walked
    once, however many such steps came before and in whatever order.
    """
    client, walked = Client(), dict[tuple[frozenset[str], Order], dict[Order, frozenset[str]]]()

    def go(done: frozenset[str], history: Order) -> dict[Order, frozenset[str]]:
        if (done, history) not in walked:
            endings: dict[Order, frozenset[str]] = {} if steps.keys() - done else {(): effects()}
            for name in steps.keys() - done:
                before = client.cookies.output(header="", sep=";")
                with transaction.atomic():
                    changed = does_something(client, steps[name])
                    rest = go(done | {name}, (*history, name) if changed else history)
                    transaction.set_rollback(True)
                endings |= {(name, *order): effect for order, effect in rest.items()}
                client.cookies = SimpleCookie(before)
            walked[done, history] = endings
        return walked[done, history]

    return go(frozenset(), ())


def does_something(client: Client, step: Step) -> bool:
    before = client.cookies.output()
    with statements() as asked:
        step(client)
    return client.cookies.output() != before or any(sql.startswith(WRITES) for sql in asked)


def code_sent() -> str:
    code = ContactCode.objects.first()
    return (code.secret if code else None) or "000000"


def mothers_steps() -> dict[str, Step]:
    """From the refusal for want of a consent to the diary, with an address on the way."""
    own = {"ask": f"own-{School.objects.get().pk}", "text": "1", "seen": ""}
    return {
        "arrive": arrive,
        "consent": lambda client: client.post("/enter/consent/", own),
        "open": lambda client: client.post("/enter/open/"),
        "send": lambda client: client.post(CONTACT, {"act": "send", "address": "anna@mail.test"}),
        "prove": lambda client: client.post(CONTACT, {"act": "confirm", "code": code_sent()}),
    }


def mothers_effects() -> frozenset[str]:
    there = {
        "arrive": RecordClaim.objects.filter(closed_at=None).exists(),
        "consent": ConsentDecision.objects.exists(),
        "open": Session.objects.exists(),
        "send": ContactCode.objects.exists(),
        "prove": ContactPoint.objects.exists(),
    }
    return frozenset(name for name, found in there.items() if found)


def allowed(order: Iterable[str], needs: dict[str, frozenset[str]], *, ends_the_pass: str = "") -> frozenset[str]:
    """Which steps of an order may have effect: those whose needs had it before, while the pass lives."""
    had: set[str] = set()
    for name in order:
        if needs[name] <= had and ends_the_pass not in had:
            had.add(name)
    return frozenset(had)


def test_l18_the_way_into_the_diary_has_one_order() -> None:
    family()
    found = walk_all(mothers_steps(), mothers_effects)
    pass_held = frozenset({"arrive"})
    needs = {
        "arrive": frozenset[str](),
        "consent": pass_held,
        "open": pass_held | {"consent"},
        "send": pass_held,
        "prove": pass_held | {"send"},
    }
    assert found == {order: allowed(order, needs, ends_the_pass="open") for order in permutations(needs)}
    assert len(found) == 120
    assert sum(effects == set(needs) for effects in found.values()) == 3, "only where the address goes is free"


def strangers_steps() -> dict[str, Step]:
    """From «не найден» to the school's desk, and two doors that are not the stranger's."""
    school, child = School.objects.get(), Student.objects.get()
    told = {"school": school.pk, "role": "parent", "send": "1", "relation": "mother"}
    told |= {"child_surname": child.surname, "child_given_name": child.given_name}
    return {
        "arrive": lambda client: arrive(client, snils=synthetic_snils(999)),
        "name": lambda client: client.post("/enter/case/school/", told),
        "number": lambda client: client.post("/enter/case/snils/"),
        "consent": lambda client: client.post("/enter/consent/", {"ask": f"child-{child.pk}", "text": "2", "seen": ""}),
        "open": lambda client: client.post("/enter/open/"),
    }


def strangers_effects() -> frozenset[str]:
    there = {
        "arrive": MismatchCase.objects.exists(),
        "name": LinkProposal.objects.exists(),
        "number": CorrectionRequest.objects.exists(),
        "consent": ConsentDecision.objects.exists(),
        "open": Session.objects.exists(),
        "claim": RecordClaim.objects.exists(),
        "link": ParentChildLink.objects.count() > 1,
    }
    return frozenset(name for name, found in there.items() if found)


def test_l18_in_no_order_does_a_stranger_link_a_child() -> None:
    """The school alone does: here nobody of it has looked yet."""
    family()
    found = walk_all(strangers_steps(), strangers_effects)
    never = frozenset({"never"})
    needs: dict[str, Any] = {
        "arrive": frozenset(),
        "name": frozenset({"arrive"}),
        "number": frozenset({"arrive", "name"}),
        "consent": never,
        "open": never,
    }
    assert found == {order: allowed(order, needs) for order in permutations(needs)}


@pytest.mark.parametrize("step", ["consent", "open", "send", "prove"])
def test_l18_a_last_step_alone_is_nothing(client: Client, step: str) -> None:
    family()
    mothers_steps()[step](client)
    assert mothers_effects() == frozenset()


@pytest.mark.parametrize("posted", [{}, {"send": "1"}, {"role": "parent", "send": "1"}], ids=str)
def test_l18_an_empty_form_is_no_step(client: Client, posted: dict[str, str]) -> None:
    create_school()
    arrive(client, snils=synthetic_snils(999))
    for door in ("/enter/case/school/", "/enter/case/child/", "/enter/consent/", CONTACT):
        client.post(door, posted)
    assert strangers_effects() == {"arrive"}
