"""What differs between a person and a record that a number tied to them (rule 3, «Names under an anchor»)."""

from collections.abc import Iterator
from dataclasses import dataclass

from accounts.matching.anchors import Sameness
from accounts.matching.person import Claimed, Record
from accounts.matching.profile import Profile
from accounts.matching.verdict import Field, Kind
from schools.identifiers import names


@dataclass(frozen=True)
class Discrepancy:
    """One field that differs; `blocks` says whether it keeps the person out or is only a finding."""

    field: Field
    kinds: tuple[Kind, ...]
    blocks: bool


def discrepancies(
    claimed: Claimed, record: Record, *, profile: Profile, certificate: Sameness
) -> Iterator[Discrepancy]:
    """Yield every field that differs, in the order of `Field`.

    A value missing on a side cannot differ. A SNILS that the school alone lacks is no difference either, but
    the school should write it down, and a region may have people wait for that (real-life.md, text 2).
    """
    for field, kinds in name_differences(claimed, record).items():
        if kinds:  # both enumerations of kinds are strings with the same values, so the sets compare
            yield Discrepancy(field, kinds, blocks=not profile.equal_kinds.issuperset(kinds))
    if claimed.birth_date and record.birth_date and claimed.birth_date != record.birth_date:
        yield Discrepancy(Field.BIRTH_DATE, (Kind.VALUE,), blocks=profile.birth_date_blocks)
    if claimed.gender and record.gender and claimed.gender != record.gender:
        yield Discrepancy(Field.GENDER, (Kind.VALUE,), blocks=profile.gender_blocks)
    if claimed.snils and not record.snils:
        yield Discrepancy(Field.SNILS, (Kind.ABSENT,), blocks=profile.snils_required)
    if certificate is Sameness.DIFFERS:
        yield Discrepancy(Field.CERTIFICATE, (Kind.VALUE,), blocks=profile.certificate_blocks)


def name_differences(claimed: Claimed, record: Record) -> dict[Field, tuple[Kind, ...]]:
    """Return the kinds of difference of each part of the name, mildest first; none for parts that read the same."""
    return {
        Field.SURNAME: _kinds(claimed.surname, record.surname),
        Field.GIVEN_NAME: _kinds(claimed.given_name, record.given_name),
        Field.PATRONYMIC: _patronymic_kinds(claimed.patronymic, record.patronymic),
    }


def _kinds(ours: str, theirs: str) -> tuple[Kind, ...]:
    found = names.difference(ours, theirs)
    return tuple(Kind(kind.value) for kind in found.kinds) if found else ()


def _patronymic_kinds(ours: str, theirs: str) -> tuple[Kind, ...]:
    absent = names.is_absent(ours), names.is_absent(theirs)
    if all(absent):
        return ()
    return (Kind.PATRONYMIC_ABSENT,) if any(absent) else _kinds(ours, theirs)
