"""The dump notices every row, and nothing that differs from run to run."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import models, transaction

from accounts.models import CaseCause, MismatchCase, Notice
from schools.actions import links
from schools.models import ParentChildLink, Student
from tests.factories import (
    TODAY,
    create_administrator,
    create_link,
    create_parent,
    create_school,
    create_student,
    synthetic_snils,
)
from tests.faults import canonical
from tests.faults.canonical import GONE, NAMED_BY, OF_THE_WORKER, dump, told_models
from tests.faults.rows import case, cause, notice, write_one_of_each
from tests.households import Household, come_in, household
from tests.people import NOON

pytestmark = pytest.mark.django_db
TOLD = [pytest.param(model, id=model._meta.label_lower) for model in told_models()]


@pytest.fixture
def world() -> str:
    write_one_of_each(household())
    return dump()


def read_otherwise(
    monkeypatch: pytest.MonkeyPatch, model: type[models.Model], change: Callable[[list[models.Model]], Any]
) -> str:
    """The dump as it would be with other rows of one model: the database itself would not let all of them in."""
    plain = canonical.rows_of

    def rows_of(asked: type[models.Model]) -> list[models.Model]:
        rows = plain(asked)
        return list(change(rows)) if asked is model else rows

    with monkeypatch.context() as patch:
        patch.setattr(canonical, "rows_of", rows_of)
        return dump()


@pytest.mark.parametrize("model", TOLD)
def test_a_missing_row_is_noticed(world: str, model: type[models.Model], monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(read_otherwise(monkeypatch, model, lambda rows: rows[1:])) < len(world)


@pytest.mark.parametrize("model", TOLD)
def test_a_doubled_row_is_noticed(world: str, model: type[models.Model], monkeypatch: pytest.MonkeyPatch) -> None:
    doubled = read_otherwise(monkeypatch, model, lambda rows: [rows[0], *rows])
    assert doubled.count("\n") == world.count("\n") + 1


def test_every_kind_of_row_is_told_but_the_workers_own(world: str) -> None:
    labels = {line.split(" | ")[0] for line in world.splitlines()}
    assert labels == {model._meta.label_lower for model in told_models()}
    assert not labels & OF_THE_WORKER


def test_whoever_is_referred_to_has_a_name() -> None:
    targets = {
        field.related_model._meta.label_lower
        for model in told_models()
        for field in model._meta.concrete_fields
        if field.related_model is not None
    }
    assert targets <= NAMED_BY.keys()


def test_nobody_is_called_gone_who_is_there(world: str) -> None:
    assert GONE not in world


def test_it_is_the_same_twice(world: str) -> None:
    assert dump() == world


# Deeds of which none depends on another.


def one_family() -> None:
    household(school=create_school(code="one", name="Первая"))


def another_family() -> None:
    school = create_school(code="two", name="Вторая")
    told = {"surname": "Белова", "given_name": "Ольга", "patronymic": "Игоревна"}
    mother = create_parent(school=school, snils=synthetic_snils(51), **told)
    link = create_link(parent=mother, student=create_student(school=school, snils=synthetic_snils(52)))
    come_in(subject="1000300051", snils=synthetic_snils(51), **told)
    orlova = create_administrator(schools=[school], email="orlova@school.test").user
    links.close_link(link=link, on=TODAY, by=orlova)


def a_stranger() -> None:
    come_in(subject="1000300099", surname="Никто", snils=synthetic_snils(99))


DEEDS = (one_family, another_family, a_stranger)
ORDERS = {"another order": (2, 1, 0), "yet another": (1, 2, 0)}


def after(deeds: Sequence[Callable[[], None]]) -> str:
    with transaction.atomic():
        for deed in deeds:
            deed()
        told = dump()
        transaction.set_rollback(True)
    return told


@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS.keys())
def test_the_order_of_deeds_does_not_matter(order: tuple[int, ...]) -> None:
    told = after(DEEDS)
    assert "Никто" in told
    assert after([DEEDS[number] for number in order]) == told


def test_a_deed_left_out_matters() -> None:
    assert len({after(DEEDS), *(after([deed for deed in DEEDS if deed is not out]) for out in DEEDS)}) == 4


class TestColumns:
    @pytest.fixture
    def home(self) -> Household:
        return household()

    def test_numbers_times_and_tries_are_not_told(self, home: Household) -> None:
        case(home).save(force_insert=True)
        notice(home).save(force_insert=True)
        told = dump()
        later = NOON + timedelta(days=3)
        MismatchCase.objects.update(number="9999-9999", opened_at=later)
        Notice.objects.update(attempts=3, next_try_at=later, error="x")
        assert dump() == told

    @pytest.mark.parametrize(
        ("model", "columns"),
        [
            pytest.param(ParentChildLink, {"relation": "guardian"}, id="a code"),
            pytest.param(ParentChildLink, {"picks_up": False}, id="a switch"),
            pytest.param(ParentChildLink, {"valid_from": date(2026, 9, 1)}, id="a day"),
            pytest.param(Student, {"left_on": TODAY}, id="a day where there was none"),
            pytest.param(CaseCause, {"kinds": ["YO"]}, id="a list"),
        ],
    )
    def test_what_matters_is_told(self, home: Household, model: Any, columns: dict[str, Any]) -> None:
        cause(home).save(force_insert=True)
        told = dump()
        assert model.objects.update(**columns)
        assert dump() != told

    def test_a_moment_where_there_was_none_is_told(self, home: Household) -> None:
        notice(home).save(force_insert=True)
        told = dump()
        Notice.objects.update(state="sent", ended_at=NOON)
        now = dump()
        assert now != told.replace("state=waiting", "state=sent")
        assert "ended_at=a moment" in now

    def test_sealed_values_are_told_open(self, home: Household) -> None:
        assert f"snils={home.mother_record.snils} " in dump()

    def test_ids_within_texts_are_names(self, home: Household) -> None:
        notice(home).save(force_insert=True)
        assert "dedup_key=may_enter:1:externalidentity(https://provider.example, 1000300001):email" in dump()
