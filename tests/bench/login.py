"""`make bench-login`: what a sign-in costs beside the library it is built on, and what a silent provider costs others.

    python -m tests.bench.login [--users 2000,1000000] [--pairs 5] [--seconds 5] [--requests 3000]

PostgreSQL (found or started by `tests.servers`, with its usual durability), the portal and a stock project of
mozilla-django-oidc, both under gunicorn with equal settings, and a provider that serves both, a process of its own.
Only ratios inside one run mean anything; prints a line for each step, and the figures as a line of JSON at the end.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg

from tests.bench import interference, people, sign_ins
from tests.bench.sites import HOST, THREADS, WORKERS, Server, Unprepared, portal, prepared, served, stock
from tests.bench.visitors import Astray
from tests.servers import NoServer, free_port, is_free, postgres, running
from tests.source import ROOT

DURABLE = (
    "listen_addresses=",
    "shared_buffers=512MB",
    "maintenance_work_mem=256MB",
    "max_wal_size=8GB",
    "max_connections=200",
)
GOALS = {"p99_ratio": 1.2, "cpu_ratio": 1.0, "per_second_ratio": 1.2, "per_second_ratio_at_a_million": 10.0}


def options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench-login", description="Скорость входа.")
    parser.add_argument("--users", default=f"2000,{people.MOST}", help="сколько людей в базе: 2000 – быстрый прогон")
    parser.add_argument("--pairs", type=int, default=5, help="сколько раз сравнить")
    parser.add_argument("--seconds", type=float, default=5.0, help="сколько длится одна очередь входов")
    parser.add_argument("--requests", type=int, default=3000, help="сколько страниц открывает читатель за раз")
    return parser.parse_args(arguments)


@contextmanager
def provider(folder: Path) -> Iterator[str]:
    """Where the bench's provider answers. Raises NoServer."""
    port = free_port()
    command = [sys.executable, "-m", "tests.bench.provider", str(port)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with running(command, log=folder / "provider.log", answers=lambda: not is_free(port), environment=environment):
        yield f"http://{HOST}:{port}"


def walk(told: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """All figures. Raises NoServer, Unprepared, Astray."""
    figures: dict[str, Any] = {"workers": WORKERS, "threads": THREADS, "goals": GOALS}
    with postgres(DURABLE) as url, provider(folder) as address:
        server = Server(url)
        try:
            for number, users in enumerate(map(int, told.users.split(","))):
                figures |= _walk(told, folder, server, address, users=users, is_first=number == 0)
        finally:
            with suppress(psycopg.OperationalError):  # a server that ends with us takes them along
                for name in server.made:
                    server.drop(name)
    return figures


def _walk(
    told: argparse.Namespace, folder: Path, server: Server, address: str, *, users: int, is_first: bool
) -> dict[str, Any]:
    ours, theirs, begun = portal(address, folder), stock(address), time.monotonic()
    urls = [prepared(kind, server, users=users) for kind in (ours, theirs)]
    _say(f"{users} человек в двух базах за {time.monotonic() - begun:.0f} с")
    found: dict[str, Any] = {}
    with served(ours, url=urls[0], folder=folder) as site, served(theirs, url=urls[1], folder=folder) as other:
        compared = sign_ins.compared(site, other, users=users, pairs=told.pairs, seconds=told.seconds)
        found[f"sign_ins_at_{users}"] = compared
        _say(f"входы при {users}: {compared}")
    if is_first:
        with served(ours, url=urls[0], folder=folder) as site:
            found["interference"] = interference.compared(site, pairs=told.pairs, requests=told.requests)
            _say(f"читатель рядом с ожидающими: {found['interference']}")
    return found


def _say(text: str) -> None:
    print(text, flush=True)


def main(arguments: Sequence[str]) -> int:
    """The exit code: 0 if everything could be measured, whatever came out."""
    told, begun = options(arguments), time.monotonic()
    with tempfile.TemporaryDirectory(prefix="dnevnik-bench-") as folder:
        figures = walk(told, Path(folder))
    print(json.dumps({**figures, "seconds": round(time.monotonic() - begun)}, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        sys.exit(main(sys.argv[1:]))
    except (NoServer, Unprepared, Astray) as problem:
        sys.exit(": ".join(map(str, problem.args)))
    except KeyboardInterrupt:
        sys.exit(130)
