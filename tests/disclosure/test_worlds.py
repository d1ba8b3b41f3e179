"""Two worlds that differ in third persons alone are one world to whoever stands at the door (design.md rule 5)."""

import re

import pytest
from django.db import connection
from hypothesis import Phase, given, settings

from tests.disclosure.comparing import Seen, differences, seen_with, town_of
from tests.disclosure.strangers import NO_ONE, Stranger, strangers
from tests.disclosure.town import IN, PEOPLE, Person

pytestmark = pytest.mark.django_db
OUTCOME = re.compile('data-outcome="([A-Z_]+)"')
EXAMPLES = 1 if connection.vendor == "postgresql" else 2
"""For each person, the likest strangers first. A world that fails is small already: shrinking would take minutes."""


def ended(seen: Seen) -> str:
    """How the first sign-in ended."""
    sign_in, *rest = seen[0]
    if ("Location", "/diary/") in sign_in.headers:
        return IN
    page = next(one for one in rest if one.asked.startswith("GET /enter/outcome/"))
    found = OUTCOME.search(page.body)
    return found[1] if found else ""


@pytest.mark.parametrize("person", PEOPLE, ids=str)
def test_strangers_leave_no_trace(person: Person) -> None:
    """Every world is compared with one where nobody else lives, so that any two are equal."""
    town = town_of(person)
    alone = seen_with(NO_ONE, person, town)
    assert ended(alone) == person.outcome

    @settings(max_examples=EXAMPLES, phases=[Phase.generate])
    @given(strangers())
    def same_with(all_of_them: tuple[Stranger, ...]) -> None:
        found = differences(alone, seen_with(all_of_them, person, town))
        assert found == [], found[0]

    same_with()
