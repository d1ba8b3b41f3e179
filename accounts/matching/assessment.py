"""Weighing one record on its own, before the others are looked at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from accounts.matching.anchors import Anchor, Sameness, anchor, sameness
from accounts.matching.fields import discrepancies
from accounts.matching.person import Claimed, Record, Role
from accounts.matching.profile import Band, Profile, band_of, certificate_anchors
from accounts.matching.sides import is_somebody_elses
from accounts.matching.verdict import Field, FieldDifference, Finding, Kind


class Standing(Enum):
    """How a record stands to the person. The first two are tied to the person by a number."""

    FITS = auto()
    DIFFERS = auto()
    MISPLACED = auto()
    STRANGER = auto()


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """What one record says. `tie` is what the school should see if a record with the person's number is not the one."""

    record: Record
    standing: Standing
    differences: tuple[FieldDifference, ...] = ()
    findings: tuple[Finding, ...] = ()
    tie: tuple[Finding, ...] = ()


def band_for(claimed: Claimed, record: Record, *, on: date) -> Band:
    """The band whose profile a record is held to: by the record's birth date, else by the person's.

    A pupil of unknown age counts as 14–17, the stricter of the minors' bands: the kind of account proves
    no age (X-04), and only under 14 may a region take a weaker one.
    """
    if record.role is Role.PARENT:
        return Band.PARENT
    birth_date = record.birth_date or claimed.birth_date
    return band_of(birth_date, on=on) if birth_date else Band.FROM_14


def assess(claimed: Claimed, record: Record, *, profiles: Mapping[Band, Profile], on: date) -> Assessment:
    """Weigh one record. Raises KeyError if the record's band has no profile."""
    band = band_for(claimed, record, on=on)
    snils = sameness(claimed.snils, record.snils)
    certificate = Sameness.ABSENT
    if certificate_anchors(band, profiles):
        certificate = sameness(claimed.certificate, record.certificate)
    match anchor(snils=snils, certificate=certificate):
        case Anchor.NONE:
            return Assessment(record=record, standing=Standing.STRANGER)
        case Anchor.CONTRADICTION:
            return _with_slip(record, Standing.STRANGER, Kind.VALUE)
        case Anchor.BY_SNILS if is_somebody_elses(claimed, record, on=on):
            return _with_slip(record, Standing.MISPLACED, Kind.MISPLACED)
        case Anchor.BY_SNILS:
            return _compare(claimed, record, profiles[band], certificate, Field.SNILS)
        case Anchor.BY_CERTIFICATE:
            return _compare(claimed, record, profiles[band], certificate, Field.CERTIFICATE)


def _with_slip(record: Record, standing: Standing, kind: Kind) -> Assessment:
    """A record that is not this person's and holds a SNILS that the school should look at."""
    slip = Finding(record.record_id, Field.SNILS, (kind,))
    return Assessment(record=record, standing=standing, findings=(slip,))


def _compare(
    claimed: Claimed, record: Record, profile: Profile, certificate: Sameness, anchored_by: Field
) -> Assessment:
    found = list(discrepancies(claimed, record, profile=profile, certificate=certificate))
    blocking = tuple(FieldDifference(one.field, one.kinds) for one in found if one.blocks)
    return Assessment(
        record=record,
        standing=Standing.DIFFERS if blocking else Standing.FITS,
        differences=blocking,
        findings=tuple(Finding(record.record_id, one.field, one.kinds) for one in found if not one.blocks),
        tie=(Finding(record.record_id, anchored_by, (Kind.TWO_RECORDS,)),),
    )
