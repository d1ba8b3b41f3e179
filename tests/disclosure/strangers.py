"""Third persons: as like to the person at the door and to the named child as may be, and neither of them."""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID, uuid4

from hypothesis import strategies as st

from accounts.actions import handovers, proposals
from accounts.actions.corrections import NothingToAsk, ask
from accounts.actions.handovers import NamedPlace
from accounts.actions.proposals import NamedChild
from accounts.claims import Level
from accounts.models import CorrectionRequest, ExternalIdentity, MismatchCase, Role
from consents import asks
from consents.actions import requests
from schools.actions.links import LinkRefused
from schools.identifiers import birth_certificate
from schools.models import Parent, School, Student
from tests.disclosure.town import ADULT, ADULT_BORN, CHILD_BORN, CHILDS, MINE, MOTHERS, VERA, Town
from tests.factories import DOER, create_link, create_parent, create_student, synthetic_snils
from tests.households import come_in
from tests.people import NOON
from tests.restricted import left, restrict

NAMES: dict[str, dict[str, str]] = {
    "the adult's": ADULT,
    "the child's": VERA,
    "the surname": {"surname": "Соколова", "given_name": "Мария", "patronymic": "Петровна"},
    "the school's slip": {"surname": "Соклова", "given_name": "Анна", "patronymic": "Петровна"},
    "another": {"surname": "Орлов", "given_name": "Пётр", "patronymic": ""},
}
DAYS = (ADULT_BORN, CHILD_BORN, date(2010, 3, 14), date(2008, 3, 14), date(2011, 3, 14))
CHILDS_NAME = dict(zip(NAMES, ("the child's", "the adult's", *tuple(NAMES)[2:]), strict=True))
CHILDS_DAY = dict(zip(DAYS, (CHILD_BORN, ADULT_BORN, *DAYS[2:]), strict=True))
OURS = frozenset({MINE, CHILDS, MOTHERS})
NO_ONE: tuple["Stranger", ...] = ()


@dataclass(frozen=True, kw_only=True)
class Stranger:
    """A parent with a child, or either alone. `comes`: is at the door too, after the school knows them."""

    name: str
    childs_name: str
    born: date
    childs_born: date
    school: int
    has_child: bool
    has_parent: bool
    in_class: bool
    linked: bool
    near: int
    """Which digit of our people's numbers is another one in theirs; 0 for no number."""
    has_left: bool
    comes: bool
    child_comes: bool
    consents: bool
    restricted: bool
    asks: bool
    wrong_name: bool


def strangers() -> st.SearchStrategy[tuple[Stranger, ...]]:
    """Up to four families. What comes first in each choice is the likest: Hypothesis begins with it."""
    yes, names = st.sampled_from((True, False)), st.sampled_from(tuple(NAMES))
    one = st.builds(
        Stranger, name=names, childs_name=names.map(CHILDS_NAME.__getitem__), born=st.sampled_from(DAYS),
        childs_born=st.sampled_from(DAYS).map(CHILDS_DAY.__getitem__), school=st.integers(0, 2), has_child=yes,
        has_parent=yes, in_class=yes, linked=yes, near=st.sampled_from((1, 2, 3, 4, 5, 6, 0)),
        has_left=st.booleans(), comes=yes, child_comes=yes, consents=yes, restricted=yes, asks=yes,
        wrong_name=st.booleans(),
    )  # fmt: skip
    return st.lists(one, min_size=3, max_size=4).map(tuple)


def neighbours() -> tuple[Stranger, ...]:
    """As like as can be: namesakes with a child of the very name, who come, consent and ask for it."""
    alike = Stranger(
        name="the adult's", childs_name="the child's", born=ADULT_BORN, childs_born=CHILD_BORN, school=0,
        has_child=True, has_parent=True, in_class=True, linked=True, near=1, has_left=False, comes=True,
        child_comes=True, consents=True, restricted=False, asks=True, wrong_name=False,
    )  # fmt: skip
    barred = replace(alike, childs_name="the surname", restricted=True)
    return (
        alike,
        replace(alike, consents=False),
        replace(barred, school=1),
        replace(alike, wrong_name=True, linked=False),
    )


