"""Brings up workers: a process that has loaded everything and forks a Celery worker for each line that it reads.

    python -m tests.faults.nursery      # answers each line «in haste» or «at leisure» with the worker's process group

A worker that is killed two hundred times must come back in half a second. Each is Celery's own, with two processes, in
a session of its own. In haste, what the worker waits for is shortened to seconds; nothing else is changed.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import django
from celery.signals import worker_process_init
from django.utils.module_loading import import_string

from dnevnik.celery import app

PR_SET_PDEATHSIG = 1
HASTE, LEISURE = "in haste", "at leisure"
ARGUMENTS = [
    "worker", "--pool", "prefork", "--concurrency", "2", "--loglevel", "INFO",
    "--without-gossip", "--without-mingle", "--without-heartbeat",
]  # fmt: skip


def main() -> None:
    """Until the input ends; then whoever is left ends too."""
    django.setup()
    app.loader.import_default_modules()
    app.finalize()
    worker_process_init.connect(name_connections, weak=False)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    folder = Path(os.environ["FAULTS_FOLDER"])
    print("ready", flush=True)
    started = []
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            be_a_worker(folder, hasty=line.strip() == HASTE)
        started.append(pid)
        print(pid, flush=True)
    for group in started:
        with suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)


def be_a_worker(folder: Path, *, hasty: bool) -> None:
    """Never returns."""
    os.setsid()
    end_with_the_parent()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    said = os.open(folder / "worker.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(said, 1)
    os.dup2(said, 2)
    import_string("tests.faults.failpoints.install")(folder)
    if hasty:
        import_string("tests.faults.patience.shorten")()
    try:
        app.worker_main([*ARGUMENTS, "--hostname", f"{os.getpid()}@faults"])
    finally:
        os._exit(0)


def end_with_the_parent() -> None:
    """However it ends: nobody is left to work on a database that is gone."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def name_connections(**_: Any) -> None:
    """Let PostgreSQL know whose each connection is: the worker's group and the process."""
    end_with_the_parent()
    os.environ["PGAPPNAME"] = f"worker {os.getpgrp()} {os.getpid()}"


if __name__ == "__main__":
    main()
