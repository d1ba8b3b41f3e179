"""Walking the demo's cast from the choice of a region to wherever each of them ends."""

import re
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import requests
import time_machine

from tests.journeys.walkers import HttpWalker

DESK = "/diary/"
CONSENT = "CONSENT_SELF"
ANSWERS = {"allow": "Предоставить", "deny": "Отказать"}
OUTCOME = re.compile(r'data-outcome="([A-Z_]+)"')
# The portal waits half an hour, and the stand asks for a little more.
TOO_LATE = timedelta(minutes=32)
MOST_CONSENTS = 12


class Visitor(HttpWalker):
    """A walker who also sees how the page is marked."""

    html = ""

    def _arrived(self, answer: requests.Response) -> None:
        super()._arrived(answer)
        self.html = answer.text

    @property
    def ending(self) -> str | None:
        """The outcome on the page, None at the desk, and where we are for any other page."""
        if found := OUTCOME.search(self.html):
            return found[1]
        path = urlsplit(self.address).path
        return None if path == DESK else path

    def links_with(self, part: str) -> list[str]:
        return [href for _words, href in self.page.links if part in href]


@dataclass(frozen=True)
class Walk:
    """One persona's way, as expected.json tells it; `portal` is the portal's address."""

    portal: str
    told: dict[str, Any]

    def ending(self) -> str | None:
        """Where the persona comes to, having agreed to whatever was asked if the diary is expected."""
        visitor = Visitor()
        self.go_to_the_stand(visitor)
        visitor = self.come_back(visitor)
        if self.told["outcome"] is None:
            self.agree(visitor)
        return visitor.ending

    def go_to_the_stand(self, visitor: Visitor) -> None:
        visitor.open(f"{self.portal}/enter/")
        visitor.choose("region", self.told["region"])
        visitor.press("Войти через Госуслуги")
        visitor.open(visitor.links_with(f"subject={self.told['subject']}")[0])

    def come_back(self, visitor: Visitor) -> Visitor:
        """Press the button, and follow the link where a trouble puts one in between; whoever holds the page then."""
        visitor.press(ANSWERS[self.told["answer"]])
        links = visitor.links_with("/oidc/callback/")
        if not links:
            return visitor
        trouble = self.told["trouble"]
        holder = Visitor() if trouble == "other_browser" else visitor
        with self.clock(trouble):
            for link in links:
                holder.open(link)
        return holder

    @staticmethod
    def clock(trouble: str) -> AbstractContextManager[object]:
        """The portal's clock moves on while the slow one waits; the stand, in a process of its own, need not know."""
        if trouble != "slow":
            return nullcontext()
        return time_machine.travel(datetime.now(UTC) + TOO_LATE, tick=True)

    @staticmethod
    def agree(visitor: Visitor) -> None:
        for _turn in range(MOST_CONSENTS):
            if visitor.ending != CONSENT:
                return
            visitor.press("Даю согласие")


def in_turn(cast: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The cast in its order, but nobody before those who have to be in first."""
    waiting, seen = list(cast), set[str]()
    while waiting:
        told = next(one for one in waiting if seen.issuperset(one["after"]))
        waiting.remove(told)
        seen.add(told["subject"])
        yield told
