"""How long the day of a change of issuer is: `python -m tests.bench.issuer_change [PEOPLE]`, 400,000 unless told.

On SQLite in a file, then on PostgreSQL (see `tests.servers`), each in a process of its own. The gateway's list holds
ninety-nine people of a hundred; the last one would come back by proof. Ends with an error if anybody is not where the
plan says.
"""

import os
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
            command = [sys.executable, "-m", "tests.bench.change_of_many", str(people), folder]
            subprocess.run(command, check=True, env=environment)


def timed(title: str, deed: Callable[[], Result]) -> Result:
    """What the deed answers; prints how long it took, and how much of that this process worked."""
    began, worked = time.perf_counter(), time.process_time()
    result = deed()
    print(
        f"{title:<32}{time.perf_counter() - began:8.1f} с, процессор {time.process_time() - worked:6.1f} с", flush=True
    )
    return result


def written(folder: str, people: int) -> Path:
    """The gateway's list, without every hundredth person."""
    path = Path(folder) / "subjects.csv"
    with path.open("w") as file:
        file.writelines(f"1{n:09d},gateway-{n:09d}\n" for n in range(people) if n % 100)
    return path


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE)
