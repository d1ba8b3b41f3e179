"""A rule of a region concerns everybody in it: every school is looked at again."""

from datetime import date
from typing import Any

import pytest

from schools.actions import changes, directory
from schools.models import MatchProfile, RecordChange, Region
from tests.factories import create_region, create_school

pytestmark = pytest.mark.django_db


@pytest.fixture
def region() -> Region:
    for _ in range(3):
        create_school()
    create_school(region=create_region(code="RU-TUL", name="Тульская область"))
    return create_region()


def rule(region: Region) -> MatchProfile:
    return MatchProfile(region=region, band="parent", valid_from=date(2026, 9, 1))


def told() -> set[str]:
    return set(RecordChange.objects.values_list("school__region__code", flat=True))


def test_a_new_rule_and_a_changed_one_reach_every_school_of_the_region(region: Region) -> None:
    row = rule(region)
    directory.enter(row=row, by="test")
    assert (told(), RecordChange.objects.count()) == ({"RU-RYA"}, 3)
    directory.correct(row=row, fields=["birth_date_blocks"], by="test")
    assert (told(), RecordChange.objects.count()) == ({"RU-RYA"}, 6)


@pytest.mark.parametrize(
    ("field", "reached"), [("time_zone", {"RU-RYA"}), ("grace_days", {"RU-RYA"}), ("hotline", set())]
)
def test_a_region_is_looked_at_again_for_what_decides(region: Region, field: str, reached: set[str]) -> None:
    directory.correct(row=region, fields=[field], by="test")
    assert told() == reached


@pytest.mark.parametrize(("most", "bells"), [(3, 3), (2, 0)], ids=["few schools", "many are left to the night"])
def test_bells_ring_for_few_schools(
    region: Region,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
    most: int,
    bells: int,
) -> None:
    rung: list[int] = []
    monkeypatch.setattr(changes, "MOST_BELLS", most)
    monkeypatch.setattr(changes, "ring", lambda *, school_id: rung.append(school_id))
    with django_capture_on_commit_callbacks(execute=True):
        directory.enter(row=rule(region), by="test")
    assert len(rung) == bells
    assert RecordChange.objects.count() == 3
