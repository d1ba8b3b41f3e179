"""The site while Redis is down: served by gunicorn as in life, walked by a mother and by an administrator (F06)."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import requests

from tests.dnevnik.stand.running import RunningStand, running_stand
from tests.factories import PASSWORD
from tests.faults.families import Family
from tests.faults.ground import Ground
from tests.faults.night import WORLD
from tests.faults.workers import ROOT
from tests.faults.world import Keys
from tests.journeys.walkers import HttpWalker
from tests.servers import free_port, running
from tests.staff_session import lasting_code

DOOR = "door"
TOO_LONG_SECONDS = 10.0
"""A page that takes longer hangs, however busy the machine is."""


@dataclass
class Site:
    """Where the portal answers, over a database of its own; `slowest_seconds` of all that was pressed."""

    address: str
    stand: RunningStand
    keys: Keys
    slowest_seconds: float = 0.0
    wrong: list[str] = field(default_factory=list)

    def visit(self) -> None:
        """Both walk their ways; whatever does not come out is written down."""
        for walk in (self._mother_signs_in, self._administrator_corrects):
            try:
                walk(HttpWalker())
            except (AssertionError, requests.RequestException) as problem:
                self.wrong.append(f"{walk.__name__}: {type(problem).__name__} {problem}"[:300])
        if self.slowest_seconds > TOO_LONG_SECONDS:
            self.wrong.append(f"a page took {self.slowest_seconds:.1f} s")

    def _timed(self, step: Callable[..., None], *told: str) -> None:
        begun = time.monotonic()
        step(*told)
        self.slowest_seconds = max(self.slowest_seconds, time.monotonic() - begun)

    def _mother_signs_in(self, mother: HttpWalker) -> None:
        self._timed(mother.open, self.address)
        self._timed(mother.follow, "Войти")
        mother.choose("region", self.keys.region)
        self._timed(mother.press, "Войти через Госуслуги")
        mother.follow(self.keys.family.surname)
        self._timed(mother.press, "Предоставить")
        for _consent in range(2):
            self._timed(mother.press, "Даю согласие")
        assert "Здравствуйте" in mother.text(), mother.text()

    def _administrator_corrects(self, administrator: HttpWalker) -> None:
        family = self.keys.family
        self._timed(administrator.open, f"{self.address}/admin/")
        administrator.fill("login", self.keys.email)
        administrator.fill("password", PASSWORD)
        self._timed(administrator.press, "Продолжить")
        administrator.fill("code", lasting_code(self.keys.totp_secret))
        self._timed(administrator.press, "Войти")
        self._timed(administrator.open, f"{self.address}/admin/schools/parent/?q={family.surname.lower()}")
        self._timed(administrator.follow, family.surname)
        administrator.fill("patronymic", "Павловна")
        self._timed(administrator.press, "Сохранить")
        self._timed(administrator.open, f"{self.address}/admin/schools/parent/?q={family.surname.lower()}")
        assert "Павловна" in administrator.text(), administrator.text()


@contextmanager
def site(ground: Ground, keys: Keys) -> Iterator[Site]:
    """The portal and the rehearsal provider, over a copy of the world."""
    ground.postgres.make(DOOR, template=WORLD)
    folder, port = ground.folder / "stand", free_port()
    folder.mkdir(exist_ok=True)
    address = f"http://127.0.0.1:{port}"
    with running_stand(folder, portal=address) as stand:
        stand.cast.write_text(json.dumps({"personas": [persona(keys.family)]}, ensure_ascii=False), encoding="utf-8")
        told = {**os.environ, "DATABASE_URL": ground.postgres.url(DOOR), "TEST_OP": stand.issuer}
        command = [sys.executable, "-m", "gunicorn", "dnevnik.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "4"]
        options = ["--chdir", str(ROOT), "--no-control-socket", "--graceful-timeout", "2"]
        log = Path(folder / "portal.log")
        with running([*command, *options], log=log, answers=lambda: answers(address), environment=told):
            yield Site(address, stand, keys)


def answers(address: str) -> bool:
    try:
        return requests.get(address, timeout=TOO_LONG_SECONDS).ok
    except requests.ConnectionError:
        return False


def persona(family: Family) -> dict[str, object]:
    """The mother as the provider knows her."""
    told = {
        "family_name": family.surname,
        "given_name": "Анна",
        "middle_name": "Петровна",
        "birthdate": "1988-05-02",
        "gender": "female",
        "snils": family.snils(1),
        "assurance": "confirmed",
    }
    name = f"{family.surname} Анна Петровна"
    return {"subject": "1000300041", "name": name, "about": "Мама", "expect": "Входит", "claims": told}
