"""What is written by statements made once is what `save` writes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, connection, models, transaction
from django.db.models.sql.compiler import SQLCompiler
from django.test.utils import CaptureQueriesContext

from schools.models import AuditEvent, Parent, Region
from schools.models.written import insert, insert_unless_there, update
from tests.factories import create_school, synthetic_snils

pytestmark = pytest.mark.django_db
AT = datetime(2026, 9, 1, 9, 30, tzinfo=UTC)


def event() -> AuditEvent:
    school = create_school()
    return AuditEvent(
        kind="signed_in", by="тест", school_id=school.pk, subject_type="a.b", subject_id="1", fields=["к"]
    )


def parent(**told: Any) -> Parent:
    return Parent(surname="Ёлкина", given_name="Анна", birth_date=AT.date(), **told)


def plain(row: models.Model, *, besides: set[str]) -> dict[str, Any]:
    kept = type(row)._base_manager.get(pk=row.pk)
    return {f.attname: getattr(kept, f.attname) for f in kept._meta.concrete_fields if f.attname not in besides}


def test_a_key_that_the_database_draws_is_given_to_the_row() -> None:
    first, second = event(), event()
    second.school_id = first.school_id
    insert(first)
    second.save(force_insert=True)
    assert first.pk is not None
    assert plain(first, besides={"id", "at"}) == plain(second, besides={"id", "at"})
    assert plain(first, besides=set())["at"] == first.at


def test_every_column_is_kept_as_save_keeps_it() -> None:
    """Keys that are derived, dates and what is missing included."""
    school = create_school()
    saved, inserted = parent(school=school), parent(school=school)
    saved.save(force_insert=True)
    insert(inserted)
    assert plain(inserted, besides={"id"}) == plain(saved, besides={"id"})
    assert inserted.pk != saved.pk


def test_a_number_is_sealed_in_the_column_and_opens_again() -> None:
    row = parent(school=create_school(), snils=synthetic_snils(8))
    insert(row)
    kept = Parent.for_system(by="test").get(pk=row.pk)
    assert (kept.snils, kept.surname_key) == (synthetic_snils(8), "елкина")
    assert Parent.for_system(by="test").filter(pk=row.pk).values_list("snils", flat=True)[0] != synthetic_snils(8)


def test_a_kept_row_goes_on_as_any_other() -> None:
    row = event()
    assert row._state.adding
    insert(row)
    assert (row._state.adding, row._state.db) == (False, "default")


def test_what_the_database_refuses_is_said() -> None:
    row = event()
    row.by = ""
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(row)


def region(name: str) -> Region:
    return Region(code="RU-TST", name=name, time_zone="Europe/Moscow", provider="stand")


def test_a_row_that_is_there_stays_and_the_transaction_goes_on() -> None:
    with transaction.atomic():
        answers = [insert_unless_there(region(name)) for name in ("первый", "второй")]
        assert list(Region.objects.filter(code="RU-TST").values_list("name", flat=True)) == ["первый"]
    assert answers == [True, False]


def test_a_row_that_was_not_kept_has_no_key() -> None:
    insert(region("первый"))
    second = region("второй")
    assert not insert_unless_there(second)
    assert second.pk is None


def test_only_the_named_columns_change() -> None:
    row = region("первый")
    insert(row)
    row.name, row.time_zone = "второй", "Asia/Omsk"
    update(row, ["name"])
    kept = Region.objects.get(pk=row.pk)
    assert (kept.name, kept.time_zone) == ("второй", "Europe/Moscow")


def test_what_is_not_there_is_not_changed_in_silence() -> None:
    row = region("первый")
    row.pk = 10**6
    with pytest.raises(ObjectDoesNotExist):
        update(row, ["name"])


def test_nothing_is_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    row = event()

    def never(*_args: Any, **_kwargs: Any) -> Any:
        raise AssertionError

    monkeypatch.setattr(SQLCompiler, "execute_sql", never)
    with CaptureQueriesContext(connection) as captured:
        insert(row)
        update(row, ["by"])
    assert [query["sql"].split()[0] for query in captured] == ["INSERT", "UPDATE"]
