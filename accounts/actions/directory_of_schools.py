"""Finding one's school: municipalities, schools and classes, which are nobody's personal data."""

from __future__ import annotations

import re
from datetime import date

from schools.identifiers.names import normalise
from schools.models import AcademicYear, Municipality, Region, School, SchoolClass

SCOPE = "directory of schools"
MOST_FOUND = 30
PIECE = re.compile(r"\d+|[^\W\d_]+")


def municipalities_of(region: Region) -> list[Municipality]:
    """Those of a region that have a school, by name."""
    return list(Municipality.objects.filter(region=region, school__isnull=False).distinct().order_by("name", "pk"))


def schools_of(region: Region) -> list[School]:
    """All schools of a region, number 2 before number 10."""
    rows = School.objects.filter(region=region).select_related("municipality")
    return sorted(rows, key=lambda school: (_in_order(school.name), school.pk))


def found(schools: list[School], words: str) -> list[School]:
    """Those whose name has all the words, at most thirty; a number counts whole: «1» is not school 31.

    Compared by folded keys in Python, because the databases fold Cyrillic differently or not at all.
    """
    wanted = [_key(piece) for piece in PIECE.findall(words)]
    if not wanted:
        return []
    return [school for school in schools if _has(school, wanted)][:MOST_FOUND]


def classes_of(school: School, *, on: date) -> list[SchoolClass]:
    """The classes of the school year that the day belongs to, youngest first; in August of the next, once loaded."""
    meant = AcademicYear.day_meant(on)
    rows = SchoolClass.for_system(by=SCOPE).filter(school=school, year__starts_on__lte=meant, year__ends_on__gte=on)
    found = list(rows.order_by("-year__starts_on", "grade", "letter", "pk"))
    return [row for row in found if row.year_id == found[0].year_id]


def _has(school: School, wanted: list[str]) -> bool:
    pieces = [_key(piece) for piece in PIECE.findall(f"{school.name} {school.full_name}")]
    return all(any(_fits(piece, word) for piece in pieces) for word in wanted)


def _fits(piece: str, word: str) -> bool:
    return piece == word if word.isdigit() else piece.startswith(word)


def _key(piece: str) -> str:
    """Digits stay as they are: a name has none, and folding takes them for slips."""
    return piece if piece.isdigit() else normalise(piece)


def _in_order(name: str) -> list[tuple[int, str]]:
    """Numbers by their value, words by their folded keys."""
    return [(int(piece), "") if piece.isdecimal() else (-1, normalise(piece)) for piece in PIECE.findall(name)]
