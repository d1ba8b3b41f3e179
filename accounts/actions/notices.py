"""Putting letters into the outbox, in the transaction of what they tell of."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

from accounts.models import ContactPoint, ExternalIdentity, Notice
from schools.actions.changes import logger
from schools.models import School

DOORBELL = "dnevnik.deliver_notices"
SCOPE = "notices"


def announce(
    *,
    kind: Notice.Kind,
    identity: ExternalIdentity,
    key: str,
    at: datetime,
    school: School | None = None,
    subject: UUID | None = None,
    days: int | None = None,
) -> int:
    """Write one letter for each channel that the person has; how many were new.

    `key` names the occasion for ever, e.g. a case's id: the same occasion is never told twice by one channel, whoever
    asks and however often. `subject` is the row that the letter is about. Rights are read anew when it is sent. Call it
    inside the transaction of the occasion.
    """
    rows = [
        Notice(
            dedup_key=f"{kind}:{key}:{identity.pk}:{channel}",
            kind=kind, channel=channel, identity=identity, school=school, subject=subject, days=days,
            created_at=at, next_try_at=at,
        )
        for channel in channels_of(identity)
    ]  # fmt: skip
    known = set(
        Notice.for_system(by=SCOPE)
        .filter(dedup_key__in=[row.dedup_key for row in rows])
        .values_list("dedup_key", flat=True)
    )
    new = [row for row in rows if row.dedup_key not in known]
    if new:
        Notice.for_system(by=SCOPE).bulk_create(new, ignore_conflicts=True)
        transaction.on_commit(ring)
    return len(new)


def channels_of(identity: ExternalIdentity) -> list[Notice.Channel]:
    """The person's cabinet at Gosuslugi where the region has that channel, and every confirmed address."""
    own = ContactPoint.for_system(by=SCOPE).filter(identity=identity, ended_at__isnull=True)
    confirmed = [Notice.Channel(channel) for channel in own.values_list("channel", flat=True)]
    return [*([Notice.Channel.STATE] if identity.region.has_notice_channel else []), *sorted(confirmed)]


def ring() -> None:
    """Ask the worker to send what waits; a broken doorbell leaves it to the sweeper."""
    try:
        current_app.send_task(DOORBELL, retry=False)
    except (OperationalError, OSError) as error:
        logger.warning("doorbell silent: %s", type(error).__name__)
