"""Families whose members decide: fathers, restrictions, and answers given as the pages give them."""

from datetime import date, datetime
from typing import Any

from accounts.models import ContactPoint, ExternalIdentity, Notice
from consents import asks
from consents.access import Child, ParentPlace, PupilPlace, parent_places, places, pupil_places
from consents.asks import Ask
from schools.actions import restrictions
from schools.models import Parent, ParentChildLink, Region, Restriction
from schools.relations import EVERYTHING, Scope
from tests.factories import DOER, TODAY, create_link, create_parent, synthetic_snils
from tests.households import Household, come_in
from tests.people import NOON

FATHERS = synthetic_snils(19)


def ask_of(identity: ExternalIdentity, kind: str, *, at: datetime = NOON) -> Ask:
    """The one ask of this kind («own», «child», «parents»); fails unless there is exactly one."""
    [found] = [ask for ask in asks.asks(identity, at=at) if ask.key.startswith(f"{kind}-")]
    return found


def kinds(identity: ExternalIdentity, *, at: datetime = NOON) -> list[str]:
    return [ask.key.partition("-")[0] for ask in asks.asks(identity, at=at)]


def give(identity: ExternalIdentity, kind: str, *, at: datetime = NOON) -> None:
    """As the form of the page gives it."""
    ask = ask_of(identity, kind, at=at)
    asks.give(identity=identity, key=ask.key, text_id=str(ask.text.pk), seen=ask.seen, at=at, by=DOER)


def withdraw(identity: ExternalIdentity, kind: str, *, at: datetime = NOON) -> None:
    ask = ask_of(identity, kind, at=at)
    asks.withdraw(identity=identity, key=ask.key, seen=ask.seen, at=at, by=DOER)


def with_father(family: Household, *, relation: str = "father", comes: bool = True) -> tuple[Parent, ExternalIdentity]:
    """A second adult of the child, who has been at the door, or (`comes=False`) whom only the school knows."""
    names = {"surname": "Соколов", "given_name": "Илья", "patronymic": "Андреевич"}
    record = create_parent(school=family.school, snils=FATHERS, **names)
    create_link(parent=record, student=family.child_record, relation=relation)
    claimed: dict[str, Any] = {**names, "subject": "1000300019", "birth_date": date(1986, 2, 1), "snils": FATHERS}
    return record, come_in(**claimed) if comes else family.mother


def bar(
    family: Household, parent: Parent, *, bars: frozenset[Scope] = EVERYTHING, waiting: bool = False
) -> Restriction:
    """An act about this adult and the child; `waiting`: carried from another school, decided by nobody yet."""
    row = restrictions.set_restriction(
        student=family.child_record,
        parent=parent,
        act="court",
        act_number="2-17/2026",
        act_date=TODAY,
        act_issuer="Советский районный суд",
        valid_from=TODAY,
        valid_to=None,
        bars=bars,
        at=NOON,
        by=DOER,
    )
    if waiting:
        Restriction.for_system(by=DOER).filter(pk=row.pk).update(state=Restriction.State.PROPOSED)
    return row


def link_of(parent: Parent) -> ParentChildLink:
    link: ParentChildLink = ParentChildLink.for_system(by=DOER).get(parent=parent)
    return link


def as_parent(identity: ExternalIdentity, *, at: datetime = NOON) -> ParentPlace:
    [place] = parent_places(places(identity, at=at))
    return place


def as_pupil(identity: ExternalIdentity, *, at: datetime = NOON) -> PupilPlace:
    [place] = pupil_places(places(identity, at=at))
    return place


def seen_child(identity: ExternalIdentity, *, at: datetime = NOON) -> Child:
    [child] = as_parent(identity, at=at).children
    return child


def with_notices() -> None:
    """The region sends notices at Gosuslugi."""
    Region.objects.update(has_notice_channel=True)


def with_address(identity: ExternalIdentity) -> None:
    ContactPoint.for_system(by=DOER).create(
        identity=identity, channel="email", address="somebody@mail.test", confirmed_at=NOON
    )


def letters(identity: ExternalIdentity) -> list[str]:
    rows = Notice.for_system(by=DOER).filter(identity=identity).order_by("created_at", "id")
    return [str(row.kind) for row in rows]
