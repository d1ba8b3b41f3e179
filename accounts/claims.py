"""What an identity provider vouched for, as plain data."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from schools.identifiers.birth_certificate import BirthCertificate

MOST_CHILDREN = 30
"""So many children of one person are read and kept: more than any family has."""


class Level(StrEnum):
    """How sure the state is of the account (AG-09): `OTHER` is simplified or standard."""

    CONFIRMED = "confirmed"
    CHILD = "child"
    OTHER = "other"


class Gender(StrEnum):
    MALE = "male"
    FEMALE = "female"


class DocumentKind(StrEnum):
    """What a document is. Papers that nobody here asks for are not told apart."""

    BIRTH_CERTIFICATE = "birth_certificate"
    FOREIGN_BIRTH_CERTIFICATE = "foreign_birth_certificate"
    SOVIET_BIRTH_CERTIFICATE = "soviet_birth_certificate"
    PASSPORT = "passport"
    FOREIGN_IDENTITY = "foreign_identity"
    OTHER = "other"


BIRTH_CERTIFICATES = frozenset(
    {
        DocumentKind.BIRTH_CERTIFICATE,
        DocumentKind.FOREIGN_BIRTH_CERTIFICATE,
        DocumentKind.SOVIET_BIRTH_CERTIFICATE,
    }
)


class Verification(StrEnum):
    """How far the state's check of a document has got; a word that we do not know is `UNVERIFIED`."""

    VERIFIED = "verified"
    VERIFYING = "verifying"
    FAILED = "failed"
    UNVERIFIED = "not_verified"


@dataclass(frozen=True, kw_only=True)
class Document:
    """A document as the state has it. The number is kept where it is compared, and nowhere else (152-FZ, article 5).

    `certificate` is that of a verified birth certificate which we could read; every other number is dropped unread.
    """

    kind: DocumentKind
    state: Verification
    certificate: BirthCertificate | None = None


@dataclass(frozen=True, kw_only=True)
class VerifiedChild:
    """A child in the state's list of a person's children, whose birth certificate the state has verified.

    Parents type that list themselves, so a child without a VERIFIED certificate is not one of these (ESIA, section 6).
    """

    surname: str
    given_name: str
    patronymic: str = ""
    birth_date: date | None = None
    gender: Gender | None = None
    snils: str | None = None
    certificate: BirthCertificate | None = None


@dataclass(frozen=True, kw_only=True)
class VerifiedClaims:
    """One person as the provider describes them.

    (issuer, subject) is the only key of a person. `snils` is canonical (`NNN-NNN-NNN NN`).
    A field whose scope was not granted is None, or "" for a text; so are documents and a list of children.
    `documents`: of several birth certificates the one that counts most comes first.
    `email` and `phone` are contacts that the state has verified; a provider that is not asked for them gives none.
    """

    issuer: str
    subject: str
    level: Level
    surname: str
    given_name: str
    patronymic: str = ""
    birth_date: date | None = None
    gender: Gender | None = None
    snils: str | None = None
    documents: tuple[Document, ...] | None = None
    children: tuple[VerifiedChild, ...] | None = None
    email: str = ""
    phone: str = ""
    session: str = field(default="", repr=False)
    """What the provider calls its own session with the person (OpenID Connect `sid`), where it calls it anything."""

    @property
    def certificate(self) -> BirthCertificate | None:
        """The verified birth certificate: nothing else is compared with a register."""
        return next((one.certificate for one in self.documents or () if one.certificate), None)

    @property
    def unproved_certificate(self) -> Verification | None:
        """Why a birth certificate that the state knows of was not compared; None where none is left out.

        One that is still being checked is told of even beside a verified one: it may be the corrected one.
        """
        states = {one.state for one in self.documents or () if one.kind in BIRTH_CERTIFICATES}
        if Verification.VERIFYING in states:
            return Verification.VERIFYING
        if not states or Verification.VERIFIED in states:
            return None
        return Verification.FAILED if Verification.FAILED in states else Verification.UNVERIFIED
