"""Choosing one's school step by step: municipality, then school, or straight by its number or name."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from accounts.actions import directory_of_schools as directory
from schools.models import Municipality, Region, School

LONGEST_QUERY = 100


@dataclass(frozen=True)
class Choice:
    """What was chosen so far and what may be chosen next; addresses hold ids of schools and nothing about people.

    `is_only_town`: the region has no other municipality to choose.
    """

    municipality: Municipality | None = None
    school: School | None = None
    words: str = ""
    is_only_town: bool = False
    municipalities: tuple[Municipality, ...] = ()
    schools: tuple[School, ...] = ()

    @property
    def nothing_found(self) -> bool:
        return bool(self.words) and not self.schools


def choose(region: Region, given: QueryDict) -> Choice:
    """Read a step. What is not of this region counts as not chosen. A region of one municipality skips that step."""
    schools = directory.schools_of(region)
    school = next((row for row in schools if str(row.pk) == given.get("school")), None)
    if school is not None:
        return Choice(school.municipality, school)
    words = given.get("q", "").strip()[:LONGEST_QUERY]
    if words:
        return Choice(words=words, schools=tuple(directory.found(schools, words)))
    municipalities = directory.municipalities_of(region)
    named = next((row for row in municipalities if str(row.pk) == given.get("municipality")), None)
    only = municipalities[0] if len(municipalities) == 1 else None
    municipality = named or only
    if municipality is None:
        return Choice(municipalities=tuple(municipalities))
    here = tuple(row for row in schools if row.municipality_id == municipality.pk)
    return Choice(municipality, schools=here, is_only_town=only is not None)
