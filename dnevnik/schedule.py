"""The whole night, and every other clock, at a glance.

Every hour        each region whose own clock has passed four begins its night: a run, a shard for each of its schools.
For each school   in one transaction: people and records compared, birthdays told in time, needless requests closed.
After the last    data out of their term forgotten, the run closed.
Every minute      the sweeper rings for whatever waits and nobody is at: nights, shards, schools, runs, letters.
Every 5 minutes   the audit sealed.
Beside it         an edit rings for its school at once, a notice for the postman.
"""

from typing import Any

from celery.schedules import crontab
from kombu import Queue

DAY_QUEUE, NIGHT_QUEUE = "dnevnik", "night"
QUEUES = [Queue(DAY_QUEUE), Queue(NIGHT_QUEUE)]
"""A worker takes from both in turn: a thousand schools of a night keep no letter and no edited record waiting."""

ROUTES = {"accounts.work_shard": {"queue": NIGHT_QUEUE}}

SCHOOL_CHORES = {"requests_closed": "consents.actions.requests.settle_school"}
"""What apps above `accounts` do in a school's turn, in its transaction, by the figure of the report that it adds to."""


def _clock(task: str, *, expires: int, **when: str) -> dict[str, Any]:
    """A ring that a worker came too late for is left unanswered: the next one has rung already."""
    return {"task": task, "schedule": crontab(**when), "options": {"expires": expires}}


BEAT: dict[str, dict[str, Any]] = {
    "nights that have come": _clock("accounts.ring_the_hour", minute="0", expires=3500),
    "sweeper": _clock("accounts.sweep", expires=55),
    "audit sealed": _clock("dnevnik.seal_audit", minute="*/5", expires=290),
    "expired sign-in attempts": _clock("accounts.forget_expired_attempts", minute="30", expires=3500),
}
