"""What matching can answer. Verdicts carry ids and codes, never a value of either side.

`fields` of `Differs` may be told to the person (rule 5); findings are for the school alone.
"""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from schools.identifiers import names


class Field(StrEnum):
    """What may differ, in the order in which people are told."""

    SURNAME = "surname"
    GIVEN_NAME = "given_name"
    PATRONYMIC = "patronymic"
    BIRTH_DATE = "birth_date"
    GENDER = "gender"
    SNILS = "snils"
    CERTIFICATE = "certificate"


class Kind(StrEnum):
    """How it differs. Names first, mildest to gravest; `VALUE` is said of dates, gender and numbers.

    `ABSENT` is said of a SNILS that the person has and the school has not written down.
    The last two are of findings alone: `TWO_RECORDS` – the person has another record in this school, and
    this one holds their number too; `MISPLACED` – the number stands in a record that is somebody else's.
    """

    CASE = names.Kind.CASE.value
    YO = names.Kind.YO.value
    HYPHEN_OR_SPACE = names.Kind.HYPHEN_OR_SPACE.value
    LATIN_LOOKALIKE = names.Kind.LATIN_LOOKALIKE.value
    PATRONYMIC_ABSENT = "patronymic_absent"
    TYPO = names.Kind.TYPO.value
    DIFFERENT = names.Kind.DIFFERENT.value
    VALUE = "value"
    ABSENT = "absent"
    TWO_RECORDS = "two_records"
    MISPLACED = "misplaced"


@dataclass(frozen=True)
class FieldDifference:
    """A field that keeps the person out, with all kinds found in it, mildest first."""

    field: Field
    kinds: tuple[Kind, ...]


@dataclass(frozen=True)
class Finding:
    """Something in a record that its school should look at, whether or not it kept anybody out."""

    record: UUID
    field: Field
    kinds: tuple[Kind, ...]


@dataclass(frozen=True)
class Matched:
    """This record is the person. An adult pupil who is also a parent there has a second, `also_parent`.

    `undecided`: several records of the person's other role fit too, and a person at the school decides which
    (rule 4); it keeps nobody out of the record that is sure. Sorted by id.
    """

    record: UUID
    findings: tuple[Finding, ...] = ()
    also_parent: UUID | None = None
    undecided: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class Differs:
    """One record holds the person's number, and these fields of it keep the person out."""

    record: UUID
    fields: tuple[FieldDifference, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Ambiguous:
    """Several records could be the person: a person at the school decides (rule 4). Sorted by id."""

    records: tuple[UUID, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class WrongRole:
    """The person's SNILS stands in somebody else's records alone, as a mother's in her child's card. Sorted by id."""

    records: tuple[UUID, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class NotFound:
    """Nobody here is this person."""

    findings: tuple[Finding, ...] = ()


Verdict = Matched | Differs | Ambiguous | WrongRole | NotFound
