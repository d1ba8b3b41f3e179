"""However many schools and children, the same number of queries."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import ExternalIdentity
from consents import asks
from consents.access import places
from dnevnik.desk import desk
from tests.consents.families import give
from tests.factories import create_link, create_school, create_student
from tests.households import Household, come_in, household
from tests.people import NOON

pytestmark = pytest.mark.django_db
BIRTHDAYS = (date(2005, 1, 1), date(2006, 1, 1), date(2016, 1, 1), date(2017, 1, 1))


def queries(look: object, identity: ExternalIdentity) -> int:
    assert callable(look)
    with CaptureQueriesContext(connection) as captured:
        look(identity, at=NOON)
    return len(captured)


@pytest.fixture
def small() -> ExternalIdentity:
    """A mother of a minor and of an adult in one school."""
    family = household()
    add_children(family, BIRTHDAYS[:1])
    give(family.mother, "own")
    return family.mother


def add_children(family: Household, birthdays: tuple[date, ...]) -> None:
    for born in birthdays:
        create_link(parent=family.mother_record, student=create_student(school=family.school, birth_date=born))


@pytest.mark.parametrize("look", [places, asks.asks, desk])
def test_more_schools_and_children_ask_no_more_queries(small: ExternalIdentity, look: object) -> None:
    before = queries(look, small)
    for _school in range(3):
        add_children(household(school=create_school()), BIRTHDAYS)
    grown = come_in()
    assert len(places(grown, at=NOON)) == 4
    assert queries(look, grown) == before
