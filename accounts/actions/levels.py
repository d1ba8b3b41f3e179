"""Whether the account at the door is sure enough for a record that it already holds."""

from collections.abc import Mapping
from datetime import date, timedelta

from accounts.actions.sources import claimed_of, record_of
from accounts.matching.assessment import band_for
from accounts.matching.person import Claimed, Record
from accounts.matching.profile import OWN_ACCOUNT_AGE, Band, Profile, birthday, level_suffices
from accounts.models import VerifiedIdentity
from schools.models import Parent, Region, Student


def grace_ends(birth_date: date, *, region: Region) -> date:
    """The last day on which a child's account still opens the diary: the region's grace after the 14th birthday.

    At 14 nobody is locked out at midnight, the passport takes time (real-life.md, Consents and ages).
    """
    return birthday(birth_date, years=OWN_ACCOUNT_AGE) + timedelta(days=region.grace_days)


def may_go_on(
    verified: VerifiedIdentity, row: Student | Parent, *, profiles: Mapping[Band, Profile], region: Region, on: date
) -> bool:
    """Whether this account may use a record that it holds. `on` is the region's date at the moment of the request."""
    return is_enough(claimed_of(verified), record_of(row), profiles=profiles, region=region, on=on)


def is_enough(claimed: Claimed, record: Record, *, profiles: Mapping[Band, Profile], region: Region, on: date) -> bool:
    """Whether the account is sure enough for the record's band of this day, or of the eve of the grace."""
    eve = on - timedelta(days=region.grace_days + 1)
    bands = {band_for(claimed, record, on=day) for day in (on, eve)}
    return any(level_suffices(claimed.level, profile=profiles[band]) for band in bands)
