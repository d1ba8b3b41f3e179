"""Which numbers tie a record to a person: the table of rule 3."""

from enum import Enum, auto


class Sameness(Enum):
    """How a number on one side stands to the number on the other."""

    EQUAL = auto()
    DIFFERS = auto()
    ABSENT = auto()


class Anchor(Enum):
    """What SNILS and certificate together say of a record.

    CONTRADICTION: the certificate is the person's and the SNILS is not. That is somebody else, and a slip
    for the school to see.
    """

    BY_SNILS = auto()
    BY_CERTIFICATE = auto()
    CONTRADICTION = auto()
    NONE = auto()


def sameness(ours: str | None, theirs: str | None) -> Sameness:
    """Compare two numbers, or their blind indexes; an empty one is absent and equals nothing."""
    if not ours or not theirs:
        return Sameness.ABSENT
    return Sameness.EQUAL if ours == theirs else Sameness.DIFFERS


def anchor(*, snils: Sameness, certificate: Sameness) -> Anchor:
    """Read the table: a SNILS that differs is a different person, a certificate that differs is not."""
    return TABLE[snils, certificate]


# (SNILS, certificate) → anchor
TABLE = {
    (Sameness.EQUAL, Sameness.EQUAL): Anchor.BY_SNILS,
    (Sameness.EQUAL, Sameness.DIFFERS): Anchor.BY_SNILS,
    (Sameness.EQUAL, Sameness.ABSENT): Anchor.BY_SNILS,
    (Sameness.DIFFERS, Sameness.EQUAL): Anchor.CONTRADICTION,
    (Sameness.DIFFERS, Sameness.DIFFERS): Anchor.NONE,
    (Sameness.DIFFERS, Sameness.ABSENT): Anchor.NONE,
    (Sameness.ABSENT, Sameness.EQUAL): Anchor.BY_CERTIFICATE,
    (Sameness.ABSENT, Sameness.DIFFERS): Anchor.NONE,
    (Sameness.ABSENT, Sameness.ABSENT): Anchor.NONE,
}
