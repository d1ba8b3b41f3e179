"""A browser that writes down all that its owner could notice, and how much work each answer was."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.db import connection
from django.test import Client
from time_machine import Traveller

from accounts.models import Notice
from dnevnik import case_pass, letters
from tests.dnevnik.test_entrance import arrive
from tests.people import NOON

SAVEPOINT = re.compile(r'"?\bs\d+_x\d+\b"?')
TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value="|[?&](?:amp;)?state=)[^"&]*')
"""The CSRF token, and the state with which somebody leaves Gosuslugi."""
NUMBER = re.compile(r"\b\d{4}-\d{4}\b|\b\d{6}\b")
"""A case's number, or a code from a letter."""
UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
RANDOM = ("nonce",)


@dataclass(frozen=True)
class Exchange:
    """One request and everything about its answer; `statements` is what the database was asked, without values."""

    asked: str
    status: int
    headers: tuple[tuple[str, str], ...]
    cookies: tuple[tuple[str, str], ...]
    body: str
    statements: tuple[str, ...]


class Walker:
    """Somebody with a browser, to whom every request takes a second."""

    def __init__(self, clock: Traveller) -> None:
        self.client, self.clock = Client(), clock
        self.met: list[Exchange] = []

    def sign_in(self, claims: Mapping[str, Any]) -> None:
        with statements() as asked:
            response = arrive(self.client, **claims)
        self._note("sign-in", response, asked)

    def get(self, path: str, **query: str) -> Any:
        with statements() as asked:
            response = self.client.get(path, query)
        return self._note(f"GET {path} {query}", response, asked)

    def post(self, path: str, **form: Any) -> Any:
        with statements() as asked:
            response = self.client.post(path, form)
        return self._note(f"POST {path} {form}", response, asked)

    def _note(self, asked: str, response: Any, done: list[str]) -> Any:
        self.clock.shift(1)
        self.met.append(
            Exchange(
                asked=masked(asked),
                status=response.status_code,
                headers=tuple((name, masked(value)) for name, value in response.items()),
                cookies=tuple(sorted((name, cookie(morsel)) for name, morsel in response.cookies.items())),
                body=masked(response.content.decode()),
                statements=tuple(done),
            )
        )
        return response


@contextmanager
def statements() -> Iterator[list[str]]:
    """What the database is asked while this lasts: order and number count, values do not."""
    asked: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001  Django calls it so
        asked.append(SAVEPOINT.sub("…", sql) + (f" × {len(params)}" if many else ""))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield asked


def masked(text: str) -> str:
    """The text without what is random by nature; ids are told apart by the order in which they come."""
    ids = {found: f"id {place}" for place, found in enumerate(dict.fromkeys(UUID.findall(text)), start=1)}
    text = UUID.sub(lambda found: ids[found[0]], TOKEN.sub(r"\1…", text))
    return NUMBER.sub("…", text)


def cookie(morsel: Any) -> str:
    """How a cookie is set; of its value what the pass says, of others only whether there is one."""
    manner = ", ".join(f"{name}={value}" for name, value in sorted(morsel.items()) if value)
    if morsel.key != case_pass.COOKIE or not morsel.value:
        return f"{bool(morsel.value)}; {manner}"
    held = signing.loads(morsel.value, salt=case_pass.SALT)
    return f"{masked(str({name: value for name, value in held.items() if name not in RANDOM}))}; {manner}"


def letters_of(subject: str) -> list[str]:
    """Every letter to a person, as it would be sent now."""
    rows = Notice.objects.filter(identity__subject=subject).select_related("identity__region", "school")
    told = [
        f"{row.kind} by {row.channel} on {row.days}, {row.school}: {letters.addressed(row, at=NOON)}"
        for row in rows.order_by("kind", "channel", "days", "created_at")
    ]
    return sorted(map(masked, told))
