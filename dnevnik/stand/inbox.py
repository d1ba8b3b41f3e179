"""Letters that the portal sends to people at Gosuslugi, kept in this process's memory."""

import json
from collections import defaultdict, deque
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from dnevnik.stand.texts import is_plain_text

KEPT_PER_PERSON = 200
LIMITS = {"to": 64, "title": 200, "text": 4000}


class InvalidMessage(Exception):
    """A body that is no letter; the message names the member and what belongs there, never its value."""

    def __init__(self, wanted: str, *, place: str) -> None:
        super().__init__(f"{place}: {wanted} belongs here")


@dataclass(frozen=True, kw_only=True)
class Message:
    """A letter; `to` is the subject of the persona, `text` may have several lines."""

    to: str
    title: str
    text: str
    delivered_at: datetime


def read_message(body: bytes, *, at: datetime) -> Message:
    """The letter in a JSON body `{"to", "title", "text"}`; raises `InvalidMessage`."""
    try:
        document = json.loads(body)
    except (ValueError, RecursionError) as broken:
        raise InvalidMessage("JSON", place="the body") from broken
    if not isinstance(document, dict):
        raise InvalidMessage("an object", place="the body")
    read = {name: _read_member(document.get(name), name) for name in LIMITS}
    return Message(**read, delivered_at=at)


def _read_member(value: object, name: str) -> str:
    if not is_plain_text(value, limit=LIMITS[name], lines=name == "text"):
        wanted = f"a text of 1 to {LIMITS[name]} characters"
        raise InvalidMessage(wanted, place=name)
    return value


class Inbox:
    """Everybody's letters, the newest first; the oldest fall out beyond `KEPT_PER_PERSON`. Safe between threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._letters: defaultdict[str, deque[Message]] = defaultdict(lambda: deque(maxlen=KEPT_PER_PERSON))

    def deliver(self, message: Message) -> None:
        """Put `message` on top of its person's letters."""
        with self._lock:
            self._letters[message.to].appendleft(message)

    def letters_of(self, subject: str) -> tuple[Message, ...]:
        """The letters of one person, the newest first."""
        with self._lock:
            return tuple(self._letters.get(subject, ()))
