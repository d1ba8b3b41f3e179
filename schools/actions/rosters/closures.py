"""The adults whom the school took away from a pupil: a roster never brings them back (design.md rule 10)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator

from django.db.models import Q

from schools.actions.rosters.keys import certificate_index, name_key, same_day, snils_index
from schools.models import ParentChildLink, PendingLink, School, Student
from schools.roster.rows import RosterParent

Taken = ParentChildLink | PendingLink
PEOPLE = ("parent", "student")
UNSAID = ParentChildLink.Relation.PARENT


class Closures:
    """Links that a person closed, open ones of adults marked as left, and links to which no second person agreed.

    Records of those who left are read too.
    Records are corrected after a link is closed, so the adult of a row is taken for the closed one as soon as a number,
    a name or, where neither fits, the relation allows it. A wrong guess costs one link made by hand.
    """

    def __init__(self, school: School, *, open_pairs: Iterable[tuple[Hashable, Hashable]], by: str) -> None:
        opened_again = set(open_pairs)
        by_person = Q(closed_by_kind=ParentChildLink.ClosedBy.PERSON)
        by_leaving = Q(valid_to=None, parent__left_on__isnull=False, student__left_on=None)
        found = ParentChildLink.for_system(by=by).filter(by_person | by_leaving, school=school)
        not_agreed = PendingLink.for_system(by=by).exclude(state=PendingLink.State.AGREED).filter(school=school)
        self._of: dict[Hashable, list[Taken]] = defaultdict(list)
        for link in (*found.select_related(*PEOPLE), *not_agreed.select_related(*PEOPLE)):
            is_of_somebody_left = isinstance(link, ParentChildLink) and link.valid_to is None
            if is_of_somebody_left or (link.parent_id, link.student_id) not in opened_again:
                self._add(link)

    def _add(self, link: Taken) -> None:
        """A pupil who left may come back under a record of its own, which is known by what identifies people."""
        keys = _keys(link.student) if link.student.left_on else (link.student_id,)
        for key in keys:
            self._of[key].append(link)

    def forbid(self, cells: RosterParent, student: Student) -> bool:
        """Whether the adult of a row may be one whom the school took away from this pupil."""
        return any(
            _may_be_same(link, cells)
            for key in _keys(student)
            for link in self._of.get(key, ())
            if key != name_key(student) or same_day(link.student.birth_date, student.birth_date)
        )


def _keys(student: Student) -> Iterator[Hashable]:
    yield student.pk
    yield name_key(student)
    if number := snils_index(student.snils):
        yield number
    if number := certificate_index(student.certificate):
        yield number


def _may_be_same(link: Taken, cells: RosterParent) -> bool:
    number = snils_index(cells.snils)
    if number and number == link.parent.snils_index:
        return True
    same_relation = link.relation == cells.relation or UNSAID in (link.relation, cells.relation)
    return same_relation or name_key(link.parent) == name_key(cells)
