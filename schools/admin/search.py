"""Finding people by what is stored for finding: folded names and blind indexes (the same on every database)."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from schools.identifiers import birth_certificate, names, snils
from schools.identifiers.errors import InvalidIdentifier
from schools.models.sealed import index_of

KEYS = ("surname_key", "given_name_key", "patronymic_key")
MOST_WORDS = 5
LONGEST = 200
HELP = _("Фамилия, имя, отчество (можно начало) или СНИЛС и свидетельство целиком.")


def people(rows: QuerySet[Any], query: str, *, prefix: str = "", certificates: bool = False) -> QuerySet[Any]:
    """The rows whose names begin with the words of the query, in any order, or that hold the very number.

    `prefix` is the way to the person from the row, such as `student__`.
    """
    query = query[:LONGEST]
    if not query.strip():
        return rows
    wanted = _by_name(query, prefix) | _by_number(query, prefix, "snils", snils.parse)
    if certificates:
        wanted |= _by_number(query, prefix, "certificate", birth_certificate.parse)
    return rows.filter(wanted)


def _by_name(query: str, prefix: str) -> Q:
    words = [key for key in map(names.normalise, query.replace("\0", " ").split()[:MOST_WORDS]) if key]
    found = Q(pk__in=[])
    for parts in _joined(words):
        every = Q()
        for part in parts:
            every &= _begins(part, prefix)
        found |= every
    return found


def _begins(part: str, prefix: str) -> Q:
    anywhere = Q()
    for key in KEYS:
        anywhere |= Q(**{f"{prefix}{key}__startswith": part})
    return anywhere


def _joined(words: list[str]) -> Iterator[list[str]]:
    """Every way to read neighbouring words as one name: «Анна Мария» is one name and its key has no space."""
    gaps = range(1, len(words))
    for count in range(len(words)):
        for cuts in combinations(gaps, count):
            bounds = [0, *cuts, len(words)]
            yield ["".join(words[a:b]) for a, b in zip(bounds, bounds[1:], strict=False)]


def _by_number(query: str, prefix: str, field: str, parse: Any) -> Q:
    try:
        canonical = str(parse(query))
    except InvalidIdentifier:
        return Q(pk__in=[])
    return Q(**{f"{prefix}{field}_index": index_of(canonical, purpose=field)})
