"""People as they are written down in JSON, read strictly: a slip is named by its place, never by its value."""

import re
from collections.abc import Collection, Mapping
from datetime import date

from dnevnik.stand.persona import Check, Document, Kid, Paper, Persona
from dnevnik.stand.scopes import WITHHOLDABLE
from dnevnik.stand.texts import is_plain_text
from dnevnik.stand.troubles import OF_PERSONS, Trouble

SUBJECT = re.compile(r"[A-Za-z0-9._-]{1,64}")
SNILS = re.compile(r"[0-9]{3}-[0-9]{3}-[0-9]{3} [0-9]{2}")
PHONE = re.compile(r"\+7[0-9]{10}")
EMAIL = re.compile(r"[A-Za-z0-9._-]{1,64}@[A-Za-z0-9.-]{1,100}")
CHOICES = {"gender": {"male", "female"}, "assurance": {"confirmed", "child", "other"}}
FREE_TEXT = {"family_name": 100, "given_name": 100, "middle_name": 100, "birth_certificate": 64}
OF_KIDS = {*FREE_TEXT, "gender", "birthdate", "snils"}
CLAIMS = {*OF_KIDS, "assurance"}
WORDS = {"name": 200, "about": 200, "expect": 500}
OPTIONAL_WORDS = {"group": 100, "password": 64}
CONTACTS = {"phone": PHONE, "email": EMAIL}
WANTED_CONTACTS = {"phone": "+7 and ten digits", "email": "an address of Latin letters"}
STATUS = "birth_certificate_status"
MEMBERS = {
    *("subject", "claims", "withholds", "trouble", "contacts", "documents", "children", STATUS),
    *(*WORDS, *OPTIONAL_WORDS),
}
KID_MEMBERS = {*OF_KIDS, STATUS, "subject", "foreign"}
DOCUMENT_MEMBERS = {"type", "series", "number", "status"}
# The birth certificate is a claim; a second place for it could say something else.
LISTED_PAPERS = tuple(paper.value for paper in Paper if paper is not Paper.BIRTH_CERTIFICATE)
PAPER_LENGTH = 32


class InvalidCast(Exception):
    """cast.json cannot be used; the message names the place and what belongs there, never a person's value."""

    def __init__(self, wanted: str, *, place: str) -> None:
        super().__init__(f"{place}: {wanted} belongs here")


def read_persona(entry: object, *, place: str) -> Persona:
    """One entry of cast.json; raises `InvalidCast`."""
    members = _members(entry, allowed=MEMBERS, place=place)
    subject = _subject(members.get("subject"), f"{place}.subject")
    required = {name: _words(members.get(name), limit, f"{place}.{name}") for name, limit in WORDS.items()}
    given = {name: limit for name, limit in OPTIONAL_WORDS.items() if name in members}
    optional = {name: _words(members[name], limit, f"{place}.{name}") for name, limit in given.items()}
    contacts = _contacts(members.get("contacts", {}), f"{place}.contacts")
    return Persona(
        subject=subject,
        name=required["name"],
        about=required["about"],
        expect=required["expect"],
        group=optional.get("group", ""),
        password=optional.get("password", ""),
        phone=contacts.get("phone", ""),
        email=contacts.get("email", ""),
        claims=_claims(members.get("claims"), allowed=CLAIMS, place=f"{place}.claims"),
        withholds=_withheld(members.get("withholds", []), f"{place}.withholds"),
        trouble=_trouble(members["trouble"], f"{place}.trouble") if "trouble" in members else None,
        documents=tuple(
            _document(one, place=f"{place}.documents[{index}]")
            for index, one in enumerate(_list(members.get("documents", []), f"{place}.documents"))
        ),
        children=tuple(
            _kid(one, number=f"{subject}{index + 1:02d}", place=f"{place}.children[{index}]")
            for index, one in enumerate(_list(members.get("children", []), f"{place}.children"))
        ),
        certificate_check=_check(members.get(STATUS, Check.VERIFIED), f"{place}.{STATUS}"),
    )


def read_snils(text: str) -> str | None:
    """A SNILS typed in whatever way, as `NNN-NNN-NNN NN`; None when it is not eleven digits."""
    digits = re.sub(r"[\s-]", "", text)
    if not re.fullmatch("[0-9]{11}", digits):
        return None
    return f"{digits[:3]}-{digits[3:6]}-{digits[6:9]} {digits[9:]}"


