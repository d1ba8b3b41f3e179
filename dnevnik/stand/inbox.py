"""Letters and SMS that the portal sends to people, kept in this process's memory."""

import json
import re
from collections import deque
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from dnevnik.stand.texts import is_plain_text

KEPT_PER_PERSON = 200
LIMITS = {"to": 64, "title": 200, "text": 4000}
KEY_LENGTH = 100
PHONE = re.compile(r"\+7[0-9]{10}")


class InvalidMessage(Exception):
    """A body that is no letter; the message names the member and what belongs there, never its value."""

    def __init__(self, wanted: str, *, place: str) -> None:
        super().__init__(f"{place}: {wanted} belongs here")


@dataclass(frozen=True, kw_only=True)
class Message:
    """A letter to `to`, the subject of a persona, or an SMS to a number `+7NNNNNNNNNN`; `text` may have several lines.

    `key` names the delivery, so that a repeated one is known; "" for none.
    """

    to: str
    title: str
    text: str
    delivered_at: datetime
    key: str = ""


def read_message(body: bytes, *, at: datetime) -> Message:
    """The letter in a JSON body `{"to", "title", "text"}`, with or without a "key"; raises `InvalidMessage`."""
    try:
        document = json.loads(body)
    except (ValueError, RecursionError) as broken:
        raise InvalidMessage("JSON", place="the body") from broken
    if not isinstance(document, dict):
        raise InvalidMessage("an object", place="the body")
    read = {name: _read_member(document.get(name), name, limit) for name, limit in LIMITS.items()}
    key = _read_member(document["key"], "key", KEY_LENGTH) if "key" in document else ""
    return Message(**read, delivered_at=at, key=key)


def is_phone(to: str) -> bool:
    """Whether `to` is a telephone number, so that what goes there is an SMS."""
    return PHONE.fullmatch(to) is not None


def _read_member(value: object, name: str, limit: int) -> str:
    if not is_plain_text(value, limit=limit, lines=name == "text"):
        wanted = f"a text of 1 to {limit} characters"
        raise InvalidMessage(wanted, place=name)
    return value


class Inbox:
    """Everybody's letters, the newest first; the oldest fall out beyond `KEPT_PER_PERSON`. Safe between threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._letters: dict[str, deque[Message]] = {}
        self._keys: set[str] = set()

    def deliver(self, message: Message) -> bool:
        """Put `message` on top of its recipient's letters; False when its key was delivered and is still kept."""
        with self._lock:
            if message.key in self._keys:
                return False
            shelf = self._letters.pop(message.to, deque())
            if len(shelf) == KEPT_PER_PERSON:
                self._keys.discard(shelf.pop().key)
            shelf.appendleft(message)
            self._letters[message.to] = shelf
            self._keys |= {message.key} - {""}
        return True

    def recipients(self) -> tuple[str, ...]:
        """Everybody with letters; who got one last is the first."""
        with self._lock:
            return tuple(reversed(self._letters))

    def letters_of(self, recipient: str) -> tuple[Message, ...]:
        """The letters of one person or number, the newest first."""
        with self._lock:
            return tuple(self._letters.get(recipient, ()))
