"""Querysets that are compiled once.

Django makes the SQL of a queryset anew for every call, and that takes several times longer than the database takes to
answer a search by a key. What a door asks at every visit differs in its parameters alone, so its SQL is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from functools import partial, wraps
from operator import attrgetter, itemgetter
from typing import Any, Generic, ParamSpec, TypeVar
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Model, QuerySet, prefetch_related_objects
from django.db.models.query import FlatValuesListIterable, ModelIterable, ValuesListIterable, get_related_populators
from django.db.models.sql.compiler import SQLCompiler

P = ParamSpec("P")
Row = TypeVar("Row")
Place = Callable[[Sequence[Any]], Any]
"""What stands in one place of the SQL, taken from the values of a call."""
MOST_VALUES = 40
"""A question about more people than come through a door together is compiled like any other."""
LONG_AGO = date(1000, 1, 1)


class Unpreparable(TypeError):
    """Marks do not make the SQL that values make: of another kind, changed by a lookup, too large for a column."""


def prepared(build: Callable[P, QuerySet[Any, Row]]) -> Callable[P, list[Row]]:
    """Turn a function that builds a queryset into one that answers its rows, with SQL compiled once in each process.

    Parameters are positional: UUID, int, str, date, None, or collections of them without repetitions. `build` may look
    whether one is None or empty, and at nothing else; what is named counts as a part of the SQL. Where marks do not
    make the SQL that the first values make, every call is compiled as ever.
    """
    statements: dict[object, _Statement[Row] | None] = {}

    @wraps(build)
    def rows(*given: P.args, **named: P.kwargs) -> list[Row]:
        values = [value for one in given for value in _values(one)]
        if len(values) > MOST_VALUES:
            return list(build(*given, **named))
        shape = (*map(_shape, given), *named.items())
        if shape not in statements:
            statements[shape] = _statement(partial(build, **named), given, values)
        statement = statements[shape]
        return list(build(*given, **named)) if statement is None else statement.rows(values)

    return rows


def _statement(
    build: Callable[..., QuerySet[Any, Row]], given: Sequence[object], values: Sequence[object]
) -> _Statement[Row] | None:
    try:
        return _Statement(build, given, values)
    except Unpreparable:
        return None


class _Statement(Generic[Row]):
    """The SQL of a queryset for parameters of one shape; all threads share it."""

    def __init__(
        self, build: Callable[..., QuerySet[Any, Row]], given: Sequence[object], values: Sequence[object]
    ) -> None:
        marks: list[object] = []
        queryset = build(*(_marked(one, marks) for one in given))
        compiler, told = queryset.query.get_compiler(using=queryset.db), build(*given)
        sql, expected = _compiled(compiler), _compiled(told.query.get_compiler(using=told.db))
        self._database = queryset.db
        self._prefetched: Sequence[Any] = vars(queryset)["_prefetch_related_lookups"]
        self._places: list[Place] | None = None
        if sql is None and expected is None:
            return
        if sql is None or expected is None:
            raise Unpreparable("no row can answer, for marks or for values alone")
        self._sql, params = sql
        self._places = [_place(param, marks) for param in params]
        if (self._sql, self._bound(values)) != expected:
            raise Unpreparable("other SQL, or other parameters")
        # Converters want to know the kind of database; what is kept must not hold this thread's own connection.
        compiler.connection = compiler.connection.copy()
        self._read = _reader(queryset, compiler)

    def rows(self, values: Sequence[object]) -> list[Row]:
        if self._places is None:
            return []
        with connections[self._database].cursor() as cursor:
            cursor.execute(self._sql, self._bound(values))
            found = self._read(cursor.fetchall())
        if self._prefetched:
            prefetch_related_objects(found, *self._prefetched)
        return found

    def _bound(self, values: Sequence[object]) -> tuple[Any, ...]:
        return tuple(place(values) for place in self._places or ())


def _compiled(compiler: SQLCompiler) -> tuple[str, tuple[object, ...]] | None:
    """The SQL and its parameters; None where no row can answer."""
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return None
    return sql, tuple(params)


def _reader(queryset: QuerySet[Any, Any], compiler: SQLCompiler) -> Callable[[Iterable[Any]], list[Any]]:
    """From what the database answers to what the queryset gives, as Django's own iterables do it."""
    converters = compiler.get_converters([column[0] for column in compiler.select])
    make = _maker(queryset, compiler)
    if converters:
        return lambda found: [make(row) for row in compiler.apply_converters(found, converters)]
    return lambda found: [make(row) for row in found]


def _maker(queryset: QuerySet[Any, Any], compiler: SQLCompiler) -> Callable[[Sequence[Any]], Any]:
    kind = queryset._iterable_class
    if kind is FlatValuesListIterable:
        return itemgetter(0)
    if kind is ValuesListIterable:
        return tuple
    if kind is not ModelIterable or compiler.annotation_col_map or compiler.klass_info is None:
        raise Unpreparable("rows with annotations, or of another kind")
    model, columns = compiler.klass_info["model"], compiler.klass_info["select_fields"]
    own = slice(columns[0], columns[-1] + 1)
    names = [column[0].target.attname for column in compiler.select[own]]
    told = (compiler.klass_info, compiler.select, queryset.db)
    related = get_related_populators(*told)  # type: ignore[call-arg]  # the stubs describe a later Django

    def instance(row: Sequence[Any]) -> Model:
        made: Model = model.from_db(queryset.db, names, row[own])
        for populator in related:
            populator.populate(row, made)
        return made

    return instance


def _values(given: object) -> Sequence[object]:
    """What a parameter adds to those of the statement; what is None or empty is a part of its SQL."""
    if isinstance(given, set | frozenset | list | tuple):
        return list(given)
    return [given] if given else []


def _shape(given: object) -> object:
    """What two parameters have in common that one SQL serves."""
    if isinstance(given, set | frozenset | list | tuple):
        return len(given)
    return type(given) if given else given


def _marked(given: Any, marks: list[object]) -> object:
    """The same with values that occur nowhere else, each of them added to `marks`."""
    if isinstance(given, set | frozenset | list | tuple):
        return [_mark(one, marks) for one in given]
    return _mark(given, marks) if given else given


def _mark(value: object, marks: list[object]) -> object:
    number = len(marks)
    made: dict[type, object] = {
        UUID: UUID(int=number + 1),
        int: 2_000_000_000 + number,
        date: LONG_AGO + timedelta(days=number),
    }
    mark = made.get(type(value), f"\ue000{number}\ue000" if isinstance(value, str) else None)
    if mark is None:
        raise Unpreparable(type(value).__name__)
    marks.append(mark)
    return mark


def _turn(mark: object, param: object) -> Callable[[Any], object] | None:
    """What makes of a value the parameter that a database driver takes; None if the parameter is not this mark."""
    if param == mark:
        return type(param) if isinstance(param, int) else _as_it_is
    if isinstance(mark, UUID) and param == mark.hex:
        return attrgetter("hex")
    return str if isinstance(mark, date) and param == str(mark) else None


def _place(param: object, marks: Sequence[object]) -> Place:
    """What goes where a mark is; what is none stays as it is."""
    for number, mark in enumerate(marks):
        if (turn := _turn(mark, param)) is not None:
            return partial(_filled, turn, number)
    return partial(_unchanged, param)


def _filled(turn: Callable[[Any], Any], number: int, values: Sequence[Any]) -> Any:
    return turn(values[number])


def _unchanged(param: Any, _values: Sequence[Any]) -> Any:
    return param


def _as_it_is(value: object) -> object:
    return value
