"""Letters for tests: somebody with an address, and a notice of any kind."""

from datetime import datetime
from typing import Any
from uuid import UUID

from accounts.models import ContactPoint, ExternalIdentity, Notice
from tests.factories import counter
from tests.nights import EVENING

EMAIL = Notice.Channel.EMAIL
PHONE = Notice.Channel.PHONE
STATE = Notice.Channel.STATE


def give_address(identity: ExternalIdentity, *, channel: str = EMAIL, address: str = "anna@example.ru") -> ContactPoint:
    """An address that its owner confirmed."""
    point = ContactPoint(identity=identity, channel=channel, address=address, confirmed_at=EVENING)
    point.save()
    return point


def put(
    kind: Notice.Kind,
    identity: ExternalIdentity,
    *,
    subject: UUID | None = None,
    channel: str = EMAIL,
    at: datetime = EVENING,
    **fields: Any,
) -> Notice:
    """A letter in the outbox, due at once."""
    notice = Notice(
        dedup_key=f"{kind}:{next(counter)}", kind=kind, channel=channel, identity=identity, subject=subject,
        created_at=at, next_try_at=at, **fields,
    )  # fmt: skip
    notice.save()
    return notice
