"""«Согласия»: to which systems a person has given access, until it is taken back."""

from collections.abc import Sequence
from dataclasses import dataclass

from dnevnik.stand.notebook import Notebook

PAGE = "consents"


@dataclass(frozen=True, kw_only=True)
class Given:
    """Access that one system has; `at` is in seconds since 1970."""

    client_id: str
    scopes: tuple[str, ...]
    at: int


class Consents:
    """What everybody has given; a new one takes the place of the old one of the same system."""

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook

    def give(self, subject: str, client_id: str, scopes: Sequence[str], *, now: int) -> None:
        with self._notebook.writing(PAGE) as page:
            page.setdefault(subject, {})[client_id] = {"scopes": list(scopes), "at": now}

    def of(self, subject: str) -> tuple[Given, ...]:
        """The newest first."""
        held = self._notebook.read(PAGE).get(subject, {})
        given = [
            Given(client_id=client_id, scopes=tuple(one["scopes"]), at=one["at"]) for client_id, one in held.items()
        ]
        return tuple(sorted(given, key=lambda one: one.at, reverse=True))

    def withdraw(self, subject: str, client_id: str) -> None:
        """Forget it; whoever holds tokens has to revoke them."""
        with self._notebook.writing(PAGE) as page:
            page.get(subject, {}).pop(client_id, None)
