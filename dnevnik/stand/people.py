"""Everybody who may sign in now: the cast, as it has changed itself here, and the accounts made here."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dnevnik.stand.cast import CastFile
from dnevnik.stand.changes import Changes, changed
from dnevnik.stand.entries import read_snils
from dnevnik.stand.families import Families, Households
from dnevnik.stand.notebook import Page
from dnevnik.stand.persona import Paper, Persona


@dataclass(frozen=True)
class People:
    """The cast and what became of it; `now` is always in seconds since 1970."""

    cast: CastFile
    changes: Changes
    families: Families

    def everybody(self, *, now: int) -> tuple[Persona, ...]:
        """The cast in its order, then the accounts made here."""
        moment = self._moment(now=now)
        return tuple(map(moment.person, moment.written))

    def find(self, subject: str, *, now: int) -> Persona | None:
        """The person with this subject."""
        moment = self._moment(now=now)
        return moment.person(subject) if subject in moment.written else None

    def _moment(self, *, now: int) -> "_Moment":
        households = self.families.snapshot(now=now)
        written = (*self.cast.personas(), *households.accounts())
        return _Moment({one.subject: one for one in written}, self.changes.released(now=now), households)

    def signs_in(self, login: str, password: str, *, now: int) -> Persona | None:
        """Whose telephone, e-mail or SNILS and password these are (checklist, SC-06)."""
        wanted = logins_of(login)
        for one in self.everybody(now=now):
            names = {one.phone, one.email.lower(), one.claims.get("snils", "")} - {""}
            if one.password and one.password == password and names & wanted:
                return one
        return None

    def holder_of(self, paper: str, number: str, *, now: int) -> Persona | None:
        """Whose document this is: `paper` is "snils", "passport" or "inn", `number` as the person types it."""
        wanted = only_digits(number)
        if not wanted:
            return None
        return next((one for one in self.everybody(now=now) if wanted in numbers_of(one, paper)), None)


@dataclass(frozen=True)
class _Moment:
    """Who is written down anywhere, and what became of them by now."""

    written: Mapping[str, Persona]
    released: Mapping[str, Page]
    households: Households

    def person(self, subject: str) -> Persona:
        one = self._changed(subject)
        bound = [self._changed(child) for child in self.households.bound_to(subject) if child in self.written]
        children = self.households.children_of(one, bound)
        return one if children == one.children else replace(one, children=children)

    def _changed(self, subject: str) -> Persona:
        entry = self.released.get(subject)
        return changed(self.written[subject], entry) if entry else self.written[subject]


def logins_of(typed: str) -> set[str]:
    """What a typed login may stand for: an e-mail, a telephone, a SNILS."""
    bare = typed.strip().lower()
    digits = only_digits(bare)
    phone = {f"+7{digits[1:]}"} if len(digits) == len("70000000000") and digits[0] in "78" else set()
    return {bare, read_snils(bare) or bare, *phone}


def numbers_of(persona: Persona, paper: str) -> set[str]:
    """The digits of a person's documents of one kind."""
    if paper == "snils":
        return {only_digits(persona.claims.get("snils", ""))}
    kind = Paper.PASSPORT if paper == "passport" else Paper.INN
    return {only_digits(one.series + one.number) for one in persona.documents if one.kind is kind}


def only_digits(text: str) -> str:
    return "".join(sign for sign in text if sign in "0123456789")
