"""Whether the state's list of a person's children holds a child: rule 3 between a list and a child, likeness never.

A list speaks for a request and decides nothing: the paper does (real-life.md, Links). That a child is not in it says
nothing either: a guardian's ward is not in it, nor a child whose certificate the state has not verified yet.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from accounts.matching.anchors import Anchor, Sameness, anchor, sameness
from schools.identifiers import names

TIED = frozenset({Anchor.BY_SNILS, Anchor.BY_CERTIFICATE})


@dataclass(frozen=True, kw_only=True)
class Child:
    """A child as the state lists it, as a parent names it, or as a school has written it down.

    `name` is the whole name in a line (`full_name`): which of its parts stood in which field is no difference. Numbers
    may be blind indexes, of one kind on both sides; whoever is named by words alone has none.
    """

    name: str = field(repr=False)
    snils: str | None = field(repr=False, default=None)
    certificate: str | None = field(repr=False, default=None)


class Listing(StrEnum):
    """How a list stands to a child, what says most for it first.

    NAMESAKE: the name is there and a number says that it is another child. ABSENT says nothing at all.
    """

    BY_NUMBER = "by_number"
    BY_NAME = "by_name"
    NAMESAKE = "namesake"
    ABSENT = "absent"

    @property
    def strengthens(self) -> bool:
        return self in (Listing.BY_NUMBER, Listing.BY_NAME)


def listing(child: Child, *, among: Iterable[Child]) -> Listing:
    """How the list stands to the child; of several in it, the one that says most counts."""
    found = {_standing(listed, child) for listed in among}
    return next((one for one in Listing if one in found), Listing.ABSENT)


def full_name(surname: str, given_name: str, patronymic: str) -> str:
    """The name in a line; words for «no patronymic» are left out."""
    parts = (surname, given_name, "" if names.is_absent(patronymic) else patronymic)
    return " ".join(part for part in parts if part)


def _standing(listed: Child, child: Child) -> Listing:
    snils, certificate = sameness(listed.snils, child.snils), sameness(listed.certificate, child.certificate)
    if anchor(snils=snils, certificate=certificate) in TIED:
        return Listing.BY_NUMBER
    if names.normalise(listed.name) != names.normalise(child.name):
        return Listing.ABSENT
    return Listing.NAMESAKE if Sameness.DIFFERS in (snils, certificate) else Listing.BY_NAME
