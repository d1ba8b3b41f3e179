"""Somebody whose birth certificate the state has not verified reads what to do about it, and that the night will not.

It is said of what the state told, whatever the register has (L29: `tests/threats`).
"""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from accounts.claims import Level, Verification
from accounts.models import MismatchCase
from accounts.outcomes import Outcome
from schools.identifiers.birth_certificate import parse
from schools.models import MatchProfile, School
from tests.dnevnik.test_entrance import arrive, ended
from tests.factories import create_region, create_school, create_student
from tests.households import CHILDS, child_claims
from tests.people import birth_certificate

pytestmark = pytest.mark.django_db
VERIFIED, VERIFYING, FAILED, UNVERIFIED = (
    Verification.VERIFIED,
    Verification.VERIFYING,
    Verification.FAILED,
    Verification.UNVERIFIED,
)
NUMBER, ANOTHER = "IV-АБ 123456", "V-ВГ 654321"
CHILD, ADULT, PARENT = date(2016, 3, 14), date(2007, 1, 1), date(1988, 5, 2)
SAYS = {
    VERIFYING: "Свидетельство о рождении на Госуслугах ещё проверяется",
    FAILED: "Свидетельство о рождении не прошло проверку на Госуслугах",
    UNVERIFIED: "Свидетельство о рождении на Госуслугах не проверено",
}
NOT_BY_ITSELF = "сам дневник об этом не узнает"


def come(client: Client, *states: Verification, born: date = CHILD, **fields: object) -> None:
    documents = tuple(birth_certificate(one, parse(NUMBER) if one is VERIFIED else None) for one in states)
    arrive(client, **child_claims(born) | {"documents": documents} | fields)


def page(client: Client) -> str:
    return " ".join(client.get("/enter/outcome/").text.split())


def pupil_of(school: School) -> None:
    create_student(school=school, certificate=NUMBER, birth_date=CHILD)


@pytest.mark.parametrize("state", SAYS)
@pytest.mark.parametrize(("born", "again"), [(CHILD, "войди сюда ещё раз"), (ADULT, "войдите сюда ещё раз")])
def test_what_is_read_and_read_again(client: Client, state: Verification, born: date, again: str) -> None:
    pupil_of(create_school())
    come(client, state, born=born)
    assert ended(client) == Outcome.NOT_FOUND
    for told in (page(client), page(client)):
        assert SAYS[state] in told
        assert f"{again}: {NOT_BY_ITSELF}" in told
        assert "Передать в школу" in told
        assert "На Госуслугах менять ничего не нужно" not in told


NOTHING: dict[str, tuple[tuple[Verification, ...], date]] = {
    "no certificate": ((), CHILD),
    "a verified one": ((VERIFIED,), CHILD),
    "a verified one, and one that was refused": ((VERIFIED, FAILED), CHILD),
    "a parent's own": ((VERIFYING,), PARENT),
}


@pytest.mark.parametrize(("states", "born"), NOTHING.values(), ids=NOTHING.keys())
def test_nothing_is_said_of_a_certificate_that_keeps_nobody_out(
    client: Client, states: tuple[Verification, ...], born: date
) -> None:
    create_school()
    come(client, *states, born=born, level=Level.CHILD if born == CHILD else Level.CONFIRMED)
    assert ended(client) == Outcome.NOT_FOUND
    assert NOT_BY_ITSELF not in page(client)
    assert "На Госуслугах менять ничего не нужно" in page(client)


def test_nor_where_the_region_looks_for_no_adult_by_it(client: Client) -> None:
    region = create_region()
    MatchProfile.objects.create(
        region=region, band="adult", certificate_is_anchor=False, minimum_level="confirmed", valid_from=date(2020, 1, 1)
    )
    come(client, VERIFYING, born=ADULT)
    assert ended(client) == Outcome.NOT_FOUND
    assert NOT_BY_ITSELF not in page(client)


def test_an_unverified_certificate_finds_nobody_and_the_verified_one_does(client: Client) -> None:
    school = create_school()
    pupil_of(school)
    come(client, VERIFYING, snils=None)
    assert ended(client) == Outcome.NOT_FOUND
    come(client, VERIFIED, snils=None)
    assert ended(client) == Outcome.NO_PARENT


def test_who_turned_to_a_school_meanwhile_is_told_to_come_again_too(client: Client) -> None:
    school = create_school(name="Школа № 31")
    come(client, VERIFYING)
    MismatchCase.for_system(by="test").update(school=school, role="student", sent_at=timezone.now())
    told = page(client)
    assert "Передано: Школа № 31" in told
    assert "Если свидетельство о рождении раньше пройдёт проверку на Госуслугах, войди сюда ещё раз" in told


@pytest.mark.parametrize(("states", "is_told"), [((VERIFIED, VERIFYING), True), ((VERIFIED,), False)])
def test_a_correction_that_is_being_checked_is_waited_for(
    client: Client,
    states: tuple[Verification, ...],
    is_told: bool,  # noqa: FBT001  a table's column
) -> None:
    region = create_region()
    MatchProfile.objects.create(
        region=region, band="under_14", certificate_blocks=True, minimum_level="child", valid_from=date(2020, 1, 1)
    )
    create_student(school=create_school(), certificate=ANOTHER, snils=CHILDS, birth_date=CHILD)
    come(client, *states)
    assert ended(client) == Outcome.CERTIFICATE_DIFFERS
    assert ("Госуслуги сейчас проверяют новое свидетельство о рождении" in page(client)) is is_told
