"""The night's workers as seen from outside: started, asked to stop, killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.dnevnik.demo.alive import is_alive
from tests.faults.nursery import HASTE, LEISURE

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Nursery:
    """Brings up workers on request; see `tests.faults.nursery`."""

    process: subprocess.Popen[str]
    groups: list[int] = field(default_factory=list)

    def bring_up(self, *, hasty: bool = True) -> int:
        """A new worker's process group."""
        group = int(self._ask(HASTE if hasty else LEISURE))
        self.groups.append(group)
        return group

    def _ask(self, line: str) -> str:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()
        return self.process.stdout.readline()

    def living(self) -> list[int]:
        """The groups whose leader lives."""
        self.groups = [group for group in self.groups if is_alive(group)]
        return list(self.groups)

    def end_all(self) -> None:
        for group in self.groups:
            kill(group)
        self.groups.clear()


@contextmanager
def nursery(folder: Path) -> Iterator[Nursery]:
    """With the environment of this process."""
    command = [sys.executable, "-m", "tests.faults.nursery"]
    told = {**os.environ, "FAULTS_FOLDER": str(folder)}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=told
    ) as process:
        made = Nursery(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        try:
            yield made
        finally:
            made.end_all()
            process.kill()


def kill(group: int) -> None:
    """Every process of a worker at once, as `kill -9` does; one that is gone is gone."""
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)
