"""What restrictions keep a roster from bringing: links of a pupil who awaits a decision, and the adult of an act."""

from __future__ import annotations

from collections.abc import Iterable

from schools.actions import bonds
from schools.actions.rosters.keys import snils_index
from schools.actions.rosters.plan import Planned
from schools.custody import Bar
from schools.models import Restriction, School
from schools.relations import Scope
from schools.roster.rows import RosterParent


class Barriers:
    """The restrictions of a school's pupils that count, and those that come with the roster itself."""

    def __init__(self, school: School, *, by: str) -> None:
        self._bars = bonds.bars_in(school, by=by)

    def add(self, carried: Iterable[Restriction]) -> None:
        for row in carried:
            self._bars.setdefault(row.student_id, []).append(bonds.bar_of(row))

    def awaits_decision(self, student: Planned) -> bool:
        """Whether a restriction that came with this pupil has not been decided: nobody gets a link till then."""
        return any(bar.waiting for bar in self._bars.get(student.record.pk, ()))

    def forbid(self, cells: RosterParent, found: Planned | None, student: Planned) -> bool:
        """Whether the adult of a row may be one whom an act keeps from this pupil's diary.

        An old file has old names and numbers, so either is enough: a wrong guess costs one link made by hand.
        """
        return any(
            Scope.DIARY in bar.scopes and _may_be_about(bar, cells, found)
            for bar in self._bars.get(student.record.pk, ())
        )


def _may_be_about(bar: Bar, cells: RosterParent, found: Planned | None) -> bool:
    if found is not None and found.record.pk == bar.record:
        return True
    if bar.snils_index is not None and bar.snils_index == snils_index(cells.snils):
        return True
    return bar.name_key == bonds.key_of_name(cells.surname, cells.given_name, cells.patronymic)
