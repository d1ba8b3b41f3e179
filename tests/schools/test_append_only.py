"""On the fully migrated database every column of every ledger is tried, and every way to lose a row."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction

from consents.models import ConsentDecision, ConsentText
from schools.actions import audit
from schools.ids import uuid7
from schools.models import AuditEvent, AuditSeal
from tests.factories import create_school, create_student
from tests.people import NOON, remember

pytestmark = pytest.mark.django_db


def event() -> AuditEvent:
    school = create_school()
    return audit.record(AuditEvent.Kind.ROSTER_APPLIED, school, by="test", school_id=school.pk)


def seal() -> AuditSeal:
    return AuditSeal.objects.create(number=1, previous="", digest="d", events=1, at=NOON)


def text() -> ConsentText:
    return ConsentText.objects.filter(subject="child").earliest("version")


def decision() -> ConsentDecision:
    student = create_student(school=create_school())
    made = ConsentDecision(
        school=student.school, giver=remember().identity, student=student, text=text(), purpose=text().purpose,
        decision="given", basis="link", at=NOON,
    )  # fmt: skip
    made.save()
    return made


LEDGERS: dict[str, tuple[type[models.Model], Callable[[], models.Model]]] = {
    "the audit": (AuditEvent, event),
    "its seals": (AuditSeal, seal),
    "decisions": (ConsentDecision, decision),
    "texts": (ConsentText, text),
}
COLUMNS = [
    pytest.param(build, field, id=f"{name}: {field.name}")
    for name, (model, build) in LEDGERS.items()
    for field in model._meta.concrete_fields
    if field.name != "sealed_in"
]
every_ledger = pytest.mark.parametrize("build", [build for _model, build in LEDGERS.values()], ids=LEDGERS.keys())
refused = pytest.raises(IntegrityError, match="are only added")


def another(field: Any) -> Any:
    """A value that the column takes and does not hold."""
    return {
        models.BigAutoField: 10_001,
        models.BigIntegerField: 10_001,
        models.PositiveIntegerField: 10_001,
        models.PositiveSmallIntegerField: 101,
        models.CharField: "x",
        models.TextField: "x",
        models.DateField: date(2030, 1, 2),
        models.DateTimeField: NOON + timedelta(days=400),
        models.UUIDField: uuid7(),
        models.JSONField: ["x"],
    }[type(field.target_field if field.is_relation else field)]


def rows(row: models.Model) -> Any:
    return type(row)._base_manager.filter(pk=row.pk)


def say(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize(("build", "field"), COLUMNS)
def test_no_column_is_changed(build: Callable[[], models.Model], field: Any) -> None:
    row = build()
    with refused, transaction.atomic():
        rows(row).update(**{field.attname: another(field)})


@every_ledger
def test_no_row_is_removed(build: Callable[[], models.Model]) -> None:
    row = build()
    with refused, transaction.atomic():
        rows(row).delete()


@every_ledger
def test_plain_sql_is_refused_as_well(build: Callable[[], models.Model]) -> None:
    table = build()._meta.db_table
    first = {"consents_consenttext": "version"}.get(table, "at")
    for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET {first} = NULL"):  # noqa: S608  tables of ours
        with refused:
            say(statement)


@every_ledger
def test_a_table_is_neither_emptied_nor_written_over(build: Callable[[], models.Model]) -> None:
    """Past its row triggers PostgreSQL would empty it, and SQLite put a row in another's place."""
    table = build()._meta.db_table
    with refused:
        say(
            {
                "postgresql": f"SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE {table} CASCADE",
                "sqlite": f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",  # noqa: S608  tables of ours
            }[connection.vendor]
        )


def test_a_seal_is_not_put_in_the_place_of_another() -> None:
    seal()
    replacing = {"sqlite": "OR REPLACE", "postgresql": ""}[connection.vendor]
    columns = "previous, digest, events, at"
    with pytest.raises(IntegrityError):
        say(f"INSERT {replacing} INTO schools_auditseal SELECT 2, {columns} FROM schools_auditseal")  # noqa: S608  ours
    assert AuditSeal.objects.get().number == 1


def test_the_refusal_tells_no_value() -> None:
    row = decision()
    with pytest.raises(IntegrityError) as told, transaction.atomic():
        rows(row).update(basis="x")
    assert str(told.value).splitlines()[0] == "rows of consents_consentdecision are only added"


def test_a_row_saved_as_it_is_changes_nothing() -> None:
    """The suite itself reads the migrated texts back over themselves."""
    text().save()
    assert rows(text()).update(version=1) == 1


class TestSealing:
    def test_an_event_is_sealed(self) -> None:
        row = event()
        assert rows(row).update(sealed_in=1) == 1

    @pytest.mark.parametrize(
        "columns",
        [
            pytest.param({"sealed_in": 2}, id="in another seal"),
            pytest.param({"sealed_in": None}, id="never"),
        ],
    )
    def test_a_sealed_event_stays_in_its_seal(self, columns: dict[str, Any]) -> None:
        row = event()
        rows(row).update(sealed_in=1)
        with refused, transaction.atomic():
            rows(row).update(**columns)

    def test_nothing_else_changes_on_the_way(self) -> None:
        row = event()
        with refused, transaction.atomic():
            rows(row).update(sealed_in=1, by="somebody else")


@pytest.mark.django_db(transaction=True)
def test_ledgers_stand_again_after_a_flush() -> None:
    event()
    call_command("flush", interactive=False, verbosity=0)
    assert not AuditEvent.objects.exists()
    row = event()
    with refused, transaction.atomic():
        rows(row).delete()
    with refused, transaction.atomic():
        rows(row).update(by="x")
