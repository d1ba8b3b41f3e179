"""Whether the account at the door is sure enough for a record that it already holds."""

from datetime import date, timedelta

from accounts.actions.sources import claimed_of, profiles_of, record_of
from accounts.matching.assessment import band_for
from accounts.matching.profile import level_suffices
from accounts.models import VerifiedIdentity
from schools.models import Parent, Region, Student

GRACE = timedelta(days=90)
"""How long a birthday changes nothing: at 14 nobody is locked out at midnight (real-life.md, Consents and ages)."""


def may_go_on(verified: VerifiedIdentity, row: Student | Parent, *, region: Region, on: date) -> bool:
    """Whether this account may use a record that it holds, today or by the band of ninety days ago."""
    claimed, record = claimed_of(verified), record_of(row)
    bands = {band_for(claimed, record, on=day) for day in (on, on - GRACE)}
    profiles = profiles_of(region, on=on)
    return any(level_suffices(claimed.level, profile=profiles[band]) for band in bands)
