"""`make bench-issuer`: how long the day of a change of issuer is, and how long one batch keeps anybody waiting.

    python -m tests.bench.issuer_change [--people 400000] [--on sqlite,postgresql]

On SQLite in a file, then on PostgreSQL (see `tests.servers`) with its usual durability, each in a process of its own.
The gateway's list holds ninety-nine people of a hundred; the last one would come back by proof. Prints a line for each
step, and the figures as a line of JSON at the end, the load of the machine among them. Ends with an error if anybody
is not where the plan says.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.login import DURABLE
from tests.servers import NoServer, postgres

PEOPLE = 400_000
SQLITE, POSTGRESQL = "sqlite", "postgresql"
FIGURES = "figures.json"


def options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench-issuer", description="Смена поставщика: сколько длится.")
    parser.add_argument("--people", type=int, default=PEOPLE, help="сколько учётных записей")
    parser.add_argument("--on", default=f"{SQLITE},{POSTGRESQL}", help="на чём мерить: sqlite, postgresql или оба")
    return parser.parse_args(arguments)


@contextmanager
def database(kind: str, folder: Path) -> Iterator[str]:
    """Its address, as DATABASE_URL takes it. Raises NoServer."""
    if kind == POSTGRESQL:
        with postgres(DURABLE) as url:
            yield url
    else:
        yield f"sqlite:///{folder}/bench.sqlite3"


def measured(kind: str, people: int) -> dict[str, object]:
    """The figures of one database. Raises NoServer, CalledProcessError."""
    with TemporaryDirectory(prefix="dnevnik-bench-") as folder, database(kind, Path(folder)) as url:
        print(f"── {kind}, {people} учётных записей", flush=True)
        environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "dnevnik.settings.test"}
        deed = f"from tests.bench.change_of_many import run; run({people}, {folder!r})"
        subprocess.run([sys.executable, "manage.py", "shell", "-v", "0", "-c", deed], check=True, env=environment)
        figures: dict[str, object] = json.loads((Path(folder) / FIGURES).read_text())
        return figures


def main(arguments: Sequence[str]) -> int:
    """The exit code: 0 if everything could be measured and everybody is where the plan says."""
    told = options(arguments)
    found: dict[str, object] = {"people": told.people, "load_before": os.getloadavg()}
    for kind in told.on.split(","):
        found[kind] = measured(kind, told.people)
    print(json.dumps({**found, "load_after": os.getloadavg()}, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the servers end with it
    try:
        sys.exit(main(sys.argv[1:]))
    except NoServer as problem:
        sys.exit(": ".join(map(str, problem.args)))
    except subprocess.CalledProcessError as problem:
        sys.exit(problem.returncode)
    except KeyboardInterrupt:
        sys.exit(130)
