"""Rows written by statements that are made once, as those of `prepared` are read.

`Model.save` makes its SQL anew for every row, and that takes several times longer than the database takes to keep it.
What it does besides, for signals and for models that inherit tables, no model of ours needs. What a model's own `save`
refuses is not refused here.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import AutoField, Field, Model


def insert(row: Model) -> None:
    """Keep a new row, under a key that the database draws where it has none. Raises IntegrityError."""
    _insert(row, "")


def insert_unless_there(row: Model) -> bool:
    """The same, but for a row that a unique constraint keeps out: whether it was kept. Breaks no transaction."""
    return _insert(row, " ON CONFLICT DO NOTHING")


def update(row: Model, names: Sequence[str]) -> None:
    """Keep these columns of a row. Raises ObjectDoesNotExist if it is not there."""
    statement, fields = _change(type(row), tuple(names))
    database = connections[DEFAULT_DB_ALIAS]
    with database.cursor() as cursor:
        cursor.execute(statement, _params(row, fields, database, is_new=False))
        if cursor.rowcount != 1:
            raise ObjectDoesNotExist


def _insert(row: Model, but: str) -> bool:
    statement, fields, drawn = _insertion(type(row), draws_key=row.pk is None, but=but)
    database = connections[DEFAULT_DB_ALIAS]
    with database.cursor() as cursor:
        cursor.execute(statement, _params(row, fields, database, is_new=True))
        kept = cursor.fetchone() if drawn else (row.pk,) * cursor.rowcount
    if kept:
        row.pk = kept[0]
        row._state.adding, row._state.db = False, database.alias
    return bool(kept)


@cache
def _insertion(model: type[Model], *, draws_key: bool, but: str) -> tuple[str, list[Field[Any, Any]], bool]:
    meta = model._meta
    drawn = draws_key and isinstance(meta.pk, AutoField)
    fields = [field for field in meta.concrete_fields if not (drawn and field.primary_key)]
    columns, marks = ", ".join(map(_column, fields)), ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {_quoted(meta.db_table)} ({columns}) VALUES ({marks}){but}"  # noqa: S608  names of models
    return statement + (f" RETURNING {_column(meta.pk)}" if drawn else ""), fields, drawn


@cache
def _change(model: type[Model], names: tuple[str, ...]) -> tuple[str, list[Field[Any, Any]]]:
    meta = model._meta
    known = {field.name: field for field in meta.concrete_fields}
    fields = [known[name] for name in names]
    columns = ", ".join(f"{_column(field)} = %s" for field in fields)
    statement = f"UPDATE {_quoted(meta.db_table)} SET {columns} WHERE {_column(meta.pk)} = %s"  # noqa: S608  names of models
    return statement, [*fields, meta.pk]


def _params(row: Model, fields: Sequence[Field[Any, Any]], database: BaseDatabaseWrapper, *, is_new: bool) -> list[Any]:
    """What the database driver takes for each field, as `save` makes it."""
    return [field.get_db_prep_save(field.pre_save(row, is_new), database) for field in fields]


def _column(field: Field[Any, Any]) -> str:
    return _quoted(str(field.column))


def _quoted(name: str) -> str:
    return str(connections[DEFAULT_DB_ALIAS].ops.quote_name(name))
