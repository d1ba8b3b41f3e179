"""L29: nobody learns whether a child, a number or an account exists: not by words, status, nor by the work done.

How long an answer takes is not measured here: the same statements in the same order are the same work. What everybody
may notice anywhere is compared in `tests/disclosure`; this is the straight way of somebody who asks on purpose.
"""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from accounts.claims import Verification
from schools.models import Student
from tests.disclosure.comparing import differences
from tests.disclosure.town import ADULT, ADULT_BORN, CHILD_BORN, VERA, Town, adult, build_town, pupil
from tests.disclosure.walk import Walker, letters_of, masked, statements
from tests.factories import PASSWORD, create_administrator, create_link, create_parent, create_student, synthetic_snils
from tests.people import NOON, birth_certificate

pytestmark = pytest.mark.django_db
BEING_CHECKED = pupil(CHILD_BORN, certificate=None, documents=(birth_certificate(Verification.VERIFYING),))
"""What the state has not verified, it has not told: not even whether it is this very child's."""


def nobody(_town: Town) -> None:
    """The school has never heard of them."""


def the_child(town: Town) -> Student:
    return create_student(
        school=town.named, **VERA, snils=synthetic_snils(77), certificate="V-АБ 654321",
        school_class=town.classes[town.named.pk],
    )  # fmt: skip


def the_child_with_parents(town: Town) -> None:
    mother = create_parent(school=town.named, **ADULT, snils=synthetic_snils(78), birth_date=ADULT_BORN)
    create_link(parent=mother, student=the_child(town))


def the_person_without_a_number(town: Town) -> None:
    create_parent(school=town.named, **ADULT, birth_date=ADULT_BORN)


def ask(walker: Walker, town: Town, claims: dict[str, Any]) -> None:
    """Name the school and the child, offer one's number, ask for the child once more, come again."""
    school = town.named.pk
    told = {"school": school, "role": "parent", "relation": "mother", "send": "1"}
    told |= {f"child_{part}": name for part, name in VERA.items()} | {"school_class": town.classes[school].pk}
    walker.sign_in(claims)
    walker.get("/enter/outcome/")
    walker.get("/enter/case/school/", school=str(school), role="parent")
    walker.post("/enter/case/school/", **told)
    walker.get("/enter/outcome/")
    walker.get("/enter/case/state/")
    walker.post("/enter/case/snils/")
    walker.post("/enter/case/child/", **told)
    walker.get("/enter/outcome/")
    walker.sign_in(claims)
    walker.get("/enter/outcome/")


@pytest.mark.parametrize("there", [the_child, the_child_with_parents, the_person_without_a_number])
@pytest.mark.parametrize(
    "claims", [adult(), pupil(CHILD_BORN), BEING_CHECKED], ids=["a parent", "a pupil", "a pupil being checked"]
)
def test_l29_the_answer_and_the_work_are_the_same(there: Callable[[Town], object], claims: dict[str, Any]) -> None:
    town, seen = build_town(), []
    for come in (nobody, there):
        with transaction.atomic():
            with time_machine.travel(NOON, tick=False) as clock:
                come(town)
                ask(walker := Walker(clock), town, claims)
            seen.append((walker.met, letters_of("person")))
            transaction.set_rollback(True)
    assert differences(*seen) == []


def test_l29_the_staff_door_answers_alike_whether_there_is_such_an_account() -> None:
    create_administrator(email="there@school.test")
    answers = []
    for email in ("there@school.test", "nobody@school.test"):
        cache.clear()
        with statements() as asked:
            answer = Client().post("/staff/login/", {"login": email, "password": f"not {PASSWORD}"})
        page = masked(answer.text.replace(email, "…"))
        answers.append((answer.status_code, page, asked))
    assert answers[0] == answers[1]
