"""The stand under a clock that a journey moves: `gunicorn tests.journeys.stand_clock`.

Portal and stand are two processes; a token of today is worth nothing to a portal that lives in another month. So the
journey writes down how far it went, and the stand goes there too before it answers anything.
"""

import os
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock
from wsgiref.types import StartResponse, WSGIEnvironment

import time_machine

from dnevnik.stand.wsgi import application as stand
from tests.journeys.calendars import distance_beside


class Clock:
    """This process's clock, moved when the file says something new."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = Lock()
        self._told = ""
        self._journey: time_machine.travel | None = None

    def catch_up(self) -> None:
        with self._lock:
            told = self._file.read_text() if self._file.exists() else ""
            if told == self._told:
                return
            if self._journey is not None:
                self._journey.stop()
            self._told = told
            self._journey = time_machine.travel(datetime.now(UTC) + timedelta(seconds=float(told)), tick=True)
            self._journey.start()


clock = Clock(distance_beside(Path(os.environ["STAND_CAST"])))


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    clock.catch_up()
    return stand(environ, start_response)
