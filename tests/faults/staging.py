"""Sets the stage for the course: the world, the receiver of letters, the nursery of workers."""

from __future__ import annotations

import logging
import os

from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from tests.dnevnik.test_post import started
from tests.faults import world
from tests.faults.course import Course, Figures, Plan
from tests.faults.ground import Ground
from tests.faults.night import NIGHT, WORLD, Theatre
from tests.faults.workers import nursery
from tests.faults.world import Keys


def walk(*, ground: Ground, kills: int, nights: int, rivals: int, schools: int, only: frozenset[str]) -> Figures:
    """The whole course from an empty database; what came out."""
    logging.getLogger("schools.actions.doorbell").setLevel(logging.ERROR)  # it is silenced on purpose, again and again
    keys = build(ground, schools=schools)
    with started() as receiver:
        os.environ["FAULTS_RECEIVER"] = receiver.channel["url"]
        with nursery(ground.folder) as workers:
            plan = Plan(kills=kills, nights=nights, rivals=rivals, only=only)
            return Course(Theatre(ground, workers, receiver), plan, keys).run()


def build(ground: Ground, *, schools: int) -> Keys:
    """Migrate and fill the database that settings name, and keep it as the beginning of every night."""
    ground.postgres.make(NIGHT)
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    keys = world.build(schools=schools, at=timezone.now())
    connections.close_all()
    ground.postgres.make(WORLD, template=NIGHT)
    return keys
