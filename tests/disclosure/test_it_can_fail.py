"""The proof is worth something: portals that give a third person away, each in another way, are caught."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.actions import directory_of_schools, handovers, proposals
from accounts.models import ExternalIdentity, Notice
from consents import asks
from consents.actions.decisions import NotEntitled
from consents.asks import Ask
from schools.models import School, SchoolClass, Student
from tests.disclosure.comparing import differences, seen_with, town_of
from tests.disclosure.strangers import NO_ONE, neighbours
from tests.disclosure.town import PEOPLE, VERA, Person
from tests.factories import DOER
from tests.outbox import put

pytestmark = pytest.mark.django_db
Patch = pytest.MonkeyPatch


def before(patch: Patch, module: Any, name: str, leak: Callable[..., None]) -> None:
    """Let a function of the portal do this first."""
    as_it_was = getattr(module, name)

    def leaky(*args: Any, **kwargs: Any) -> Any:
        leak(*args, **kwargs)
        return as_it_was(*args, **kwargs)

    patch.setattr(module, name, leaky)


def named(school: School) -> Any:
    return Student.objects.filter(school=school, surname=VERA["surname"], given_name=VERA["given_name"])


def answers_by_the_register(patch: Patch) -> None:
    def leak(*, school: School, by: object, **_told: Any) -> None:
        if by != DOER and named(school).exists():
            raise proposals.TooManyProposals

    before(patch, proposals, "propose", leak)


def offers_filled_classes_alone(patch: Patch) -> None:
    as_it_was = directory_of_schools.classes_of

    def leaky(school: School, **told: Any) -> list[SchoolClass]:
        return [row for row in as_it_was(school, **told) if Student.objects.filter(school_class=row).exists()]

    patch.setattr(directory_of_schools, "classes_of", leaky)


def takes_longer_where_the_child_is(patch: Patch) -> None:
    def leak(*, named: Any, **_told: Any) -> None:
        rows = Student.objects.filter(school=named.school)
        if rows.exists():
            rows.count()

    before(patch, handovers, "hand_over", leak)


def forbids_what_is_there(patch: Patch) -> None:
    as_it_was = asks.find

    def leaky(identity: ExternalIdentity, *, key: str, at: datetime) -> Ask:
        try:
            return as_it_was(identity, key=key, at=at)
        except NotEntitled:
            if key.partition("-")[2] in map(str, Student.objects.values_list("pk", flat=True)):
                raise PermissionDenied from None
            raise

    patch.setattr(asks, "find", leaky)


def writes_a_letter(patch: Patch) -> None:
    def leak(*, identity: ExternalIdentity, school: School, **_told: Any) -> None:
        if named(school).exists():
            put(Notice.Kind.CASE_ANSWERED, identity)

    before(patch, proposals, "propose", leak)


def person(name: str) -> Person:
    return next(one for one in PEOPLE if one.name == name)


UNKNOWN, INSIDE = person("a parent whom no school knows"), person("a parent who is in")
LEAKS = [
    (answers_by_the_register, UNKNOWN, "body", "GET /enter/outcome/"),
    (answers_by_the_register, INSIDE, "body", "GET /children/add/"),
    (offers_filled_classes_alone, UNKNOWN, "body", "POST /enter/case/school/"),
    (takes_longer_where_the_child_is, UNKNOWN, "statements", "POST /enter/case/school/"),
    (forbids_what_is_there, INSIDE, "status", "GET /consents/"),
    (writes_a_letter, UNKNOWN, "letter", ""),
]


@pytest.mark.parametrize(("leak", "who", "part", "where"), LEAKS, ids=lambda one: getattr(one, "__name__", str(one)))
def test_a_leak_is_caught(
    monkeypatch: Patch, leak: Callable[[Patch], None], who: Person, part: str, where: str
) -> None:
    town = town_of(who)
    leak(monkeypatch)
    found = differences(seen_with(NO_ONE, who, town), seen_with(neighbours(), who, town))
    assert any(told.startswith(where) and f"{part}:" in told for told in found), found[:3]
