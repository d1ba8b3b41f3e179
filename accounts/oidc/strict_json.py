"""JSON as security wants it: one object, no member twice, no numbers that are not numbers (RFC 8259, RFC 8725 2.4)."""

import json
from typing import NoReturn

Object = dict[str, object]


class NotStrictJson(ValueError):
    """The text is not such an object; the message holds nothing of it."""


def parse_object(text: bytes) -> Object:
    """The object in UTF-8 `text`. Raises NotStrictJson."""
    try:
        value = json.loads(text.decode(), object_pairs_hook=_once_each, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise NotStrictJson("not one strict JSON object") from None
    if not isinstance(value, dict):
        raise NotStrictJson("not a JSON object")
    return value


def _once_each(members: list[tuple[str, object]]) -> Object:
    found = dict(members)
    if len(found) != len(members):
        raise NotStrictJson("a member twice")
    return found


def _no_constant(_name: str) -> NoReturn:
    raise NotStrictJson("not a number")
