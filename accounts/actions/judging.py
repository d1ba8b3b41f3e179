"""Judging people against one school's books."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from accounts.actions.books import Books
from accounts.actions.sources import claimed_of, record_of
from accounts.matching import match_identity
from accounts.matching.assessment import band_for
from accounts.matching.person import Claimed, Record
from accounts.matching.profile import Band, Profile, level_suffices
from accounts.matching.verdict import Differs, Matched, NotFound, Verdict, WrongRole
from accounts.models import VerifiedIdentity
from accounts.settlement import Settlement, settle


@dataclass(frozen=True)
class Judgement:
    """One school's answer about one person.

    `level_low`: the record is there, but the account at the door is not sure enough for its band.
    """

    verdict: Verdict
    settlement: Settlement
    band: Band | None = None
    level_low: bool = False

    @property
    def says_something(self) -> bool:
        """Whether this school knows the person in any way that they are told of."""
        told = self.settlement.claims or self.settlement.cases
        return bool(told) or self.level_low or isinstance(self.verdict, WrongRole)


def judge(books: Books, verified: VerifiedIdentity, *, profiles: Mapping[Band, Profile], on: date) -> Judgement:
    """Decide what the books should say of one person; nothing is written."""
    claimed = claimed_of(verified)
    records = [record_of(row) for row in books.sharing(verified)]
    verdict = match_identity(claimed, records, profiles=profiles, on=on)
    band = _band_found(verdict, claimed, records, on=on)
    level_low = band is not None and not level_suffices(claimed.level, profile=profiles[band])
    around = books.around(claimed, records, identity_id=verified.pk, on=on)
    return Judgement(verdict, settle(NotFound() if level_low else verdict, around), band, level_low)


def _band_found(verdict: Verdict, claimed: Claimed, records: list[Record], *, on: date) -> Band | None:
    """The band of the record that the verdict names, if it names one."""
    if not isinstance(verdict, Matched | Differs):
        return None
    found = next(record for record in records if record.record_id == verdict.record)
    return band_for(claimed, found, on=on)
