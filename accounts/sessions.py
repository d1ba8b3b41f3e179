"""Sessions in the database, written once when they begin.

Django's own store asks whether a new key is taken, keeps an empty session under it, and writes it again when the
request ends. A new key has 160 random bits, and the row is inserted: a key that is taken all the same is refused then.
"""

from __future__ import annotations

import secrets
from copy import deepcopy
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from schools.models.written import insert

KEY_BYTES = 20


class SessionStore(DatabaseStore):
    """What `SESSION_ENGINE` names."""

    _written: dict[str, Any] | None = None
    """What this request wrote."""

    def cycle_key(self) -> None:
        """Go on under a new key; a session that was never kept has none yet, and gets it when it is saved."""
        kept = dict(self.items())  # looks the key up: one that is unknown here is dropped
        if self.session_key is None:
            self._session_cache = kept
            self.modified = True
        else:
            super().cycle_key()

    def create(self) -> None:
        """Begin under a new key: one INSERT, in whatever transaction it stands.

        Raises IntegrityError, where Django's store would try other keys, if the key is taken.
        """
        told = dict(self.items())
        self._session_key = self._get_new_session_key()
        insert(self.create_model_instance(told))
        self._written, self.modified = deepcopy(told), True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it, unless it is written as it is."""
        if self.session_key is None or dict(self.items()) != self._written:
            super().save(*args, **kwargs)
            self._written = deepcopy(dict(self.items()))

    def _get_new_session_key(self) -> str:
        return secrets.token_hex(KEY_BYTES)
