"""cast.json: the people written for the stand, read again when the file changes."""

import json
import logging
from pathlib import Path
from threading import Lock

from dnevnik.stand.entries import InvalidCast, read_persona
from dnevnik.stand.persona import Persona

logger = logging.getLogger(__name__)


def parse_cast(text: str) -> tuple[Persona, ...]:
    """The personas of a cast.json in its order; raises `InvalidCast`."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as broken:
        raise InvalidCast("JSON", place="STAND_CAST") from broken
    entries = document.get("personas") if isinstance(document, dict) else None
    if not isinstance(entries, list) or not entries:
        raise InvalidCast("a non-empty list", place="personas")
    cast = tuple(read_persona(entry, place=f"personas[{index}]") for index, entry in enumerate(entries))
    if len({persona.subject for persona in cast}) < len(cast):
        raise InvalidCast("a subject of one's own for each", place="personas")
    return cast


class CastFile:
    """cast.json on disk. A change is noticed at the next look; a broken change leaves the last good cast."""

    def __init__(self, path: Path) -> None:
        """Reads `path`; raises `InvalidCast`."""
        self._path = path
        self._lock = Lock()
        self._stamp = self._look()
        self._cast = self._read()

    def personas(self) -> tuple[Persona, ...]:
        """Everybody, in the order of the file as it is now."""
        with self._lock:
            stamp = self._look()
            if stamp != self._stamp:
                self._stamp = stamp
                self._take_over()
            return self._cast

    def find(self, subject: str) -> Persona | None:
        """The persona with this subject, if the cast has one."""
        return next((persona for persona in self.personas() if persona.subject == subject), None)

    def _take_over(self) -> None:
        try:
            self._cast = self._read()
        except InvalidCast as problem:
            logger.error("The changed cast is not used: %s", problem)

    def _look(self) -> tuple[int, int, int] | None:
        try:
            status = self._path.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_size, status.st_ino

    def _read(self) -> tuple[Persona, ...]:
        try:
            text = self._path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as broken:
            raise InvalidCast("the path of a readable file in UTF-8", place="STAND_CAST") from broken
        return parse_cast(text)
