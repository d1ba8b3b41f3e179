"""What a self-check finds, in either dialect: a line with its mark, and whether two clocks agree."""

from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from enum import Enum, auto

from accounts.oidc.tokens import LEEWAY_SECONDS


class Mark(Enum):
    """Whether whoever keeps the server has something to do: `NOTE` deserves a look and is no failure."""

    GOOD = auto()
    NOTE = auto()
    WRONG = auto()


@dataclass(frozen=True)
class Finding:
    """One line of a self-check, already in words."""

    mark: Mark
    text: str

    @property
    def is_wrong(self) -> bool:
        return self.mark is Mark.WRONG


def clock_skew(date: str, *, at: datetime) -> int | None:
    """Seconds between our clock and the `Date` of an answer (RFC 9110, 6.6.1); None where it tells no time."""
    try:
        return round(abs((parsedate_to_datetime(date) - at).total_seconds()))
    except (ValueError, TypeError):  # TypeError: a date without a zone
        return None


def is_tolerated(skew: int) -> bool:
    """Tokens say when they were made; a clock that is further off refuses every one of them."""
    return skew <= LEEWAY_SECONDS
