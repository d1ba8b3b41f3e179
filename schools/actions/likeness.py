"""What tells that two pupils' records, of whatever schools, are about one child."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q

from schools.models import Student
from schools.models.person import KEYS

IDENTIFYING = frozenset({"surname", "given_name", "patronymic", "birth_date", "snils", "certificate", "left_on"})
"""The fields whose change may show that a record is about a child known elsewhere."""
NUMBERS = ("snils_index", "certificate_index")
NAME = ("surname_key", "given_name_key", "patronymic_key")

Key = tuple[Hashable, ...]


class Likeness:
    """Pupils by SNILS, by certificate, and by full name with birth date unless their SNILS say that they are two.

    Enough for a proposal that a person decides; it never matches anybody at the door. The pupils may be unsaved: their
    keys are made anew.
    """

    def __init__(self, pupils: Collection[Student]) -> None:
        self._of: dict[Key, list[Student]] = defaultdict(list)
        self._snils: dict[UUID, str | None] = {}
        for pupil in pupils:
            made = {column: KEYS[column](pupil) for column in (*NUMBERS, *NAME)}
            self._snils[pupil.pk] = made["snils_index"]
            for key in _keys(made, pupil):
                self._of[key].append(pupil)

    def like(self, other: Student) -> list[Student]:
        """The pupils of these who may be the child of another record, each once."""
        held = {column: getattr(other, column) for column in (*NUMBERS, *NAME)}
        found = [(key[0], pupil) for key in _keys(held, other) for pupil in self._of.get(key, ())]
        namesakes = {pupil.pk for kind, pupil in found if kind == "name" and self._is_another(pupil, held)}
        return list({pupil.pk: pupil for kind, pupil in found if kind != "name" or pupil.pk not in namesakes}.values())

    def _is_another(self, pupil: Student, held: Mapping[str, str | None]) -> bool:
        """A namesake born on the same day whose SNILS differs is another child (L01)."""
        numbers = (self._snils[pupil.pk], held["snils_index"])
        return all(numbers) and numbers[0] != numbers[1]

    def search(self, rows: Any, *, prefix: str = "") -> list[Any]:
        """The rows whose pupil may be one of these, and some more: ask `like`. Three queries at most.

        `prefix` is the way from the row to the pupil, such as `student__`.
        """
        found = {row.pk: row for condition in self._conditions(prefix) for row in rows.filter(condition)}
        return sorted(found.values(), key=lambda row: row.pk)

    def _conditions(self, prefix: str) -> Iterator[Q]:
        for column in NUMBERS:
            if values := {key[1] for key in self._of if key[0] == column}:
                yield Q(**{f"{prefix}{column}__in": values})
        if names := [key for key in self._of if key[0] == "name"]:
            surnames, days = {key[1] for key in names}, {key[-1] for key in names}
            yield Q(**{f"{prefix}surname_key__in": surnames, f"{prefix}birth_date__in": days})


def _keys(held: dict[str, str | None], pupil: Student) -> Iterator[Key]:
    for column in NUMBERS:
        if held[column]:
            yield column, held[column]
    if pupil.birth_date is not None:
        yield "name", *(held[column] for column in NAME), pupil.birth_date
