"""How a sign-in ends, decided from what the schools said and what consents allow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.actions.sign_in import Answer
from accounts.claims import Level
from accounts.matching.profile import Band
from accounts.matching.verdict import Field, WrongRole
from accounts.models import MismatchCase
from accounts.outcomes import Outcome, outcome_of_fields
from consents.access import ParentPlace, Place, PupilPlace
from schools.models import School

Kind = MismatchCase.Kind

OF_KIND = {
    Kind.NOT_FOUND: Outcome.NOT_FOUND,
    Kind.AMBIGUOUS: Outcome.AMBIGUOUS,
    Kind.NO_CHILD: Outcome.NO_CHILD,
    Kind.WRONG_ROLE: Outcome.WRONG_ROLE,
}


@dataclass(frozen=True)
class Ending:
    """One outcome, with the school and the case that it is about, where there are such."""

    outcome: Outcome
    school: School | None = None
    case: MismatchCase | None = None


def ending(
    *, places: Sequence[Place], answers: Sequence[Answer], cases: Sequence[MismatchCase], level: Level
) -> Ending:
    """The one thing to tell somebody for whom no door is open, nearest to the door first."""
    return (
        _held_level(places, level)
        or _consent(places)
        or _restricted(places)
        or _case(cases, Kind.NO_CHILD)
        or _childless(places)
        or _case(cases, Kind.DIFFERS)
        or _case(cases, Kind.AMBIGUOUS)
        or _level(answers, level)
        or _case(cases, Kind.WRONG_ROLE)
        or _role(answers)
        or _case(cases, Kind.NOT_FOUND)
        or Ending(Outcome.NOT_FOUND)
    )


def outcome_of(case: MismatchCase) -> Outcome:
    """Which page an open case has."""
    if case.kind == Kind.DIFFERS:
        return outcome_of_fields(Field(cause.field) for cause in case.causes.all() if cause.field)
    return OF_KIND[Kind(case.kind)]


def _held_level(places: Sequence[Place], level: Level) -> Ending | None:
    """An account that was enough once: a child's after the grace of the 14th birthday, or one that lost its proof."""
    low = next((place for place in places if not place.level_suffices), None)
    if low is None:
        return None
    outgrown = level is Level.CHILD and isinstance(low, PupilPlace)
    return Ending(Outcome.AGE_TRANSITION if outgrown else Outcome.LEVEL_LOW)


def _consent(places: Sequence[Place]) -> Ending | None:
    for place in places:
        if isinstance(place, ParentPlace):
            if place.children and not place.own_consent:
                return Ending(Outcome.CONSENT_SELF, place.school)
        elif not place.consent_stands:
            return Ending(_pupils_outcome(place), place.school)
    return None


def _pupils_outcome(place: PupilPlace) -> Outcome:
    if place.for_oneself:
        return Outcome.CONSENT_SELF
    return Outcome.CONSENT_PARENT if place.has_parents else Outcome.NO_PARENT


def _restricted(places: Sequence[Place]) -> Ending | None:
    """Only whoever once had access in that very school is told so; to others it looks like a missing link."""
    barred = next((place for place in places if isinstance(place, ParentPlace) and place.restricted), None)
    return Ending(Outcome.RESTRICTED, barred.school) if barred else None


def _childless(places: Sequence[Place]) -> Ending | None:
    """A parent whose links let no diary be seen."""
    empty = next((place for place in places if isinstance(place, ParentPlace) and not place.children), None)
    return Ending(Outcome.NO_CHILD, empty.school) if empty else None


def _case(cases: Sequence[MismatchCase], kind: MismatchCase.Kind) -> Ending | None:
    """The oldest case of a kind, one that is with a school before one that is with none."""
    found = sorted((case for case in cases if case.kind == kind), key=lambda case: case.school_id is None)
    return Ending(outcome_of(found[0]), found[0].school, found[0]) if found else None


def _level(answers: Sequence[Answer], level: Level) -> Ending | None:
    if any(answer.judgement.outgrown for answer in answers):
        return Ending(Outcome.AGE_TRANSITION)
    low = next((answer for answer in answers if answer.judgement.level_low), None)
    if low is None:
        return None
    grown = level is Level.CHILD and low.judgement.band in (Band.FROM_14, Band.ADULT)
    return Ending(Outcome.AGE_TRANSITION if grown else Outcome.LEVEL_LOW)


def _role(answers: Sequence[Answer]) -> Ending | None:
    wrong = any(isinstance(answer.judgement.verdict, WrongRole) for answer in answers)
    return Ending(Outcome.WRONG_ROLE) if wrong else None
