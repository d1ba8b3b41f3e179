"""How long the worker waits for what: plain numbers, each with its reason."""

from datetime import timedelta

NIGHT_HOUR = 4
"""From this hour of a region's own clock its night may begin; a night that was slept through begins later that day."""

SHARD_LEASE = timedelta(seconds=45)
"""A worker that died with a school in hand is noticed after this, by the next sweep: under two minutes in all."""

SHARD_TRIES = 3
RUN_TERM = timedelta(hours=20)
"""A run that is not over by then is parked, so that one night never meets the next."""

PATIENCE = timedelta(seconds=45)
"""How long work may wait for the doorbell that its own transaction rang, before the sweeper rings again: whatever was
lost is taken up in under two minutes."""

RINGS_AT_ONCE = 500
RING_LASTS = timedelta(minutes=2)
"""The sweeper's rings are few and do not pile up before a worker that is away."""

NOTICE_LEASE = timedelta(seconds=45)
"""A worker that died with a letter in hand is noticed as soon as one with a school."""

NOTICE_TRIES = 8
FIRST_WAIT = timedelta(seconds=80)
WAIT_GROWS = 3

SNAPSHOT_TERM = timedelta(days=30)
"""How long the data of a person who could not enter are kept after the last sign-in."""

UNANSWERED_TERM = timedelta(days=90)
"""The same while a school still owes an answer."""

CODE_TERM = timedelta(days=1)
"""How long a spent or expired code is kept, so that one can be told that one asks too often."""


def wait_after(tries: int) -> timedelta:
    """How long to wait after so many failed tries: 80 seconds, then three times as long each; a day for all eight."""
    return FIRST_WAIT * int(WAIT_GROWS ** (tries - 1))
