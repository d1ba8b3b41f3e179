"""«Мои данные»: what a person has changed at the rehearsal Gosuslugi, and the check that takes its time."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from dnevnik.stand.notebook import Notebook, Page
from dnevnik.stand.persona import Check, Document, Paper, Persona

PAGE = "changes"
PASSPORT, CERTIFICATE = "passport", "birth_certificate"
CHANGEABLE = ("family_name", "given_name", "middle_name", "snils", CERTIFICATE, PASSPORT)


@dataclass(frozen=True, kw_only=True)
class Change:
    """New values by the names of `CHANGEABLE`, "" for what the person took away; `until` in seconds since 1970."""

    values: Mapping[str, str]
    check: Check
    until: int


class Changes:
    """Everybody's changes; a value reaches the clients when its check is over, at the next sign-in.

    A first birth certificate reaches them at once, with the state of its check.
    """

    def __init__(self, notebook: Notebook, *, seconds: int) -> None:
        self._notebook = notebook
        self._seconds = seconds

    def propose(self, persona: Persona, values: Mapping[str, str], *, now: int) -> None:
        """Begin the check of `values`; a change that was still under way is taken back."""
        with self._notebook.writing(PAGE) as page:
            entry = _settled(page.get(persona.subject, {}), now=now)
            entry["pending"] = {"values": dict(values), "until": now + self._seconds, "check": Check.VERIFYING.value}
            page[persona.subject] = entry

    def finish(self, subject: str, *, passed: bool, now: int) -> None:
        """End the check at once, one way or the other; nothing happens where none is under way."""
        with self._notebook.writing(PAGE) as page:
            entry = _settled(page.get(subject, {}), now=now)
            pending = entry.get("pending")
            if pending is None or pending["check"] != Check.VERIFYING:
                return
            pending["check"] = (Check.VERIFIED if passed else Check.FAILED).value
            page[subject] = _settled(entry, now=now)

    def of(self, subject: str, *, now: int) -> Change | None:
        """The change under way, or the last one that failed."""
        pending = _settled(self._notebook.read(PAGE).get(subject, {}), now=now).get("pending")
        if pending is None:
            return None
        return Change(values=pending["values"], check=Check(pending["check"]), until=pending["until"])

    def released(self, *, now: int) -> Mapping[str, Page]:
        """By subject: what the state now knows in place of what it knew, and whether a check is under way."""
        return {subject: _settled(entry, now=now) for subject, entry in self._notebook.read(PAGE).items()}


def changed(persona: Persona, entry: Mapping[str, Any]) -> Persona:
    """The person as the state knows one after the released values of `entry`."""
    values: dict[str, str] = dict(entry.get("released", {}))
    passport = values.pop(PASSPORT, None)
    pending = entry.get("pending") or {}
    known = replace(persona.known_as(values), is_verifying=pending.get("check") == Check.VERIFYING)
    known = _with_certificate(known, pending, is_checked=CERTIFICATE in values)
    return known if passport is None else replace(known, documents=_with_passport(known.documents, passport))


def _with_certificate(persona: Persona, pending: Mapping[str, Any], *, is_checked: bool) -> Persona:
    """Clients see a certificate with the state of its check, where there is no verified one for them to see."""
    if is_checked:
        persona = replace(persona, certificate_check=Check.VERIFIED)
    typed = pending.get("values", {}).get(CERTIFICATE)
    if not typed or persona.verified_certificate:
        return persona
    return replace(persona.known_as({CERTIFICATE: typed}), certificate_check=Check(pending["check"]))


def passport_of(persona: Persona) -> str:
    """Series and number of the passport, "" without one."""
    found = [paper for paper in persona.documents if paper.kind is Paper.PASSPORT]
    return f"{found[0].series} {found[0].number}".strip() if found else ""


def _with_passport(documents: tuple[Document, ...], text: str) -> tuple[Document, ...]:
    others = tuple(paper for paper in documents if paper.kind is not Paper.PASSPORT)
    series, _, number = text.rpartition(" ")
    return (Document(kind=Paper.PASSPORT, series=series, number=number), *others) if text else others


def _settled(entry: Mapping[str, Any], *, now: int) -> Page:
    """`entry` with a change whose check is over among the released values."""
    pending = entry.get("pending")
    if pending is None:
        return dict(entry)
    is_over = pending["check"] == Check.VERIFYING and now >= pending["until"]
    if pending["check"] != Check.VERIFIED and not is_over:
        return dict(entry)
    return {"released": {**entry.get("released", {}), **pending["values"]}}
