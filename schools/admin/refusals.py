"""Why a link was not opened, or may not be agreed to: the refusals of `schools.actions` in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from schools import texts
from schools.actions.four_eyes import AboutOneself, NotTheSecond, OfAnotherSchool, OwnDeed
from schools.actions.links import AdultRestricted, AwaitsDecision, AwaitsSecond, LinkRefused, OwnParent

REFUSED: Mapping[type[LinkRefused], Callable[[], str]] = {
    OwnParent: texts.link_to_oneself,
    AwaitsSecond: texts.link_awaits_second,
    AdultRestricted: texts.link_restricted,
}
NOT_THE_SECOND: Mapping[type[NotTheSecond], Callable[[], str]] = {
    OwnDeed: texts.second_is_another,
    OfAnotherSchool: texts.second_is_of_the_school,
    AboutOneself: texts.second_is_not_the_parent,
}


def link_refused(refused: LinkRefused, *, student: str) -> str:
    """Why the two were not linked; `student` is the pupil's name."""
    if isinstance(refused, AwaitsDecision):
        return texts.link_awaits_decision(student)
    return REFUSED[type(refused)]()


def not_the_second(refused: NotTheSecond) -> str:
    """Why this person may not agree to a link."""
    return NOT_THE_SECOND[type(refused)]()
