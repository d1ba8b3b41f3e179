"""I15 knows every wall between schools, and looks over it."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from dnevnik.invariants import invariants
from schools.models import SchoolOwned
from schools.tenancy import Wall
from tests.dnevnik.invariants.offences import found
from tests.factories import create_school
from tests.faults.loosening import loosen
from tests.schools.test_tenancy import WALLS

pytestmark = pytest.mark.django_db


def walls() -> Iterator[Wall]:
    """Every reference from one row of a school to another, by the models."""
    for model in apps.get_models():
        if any(field.name == "school" for field in model._meta.concrete_fields):
            for field in model._meta.concrete_fields:
                target = field.related_model if field.is_relation else None
                if isinstance(target, type) and issubclass(target, SchoolOwned):
                    yield Wall(model._meta.db_table, field.attname, target._meta.db_table)


def test_every_wall_is_looked_over() -> None:
    (i15,) = [one for one in invariants() if one.code == "I15"]
    looked_over = re.findall(r"FROM (\w+) AS near JOIN (\w+) AS far ON far\.id = near\.(\w+)", i15.sql)
    assert {Wall(table, column, target) for table, target, column in looked_over} == set(walls())
    assert len(looked_over) == len(set(looked_over)) > 15


@pytest.mark.parametrize("build", WALLS.values(), ids=WALLS.keys())
def test_a_row_behind_a_wall_that_was_torn_down_is_found(build: Any) -> None:
    row: models.Model = build(create_school(), create_school())
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)
    assert found("I15") == []
    loosen(type(row))
    row.pk = row.pk or 7001  # the table makes no numbers any more
    row.save(force_insert=True)
    assert found("I15") == [str(row.pk).replace("-", "")]
