"""The invented people: what the state knows of one of them, in the stand's own words."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from dnevnik.stand.troubles import Trouble

CHILDS_ACCOUNT, CONFIRMED, OTHER = "child", "confirmed", "other"
OWN_ACCOUNT_FROM = 14
"""Years: from then on a person has an account of one's own, with a passport (checklist, AG-03)."""


class Check(StrEnum):
    """How far the state's check of a document or of a change has got; the value stands in cast.json."""

    VERIFIED = "verified"
    VERIFYING = "verifying"
    FAILED = "failed"
    NOT_VERIFIED = "not_verified"

    @property
    def words(self) -> str:
        """What the cabinet says of it."""
        return WORDS_OF_CHECK[self]


WORDS_OF_CHECK = {
    Check.VERIFIED: "подтверждено",
    Check.VERIFYING: "проверяется",
    Check.FAILED: "проверка не пройдена",
    Check.NOT_VERIFIED: "не проверялось",
}


class Paper(StrEnum):
    """Kinds of documents, by ESIA's names (`RF_PASSPORT` …); the value stands in cast.json."""

    PASSPORT = "RF_PASSPORT"
    FOREIGN_IDENTITY = "FID_DOC"
    BIRTH_CERTIFICATE = "RF_BRTH_CERT"
    FOREIGN_BIRTH_CERTIFICATE = "FID_BRTH_CERT"
    INN = "INN"

    @property
    def words(self) -> str:
        return WORDS_OF_PAPER[self]


WORDS_OF_PAPER = {
    Paper.PASSPORT: "Паспорт РФ",
    Paper.FOREIGN_IDENTITY: "Документ иностранного гражданина",
    Paper.BIRTH_CERTIFICATE: "Свидетельство о рождении",
    Paper.FOREIGN_BIRTH_CERTIFICATE: "Иностранное свидетельство о рождении",
    Paper.INN: "ИНН",
}


@dataclass(frozen=True, kw_only=True)
class Document:
    """A paper: `series` is "" where the kind has none."""

    kind: Paper
    number: str
    series: str = ""
    check: Check = Check.VERIFIED

    @property
    def printed(self) -> str:
        """As on the paper: «V-ЯЯ № 512345»."""
        return f"{self.series} № {self.number}" if self.series else self.number


@dataclass(frozen=True, kw_only=True)
class Kid:
    """A child in a parent's list, typed by the parent and checked by the state.

    `number` is the record's in the parent's list; `subject` is the child's own account, "" without one.
    `claims` are named as a person's own: family_name, given_name, middle_name, birthdate, gender, snils,
    birth_certificate.
    """

    number: str
    claims: Mapping[str, str]
    check: Check = Check.VERIFIED
    subject: str = ""
    is_foreign: bool = False

    @property
    def name(self) -> str:
        return full_name(self.claims)


@dataclass(frozen=True, kw_only=True)
class Persona:
    """One invented person: `subject` is the OIDC `sub`, `expect` says what signing in should lead to.

    `group` is the heading on the login page, "" for the first one; `withholds` are the scopes this person
    does not grant, and `trouble` is what goes wrong on the way back. `phone` (+7NNNNNNNNNN), `email` and SNILS
    are logins; `password` is a rehearsal one and printed for everybody to read. `is_verifying` while a change of
    one's own data is being checked; `certificate_check` is of the birth certificate among the claims.
    """

    subject: str
    name: str
    about: str
    expect: str
    claims: Mapping[str, str]
    group: str = ""
    withholds: tuple[str, ...] = ()
    trouble: Trouble | None = None
    phone: str = ""
    email: str = ""
    password: str = ""
    documents: tuple[Document, ...] = ()
    children: tuple[Kid, ...] = ()
    is_verifying: bool = False
    certificate_check: Check = Check.VERIFIED

    @property
    def initials(self) -> str:
        """First letters of the first two words of the name, for the picture on the card."""
        return "".join(word[0] for word in self.name.split()[:2])

    @property
    def is_confirmed(self) -> bool:
        return self.claims.get("assurance") == CONFIRMED

    @property
    def oid(self) -> int | None:
        """ESIA's number of the person, where the subject is one."""
        return int(self.subject) if self.subject.isascii() and self.subject.isdigit() else None

    @property
    def papers(self) -> tuple[Document, ...]:
        """All documents, with the birth certificate that is kept among the claims."""
        printed = self.claims.get("birth_certificate", "")
        return (*self.documents, *([certificate_of(printed, check=self.certificate_check)] if printed else []))

    @property
    def verified_certificate(self) -> str:
        """The birth certificate as printed, "" without one or while it is not verified."""
        return self.claims.get("birth_certificate", "") if self.certificate_check is Check.VERIFIED else ""

    def known_as(self, claims: Mapping[str, str]) -> "Persona":
        """The same person after `claims` changed; the name follows them."""
        merged = {name: value for name, value in {**self.claims, **claims}.items() if value}
        renamed = any(self.claims.get(name, "") != merged.get(name, "") for name in NAMES)
        return replace(self, claims=merged, name=full_name(merged) if renamed else self.name)


NAMES = ("family_name", "given_name", "middle_name")


def full_name(claims: Mapping[str, str]) -> str:
    """Surname, name and patronymic, whichever there are."""
    return " ".join(claims[name] for name in NAMES if claims.get(name))


def certificate_of(printed: str, *, check: Check = Check.VERIFIED, is_foreign: bool = False) -> Document:
    """The birth certificate printed as «V-ЯЯ № 512345» or «V-ЯЯ 512345»."""
    series, _, number = printed.replace("№", " ").strip().rpartition(" ")
    kind = Paper.FOREIGN_BIRTH_CERTIFICATE if is_foreign else Paper.BIRTH_CERTIFICATE
    return Document(kind=kind, series=series.strip(), number=number, check=check)


def age(born: str, *, on: date) -> int | None:
    """Full years of somebody born on an ISO date; None when it is unknown."""
    if not born:
        return None
    day = date.fromisoformat(born)
    return on.year - day.year - ((on.month, on.day) < (day.month, day.day))
