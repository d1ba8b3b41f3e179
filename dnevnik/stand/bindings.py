"""Binding the account of a child of 14 to 17 by a code (checklist, SC-22 and RU-28)."""

import secrets
from dataclasses import dataclass

from dnevnik.stand.notebook import Notebook

PAGE = "bindings"
DIGITS = 6
MOST_TRIES = 5


@dataclass(frozen=True, kw_only=True)
class Binding:
    """A code that `parent` was shown for `child`, both subjects; good until `until`, in seconds since 1970."""

    parent: str
    child: str
    code: str
    until: int

    def is_good(self, *, now: int) -> bool:
        return now < self.until


class Bindings:
    """One code for each pair of parent and child; a new one takes the old one's place."""

    def __init__(self, notebook: Notebook, *, seconds: int) -> None:
        self._notebook = notebook
        self._seconds = seconds

    def start(self, parent: str, child: str, *, now: int) -> Binding:
        """A fresh code."""
        code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
        with self._notebook.writing(PAGE) as page:
            page.setdefault(parent, {})[child] = {"code": code, "until": now + self._seconds, "tries": 0}
        return Binding(parent=parent, child=child, code=code, until=now + self._seconds)

    def of_parent(self, parent: str) -> tuple[Binding, ...]:
        """The codes that this parent was shown and nobody used, expired ones too."""
        held = self._notebook.read(PAGE).get(parent, {})
        return tuple(
            Binding(parent=parent, child=child, code=one["code"], until=one["until"]) for child, one in held.items()
        )

    def waiting_for(self, child: str, *, now: int) -> bool:
        """Whether somebody was shown a code for this child that is still good."""
        return any(
            binding.child == child and binding.is_good(now=now)
            for parent in self._notebook.read(PAGE)
            for binding in self.of_parent(parent)
        )

    def use(self, child: str, code: str, *, now: int) -> str | None:
        """The parent whose good code the child has typed; the code is gone. None for any other code.

        After `MOST_TRIES` wrong ones every code for the child is gone.
        """
        with self._notebook.writing(PAGE) as page:
            for parent, held in page.items():
                one = held.get(child)
                if one is None:
                    continue
                if secrets.compare_digest(one["code"].encode(), code.encode()) and now < one["until"]:
                    del held[child]
                    return str(parent)
                one["tries"] += 1
                if one["tries"] >= MOST_TRIES:
                    del held[child]
        return None
