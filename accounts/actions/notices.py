"""Putting letters into the outbox, in the transaction of what they tell of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import ContactPoint, ExternalIdentity, Notice
from schools.actions import doorbell
from schools.models import School

DOORBELL = "dnevnik.deliver_notices"
SCOPE = "notices"
BATCH = 500


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """Something that one person is told of once; see `announce`."""

    kind: Notice.Kind
    identity: ExternalIdentity
    key: str
    school: School | None = None
    subject: UUID | None = None
    days: int | None = None


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
    occasion = Occasion(kind=kind, identity=identity, key=key, school=school, subject=subject, days=days)
    return announce_all([occasion], at=at)


def announce_all(occasions: Sequence[Occasion], *, at: datetime) -> int:
    """The letters of many people at once, in three queries; their identities come with `region` loaded."""
    channels = _channels({occasion.identity for occasion in occasions})
    rows = [
        Notice(
            dedup_key=f"{told.kind}:{told.key}:{told.identity.pk}:{channel}",
            kind=told.kind, channel=channel, identity=told.identity, school=told.school, subject=told.subject,
            days=told.days, created_at=at, next_try_at=at,
        )
        for told in occasions
        for channel in channels[told.identity.pk]
    ]  # fmt: skip
    known = set(
        Notice.for_system(by=SCOPE)
        .filter(dedup_key__in=[row.dedup_key for row in rows])
        .values_list("dedup_key", flat=True)
    )
    new = [row for row in rows if row.dedup_key not in known]
    if new:
        Notice.for_system(by=SCOPE).bulk_create(new, batch_size=BATCH, ignore_conflicts=True)
        transaction.on_commit(ring)
    return len(new)


def channels_of(identity: ExternalIdentity) -> list[Notice.Channel]:
    """The person's cabinet at Gosuslugi where the region has that channel, and every confirmed address."""
    return _channels([identity])[identity.pk]


def ring() -> None:
    """Ask the worker to send what waits; a broken doorbell leaves it to the sweeper."""
    doorbell.ring(DOORBELL)


def _channels(identities: Iterable[ExternalIdentity]) -> dict[UUID, list[Notice.Channel]]:
    found: dict[UUID, list[Notice.Channel]] = defaultdict(list)
    for identity in identities:
        if identity.region.has_notice_channel:
            found[identity.pk].append(Notice.Channel.STATE)
    own = ContactPoint.for_system(by=SCOPE).filter(identity__in=identities, ended_at__isnull=True)
    for identity_id, channel in own.order_by("channel").values_list("identity_id", "channel"):
        found[identity_id].append(Notice.Channel(channel))
    return found
