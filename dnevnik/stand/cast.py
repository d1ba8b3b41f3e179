"""The invented people who may sign in here, read from cast.json and read again when it changes."""

import json
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Lock

from dnevnik.stand.scopes import WITHHOLDABLE
from dnevnik.stand.texts import is_plain_text
from dnevnik.stand.troubles import Trouble

logger = logging.getLogger(__name__)

SUBJECT = re.compile(r"[A-Za-z0-9._-]{1,64}")
SNILS = re.compile(r"[0-9]{3}-[0-9]{3}-[0-9]{3} [0-9]{2}")
CHOICES = {"gender": {"male", "female"}, "assurance": {"confirmed", "child", "other"}}
FREE_TEXT = {"family_name": 100, "given_name": 100, "middle_name": 100, "birth_certificate": 64}
CLAIMS = {*FREE_TEXT, *CHOICES, "birthdate", "snils"}
WORDS = {"name": 200, "about": 200, "expect": 500}
GROUP_LENGTH = 100
MEMBERS = {"subject", "claims", *WORDS, "group", "withholds", "trouble"}


class InvalidCast(Exception):
    """cast.json cannot be used; the message names the place and what belongs there, never a person's value."""

    def __init__(self, wanted: str, *, place: str) -> None:
        super().__init__(f"{place}: {wanted} belongs here")


@dataclass(frozen=True, kw_only=True)
class Persona:
    """One invented person: `subject` is the OIDC `sub`, `expect` says what signing in should lead to.

    `group` is the heading on the login page, "" for the first one; `withholds` are the scopes this person
    does not grant, and `trouble` is what goes wrong on the way back.
    """

    subject: str
    name: str
    about: str
    expect: str
    claims: Mapping[str, str]
    group: str = ""
    withholds: tuple[str, ...] = ()
    trouble: Trouble | None = None

    @property
    def initials(self) -> str:
        """First letters of the first two words of the name, for the picture on the card."""
        return "".join(word[0] for word in self.name.split()[:2])


def parse_cast(text: str) -> tuple[Persona, ...]:
    """The personas of a cast.json in its order; raises `InvalidCast`."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as broken:
        raise InvalidCast("JSON", place="STAND_CAST") from broken
    entries = document.get("personas") if isinstance(document, dict) else None
    if not isinstance(entries, list) or not entries:
        raise InvalidCast("a non-empty list", place="personas")
    cast = tuple(_read_persona(entry, place=f"personas[{index}]") for index, entry in enumerate(entries))
    if len({persona.subject for persona in cast}) < len(cast):
        raise InvalidCast("a subject of one's own for each", place="personas")
    return cast


def _read_persona(entry: object, *, place: str) -> Persona:
    members = _members(entry, allowed=MEMBERS, place=place)
    subject = members.get("subject")
    if not isinstance(subject, str) or not SUBJECT.fullmatch(subject):
        raise InvalidCast("a text of 1 to 64 Latin letters, digits, dots, dashes", place=f"{place}.subject")
    words = {name: _read_words(members.get(name), limit, f"{place}.{name}") for name, limit in WORDS.items()}
    claims = _members(members.get("claims"), allowed=CLAIMS, place=f"{place}.claims")
    read = {name: _read_claim(name, value, f"{place}.claims.{name}") for name, value in claims.items()}
    return Persona(
        subject=subject,
        **words,
        claims=read,
        group=_read_words(members["group"], GROUP_LENGTH, f"{place}.group") if "group" in members else "",
        withholds=_read_withheld(members.get("withholds", []), f"{place}.withholds"),
        trouble=_read_trouble(members["trouble"], f"{place}.trouble") if "trouble" in members else None,
    )


def _members(value: object, *, allowed: set[str], place: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise InvalidCast("an object", place=place)
    if set(value) - allowed:
        wanted = f"nothing but {', '.join(sorted(allowed))}"
        raise InvalidCast(wanted, place=place)
    return value


def _read_words(value: object, limit: int, place: str) -> str:
    if not is_plain_text(value, limit=limit):
        wanted = f"a text of 1 to {limit} characters"
        raise InvalidCast(wanted, place=place)
    return value


def _read_withheld(value: object, place: str) -> tuple[str, ...]:
    known = isinstance(value, list) and all(isinstance(scope, str) and scope in WITHHOLDABLE for scope in value)
    if not isinstance(value, list) or not known or len(set(value)) < len(value):
        wanted = f"a list of {', '.join(sorted(WITHHOLDABLE))}, each at most once,"
        raise InvalidCast(wanted, place=place)
    return tuple(value)


def _read_trouble(value: object, place: str) -> Trouble:
    known = sorted(Trouble)
    if not isinstance(value, str) or value not in known:
        wanted = f"one of {', '.join(known)}"
        raise InvalidCast(wanted, place=place)
    return Trouble(value)


def _read_claim(name: str, value: object, place: str) -> str:
    text = _read_words(value, FREE_TEXT.get(name, 64), place)
    if name in CHOICES and text not in CHOICES[name]:
        wanted = f"one of {', '.join(sorted(CHOICES[name]))}"
        raise InvalidCast(wanted, place=place)
    if name == "snils" and not SNILS.fullmatch(text):
        raise InvalidCast("NNN-NNN-NNN NN", place=place)
    if name == "birthdate" and not _is_iso_date(text):
        raise InvalidCast("a date as YYYY-MM-DD", place=place)
    return text


def _is_iso_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


class CastFile:
    """cast.json on disk. A change is noticed at the next look; a broken change leaves the last good cast."""

    def __init__(self, path: Path) -> None:
        """Reads `path`; raises `InvalidCast`."""
        self._path = path
        self._lock = Lock()
        self._stamp = self._look()
        self._cast = self._read()

    def personas(self) -> tuple[Persona, ...]:
        """Everybody, in the order of the file as it is now."""
        with self._lock:
            stamp = self._look()
            if stamp != self._stamp:
                self._stamp = stamp
                self._take_over()
            return self._cast

    def find(self, subject: str) -> Persona | None:
        """The persona with this subject, if the cast has one."""
        return next((persona for persona in self.personas() if persona.subject == subject), None)

    def _take_over(self) -> None:
        try:
            self._cast = self._read()
        except InvalidCast as problem:
            logger.error("The changed cast is not used: %s", problem)

    def _look(self) -> tuple[int, int, int] | None:
        try:
            status = self._path.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_size, status.st_ino

    def _read(self) -> tuple[Persona, ...]:
        try:
            text = self._path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as broken:
            raise InvalidCast("the path of a readable file in UTF-8", place="STAND_CAST") from broken
        return parse_cast(text)
