"""What happened at the stand and must outlive a restart: one JSON file beside the cast, or memory alone."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from threading import RLock
from typing import Any

logger = logging.getLogger(__name__)
Page = dict[str, Any]


class Notebook:
    """Pages of JSON by name; a page nobody wrote on is empty. Safe between threads, written whole or not at all."""

    def __init__(self, path: Path | None = None) -> None:
        """Reads `path` where there is one; a file that cannot be read is put aside and said so in the log."""
        self._path = path
        self._lock = RLock()
        self._pages: dict[str, Page] = self._read()

    def read(self, name: str) -> Page:
        """A copy of the page."""
        with self._lock:
            return deepcopy(self._pages.get(name, {}))

    @contextmanager
    def writing(self, name: str) -> Iterator[Page]:
        """The page to be changed; it is kept when the block ends and stays as it was when the block raises."""
        with self._lock:
            page = self.read(name)
            yield page
            self._pages[name] = page
            self._save()

    def _read(self) -> dict[str, Page]:
        if self._path is None or not self._path.exists():
            return {}
        try:
            pages = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            pages = None
        if isinstance(pages, dict) and all(isinstance(page, dict) for page in pages.values()):
            return pages
        aside = self._path.with_suffix(".broken")
        logger.error("The notebook cannot be read and is put aside as %s", aside.name)
        self._path.replace(aside)
        return {}

    def _save(self) -> None:
        if self._path is None:
            return
        begun = self._path.with_suffix(".new")
        begun.touch(mode=0o600)
        begun.write_text(json.dumps(self._pages, ensure_ascii=False, indent=1), encoding="utf-8")
        begun.replace(self._path)
