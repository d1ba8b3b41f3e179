"""The worker's patience, shortened to seconds for a night that is killed every second."""

from datetime import timedelta

from accounts import terms
from accounts.actions import deliveries, shards, sweeping

SECOND = timedelta(seconds=1)
WAITS = (
    (shards, "SHARD_LEASE"),
    (deliveries, "NOTICE_LEASE"),
    (sweeping, "PATIENCE"),
    (terms, "FIRST_WAIT"),
)


def shorten() -> None:
    """In this process. The order of things stays: a lease runs out before the sweeper looks twice."""
    for module, name in WAITS:
        setattr(module, name, 2 * SECOND)