class Settlers:
    """Brings strangers into a town."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.ids: dict[str, UUID] = {}

    def settle(self, all_of_them: tuple[Stranger, ...]) -> tuple[UUID, ...]:
        """Ids of some of their rows: what somebody might knock with; of nobody's where there is none."""
        for place, stranger in enumerate(all_of_them):
            self._one(place, stranger)
        return tuple(self.ids.get(kind, uuid4()) for kind in ("student", "parent", "case", "identity"))

    def _one(self, place: int, stranger: Stranger) -> None:
        school = (self.town.home, self.town.named, self.town.far)[(stranger.school + place) % 3]
        child = self._child(place, stranger, school) if stranger.has_child else None
        parent = self._parent(place, stranger, school) if stranger.has_parent else None
        if child and parent and stranger.linked:
            with suppress(LinkRefused):  # what restricts our own child follows its namesakes
                create_link(parent=parent, student=child)
        if stranger.comes:
            self._parent_comes(place, stranger, school)
        if stranger.child_comes and child is not None:
            self._child_comes(place, stranger)
        if child is not None and stranger.restricted and not _may_be_ours(child):
            restrict(child, parent)
        if child is not None and stranger.has_left:
            left(child)

    def _child(self, place: int, stranger: Stranger, school: School) -> Student:
        row = create_student(
            school=school,
            **NAMES[stranger.childs_name],
            birth_date=stranger.childs_born,
            snils=number(place, stranger.near, of=CHILDS if place % 2 else MINE, role=1),
            certificate=certificate(place) if stranger.near else None,
            school_class=self.town.classes[school.pk] if stranger.in_class else None,
        )
        self.ids["student"] = row.pk
        return row

    def _parent(self, place: int, stranger: Stranger, school: School) -> Parent:
        names = NAMES["the school's slip"] if stranger.wrong_name else NAMES[stranger.name]
        row = create_parent(
            school=school, **names, birth_date=stranger.born, snils=number(place, stranger.near, of=MINE, role=2)
        )
        self.ids["parent"] = row.pk
        return row

    def _parent_comes(self, place: int, stranger: Stranger, school: School) -> None:
        identity = come_in(
            **NAMES[stranger.name],
            subject=f"stranger {place}",
            birth_date=ADULT_BORN,
            snils=number(place, stranger.near, of=MINE, role=2),
        )
        self.ids["identity"] = identity.pk
        if stranger.consents:
            say_yes_to_all(identity)
        if stranger.asks:
            self._asks(identity, school)

    def _child_comes(self, place: int, stranger: Stranger) -> None:
        found = birth_certificate.parse(certificate(place))
        come_in(
            **NAMES[stranger.childs_name],
            subject=f"strange child {place}",
            birth_date=stranger.childs_born,
            level=Level.CONFIRMED,
            snils=number(place, stranger.near, of=CHILDS if place % 2 else MINE, role=1),
            certificate=found if stranger.near else None,
        )
        for pupil in Student.objects.filter(claims__identity__subject=f"strange child {place}"):
            requests.ask_parents(student=pupil, at=NOON, by=DOER)

    def _asks(self, identity: ExternalIdentity, school: School) -> None:
        """Somebody else asks for the very same child, and has a case in the very same school."""
        child = NamedChild(**VERA)
        case = MismatchCase.objects.filter(identity=identity, closed_at__isnull=True).first()
        if case is None or case.kind != MismatchCase.Kind.NOT_FOUND:
            proposals.propose(
                identity=identity,
                school=school,
                child=child,
                relation="mother",
                school_class=None,
                case=case,
                at=NOON,
                by=DOER,
            )
        else:
            place = NamedPlace(school=school, school_class=None, role=Role.PARENT, child=child, relation="mother")
            handovers.hand_over(case=case, named=place, at=NOON, by=DOER)
        if case is not None:
            self.ids["case"] = case.pk
            for kind in (CorrectionRequest.Kind.RECORD_WRONG, CorrectionRequest.Kind.SNILS_OFFERED):
                _ask(case, kind)


def _ask(case: MismatchCase, kind: CorrectionRequest.Kind) -> None:
    try:
        ask(case=case, kind=kind, at=NOON, by=DOER)
    except NothingToAsk:
        return


def say_yes_to_all(identity: ExternalIdentity) -> None:
    for one in asks.asks(identity, at=NOON):
        asks.give(identity=identity, key=one.key, text_id=str(one.text.pk), seen=one.seen, at=NOON, by=DOER)


def number(place: int, near: int, *, of: int, role: int) -> str | None:
    """A right SNILS that differs from ours in one digit before the check digits."""
    if not near:
        return None
    power = 10 ** ((near + 2 * role) % 5)
    digit = of // power % 10
    found = of + ((digit + 1 + place + 4 * (role - 1)) % 10 - digit) * power
    return synthetic_snils(found if found not in OURS else found + 1)


def certificate(place: int) -> str:
    return f"IV-АБ 12345{7 + place % 3}" if place < 3 else "IV-АБ 123455"


def _may_be_ours(child: Student) -> bool:
    """A full namesake of the same day may be the same child: restrictions follow it everywhere until decided."""
    return child.surname == VERA["surname"] and child.given_name == VERA["given_name"]
