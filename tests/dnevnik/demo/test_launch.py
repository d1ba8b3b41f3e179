"""`make run` itself: from an empty folder to an open door, and back to silence."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import takewhile
from pathlib import Path

import requests

from dnevnik.demo.ports import check_free
from tests.dnevnik.demo.alive import family_of, is_alive, wait_until
from tests.journeys.cast_walk import Walk
from tests.servers import free_port

ROOT = Path(__file__).resolve().parents[3]
FORGOTTEN = {"DATABASE_URL", "CELERY_BROKER_URL", "DJANGO_SETTINGS_MODULE"}
LAUNCH = [sys.executable, "-m", "dnevnik.demo.launch"]
SECONDS = 10


def environment(folder: Path, port: int) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in FORGOTTEN}
    return {**kept, "DNEVNIK_VAR": str(folder), "PORT": str(port)}


@contextmanager
def launched(folder: Path, port: int) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """A running demo and what it has told the newcomer; ends by Ctrl-C, at the latest."""
    command = subprocess.Popen(LAUNCH, cwd=ROOT, env=environment(folder, port), stdout=subprocess.PIPE, text=True)
    with command as launcher:
        try:
            assert launcher.stdout is not None
            said = "".join(takewhile(lambda line: "Ctrl-C" not in line, launcher.stdout))
            yield launcher, said
        finally:
            launcher.send_signal(signal.SIGINT)
            launcher.wait(timeout=60)


def run(told: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(LAUNCH, cwd=ROOT, env=told, capture_output=True, text=True)


def come_in_from_omsk(folder: Path, port: int) -> str | None:
    """Where the mother from Omsk ends, whose region goes through ESIA: by keys that the first start has made."""
    cast = json.loads((folder / "demo" / "expected.json").read_text(encoding="utf-8"))["personas"]
    mother = next(told for told in cast if told["name"] == "Рябова Вера Олеговна")
    assert mother["region"] == "RU-OMS"
    return Walk(f"http://127.0.0.1:{port}", mother).ending()


def test_from_an_empty_folder_to_an_open_door_and_back(tmp_path: Path) -> None:
    port = free_port(neighbours=1)
    with launched(tmp_path, port) as (launcher, said):
        # everything answers, and the newcomer was told where
        assert f"http://127.0.0.1:{port}/" in said, said
        assert "Соколова Анна Викторовна" in said
        welcome = requests.get(f"http://127.0.0.1:{port}/", timeout=SECONDS)
        assert "Войти" in welcome.text
        assert "Учебные Госуслуги" in requests.get(f"http://127.0.0.1:{port + 1}/", timeout=SECONDS).text
        # the worker has heard every doorbell that the lists rang
        wait_until(lambda: not any((tmp_path / "broker").iterdir()))
        assert "unregistered" not in (tmp_path / "log" / "worker.log").read_text()
        assert come_in_from_omsk(tmp_path, port) is None
        # a second launcher is sent away
        second = subprocess.run(
            LAUNCH, cwd=ROOT, env=environment(tmp_path, free_port()), capture_output=True, text=True
        )
        assert second.returncode == 1
        assert "уже запущен" in second.stdout
        family = family_of(launcher.pid)
        assert len(family) >= 6
    assert launcher.returncode == 0
    assert not any(map(is_alive, family))
    check_free(port)
    check_free(port + 1)

    # the second start keeps the data: it has no lists to load
    with launched(tmp_path, port) as (_again, said):
        assert "Загружаем" not in said
        assert "Соколова Анна Викторовна" in said
        assert come_in_from_omsk(tmp_path, port) is None


def test_a_bad_port_is_explained(tmp_path: Path) -> None:
    wrong = {**environment(tmp_path, 0), "PORT": "восемь"}
    refused = run(wrong)
    assert refused.returncode == 1
    assert "make run PORT=8100" in refused.stdout
    assert "Traceback" not in refused.stderr
