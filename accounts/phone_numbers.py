"""Russian telephone numbers as people type them."""

import re

NATIONAL = re.compile(r"(?:7|8)?(9\d{9})")
SEPARATORS = re.compile(r"[\s()\-‐‑–.]+")


class NotAPhone(ValueError):
    """Not a mobile number of Russia."""


def parse(text: str) -> str:
    """The number as `+79001234567`. Raises NotAPhone: a code can be sent to a mobile number of Russia alone."""
    digits = SEPARATORS.sub("", text).removeprefix("+")
    found = NATIONAL.fullmatch(digits) if digits.isascii() else None
    if found is None:
        raise NotAPhone
    return f"+7{found[1]}"
