"""The consents that a person is asked for: one purpose, one text, one decision each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import models

from accounts.models import ExternalIdentity
from consents.access import ParentPlace, Place, places
from consents.actions import decisions
from consents.models import ConsentDecision, ConsentText
from schools.models import School, Student


@dataclass(frozen=True)
class Ask:
    """One consent: to which school, about whom (None: oneself), in which words, and whether it is given."""

    school: School
    student: Student | None
    text: ConsentText
    given: bool

    @property
    def key(self) -> str:
        """What the form sends back: never more than which of one's own asks is meant."""
        return f"child-{self.student.pk}" if self.student else f"own-{self.school.pk}"


def asks(identity: ExternalIdentity, *, at: datetime) -> list[Ask]:
    """Everything this person may decide, given or not: own consents first, then the children's."""
    held = places(identity, at=at)
    return [*_own(held, at=at), *_children(identity, held, at=at)]


def give(*, identity: ExternalIdentity, key: str, text_id: str, at: datetime, by: str | models.Model) -> None:
    """Give the consent that a form names. Raises NotEntitled for anything not asked of this person, TextChanged."""
    ask = next((ask for ask in asks(identity, at=at) if ask.key == key), None)
    if ask is None:
        raise decisions.NotEntitled
    if str(ask.text.pk) != text_id:
        raise decisions.TextChanged
    if ask.student:
        decisions.give_for_child(identity=identity, student=ask.student, text=ask.text, at=at, by=by)
    else:
        decisions.give_own(identity=identity, school=ask.school, text=ask.text, at=at, by=by)


def _own(held: list[Place], *, at: datetime) -> list[Ask]:
    text = decisions.text_in_force(ConsentText.Subject.SELF, at=at)
    wanted: dict[School, bool] = {}
    for place in held:
        if isinstance(place, ParentPlace):
            if place.children:
                wanted[place.school] = place.own_consent
        elif place.for_oneself:
            wanted[place.school] = place.consent_stands
    return [Ask(school, None, text, given) for school, given in wanted.items()]


def _children(identity: ExternalIdentity, held: list[Place], *, at: datetime) -> list[Ask]:
    text = decisions.text_in_force(ConsentText.Subject.CHILD, at=at)
    children = [
        (place.school, child.student)
        for place in held
        if isinstance(place, ParentPlace)
        for child in place.children
        if child.may_decide
    ]
    given = ConsentDecision.Decision.GIVEN
    return [Ask(school, student, text, decisions.last_word(identity, student) == given) for school, student in children]
