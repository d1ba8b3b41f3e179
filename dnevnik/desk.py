"""The desk: what somebody sees first behind the door, school by school."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from accounts import texts as account_texts
from accounts.actions.levels import grace_ends
from accounts.actions.sources import local_date
from accounts.claims import Level
from accounts.matching.profile import FULL_AGE, OWN_ACCOUNT_AGE, Band, birthday
from accounts.models import ExternalIdentity, MismatchCase
from accounts.outcomes import Outcome, Page
from consents.access import ParentPlace, PupilPlace, parent_places, places, pupil_places
from consents.rules import outgrows_account, sees_visitors
from consents.watchers import Watcher, watchers
from dnevnik.facts import facts_of
from dnevnik.pages import Shown, beside, compose


@dataclass(frozen=True)
class Beside:
    """Another school's outcome, and the case in which something can be done about it, if there is one."""

    shown: Shown
    case: MismatchCase | None = None


@dataclass(frozen=True)
class AccountNotice:
    """Text 7 before the date. `ahead`: the 14th birthday itself has not come."""

    page: Page
    ahead: bool


@dataclass(frozen=True)
class OwnDiary:
    """A pupil's own diary in one school.

    `shows_watchers`: the pupil is old enough to read who sees the diary; `notice`: an account of one's own is wanted.
    """

    place: PupilPlace
    shows_watchers: bool
    watchers: tuple[Watcher, ...]
    notice: AccountNotice | None

    @property
    def comes_of_age(self) -> date | None:
        """The 18th birthday, if the date of birth is known."""
        born = self.place.record.birth_date
        return birthday(born, years=FULL_AGE) if born else None


@dataclass(frozen=True)
class Desk:
    """Schools where the person is a parent, where a pupil, and the outcomes of other schools beside them."""

    name: str
    as_parent: tuple[ParentPlace, ...]
    as_pupil: tuple[OwnDiary, ...]
    beside: tuple[Beside, ...]

    @property
    def is_open(self) -> bool:
        return any(place.is_open for place in self.as_parent) or any(own.place.is_open for own in self.as_pupil)

    @property
    def speaks_to_minor(self) -> bool:
        """«Ты» to a pupil under 18, «вы» to everybody else."""
        return not self.as_parent and any(not own.place.for_oneself for own in self.as_pupil)

    @property
    def awaits_consent(self) -> bool:
        """Whether some child's diary or some school waits for this person's word."""
        return any(_awaits(place) for place in self.as_parent)


def desk(identity: ExternalIdentity, *, at: datetime) -> Desk:
    """Compute the desk anew: nothing of it is kept in the session."""
    held = places(identity, at=at)
    return Desk(
        name=identity.verified.given_name,
        as_parent=tuple(place for place in parent_places(held) if place.children),
        as_pupil=_own_diaries(identity, pupil_places(held), at=at),
        beside=_beside(identity, parent_places(held), at=at),
    )


def _awaits(place: ParentPlace) -> bool:
    silent = any(child.may_decide and not child.consent_stands for child in place.children)
    return silent or (bool(place.children) and not place.own_consent)


def _own_diaries(identity: ExternalIdentity, held: Collection[PupilPlace], *, at: datetime) -> tuple[OwnDiary, ...]:
    days = {place.record.pk: local_date(place.school.region, at=at) for place in held}
    grown = [place for place in held if sees_visitors(place.record.birth_date, on=days[place.record.pk])]
    seeing = watchers([place.record for place in grown if place.parents_allowed or not place.for_oneself])
    return tuple(
        OwnDiary(
            place,
            shows_watchers=place in grown,
            watchers=tuple(seeing.get(place.record.pk, ())),
            notice=_account_notice(identity, place, on=days[place.record.pk], at=at),
        )
        for place in held
    )


def _account_notice(identity: ExternalIdentity, place: PupilPlace, *, on: date, at: datetime) -> AccountNotice | None:
    """What a pupil with a child's account reads around the 14th birthday: until when it serves, and what to do."""
    born = place.record.birth_date
    if born is None or identity.verified.level != Level.CHILD:
        return None
    last_day = grace_ends(born, region=place.school.region)
    if not outgrows_account(born, last_day=last_day, on=on):
        return None
    region = place.school.region
    facts = facts_of(region=region, school=None, case=None, identity=identity, band=Band.FROM_14, time="", now=at)
    page = account_texts.age_transition_soon(replace(facts, grace_until=last_day))
    return AccountNotice(page, ahead=on < birthday(born, years=OWN_ACCOUNT_AGE))


def _beside(identity: ExternalIdentity, held: Collection[ParentPlace], *, at: datetime) -> tuple[Beside, ...]:
    """What other schools say; whoever is a parent without a child there is told so, case or none."""
    cases = MismatchCase.for_system(by="desk").filter(identity=identity, closed_at__isnull=True, school__isnull=False)
    rows = list(cases.select_related("school__region").prefetch_related("causes").order_by("opened_at", "pk"))
    told = {case.school_id for case in rows}
    silent = [place for place in held if not place.children and (place.restricted or place.school.pk not in told)]
    hidden = {place.school.pk for place in silent if place.restricted}
    return (
        *(Beside(beside(case, identity, now=at), case) for case in rows if case.school_id not in hidden),
        *(Beside(_childless(identity, place, at=at)) for place in silent),
    )


def _childless(identity: ExternalIdentity, place: ParentPlace, *, at: datetime) -> Shown:
    school = place.school
    facts = facts_of(region=school.region, school=school, case=None, identity=identity, band="", time="", now=at)
    return compose(Outcome.RESTRICTED if place.restricted else Outcome.NO_CHILD, facts)
