"""PostgreSQL and Redis that may be killed and started again where they were."""

from __future__ import annotations

import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from redis import Redis

from tests.servers import (
    NoServer,
    free_port,
    owner_of,
    postgres_answers,
    postgres_programs,
    redis_answers,
    redis_program,
    running,
)

# Nothing waits for the disk, but what is committed stays when the server is killed: the kernel has it.
SETTINGS = ("fsync=off", "full_page_writes=off", "listen_addresses=", "max_connections=60", "deadlock_timeout=200ms")


@dataclass
class Server:
    """A program that is started, killed by a signal, and started again with what it had written."""

    command: Sequence[str | Path]
    log: Path
    answers: Callable[[], bool]
    user: str | None = None
    _life: ExitStack = field(default_factory=ExitStack)
    _process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Until it answers. Raises NoServer."""
        context = running(self.command, log=self.log, answers=self.answers, user=self.user)
        self._process = self._life.enter_context(context)

    def send(self, number: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(number)

    def end(self, with_signal: signal.Signals) -> None:
        """Send the signal and wait until the process is gone."""
        if self._process is None:
            return
        self.send(with_signal)
        self._process.wait()
        self._process = None
        self._life.close()


class Postgres(Server):
    """A cluster of its own; `url` says where a database of it is."""

    def __init__(self, home: Path) -> None:
        self.home = home
        programs, user = postgres_programs(home), owner_of(home)
        made = subprocess.run(
            [programs / "initdb", "-D", home / "data", "-U", "dnevnik", "--locale=C", "--encoding=UTF8", "--no-sync"],
            capture_output=True, text=True, user=user, cwd=home,
        )  # fmt: skip
        if made.returncode:
            raise NoServer("initdb", made.stderr.strip())
        told = [option for value in SETTINGS for option in ("-c", value)]
        command: list[str | Path] = [programs / "postgres", "-D", home / "data", "-k", home, *told]
        super().__init__(command, home / "log", lambda: postgres_answers(home), user)

    def url(self, name: str) -> str:
        """As DATABASE_URL takes it."""
        return f"postgres:///{name}?host={self.home}&user=dnevnik"

    def connect(self, name: str = "postgres") -> psycopg.Connection[tuple[object, ...]]:
        """A connection outside Django, for looking on; every statement stands alone."""
        return psycopg.connect(host=str(self.home), user="dnevnik", dbname=name, autocommit=True)

    def make(self, name: str, *, template: str | None = None) -> None:
        """Make a database, a copy of another if told so; one of that name is thrown away with whoever is in it."""
        like = f" TEMPLATE {template}" if template else ""
        with self.connect() as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())
            connection.execute(f"CREATE DATABASE {name}{like}".encode())

    def stop_at_once(self) -> None:
        """What `pg_ctl stop -m immediate` does: nobody is asked to finish, the next start recovers from the log."""
        self.end(signal.SIGQUIT)


class Broker(Server):
    """Redis with an append-only file, as in production."""

    def __init__(self, home: Path) -> None:
        self.url = f"redis://127.0.0.1:{free_port()}/0"
        port = self.url.rpartition(":")[2].removesuffix("/0")
        keeping = ["--appendonly", "yes", "--appendfsync", "everysec", "--save", "", "--dir", str(home)]
        command: list[str | Path] = [redis_program(), "--bind", "127.0.0.1", "--port", port, *keeping]
        super().__init__(command, home / "log", lambda: redis_answers(self.url))

    def client(self) -> Redis:
        return Redis.from_url(self.url)

    def kill(self) -> None:
        self.end(signal.SIGKILL)

    @contextmanager
    def down(self) -> Iterator[None]:
        """Nobody listens at its address."""
        self.kill()
        try:
            yield
        finally:
            self.start()

    @contextmanager
    def hung(self) -> Iterator[None]:
        """It takes connections and answers nothing."""
        self.send(signal.SIGSTOP)
        try:
            yield
        finally:
            self.send(signal.SIGCONT)


@dataclass(frozen=True)
class Ground:
    """The servers that everything stands on."""

    postgres: Postgres
    broker: Broker
    folder: Path


@contextmanager
def ground() -> Iterator[Ground]:
    """Both servers in a folder that goes with them. Raises NoServer."""
    with tempfile.TemporaryDirectory(prefix="dnevnik-faults-", dir="/tmp", ignore_cleanup_errors=True) as name:  # noqa: S108  a socket's path must be short
        folder = Path(name)
        folder.chmod(0o755)
        for part in ("pg", "redis"):
            (folder / part).mkdir()
        stands = Ground(Postgres(folder / "pg"), Broker(folder / "redis"), folder)
        try:
            stands.postgres.start()
            stands.broker.start()
            yield stands
        finally:
            stands.broker.end(signal.SIGKILL)
            stands.postgres.end(signal.SIGQUIT)
