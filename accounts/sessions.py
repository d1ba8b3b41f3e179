"""Sessions in the database, written once when they begin.

Django's own store asks whether a new key is taken, keeps an empty session under it, and writes it again when the
request ends. A new key has 165 random bits, and the row is inserted: a key that is taken all the same is refused then.
"""

from __future__ import annotations

from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils.crypto import get_random_string

KEY_LENGTH = 32


class SessionStore(DatabaseStore):
    """What `SESSION_ENGINE` names."""

    def cycle_key(self) -> None:
        """Go on under a new key; a session that was never kept has none yet, and gets it when it is saved."""
        kept = dict(self.items())  # looks the key up: one that is unknown here is dropped
        if self.session_key is None:
            self._session_cache = kept
            self.modified = True
        else:
            super().cycle_key()

    def _get_new_session_key(self) -> str:
        return get_random_string(KEY_LENGTH, VALID_KEY_CHARS)
