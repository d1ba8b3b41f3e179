"""The wall between schools inside the database: both ends of a reference stand in one school.

PostgreSQL gets a composite foreign key; SQLite, which cannot add one to a table, gets triggers that say the same.
Django's table remake on SQLite drops hand-made SQL: a migration that alters one of these tables later must list
its `same_school` operations again (a test on the fully migrated database tries to break each wall).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import migrations

if TYPE_CHECKING:
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor
    from django.db.migrations.state import StateApps


@dataclass(frozen=True)
class Wall:
    """`table.column` refers to `target.id`, and both rows must have one `school_id`."""

    table: str
    column: str
    target: str

    @property
    def name(self) -> str:
        return f"{self.table}_{self.column}_same_school"

    def build(self, _apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in self.statements(editor.connection.vendor):
            editor.execute(statement)

    def tear_down(self, _apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in self.removals(editor.connection.vendor):
            editor.execute(statement)

    def statements(self, vendor: str) -> list[str]:
        if vendor == "postgresql":
            return [self._foreign_key()]
        return [*self.removals(vendor), *map(self._trigger_on_table, ("INSERT", "UPDATE")), self._trigger_on_target()]

    def removals(self, vendor: str) -> list[str]:
        if vendor == "postgresql":
            return [f"ALTER TABLE {self.table} DROP CONSTRAINT IF EXISTS {self.name}"]
        return [f"DROP TRIGGER IF EXISTS {self.name}_{event}" for event in ("insert", "update", "target")]

    def _foreign_key(self) -> str:
        return (
            f"ALTER TABLE {self.table} ADD CONSTRAINT {self.name} FOREIGN KEY ({self.column}, school_id) "
            f"REFERENCES {self.target} (id, school_id) DEFERRABLE INITIALLY IMMEDIATE"
        )

    def _trigger_on_table(self, event: str) -> str:
        same = f"FROM {self.target} WHERE id = NEW.{self.column} AND school_id IS NEW.school_id"
        elsewhere = f"NEW.{self.column} IS NOT NULL AND NOT EXISTS (SELECT 1 {same})"
        return self._trigger(f"{event} ON {self.table}", event.lower(), elsewhere)

    def _trigger_on_target(self) -> str:
        left = f"FROM {self.table} WHERE {self.column} = NEW.id AND school_id IS NOT NEW.school_id"
        return self._trigger(f"UPDATE OF school_id ON {self.target}", "target", f"EXISTS (SELECT 1 {left})")

    def _trigger(self, event: str, suffix: str, condition: str) -> str:
        refusal = f"SELECT RAISE(ABORT, 'FOREIGN KEY constraint failed: {self.name}')"
        return f"CREATE TRIGGER {self.name}_{suffix} BEFORE {event} WHEN {condition} BEGIN {refusal}; END"


def same_school(table: str, column: str, target: str) -> migrations.RunPython:
    """A migration operation that builds one wall, and tears it down backwards."""
    wall = Wall(table, column, target)
    return migrations.RunPython(wall.build, wall.tear_down)


def no_wall(table: str, column: str, target: str) -> migrations.RunPython:
    """Takes a wall down for a while: SQLite cannot remake a table that another table's trigger names."""
    wall = Wall(table, column, target)
    return migrations.RunPython(wall.tear_down, wall.build)
