"""Text from outside that is safe to keep and to show."""

import unicodedata
from typing import TypeGuard

NEVER_SHOWN = {"Cc", "Cs"}  # control characters, and surrogates that no page could encode


def is_plain_text(value: object, *, limit: int, lines: bool = False) -> TypeGuard[str]:
    """Whether `value` is a non-blank string of at most `limit` characters; line feeds only with `lines`."""
    if not isinstance(value, str) or not value.strip() or len(value) > limit:
        return False
    return all((lines and sign == "\n") or unicodedata.category(sign) not in NEVER_SHOWN for sign in value)
