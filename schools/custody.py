"""What an open link allows once restrictions are counted: plain Python (real-life.md, Links, parents, custody)."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from schools.relations import Scope


@dataclass(frozen=True)
class Adult:
    """Whom a link is about, by what identifies people: the record's id and its blind keys."""

    record: UUID
    name_key: str | None
    snils_index: str | None


@dataclass(frozen=True)
class Bar:
    """One restriction as far as it counts: whom it is about and what it takes away.

    `waiting`: it came with a transfer and nobody has decided it, so it takes everything from everybody.
    """

    record: UUID | None
    name_key: str | None
    snils_index: str | None
    scopes: frozenset[Scope]
    waiting: bool = False

    def is_about(self, adult: Adult) -> bool:
        """Whether this adult is meant: by the record, else by SNILS where both sides have one, else by the name.

        A second record of the restricted adult is no way round: it has the same number or name.
        """
        if self.record is not None and self.record == adult.record:
            return True
        if self.snils_index and adult.snils_index:
            return self.snils_index == adult.snils_index
        return self.name_key is not None and self.name_key == adult.name_key


def effective(allowed: frozenset[Scope], adult: Adult, bars: Iterable[Bar]) -> frozenset[Scope]:
    """What is left of a link's scopes."""
    for bar in bars:
        if bar.waiting:
            return frozenset()
        if bar.is_about(adult):
            allowed -= bar.scopes
    return allowed
