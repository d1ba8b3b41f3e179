"""Judging people against one school's books."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from accounts.actions.books import Books
from accounts.actions.levels import is_enough
from accounts.actions.sources import claimed_of, record_of
from accounts.claims import Level
from accounts.matching import match_identity
from accounts.matching.assessment import band_for
from accounts.matching.person import Record, Role
from accounts.matching.profile import Band, Profile
from accounts.matching.sides import is_somebody_elses
from accounts.matching.verdict import Differs, Matched, NotFound, Verdict, WrongRole
from accounts.models import VerifiedIdentity
from accounts.settlement import Settlement, Surroundings, settle

OWN_ACCOUNT = frozenset({Band.FROM_14, Band.ADULT})
"""The bands in which a pupil has an account of one's own, and a child's account only lives on for a while."""


@dataclass(frozen=True)
class Judgement:
    """One school's answer about one person.

    `level_low`: the record is there, but the account at the door is not sure enough for its band.
    `outgrown`: the account is a child's, and the same person's own account has taken its place since the 14th
    birthday; the page is AGE_TRANSITION. `own_role`: of WrongRole, in which role the person would be looked for here.
    """

    verdict: Verdict
    settlement: Settlement
    band: Band | None = None
    level_low: bool = False
    outgrown: bool = False
    own_role: Role | None = None

    @property
    def says_something(self) -> bool:
        """Whether this school knows the person in any way that they are told of."""
        told = self.settlement.claims or self.settlement.cases
        return bool(told) or self.level_low or self.outgrown or isinstance(self.verdict, WrongRole)


def judge(books: Books, verified: VerifiedIdentity, *, profiles: Mapping[Band, Profile], on: date) -> Judgement:
    """Decide what the books should say of one person; nothing is written."""
    claimed = claimed_of(verified)
    records = [record_of(row) for row in books.sharing(verified)]
    verdict = match_identity(claimed, records, profiles=profiles, on=on)
    found = _record_found(verdict, records)
    band = band_for(claimed, found, on=on) if found else None
    region = books.school.region
    level_low = found is not None and not is_enough(claimed, found, profiles=profiles, region=region, on=on)
    grown = {record.record_id for record in records if band_for(claimed, record, on=on) in OWN_ACCOUNT}
    one_number = {record: level for record, level in books.under_one_number(verified).items() if record in grown}
    outgrown = claimed.level is Level.CHILD and Level.CONFIRMED in one_number.values()
    around = books.around(claimed, records, identity_id=verified.pk, on=on)
    if claimed.level is Level.CONFIRMED:
        mine = {record.record_id for record in records if not is_somebody_elses(claimed, record, on=on)}
        outgrown_by_me = (record for record, level in one_number.items() if level is Level.CHILD and record in mine)
        around = replace(around, succeeded=frozenset(outgrown_by_me))
    if level_low or outgrown:  # the account is too little, or over: it asks nothing of the school
        around = replace(around, asked=None)
    settlement = settle(NotFound() if level_low or outgrown else verdict, around)
    return Judgement(verdict, settlement, band, level_low, outgrown, _own_role(verdict, around))


def _own_role(verdict: Verdict, around: Surroundings) -> Role | None:
    """An adult whose number stands in pupils' cards is looked for among the parents, and the reverse."""
    if not isinstance(verdict, WrongRole):
        return None
    return Role.PARENT if around.roles[verdict.records[0]] is Role.STUDENT else Role.STUDENT


def _record_found(verdict: Verdict, records: list[Record]) -> Record | None:
    """The record that the verdict names, if it names one."""
    if not isinstance(verdict, Matched | Differs):
        return None
    return next(record for record in records if record.record_id == verdict.record)
