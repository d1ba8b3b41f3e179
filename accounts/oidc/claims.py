"""From a provider's raw claims to `VerifiedClaims`. Raw claims do not travel past this module."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from accounts.claims import (
    BIRTH_CERTIFICATES,
    MOST_CHILDREN,
    Document,
    DocumentKind,
    Gender,
    Level,
    Verification,
    VerifiedChild,
    VerifiedClaims,
)
from accounts.oidc.errors import ScopeDenied
from schools.identifiers import birth_certificate, snils
from schools.identifiers.errors import InvalidIdentifier

CERTIFICATE, STATUS, CHILDREN = "birth_certificate", "birth_certificate_status", "children"
NAMES = ("family_name", "given_name", "middle_name", "birthdate", "gender", "snils", CERTIFICATE, "assurance")
# What the columns of names hold.
LONGEST = 100
LONGEST_SESSION = 255
EARLIEST_YEAR = 1900
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

T = TypeVar("T")


def verified_claims(
    raw: Mapping[str, object], *, issuer: str, subject: str, claim_names: Mapping[str, str], session: object = None
) -> VerifiedClaims:
    """One person as the provider describes them. An optional claim we cannot read is absent, never an error.

    `session` is the ID token's `sid`, which userinfo may not change.

    Raises ScopeDenied when the surname or the given name is missing.
    """
    told = _told(raw, claim_names)
    if not _is_named(told):
        raise ScopeDenied("names_absent")
    return VerifiedClaims(
        issuer=issuer,
        subject=subject,
        level=_read(Level, told["assurance"]) or Level.OTHER,
        **_person(told),
        documents=_documents(raw, told, claim_names),
        children=_children(raw.get(claim_names.get(CHILDREN, CHILDREN)), claim_names),
        session=session if isinstance(session, str) and len(session) <= LONGEST_SESSION else "",
    )


def _told(raw: Mapping[str, object], claim_names: Mapping[str, str]) -> dict[str, str]:
    return {name: _text(raw.get(claim_names.get(name, name))) for name in (*NAMES, STATUS)}


def document(kind: DocumentKind, state: Verification, *, number: str) -> Document:
    """A document without its number, unless that is the number of a verified birth certificate."""
    counts = kind in BIRTH_CERTIFICATES and state is Verification.VERIFIED
    return Document(kind=kind, state=state, certificate=_read(birth_certificate.parse, number) if counts else None)


def _documents(
    raw: Mapping[str, object], told: Mapping[str, str], claim_names: Mapping[str, str]
) -> tuple[Document, ...] | None:
    """The birth certificate; None for a provider that says nothing of one, () for one that says there is none.

    A certificate without a status is vouched for as any claim is. A status without a number is a document too.
    """
    said = {name for name in (CERTIFICATE, STATUS) if raw.get(claim_names.get(name, name)) is not None}
    if not said:
        return None
    number, status = told[CERTIFICATE], told[STATUS]
    if not (number or status):
        return ()
    is_foreign = getattr(_read(birth_certificate.parse, number), "kind", None) is birth_certificate.Kind.FOREIGN
    kind = DocumentKind.FOREIGN_BIRTH_CERTIFICATE if is_foreign else DocumentKind.BIRTH_CERTIFICATE
    state = _state(status) if STATUS in said else Verification.VERIFIED
    return (document(kind, state, number=number),)


def _state(status: str) -> Verification:
    return _read(Verification, status) or Verification.UNVERIFIED


def _children(raw: object, claim_names: Mapping[str, str]) -> tuple[VerifiedChild, ...] | None:
    """The first `MOST_CHILDREN` whose birth certificate the state has verified; None for what is no list at all.

    A certificate that is told and verified but that we cannot read still vouches for the child's name.
    """
    if not isinstance(raw, list):
        return None
    told = (_told(child, claim_names) for child in raw if isinstance(child, dict))
    return tuple(islice(_verified_children(told), MOST_CHILDREN))


def _verified_children(told: Iterator[dict[str, str]]) -> Iterator[VerifiedChild]:
    for child in told:
        if _is_named(child) and child[CERTIFICATE] and _state(child[STATUS]) is Verification.VERIFIED:
            yield VerifiedChild(**_person(child), certificate=_read(birth_certificate.parse, child[CERTIFICATE]))


def _is_named(told: Mapping[str, str]) -> bool:
    return bool(told["family_name"] and told["given_name"])


def _person(told: Mapping[str, str]) -> dict[str, Any]:
    """The fields that a person and a child have alike."""
    return {
        "surname": told["family_name"],
        "given_name": told["given_name"],
        "patronymic": told["middle_name"],
        "birth_date": _read(_date, told["birthdate"]),
        "gender": _read(Gender, told["gender"]),
        "snils": _read(snils.parse, told["snils"]),
    }


def _text(value: object) -> str:
    """The text with single spaces, or "" for what is no text a person could have."""
    if not isinstance(value, str):
        return ""
    text = " ".join(value.split())
    return text if text.isprintable() and len(text) <= LONGEST else ""


def _read(parse: Callable[[str], T], text: str) -> T | None:
    if not text:
        return None
    try:
        return parse(text)
    except (InvalidIdentifier, ValueError):
        return None


def _date(text: str) -> date:
    """OpenID Connect Core 5.1 also allows a year alone or year 0000: those are no birth dates to us."""
    if not ISO_DATE.fullmatch(text):
        raise ValueError("not a full date")
    day = date.fromisoformat(text)
    if day.year < EARLIEST_YEAR:
        raise ValueError("before the earliest year")
    return day