def is_iso_date(text: str) -> bool:
    """Whether `text` is a day that there is, as YYYY-MM-DD."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _members(value: object, *, allowed: Collection[str], place: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise InvalidCast("an object", place=place)
    if set(value) - set(allowed):
        wanted = f"nothing but {', '.join(sorted(allowed))}"
        raise InvalidCast(wanted, place=place)
    return value


def _list(value: object, place: str) -> list[object]:
    if not isinstance(value, list):
        raise InvalidCast("a list", place=place)
    return value


def _words(value: object, limit: int, place: str) -> str:
    if not is_plain_text(value, limit=limit):
        wanted = f"a text of 1 to {limit} characters"
        raise InvalidCast(wanted, place=place)
    return value


def _subject(value: object, place: str) -> str:
    if not isinstance(value, str) or not SUBJECT.fullmatch(value):
        raise InvalidCast("a text of 1 to 64 Latin letters, digits, dots, dashes", place=place)
    return value


def _withheld(value: object, place: str) -> tuple[str, ...]:
    known = isinstance(value, list) and all(isinstance(scope, str) and scope in WITHHOLDABLE for scope in value)
    if not isinstance(value, list) or not known or len(set(value)) < len(value):
        wanted = f"a list of {', '.join(sorted(WITHHOLDABLE))}, each at most once,"
        raise InvalidCast(wanted, place=place)
    return tuple(value)


def _trouble(value: object, place: str) -> Trouble:
    return Trouble(_one_of(value, sorted(OF_PERSONS), place))


def _one_of(value: object, known: Collection[str], place: str) -> str:
    if not isinstance(value, str) or value not in known:
        wanted = f"one of {', '.join(known)}"
        raise InvalidCast(wanted, place=place)
    return value


def _contacts(value: object, place: str) -> Mapping[str, str]:
    contacts = _members(value, allowed=CONTACTS, place=place)
    for name, contact in contacts.items():
        if not isinstance(contact, str) or not CONTACTS[name].fullmatch(contact):
            raise InvalidCast(WANTED_CONTACTS[name], place=f"{place}.{name}")
    return {name: str(contact) for name, contact in contacts.items()}


def _document(value: object, *, place: str) -> Document:
    members = _members(value, allowed=DOCUMENT_MEMBERS, place=place)
    series = members.get("series")
    return Document(
        kind=Paper(_one_of(members.get("type"), LISTED_PAPERS, f"{place}.type")),
        number=_words(members.get("number"), PAPER_LENGTH, f"{place}.number"),
        series=_words(series, PAPER_LENGTH, f"{place}.series") if series is not None else "",
        check=_check(members.get("status", Check.VERIFIED), f"{place}.status"),
    )


def _kid(value: object, *, number: str, place: str) -> Kid:
    members = _members(value, allowed=KID_MEMBERS, place=place)
    is_foreign = members.get("foreign", False)
    if not isinstance(is_foreign, bool):
        raise InvalidCast("true or false", place=f"{place}.foreign")
    claims = {name: text for name, text in members.items() if name in OF_KIDS}
    return Kid(
        number=number,
        claims=_claims(claims, allowed=OF_KIDS, place=place),
        check=_check(members.get(STATUS, Check.VERIFIED), f"{place}.{STATUS}"),
        subject=_subject(members["subject"], f"{place}.subject") if "subject" in members else "",
        is_foreign=is_foreign,
    )


def _check(value: object, place: str) -> Check:
    return Check(_one_of(value, sorted(Check), place))


def _claims(value: object, *, allowed: Collection[str], place: str) -> dict[str, str]:
    claims = _members(value, allowed=allowed, place=place)
    return {name: _claim(name, text, f"{place}.{name}") for name, text in claims.items()}


def _claim(name: str, value: object, place: str) -> str:
    text = _words(value, FREE_TEXT.get(name, 64), place)
    if name in CHOICES and text not in CHOICES[name]:
        wanted = f"one of {', '.join(sorted(CHOICES[name]))}"
        raise InvalidCast(wanted, place=place)
    if name == "snils" and not SNILS.fullmatch(text):
        raise InvalidCast("NNN-NNN-NNN NN", place=place)
    if name == "birthdate" and not is_iso_date(text):
        raise InvalidCast("a date as YYYY-MM-DD", place=place)
    return text
