"""The demo's long-lived programs: started together, watched, and ended together."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from types import FrameType

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PATIENCE_SECONDS = 10.0
LOOK_EVERY_SECONDS = 0.5
LAST_LINES = 20


@dataclass(frozen=True, kw_only=True)
class Program:
    """What to run: `title` is Russian and shown to people, `environment` is added to ours."""

    title: str
    command: Sequence[str]
    log: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    def start(self) -> subprocess.Popen[bytes]:
        """Start it in a session of its own, so that Ctrl-C reaches the launcher alone, which ends it in order."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("wb") as said:
            return subprocess.Popen(  # noqa: S603  our own programs, no shell
                [*tied_to_us(), *self.command],
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                env={**os.environ, **self.environment},
                start_new_session=True,
            )

    def last_words(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-LAST_LINES:])


def tied_to_us() -> list[str]:
    """A prefix that ends a program when its launcher is killed outright; nothing where util-linux is missing."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "TERM", "--"] if setpriv else []


class ProgramEnded(Exception):
    """One of the programs ended by itself."""

    def __init__(self, program: Program, code: int) -> None:
        super().__init__(program.title)
        self.program = program
        self.code = code


@dataclass
class Crew:
    """Running programs; `stopping` is set by the first signal to stop."""

    stopping: Event
    members: list[tuple[Program, subprocess.Popen[bytes]]] = field(default_factory=list)

    def start(self, program: Program) -> None:
        self.members.append((program, program.start()))

    def check(self) -> None:
        """Raises ProgramEnded if one of the programs is gone."""
        for program, process in self.members:
            code = process.poll()
            if code is not None:
                raise ProgramEnded(program, code)

    def watch(self) -> None:
        """Until somebody asks to stop. Raises ProgramEnded."""
        while not self.stopping.wait(LOOK_EVERY_SECONDS):
            self.check()

    def stop(self) -> None:
        """Ask everybody to finish, wait, then end whatever is left, their own children too."""
        for _, process in self.members:
            process.terminate()
        deadline = time.monotonic() + PATIENCE_SECONDS
        for _, process in self.members:
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=max(0.0, deadline - time.monotonic()))
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@contextmanager
def crew() -> Iterator[Crew]:
    """Programs that live no longer than this block, whatever ends it."""
    running = Crew(stopping=Event())

    def ask_to_stop(_signal: int, _frame: FrameType | None) -> None:
        running.stopping.set()

    before = {number: signal.signal(number, ask_to_stop) for number in STOPPING}
    try:
        yield running
    finally:
        running.stop()
        for number, handler in before.items():
            signal.signal(number, handler)
