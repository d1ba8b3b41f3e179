"""What a region asks of a match, by band (X-01, X-02, X-03), and the ages that bands are made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from accounts.claims import Level
from schools.identifiers import names

FULL_AGE = 18
OWN_ACCOUNT_AGE = 14

FOLDING_KINDS = frozenset({names.Kind.CASE, names.Kind.YO, names.Kind.HYPHEN_OR_SPACE, names.Kind.LATIN_LOOKALIKE})
"""Differences that vanish when names are folded: spellings of one name, the only ones that may count as equal."""

LEVELS_ASCENDING = (Level.OTHER, Level.CHILD, Level.CONFIRMED)


class Band(StrEnum):
    """Whose profile it is: a pupil's by age, [0;14) [14;18) [18;∞) (X-05), or a parent's of any age."""

    UNDER_14 = "under_14"
    FROM_14 = "from_14"
    ADULT = "adult"
    PARENT = "parent"


@dataclass(frozen=True, kw_only=True)
class Profile:
    """How one region compares the people of one band.

    `certificate_is_anchor` is a choice for adult pupils alone (rule 3): younger pupils always have it,
    parents never. `equal_kinds` are the differences of spelling that do not keep a person out. The three
    `…_blocks` turn a finding into a refusal; a value missing on a side never blocks, but for `snils_required`:
    whoever has a SNILS and is tied by the certificate alone waits until the school has written the SNILS down.
    `minimum_level` is the weakest account that may enter (see `level_suffices`).
    Raises ValueError if `equal_kinds` holds more than spelling: likeness never links.
    """

    certificate_is_anchor: bool
    minimum_level: Level
    equal_kinds: frozenset[names.Kind] = FOLDING_KINDS
    certificate_blocks: bool = False
    snils_required: bool = False
    birth_date_blocks: bool = False
    gender_blocks: bool = False

    def __post_init__(self) -> None:
        if not self.equal_kinds <= FOLDING_KINDS:
            raise ValueError("likeness never links: only differences that fold away may count as equal")


def default_profiles() -> dict[Band, Profile]:
    """The profiles of a region that has said nothing: the rules of 2024."""
    own_account = Profile(certificate_is_anchor=True, minimum_level=Level.CONFIRMED)
    return {
        Band.UNDER_14: Profile(certificate_is_anchor=True, minimum_level=Level.CHILD),
        Band.FROM_14: own_account,
        Band.ADULT: own_account,
        Band.PARENT: Profile(certificate_is_anchor=False, minimum_level=Level.CONFIRMED),
    }


def age(birth_date: date, *, on: date) -> int:
    """Full years on the day, negative before birth.

    A year is full on the birthday itself, from midnight; whoever was born on 29 February has it
    on 1 March of a common year.
    """
    before_birthday = (on.month, on.day) < (birth_date.month, birth_date.day)
    return on.year - birth_date.year - before_birthday


def birthday(birth_date: date, *, years: int) -> date:
    """The day on which so many years are full: for a leap-day child 1 March of a common year (see `age`)."""
    try:
        return birth_date.replace(year=birth_date.year + years)
    except ValueError:
        return date(birth_date.year + years, 3, 1)


def band_of(birth_date: date, *, on: date) -> Band:
    """The band of a pupil born on this date; `on` is the region's business date."""
    years = age(birth_date, on=on)
    if years < OWN_ACCOUNT_AGE:
        return Band.UNDER_14
    return Band.FROM_14 if years < FULL_AGE else Band.ADULT


def is_minor(birth_date: date | None, *, level: Level, on: date) -> bool:
    """Whether the state knows somebody as under 18; of whom it gave no birth date, a child's account says so."""
    return age(birth_date, on=on) < FULL_AGE if birth_date else level is Level.CHILD


def certificate_anchors(band: Band, profiles: Mapping[Band, Profile]) -> bool:
    """Whether a birth certificate counts in this band: pupils' does, an adult's as the region says, parents' never."""
    match band:
        case Band.PARENT:
            return False
        case Band.ADULT:
            return profiles[band].certificate_is_anchor
        case Band.UNDER_14 | Band.FROM_14:
            return True


def level_suffices(level: Level, *, profile: Profile) -> bool:
    """Whether an account of this level may enter: other < child < confirmed."""
    return LEVELS_ASCENDING.index(level) >= LEVELS_ASCENDING.index(profile.minimum_level)
