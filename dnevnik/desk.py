"""The desk: what somebody sees first behind the door, school by school."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from accounts.models import ExternalIdentity, MismatchCase
from accounts.outcomes import Outcome
from consents.access import ParentPlace, PupilPlace, places
from dnevnik.pages import Shown, compose

BESIDE = {
    MismatchCase.Kind.DIFFERS: Outcome.DIFFERS,
    MismatchCase.Kind.AMBIGUOUS: Outcome.AMBIGUOUS,
    MismatchCase.Kind.NO_CHILD: Outcome.NO_CHILD,
}


@dataclass(frozen=True)
class Desk:
    """Schools where the person is a parent, where a pupil, and the outcomes of other schools beside them."""

    name: str
    as_parent: tuple[ParentPlace, ...]
    as_pupil: tuple[PupilPlace, ...]
    beside: tuple[Shown, ...]

    @property
    def is_open(self) -> bool:
        return any(place.is_open for place in self.as_parent) or any(place.is_open for place in self.as_pupil)

    @property
    def awaits_consent(self) -> bool:
        """Whether some child's diary or some school waits for this person's word."""
        silent = any(
            child.may_decide and not child.consent_stands for place in self.as_parent for child in place.children
        )
        return silent or any(place.children and not place.own_consent for place in self.as_parent)


def desk(identity: ExternalIdentity, *, at: datetime) -> Desk:
    """Compute the desk anew: nothing of it is kept in the session."""
    held = places(identity, at=at)
    return Desk(
        name=identity.verified.given_name,
        as_parent=tuple(place for place in held if isinstance(place, ParentPlace)),
        as_pupil=tuple(place for place in held if isinstance(place, PupilPlace)),
        beside=_beside(identity),
    )


def _beside(identity: ExternalIdentity) -> tuple[Shown, ...]:
    cases = MismatchCase.for_system(by="desk").filter(
        identity=identity, closed_at__isnull=True, school__isnull=False, kind__in=list(BESIDE)
    )
    rows = cases.select_related("school__region").prefetch_related("causes")
    return tuple(
        compose(
            BESIDE[MismatchCase.Kind(case.kind)],
            region=case.school.region,
            school=case.school,
            case=case,
            identity=identity,
        )
        for case in rows
        if case.school
    )
