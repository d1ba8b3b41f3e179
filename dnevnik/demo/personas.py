"""Who of the cast signs in, what the state knows of them and what should happen then."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any

from accounts.matching.profile import Band
from accounts.outcomes import Outcome
from dnevnik.demo import calendar
from dnevnik.demo.deeds import Came, Deed
from dnevnik.demo.people import FEMALE, Child, Family, Numbers, Person
from dnevnik.demo.regions import MOSCOW

SINCE_BIRTHDAY = 140
"""Days: nobody's age changes the week after, and whoever is 14 is past the grace."""


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A child in a parent's «Семья и дети»: `status` of the certificate in the stand's words, `account` a number."""

    child: Child
    account: int = 0
    status: str = "verified"


@dataclass(frozen=True, kw_only=True)
class Persona:
    """One card on the stand's login page. `person` is what the state knows, and it is true.

    `outcome` is where the sign-in ends, None for the diary, after the person's own consents where they are asked.
    `after` are the numbers of those who have to come first. `answer` is the button to press at the stand.
    `assurance`, `withholds`, `trouble` and `certificate_status` are in the stand's own words; `children` are those of
    the parent's own list there.
    """

    number: int
    person: Person
    about: str
    expect: str
    band: Band
    outcome: Outcome | None = None
    region: str = MOSCOW.code
    group: str = ""
    assurance: str = "confirmed"
    withholds: tuple[str, ...] = ()
    trouble: str = ""
    certificate_status: str = ""
    answer: str = "allow"
    after: tuple[int, ...] = ()
    children: tuple[Listed, ...] = ()

    @property
    def subject(self) -> str:
        return subject(self.number)


@dataclass(frozen=True, kw_only=True)
class Scene:
    """Families as their schools wrote them down, those of them who sign in, and what the schools did by hand."""

    families: tuple[Family, ...]
    personas: tuple[Persona, ...]
    deeds: tuple[Deed, ...] = ()


@dataclass(frozen=True)
class Author:
    """Writes people down as of one day."""

    numbers: Numbers
    on: date

    def person(self, name: str, years: int, gender: str, *, days: int = SINCE_BIRTHDAY) -> Person:
        """Somebody whose last birthday, of so many years, was so many days ago; a name without a patronymic is one."""
        surname, given_name, *patronymic = name.split()
        return Person(
            surname=surname,
            given_name=given_name,
            patronymic=" ".join(patronymic),
            gender=gender,
            born=calendar.years_before(self.on, years) - timedelta(days=days),
            snils=self.numbers.snils(),
        )

    def child(self, name: str, years: int, gender: str, *, school: int, days: int = SINCE_BIRTHDAY) -> Child:
        person = self.person(name, years, gender, days=days)
        return Child(
            **asdict(person),
            school=school,
            grade=calendar.grade_of(person.born, on=self.on),
            letter="А",
            certificate=self.numbers.certificate(),
        )

    def with_mother(self, pupil: Persona, written: Child, mother: str) -> Scene:
        """A pupil, as the school has him written, and a mother who does not sign in."""
        family = Family(children=(written,), mother=self.person(mother, 39, FEMALE), father=None)
        return Scene(families=(family,), personas=(pupil,))

    def with_mother_who_came(self, pupil: Persona, child: Child, mother: Persona) -> Scene:
        """A pupil who waits, and a mother who was in once and gave no consent yet."""
        family = Family(children=(child,), mother=mother.person, father=None)
        came = Came(
            person=mother.person, school=child.school, subject=mother.subject, days_ago=20, level=mother.assurance
        )
        return Scene(families=(family,), personas=(pupil, mother), deeds=(came,))


def numberless(child: Child) -> Child:
    """As a school writes a pupil down that asked for no paper."""
    return replace(child, snils="", certificate="")


def subject(number: int) -> str:
    """The provider's name for an account."""
    return f"10003000{number:02d}"


def as_entry(persona: Persona) -> dict[str, Any]:
    """One person of cast.json, as the rehearsal provider reads it; what is empty is left out."""
    told = {
        "withholds": list(persona.withholds),
        "trouble": persona.trouble,
        "birth_certificate_status": persona.certificate_status,
        "documents": _documents(persona),
        "children": list(map(_listed, persona.children)),
    }
    return {
        "subject": persona.subject,
        "name": persona.person.full_name,
        "about": persona.about,
        "expect": persona.expect,
        "group": persona.group,
        "claims": {**_claims(persona.person), "assurance": persona.assurance},
        "contacts": _contacts(persona.number),
        "password": f"uchebny{persona.number:02d}",
        **{name: value for name, value in told.items() if value},
    }


def _claims(person: Person) -> Mapping[str, str]:
    claims = {
        "family_name": person.surname,
        "given_name": person.given_name,
        "middle_name": person.patronymic,
        "birthdate": person.born.isoformat(),
        "gender": person.gender,
        "snils": person.snils,
        "birth_certificate": person.certificate if isinstance(person, Child) else "",
    }
    return {name: value for name, value in claims.items() if value}


def _contacts(number: int) -> dict[str, str]:
    """A telephone of the code 000, which is nobody's, and an address of the top domain for examples."""
    return {"phone": f"+70000000{number:03d}", "email": f"person{number:02d}@gosuslugi.example"}


def _documents(persona: Persona) -> list[dict[str, str]]:
    """Who is 14 has a passport, and a parent an INN: of zeros, and the same for one person's two accounts."""
    digits = persona.person.snils.replace("-", "")[3:9]
    if persona.band is Band.UNDER_14 or not digits:
        return []
    inn = [{"type": "INN", "number": f"000000{digits}"}] if persona.band is Band.PARENT else []
    return [{"type": "RF_PASSPORT", "series": "0000", "number": digits}, *inn]


def _listed(one: Listed) -> dict[str, str]:
    account = {"subject": subject(one.account)} if one.account else {}
    return {**_claims(one.child), "birth_certificate_status": one.status, **account}


def as_expected(persona: Persona) -> dict[str, Any]:
    """What should happen, for whoever walks the cast."""
    return {
        "subject": persona.subject,
        "name": persona.person.full_name,
        "region": persona.region,
        "band": persona.band,
        "outcome": persona.outcome,
        "answer": persona.answer,
        "trouble": persona.trouble,
        "after": [subject(number) for number in persona.after],
    }
