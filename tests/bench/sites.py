"""The portal and the stock project as they are served in production, and what processor time they take."""

from __future__ import annotations

import json
import os
import re
import secrets
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from tests.bench.provider import CLIENT_ID, CLIENT_SECRET, SILENT
from tests.servers import free_port, is_free, running
from tests.source import ROOT

HOST = "127.0.0.1"
WORKERS, THREADS = 4, 8
SERVED = ("--worker-class", "gthread", "--workers", str(WORKERS), "--threads", str(THREADS), "--no-control-socket")
DATABASE = re.compile(r"^(postgres(?:ql)?://[^/]*/)[^?]*")
TICKS_OF_A_SECOND = os.sysconf("SC_CLK_TCK")


class Unprepared(Exception):
    """A step before the measurement failed; the text is what it said."""


@dataclass(frozen=True)
class Kind:
    """A Django project: how it is called, its door, and its settings in the environment."""

    name: str
    wsgi: str
    filling: str
    environment: Mapping[str, str]


@dataclass(frozen=True)
class Server:
    """PostgreSQL; `url` is of some database of it, whether or not that is there."""

    url: str
    made: list[str] = field(default_factory=list)

    def url_of(self, name: str) -> str:
        return DATABASE.sub(rf"\g<1>{name}", self.url)

    def make(self, name: str) -> str:
        """An empty database that knows Cyrillic letters from signs, as a portal's must. Returns its address."""
        self.drop(name)
        self._tell(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'")
        self.made.append(name)
        return self.url_of(name)

    def drop(self, name: str) -> None:
        self._tell(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def _tell(self, statement: str) -> None:
        with psycopg.connect(self.url_of("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())


@dataclass(frozen=True)
class Site:
    """A served project; `master` is the process that the workers are children of."""

    port: int
    master: int

    def cpu_seconds(self) -> float:
        """What all its processes have taken of the processors since they started."""
        return sum(map(_cpu_seconds, _with_children(self.master)))


def portal(provider: str, folder: Path) -> Kind:
    """With its production settings, as they stand when every value comes from the environment."""
    environment = {
        "DJANGO_SETTINGS_MODULE": "dnevnik.settings.production",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "SEALING_KEYS": json.dumps({"bench-1": secrets.token_urlsafe(32)}),
        "SEALING_KEY_ID": "bench-1",
        "INDEX_KEY": secrets.token_urlsafe(32),
        "ALLOWED_HOSTS": HOST,
        "CELERY_BROKER_URL": "memory://localhost//",
        "PORTAL_URL": f"https://{HOST}",
        "MAIL_FROM": "bench@localhost",
        "EMAIL_HOST": HOST,
        "DNEVNIK_VAR": str(folder),
        "IDENTITY_PROVIDERS": json.dumps({"stand": _described(provider), "silent": _described(provider + SILENT)}),
    }
    return Kind("portal", "dnevnik.wsgi", "tests.bench.register", environment)


def stock(provider: str) -> Kind:
    """What mozilla-django-oidc's guide makes of a new project."""
    environment = {
        "DJANGO_SETTINGS_MODULE": "tests.bench.stock.settings",
        "BENCH_PROVIDER": provider,
        "BENCH_CLIENT_ID": CLIENT_ID,
        "BENCH_CLIENT_SECRET": CLIENT_SECRET,
    }
    return Kind("stock", "tests.bench.stock.wsgi", "tests.bench.stock.users", environment)


def prepared(kind: Kind, server: Server, *, users: int) -> str:
    """A database with so many users; its address. Raises Unprepared."""
    url = server.make(f"bench_{kind.name}_{users}")
    environment = {**os.environ, **kind.environment, "DATABASE_URL": url}
    _django(environment, "migrate", "-v", "0")
    if kind.name == "portal":
        _django(environment, "createcachetable")
        _django(environment, "collectstatic", "--noinput", "-v", "0")
    _django(environment, "shell", "-v", "0", "-c", f"from {kind.filling} import fill; fill({users})")
    return url


@contextmanager
def served(kind: Kind, *, url: str, folder: Path) -> Iterator[Site]:
    """The project behind gunicorn, from its first answer to the end of the context. Raises NoServer."""
    port = free_port()
    environment = {**os.environ, **kind.environment, "DATABASE_URL": url}
    command = [sys.executable, "-m", "gunicorn", kind.wsgi, "--bind", f"{HOST}:{port}", "--chdir", str(ROOT), *SERVED]
    log = folder / f"{kind.name}.log"
    with running(command, log=log, answers=lambda: not is_free(port), environment=environment) as master:
        yield Site(port, master.pid)


def _described(base: str) -> dict[str, str]:
    endpoints = ("authorization", "token", "userinfo")
    addresses = {f"{name}_endpoint": f"{base}/{name}" for name in endpoints}
    client = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}
    return {"issuer": base, "jwks_uri": f"{base}/jwks", **addresses, **client}


def _django(environment: Mapping[str, str], *arguments: str) -> None:
    command = [sys.executable, "-m", "django", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise Unprepared(done.stderr[-2000:])


def _with_children(process: int) -> Iterator[int]:
    yield process
    for thread in Path(f"/proc/{process}/task").iterdir():
        for child in (thread / "children").read_text().split():
            yield from _with_children(int(child))


def _cpu_seconds(process: int) -> float:
    """User and system time: fields 14 and 15 of proc(5) stat, counted behind the name in brackets."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS_OF_A_SECOND
