"""Every ending of a sign-in as somebody may meet it: outcome × who reads × what the region has × how far the case is.

Plain data, so that a table of tests and a sheet of screenshots walk the same pages.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from accounts.claims import Verification
from accounts.matching.profile import Band
from accounts.matching.verdict import Field, Kind
from accounts.outcomes import Asked, Clock, Facts, Outcome, Plea, Refused, RegionContact, SchoolContact

MINORS = (Band.UNDER_14, Band.FROM_14)
PUPILS = (*MINORS, Band.ADULT)
EVERYBODY = (*PUPILS, Band.PARENT)
NUMBER = "4821-0937"

SCHOOL = SchoolContact(
    name="Школа № 31",
    person="Орлова Нина Сергеевна",
    room="кабинет 12",
    hours="пн–пт 9:00–17:00",
    phone="+7 4912 00-00-00",
)
PLAIN = RegionContact(name="Рязанская область")
FULL = RegionContact(
    name="Омская область",
    hotline="8-800-000-00-00",
    hotline_hours="пн–чт 8:30–17:30",
    feedback_url="https://pos.example/form",
    has_notice_channel=True,
    office="Омск, ул. Лесная, 5, вт и чт 10:00–16:00",
    post_address="644000, Омск, ул. Лесная, 5",
)
REGIONS = {"plain region": PLAIN, "region with everything": FULL}
CLOCK = Clock(today=date(2026, 10, 2), checked_on=date(2026, 10, 2), time="04:00", day=2)
YO = ((Field.PATRONYMIC, (Kind.YO,)),)
TWO_FIELDS = ((Field.SURNAME, (Kind.TYPO,)), (Field.BIRTH_DATE, (Kind.VALUE,)))
ABSENT = ((Field.SNILS, (Kind.ABSENT,)),)
CERTIFICATE = ((Field.CERTIFICATE, (Kind.VALUE,)),)
FIRST = date(2026, 10, 1)


@dataclass(frozen=True)
class Situation:
    """One page. `numbered`: something is with the school, so the number stands on it."""

    name: str
    outcome: Outcome
    facts: Facts
    numbered: bool = False

    @property
    def to_minor(self) -> bool:
        return self.facts.band in MINORS

    @property
    def is_ours(self) -> bool:
        """Whether this app's catalogue has the page; consents are another's."""
        return self.outcome not in (Outcome.CONSENT_SELF, Outcome.CONSENT_PARENT, Outcome.NO_PARENT)


def situations() -> list[Situation]:
    """All of them; ids are unique."""
    return [
        *_attempts(),
        *_levels(),
        *_differing(),
        *_not_found(),
        *_unproved(),
        *_with_a_school(),
        *_closed(),
        *_consents(),
    ]


def plea(asked: Asked, *, refused: Refused | None = None) -> Plea:
    return Plea(asked=asked, on=FIRST, refused=refused, answered_on=date(2026, 10, 2) if refused else None)


def _over(
    outcome: Outcome, facts: Facts, *, bands: tuple[Band | None, ...], state: str = "", numbered: bool = False
) -> Iterator[Situation]:
    for words, region in REGIONS.items():
        for band in bands:
            told = replace(facts, band=band, region=region)
            name = ", ".join(filter(None, (str(outcome), state, str(band or "nobody knows who"), words)))
            yield Situation(name, outcome, told, numbered)


def _attempts() -> Iterator[Situation]:
    for outcome in (
        Outcome.DENIED,
        Outcome.SCOPE_DENIED,
        Outcome.PROVIDER_DOWN,
        Outcome.PROVIDER_ERROR,
        Outcome.OTHER_BROWSER,
        Outcome.EXPIRED,
        Outcome.USED,
    ):
        yield from _over(outcome, Facts(at="12:40"), bands=(None,))


def _levels() -> Iterator[Situation]:
    kept = Facts(at="12:40", kept_until=date(2026, 10, 31))
    yield from _over(Outcome.LEVEL_LOW, kept, bands=(None, *EVERYBODY))
    yield from _over(Outcome.AGE_TRANSITION, kept, bands=(Band.FROM_14, Band.ADULT))


def case_facts(**fields: object) -> Facts:
    """A case that is with the school."""
    told = Facts(school=SCHOOL, number=NUMBER, person="Анна С.", clock=CLOCK, kept_until=date(2026, 12, 30))
    return replace(told, **fields)  # type: ignore[arg-type]  # a table's own words


def _differing() -> Iterator[Situation]:
    for outcome, differences, asked, bands in (
        (Outcome.DIFFERS, YO, Asked.RECORD_WRONG, EVERYBODY),
        (Outcome.DIFFERS, TWO_FIELDS, Asked.RECORD_WRONG, EVERYBODY),
        (Outcome.CERTIFICATE_DIFFERS, CERTIFICATE, Asked.RECORD_WRONG, PUPILS),
        (Outcome.SNILS_ABSENT, ABSENT, Asked.SNILS_OFFERED, PUPILS),
    ):
        fields = "+".join(field for field, _kinds in differences)
        facts = case_facts(differences=differences)
        yield from _over(outcome, facts, bands=bands, state=fields, numbered=True)
        waiting = replace(facts, pleas=(plea(asked),))
        yield from _over(outcome, waiting, bands=bands, state=f"{fields}, asked", numbered=True)
        promised = replace(waiting, contact="a•••@mail.ru")
        yield from _over(outcome, promised, bands=bands, state=f"{fields}, asked, contact", numbered=True)
        for reason in Refused:
            declined = replace(facts, pleas=(plea(asked, refused=reason),))
            yield from _over(outcome, declined, bands=bands, state=f"{fields}, {reason}", numbered=True)


def _unproved() -> Iterator[Situation]:
    """The state has a birth certificate and has not verified it, or not yet."""
    before = Facts(number=NUMBER, kept_until=date(2026, 10, 31))
    for why in (Verification.VERIFYING, Verification.FAILED, Verification.UNVERIFIED):
        told = replace(before, certificate=why)
        yield from _over(Outcome.NOT_FOUND, told, bands=PUPILS, state=f"certificate {why}")
    sent = case_facts(sent_on=FIRST, certificate=Verification.VERIFYING)
    yield from _over(Outcome.NOT_FOUND, sent, bands=PUPILS, state="certificate verifying, sent", numbered=True)
    another = case_facts(differences=CERTIFICATE, certificate=Verification.VERIFYING)
    state = "certificate, another verifying"
    yield from _over(Outcome.CERTIFICATE_DIFFERS, another, bands=PUPILS, state=state, numbered=True)


def _not_found() -> Iterator[Situation]:
    before = Facts(number=NUMBER, kept_until=date(2026, 10, 31))
    yield from _over(Outcome.NOT_FOUND, before, bands=(None, *EVERYBODY))
    after = case_facts(sent_on=FIRST)
    yield from _over(Outcome.NOT_FOUND, after, bands=EVERYBODY, state="named a school", numbered=True)
    asked = replace(after, pleas=(plea(Asked.LINK),))
    yield from _over(Outcome.NOT_FOUND, asked, bands=(Band.PARENT,), state="named a child", numbered=True)
    declined = replace(after, pleas=(plea(Asked.LINK, refused=Refused.NOT_OURS),))
    yield from _over(Outcome.NOT_FOUND, declined, bands=(Band.PARENT,), state="declined", numbered=True)


def _with_a_school() -> Iterator[Situation]:
    yield from _over(Outcome.AMBIGUOUS, case_facts(), bands=EVERYBODY, numbered=True)
    promised = case_facts(contact="a•••@mail.ru")
    yield from _over(Outcome.AMBIGUOUS, promised, bands=EVERYBODY, state="contact", numbered=True)
    yield from _over(Outcome.WRONG_ROLE, Facts(person="Анна С."), bands=EVERYBODY)
    mixed = case_facts(pleas=(plea(Asked.ROLE_MIXED),))
    yield from _over(Outcome.WRONG_ROLE, mixed, bands=EVERYBODY, state="it is me", numbered=True)
    yield from _over(Outcome.NO_CHILD, case_facts(), bands=(Band.PARENT,), numbered=True)
    linked = case_facts(pleas=(plea(Asked.LINK),))
    yield from _over(Outcome.NO_CHILD, linked, bands=(Band.PARENT,), state="asked", numbered=True)
    for reason in Refused:
        declined = case_facts(pleas=(plea(Asked.LINK, refused=reason),))
        yield from _over(Outcome.NO_CHILD, declined, bands=(Band.PARENT,), state=reason, numbered=True)
    yield from _over(Outcome.RESTRICTED, Facts(school=SCHOOL), bands=(Band.PARENT,))
    yield from _over(Outcome.RESTRICTED, Facts(), bands=(Band.PARENT,), state="no school")


def _closed() -> Iterator[Situation]:
    for state, facts in (
        ("matched", case_facts(closed=True, clock=None)),
        ("ended", case_facts(changed=True, clock=None, pleas=(plea(Asked.LINK, refused=Refused.IN_PERSON),))),
    ):
        yield from _over(Outcome.DIFFERS, facts, bands=EVERYBODY, state=state)


def _consents() -> Iterator[Situation]:
    yield from _over(Outcome.CONSENT_SELF, Facts(school=SCHOOL), bands=(Band.ADULT, Band.PARENT))
    yield from _over(Outcome.CONSENT_PARENT, Facts(school=SCHOOL, asked=True), bands=MINORS)
    yield from _over(Outcome.NO_PARENT, Facts(school=SCHOOL), bands=MINORS)
