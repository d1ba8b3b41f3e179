"""The child's other parent, who has said nothing of the child yet, leaves no trace on this one's pages."""

import re
from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from schools.models import Student
from tests.consents.families import give
from tests.disclosure.comparing import Seen, differences, seen_after, town_of
from tests.disclosure.town import ADULT_BORN, PEOPLE, Person, Town
from tests.factories import create_link, create_parent, synthetic_snils
from tests.households import come_in

pytestmark = pytest.mark.django_db
FATHER = {"surname": "Соколов", "given_name": "Илья", "patronymic": "Андреевич", "birth_date": ADULT_BORN}
NUMBER = synthetic_snils(600600)
SEVERAL = re.compile(r"IN \((%s(, )?)+\)")
"""How many adults a child has is read in one statement, however many they are."""
MOTHERS = [person for person in PEOPLE if person.name in {"a parent who is in", "a parent who has yet to consent"}]


def father_comes(town: Town, *, signs_in: bool) -> tuple[UUID, ...]:
    record = create_parent(school=town.home, snils=NUMBER, **FATHER)
    create_link(parent=record, student=Student.objects.get(), relation="father")
    if signs_in:
        give(come_in(**FATHER, subject="father", snils=NUMBER), "own")
    return record.pk, uuid4()


def folded(seen: Seen) -> Seen:
    exchanges, letters = seen
    return [
        replace(one, statements=tuple(SEVERAL.sub("IN (…)", s) for s in one.statements)) for one in exchanges
    ], letters


@pytest.mark.parametrize("signs_in", [False, True], ids=["only the school knows him", "he has been here"])
@pytest.mark.parametrize("mother", MOTHERS, ids=str)
def test_he_leaves_no_trace(mother: Person, *, signs_in: bool) -> None:
    """Whether somebody has consented about the child is seen by both: that is what opens the diary."""
    town = town_of(mother)
    alone = seen_after(lambda: (uuid4(), uuid4()), mother, town)
    beside = seen_after(lambda: father_comes(town, signs_in=signs_in), mother, town)
    assert differences(folded(alone), folded(beside)) == []
