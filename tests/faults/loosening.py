"""Tables that for one test let anything in: how else could a check of what the database forbids be seen to fail?"""

from typing import Any, TypeVar

from django.db import connection, models

Row = TypeVar("Row", bound=models.Model)


def loosen(*tables: type[models.Model]) -> None:
    """The tables lose every constraint but their keys, every trigger and default, until the transaction is rolled back.

    Rows are written to them with a key of their own.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for model in tables:
            for statement in _remake(model._meta.db_table, key=model._meta.pk.attname):
                cursor.execute(statement)


def _remake(table: str, *, key: str) -> list[str]:
    cascade = " CASCADE" if connection.vendor == "postgresql" else ""
    held, kept = f"FROM {table}", f"FROM {table}_kept"
    return [
        f"CREATE TEMPORARY TABLE {table}_kept AS SELECT * {held}",
        f"DROP TABLE {table}{cascade}",
        f"CREATE TABLE {table} AS SELECT * {kept}",
        f"CREATE UNIQUE INDEX {table}_loose ON {table} ({key})",
    ]


def double(row: Row, *, pk: Any, **columns: Any) -> Row:
    """A second row like this one, under a key of its own and with some columns changed."""
    # Reading the attributes opens what is sealed; it is sealed again under the new key.
    same = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    made = type(row)(**{**same, **columns, row._meta.pk.attname: pk})
    made.save(force_insert=True)
    return made
