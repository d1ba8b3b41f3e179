"""Ledgers: tables to which rows are only ever added, held by the database itself.

PostgreSQL gets a trigger function per table, SQLite triggers that say the same. Both refuse a change and a removal of
a row (an update that leaves the row as it was is none), PostgreSQL TRUNCATE as well, SQLite an INSERT OR REPLACE, which
removes rows past its DELETE triggers. Columns named in `may_set_once` go from NULL to a value once. The owner of the
database can still take triggers away: then the seals tell (schools.actions.seals).

A migration that adds, alters or drops a column of such a table lists its `append_only` again at the end: on SQLite
Django remakes the table, which drops the triggers, and the new ones must know every column (a test on the fully
migrated database tries each column of each ledger). One that must rewrite rows begins with
`RunPython(Ledger(…).tear_down, Ledger(…).build)` and ends with `append_only`; events rewritten no longer fit a seal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import migrations

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor
    from django.db.migrations.state import StateApps


@dataclass(frozen=True)
class Ledger:
    """`table` only grows; `may_set_once` are its columns that may be filled later, once."""

    table: str
    may_set_once: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.table}_append_only"

    @property
    def complaint(self) -> str:
        """What the database says: the table, never a value."""
        return f"rows of {self.table} are only added"

    def build(self, _apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in self.statements(editor.connection):
            editor.execute(statement)

    def tear_down(self, _apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in self.removals(editor.connection.vendor):
            editor.execute(statement)

    def statements(self, connection: BaseDatabaseWrapper) -> list[str]:
        removals = self.removals(connection.vendor)
        if connection.vendor == "postgresql":
            return [*removals, self._function(), *self._callers()]
        with connection.cursor() as cursor:
            columns = [column.name for column in connection.introspection.get_table_description(cursor, self.table)]
            constraints = connection.introspection.get_constraints(cursor, self.table).values()
        keys = [found["columns"] for found in constraints if found["unique"] or found["primary_key"]]
        return [*removals, *self._triggers(columns, keys)]

    def removals(self, vendor: str) -> list[str]:
        if vendor == "postgresql":
            return [
                f"DROP TRIGGER IF EXISTS {self.name}_row ON {self.table}",
                f"DROP TRIGGER IF EXISTS {self.name}_all ON {self.table}",
                f"DROP FUNCTION IF EXISTS {self.name}()",
            ]
        return [f"DROP TRIGGER IF EXISTS {self.name}_{event}" for event in ("update", "delete", "replace")]

    def _function(self) -> str:
        """A row may become another only in the columns named, and there only from NULL."""
        free = f"ARRAY[{', '.join(map(_literal, self.may_set_once))}]::text[]"
        fixed = f"to_jsonb(NEW) - {free} = to_jsonb(OLD) - {free}"
        once = [
            f"(OLD.{_quoted(column)} IS NULL OR NEW.{_quoted(column)} IS NOT DISTINCT FROM OLD.{_quoted(column)})"
            for column in self.may_set_once
        ]
        return (
            f"CREATE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF TG_OP = 'UPDATE' THEN IF {' AND '.join([fixed, *once])} THEN RETURN NEW; END IF; END IF; "
            f"RAISE EXCEPTION {_literal(self.complaint)} USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )

    def _callers(self) -> list[str]:
        rows = f"{self.name}_row BEFORE UPDATE OR DELETE ON {self.table} FOR EACH ROW"
        whole = f"{self.name}_all BEFORE TRUNCATE ON {self.table} FOR EACH STATEMENT"
        return [f"CREATE TRIGGER {event} EXECUTE FUNCTION {self.name}()" for event in (rows, whole)]

    def _triggers(self, columns: Iterable[str], keys: Iterable[list[str]]) -> list[str]:
        changed = " OR ".join(map(self._changed, columns))
        taken = " OR ".join(map(self._taken, keys))
        return [
            self._trigger("update", f"UPDATE ON {self.table} WHEN {changed}"),
            self._trigger("delete", f"DELETE ON {self.table}"),
            self._trigger("replace", f"INSERT ON {self.table} WHEN {taken}"),
        ]

    def _changed(self, column: str) -> str:
        name = _quoted(column)
        changed = f"NEW.{name} IS NOT OLD.{name}"
        return f"(OLD.{name} IS NOT NULL AND {changed})" if column in self.may_set_once else changed

    def _taken(self, key: list[str]) -> str:
        """Whether a row with this unique key is there already: what REPLACE would put out of the way."""
        same = " AND ".join(f"{_quoted(column)} = NEW.{_quoted(column)}" for column in key)
        there = f"FROM {self.table} WHERE {same}"
        return f"EXISTS (SELECT 1 {there})"

    def _trigger(self, suffix: str, event: str) -> str:
        refusal = f"SELECT RAISE(ABORT, {_literal(self.complaint)})"
        return f"CREATE TRIGGER {self.name}_{suffix} BEFORE {event} BEGIN {refusal}; END"


def append_only(table: str, *, may_set_once: tuple[str, ...] = ()) -> migrations.RunPython:
    """A migration operation that closes a table to changes, and opens it backwards."""
    ledger = Ledger(table, may_set_once)
    return migrations.RunPython(ledger.build, ledger.tear_down)


def _quoted(column: str) -> str:
    return f'"{column}"'


def _literal(text: str) -> str:
    return f"'{text}'"
