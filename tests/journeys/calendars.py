"""The day on which a journey happens: one clock for the portal, which runs in this process, and for the stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import time_machine

MOSCOW = ZoneInfo("Europe/Moscow")


def distance_beside(cast: Path) -> Path:
    """Where it is written how far the clock went, in seconds: beside the stand's cast."""
    return cast.with_name("clock")


@dataclass
class Calendar:
    """Moves both clocks; they tick on from wherever they were put. `distance` is the file that the stand reads."""

    distance: Path
    _journey: time_machine.travel | None = field(default=None, init=False)

    def turn_to(self, year: int, month: int, day: int, hour: int = 12, minute: int = 0) -> None:
        """A moment by Moscow's clocks."""
        self.turn_back()
        moment = datetime(year, month, day, hour, minute, tzinfo=MOSCOW)
        self.distance.write_text(str((moment - datetime.now(UTC)).total_seconds()))
        self._journey = time_machine.travel(moment, tick=True)
        self._journey.start()

    def turn_back(self) -> None:
        """This process lives in its own time again; the stand stays where it is till it is told."""
        if self._journey is not None:
            self._journey.stop()
            self._journey = None
