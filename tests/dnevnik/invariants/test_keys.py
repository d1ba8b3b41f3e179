"""I-keys: a key that does not fit the names and numbers of its record is found."""

from typing import Any

import pytest
from django.db import models

from accounts.claims import VerifiedChild
from accounts.models import ListedChild, VerifiedIdentity
from dnevnik.invariants import Offence
from dnevnik.invariants.keys import stale_keys
from schools.models import Parent, Student
from schools.models.sealed import DerivedField
from tests.factories import create_parent, create_student
from tests.households import Household, household
from tests.people import remember

pytestmark = pytest.mark.django_db
KEYS = [
    pytest.param(model, field.attname, id=f"{model.__name__}: {field.name}")
    for model in (Student, Parent, VerifiedIdentity, ListedChild)
    for field in model._meta.concrete_fields
    if isinstance(field, DerivedField) and field.derive is not None
]


@pytest.fixture
def home() -> Household:
    made = household()
    create_student(school=made.school, certificate="I-АБ 123456", surname="Ёлкина")
    create_parent(school=made.school, patronymic="")
    remember(subject="1", snils=None, patronymic="-", children=(VerifiedChild(surname="Ёлкина", given_name="Вера"),))
    assert stale_keys() == []
    return made


def behind_the_back(row: models.Model, **columns: Any) -> list[Offence]:
    """Change a row as SQL would: the queryset of people refuses to."""
    models.QuerySet(type(row)).filter(pk=row.pk).update(**columns)
    return [Offence(row._meta.db_table, row.pk.hex)]


@pytest.mark.parametrize(("model", "key"), KEYS)
def test_a_key_that_was_changed(home: Household, model: Any, key: str) -> None:
    row = model.for_system(by="test").earliest("pk")
    assert behind_the_back(row, **{key: "x"}) == stale_keys()


@pytest.mark.parametrize("column", ["surname", "given_name", "patronymic"])
def test_a_name_that_left_its_keys_behind(home: Household, column: str) -> None:
    assert behind_the_back(home.child_record, **{column: "Другая"}) == stale_keys()


def test_a_number_that_left_its_key_behind(home: Household) -> None:
    assert behind_the_back(home.mother_record, snils=None) == stale_keys()


def test_a_number_that_does_not_open(home: Household) -> None:
    """A ciphertext moved from another row is sealed to that row's place."""
    theirs = Student.objects.filter(pk=home.child_record.pk).values_list("snils", flat=True)[0]
    moved = models.Value(str(theirs), output_field=models.TextField())
    assert behind_the_back(home.mother_record, snils=moved) == stale_keys()
