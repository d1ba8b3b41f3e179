"""Programs start together and end together, whoever ends first and however."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from dnevnik.demo.processes import Crew, Program, ProgramEnded, crew
from tests.dnevnik.demo.alive import is_alive, wait_until

SLEEPER = "import time; print('awake', flush=True); time.sleep(60)"
STUBBORN = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {SLEEPER}"
WITH_A_CHILD = f"""
import subprocess, sys, time
print(subprocess.Popen([sys.executable, "-c", {SLEEPER!r}]).pid, flush=True)
time.sleep(60)
"""
BRIEF = "import sys; print('goodbye'); sys.exit(3)"
LAUNCHER = f"""
import sys
from pathlib import Path
from dnevnik.demo.processes import Program, crew
with crew() as running:
    running.start(Program(title="x", command=[sys.executable, "-c", {SLEEPER!r}], log=Path(sys.argv[1])))
    print(running.members[0][1].pid, flush=True)
    running.watch()
"""


def program(code: str, folder: Path, name: str = "sleeper") -> Program:
    return Program(title=name, command=[sys.executable, "-c", code], log=folder / "log" / f"{name}.log")


def pids(running: Crew) -> list[int]:
    return [process.pid for _, process in running.members]


def test_programs_live_no_longer_than_the_block(tmp_path: Path) -> None:
    with crew() as running:
        running.start(program(SLEEPER, tmp_path))
        running.start(program(SLEEPER, tmp_path, "another"))
        running.check()
        started = pids(running)
        assert all(map(is_alive, started))
    assert not any(map(is_alive, started))


def test_an_exception_ends_them_too(tmp_path: Path) -> None:
    started: list[int] = []

    def fail() -> None:
        with crew() as running:
            running.start(program(SLEEPER, tmp_path))
            started.extend(pids(running))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert not any(map(is_alive, started))


def test_who_will_not_listen_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dnevnik.demo.processes.PATIENCE_SECONDS", 0.3)
    with crew() as running:
        stubborn = program(STUBBORN, tmp_path)
        running.start(stubborn)
        wait_until(stubborn.log.read_text)
        started = pids(running)
    assert not any(map(is_alive, started))


def test_children_of_a_program_go_with_it(tmp_path: Path) -> None:
    with crew() as running:
        parent = program(WITH_A_CHILD, tmp_path)
        running.start(parent)
        wait_until(parent.log.read_text)
        child = int(parent.log.read_text().split()[0])
        assert is_alive(child)
    wait_until(lambda: not is_alive(child))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
def test_a_signal_ends_the_watch(tmp_path: Path, number: signal.Signals) -> None:
    before = signal.getsignal(number)
    with crew() as running:
        running.start(program(SLEEPER, tmp_path))
        threading.Timer(0.2, os.kill, (os.getpid(), number)).start()
        running.watch()
    assert signal.getsignal(number) == before


def test_the_first_to_end_is_named_with_its_last_words(tmp_path: Path) -> None:
    with crew() as running:
        running.start(program(SLEEPER, tmp_path))
        running.start(program(BRIEF, tmp_path, "brief"))
        with pytest.raises(ProgramEnded) as caught:
            running.watch()
    assert caught.value.program.title == "brief"
    assert caught.value.code == 3
    assert caught.value.program.last_words() == "goodbye"


def test_a_launcher_that_is_killed_leaves_nobody_behind(tmp_path: Path) -> None:
    log = tmp_path / "log"
    command = [sys.executable, "-c", LAUNCHER, str(log)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as launcher:
        assert launcher.stdout is not None
        child = int(launcher.stdout.readline())
        wait_until(log.read_text)
        launcher.kill()
    wait_until(lambda: not is_alive(child))
