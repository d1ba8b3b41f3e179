"""What a roster would do to a school's register: shown before, and exactly what is done after."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from schools.actions.likeness import IDENTIFYING
from schools.models import Parent, ParentChildLink, Restriction, Student


class Deed(StrEnum):
    """What happens to one record."""

    NEW = "new"
    FILLED = "filled"
    KEPT = "kept"


@dataclass
class Planned:
    """One record as it will stand; `fields` are those that the roster fills."""

    record: Student | Parent
    deed: Deed
    fields: set[str] = field(default_factory=set)

    def fill(self, name: str, value: object) -> None:
        """Write a value into an empty field; what a person has entered is never overwritten (L09)."""
        if value and not getattr(self.record, name):
            setattr(self.record, name, value)
            self.note(name)

    def note(self, name: str) -> None:
        self.fields.add(name)
        if self.deed is Deed.KEPT:
            self.deed = Deed.FILLED


@dataclass(frozen=True)
class Remark:
    """Something about a row of the file that a person should read. `refuses`: the row is left out."""

    number: int
    column: str
    message: str
    refuses: bool = False


@dataclass
class Plan:
    """Everything that applying the roster will do."""

    students: list[Planned] = field(default_factory=list)
    parents: list[Planned] = field(default_factory=list)
    links: list[ParentChildLink] = field(default_factory=list)
    restrictions: list[Restriction] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    ignored_columns: tuple[str, ...] = ()
    rows: int = 0

    def newly_known(self) -> list[Student]:
        """The pupils of whom the roster tells something by which a child may be known elsewhere."""
        told = [one for one in self.students if one.deed is Deed.NEW or one.fields & IDENTIFYING]
        return [one.record for one in told if isinstance(one.record, Student)]

    def count(self) -> dict[str, int]:
        """How many records of each kind meet which deed, and how many rows are left out."""
        students = Counter(planned.deed for planned in self.students)
        parents = Counter(planned.deed for planned in self.parents)
        refused = len({remark.number for remark in self.remarks if remark.refuses})
        return {
            "rows": self.rows,
            "rows_refused": refused,
            **{f"students_{deed}": students[deed] for deed in Deed},
            **{f"parents_{deed}": parents[deed] for deed in Deed},
            "links_new": len(self.links),
            "restrictions_carried": len(self.restrictions),
        }
