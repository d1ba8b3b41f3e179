"""`make test`: everything on SQLite, all that touches a database on PostgreSQL again, with Redis at hand both times.

    python -m tests.run [arguments of pytest]

Servers that are neither given (DATABASE_URL, REDIS_URL) nor found are brought by the lock file; see `tests.servers`.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.servers import NoServer, postgres, redis

ROOT = Path(__file__).resolve().parent.parent
NOTHING_SELECTED = 5


def run(title: str, arguments: Sequence[str], environment: dict[str, str]) -> int:
    """pytest's exit code; two workers, for the two cores that everybody has."""
    print(f"\n── {title} " + "─" * (72 - len(title)), flush=True)
    return subprocess.call([sys.executable, "-m", "pytest", "-n", "2", *arguments], cwd=ROOT, env=environment)


def main(arguments: Sequence[str]) -> int:
    """0 if both runs are clean; neither is spared because the other failed."""
    shared = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    with redis() as redis_url, postgres() as database_url:
        shared["REDIS_URL"] = redis_url
        codes = {
            "SQLite": run("SQLite", arguments, shared),
            "PostgreSQL": run(
                "PostgreSQL", ["--on-another-database", *arguments], {**shared, "DATABASE_URL": database_url}
            ),
        }
    print("\n" + "; ".join(f"{database}: {verdict(code)}" for database, code in codes.items()))
    return max(codes.values())


def verdict(code: int) -> str:
    if code == NOTHING_SELECTED:
        return "ни одного теста"
    return "тесты прошли" if code == 0 else f"есть ошибки (код {code})"


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        sys.exit(main(sys.argv[1:]))
    except NoServer as problem:
        sys.exit(": ".join(problem.args))
    except KeyboardInterrupt:
        sys.exit(130)
