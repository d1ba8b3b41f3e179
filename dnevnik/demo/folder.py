"""Where the demo keeps what it made, and who may touch it: one launcher at a time."""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

# Only what this project writes is ever removed, whatever folder DNEVNIK_VAR names.
OURS = ("beat-schedule*", "broker", "broker-control", "demo", "dnevnik.sqlite3*", "log", "running", "secrets", "static")


class AlreadyRunning(Exception):
    """Another process works in this folder; the text, in Russian, says what to do."""


def demo_folder() -> Path:
    """The rosters, the cast and the administrator's keys."""
    folder: Path = settings.VAR_DIR / "demo"
    return folder


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Hold the folder. The lock ends with the process, however that ends. Raises AlreadyRunning."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "running").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise AlreadyRunning("«Дневник» из этой папки уже запущен. Остановите его: Ctrl-C в том окне.") from None
        yield


def forget(folder: Path) -> None:
    """Remove everything the demo made there. Raises AlreadyRunning, touching nothing."""
    with alone_in(folder):
        for pattern in OURS:
            for found in folder.glob(pattern):
                remove(found)
    if not any(folder.iterdir()):
        folder.rmdir()


def remove(found: Path) -> None:
    if found.is_dir():
        shutil.rmtree(found)
    else:
        found.unlink()
