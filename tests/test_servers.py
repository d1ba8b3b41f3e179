"""The suite's servers start wherever the suite starts, and leave nothing behind."""

import shutil
import sys
from pathlib import Path

import psycopg
import pytest
from redis import Redis
from redis.exceptions import ConnectionError as RedisIsSilent

from tests import servers
from tests.servers import NoServer, free_port, is_free, postgres, redis, running


@pytest.fixture
def nothing_given(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def nothing_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fresh machine: what came with the lock file, and nothing else."""
    monkeypatch.setattr(shutil, "which", lambda _program: None)
    monkeypatch.setattr(servers, "DEBIANS_POSTGRES", Path("/nowhere"))


def host_of(url: str) -> str:
    return url.partition("host=")[2].partition("&")[0]


def postgres_version(url: str) -> int:
    with psycopg.connect(host=host_of(url), user="dnevnik", dbname="postgres") as connection:
        return connection.info.server_version


@pytest.mark.usefixtures("nothing_given")
def test_postgresql_lives_as_long_as_its_context() -> None:
    with postgres() as url:
        assert postgres_version(url) >= 15_00_00
    assert not Path(host_of(url)).exists()


@pytest.mark.usefixtures("nothing_given")
def test_redis_lives_as_long_as_its_context() -> None:
    with redis() as url:
        assert Redis.from_url(url).set("door", "open")
    with pytest.raises(RedisIsSilent):
        Redis.from_url(url).ping()


@pytest.mark.usefixtures("nothing_given", "nothing_installed")
def test_a_machine_without_servers_has_those_of_the_lock_file_or_advice() -> None:
    """Wheels of both exist up to Python 3.12; on a newer one the text names the packages."""
    if sys.version_info < (3, 13):
        with postgres() as database, redis() as broker:
            assert postgres_version(database)
            assert Redis.from_url(broker).ping()
    else:
        with pytest.raises(NoServer, match="установите"), postgres():
            pass


@pytest.mark.usefixtures("nothing_installed")
def test_what_is_given_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://db.example/dnevnik")
    monkeypatch.setenv("REDIS_URL", "redis://broker.example/0")
    with postgres() as database, redis() as broker:
        assert (database, broker) == ("postgres://db.example/dnevnik", "redis://broker.example/0")


def test_a_server_that_does_not_start_is_quoted(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "raise SystemExit('no room')"]
    with pytest.raises(NoServer, match="no room"), running(command, log=tmp_path / "log", answers=lambda: False):
        pass


def test_a_free_port_has_free_neighbours() -> None:
    port = free_port(neighbours=2)
    assert all(map(is_free, (port, port + 1, port + 2)))
