"""How long the day of a change of issuer is: `python -m tests.bench.issuer_change [PEOPLE]`, 400,000 unless told.

On SQLite in a file, then on PostgreSQL (see `tests.servers`), each in a process of its own. The gateway's list holds
ninety-nine people of a hundred; the last one would come back by proof. Ends with an error if anybody is not where the
plan says.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from tests.servers import postgres

PEOPLE = 400_000
Result = TypeVar("Result")


def main(people: int) -> None:
    with TemporaryDirectory(prefix="dnevnik-bench-") as folder, postgres() as server:
        for title, url in (("SQLite", f"sqlite:///{folder}/bench.sqlite3"), ("PostgreSQL", server)):
            print(f"── {title}, {people} учётных записей", flush=True)
            environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "dnevnik.settings.test"}
            deed = f"from tests.bench.change_of_many import run; run({people}, {folder!r})"
            command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", deed]
            subprocess.run(command, check=True, env=environment)


def timed(title: str, deed: Callable[[], Result]) -> Result:
    """What the deed answers; prints how long it took, and how much of that this process worked."""
    began, worked = time.perf_counter(), time.process_time()
    result = deed()
    wall, work = time.perf_counter() - began, time.process_time() - worked
    print(f"{title:<32}{wall:8.1f} с, процессор {work:6.1f} с", flush=True)
    return result


def written(folder: str, people: int) -> Path:
    """The gateway's list, without every hundredth person."""
    path = Path(folder) / "subjects.csv"
    with path.open("w") as file:
        file.writelines(f"1{n:09d},gateway-{n:09d}\n" for n in range(people) if n % 100)
    return path


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the servers end with it
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE)
