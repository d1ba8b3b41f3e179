"""Taking letters out of the outbox, one at a time, and writing down how each ended."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import Notice
from accounts.terms import NOTICE_LEASE, NOTICE_TRIES, wait_after

SCOPE = "deliveries"
State = Notice.State


@transaction.atomic
def take(*, at: datetime) -> Notice | None:
    """The next letter that is due, leased to the caller; None if none is. Of many workers one gets it."""
    due = Notice.for_system(by=SCOPE).filter(state=State.WAITING, next_try_at__lte=at)
    rows = due.select_related("identity__region", "school").select_for_update(of=("self",), skip_locked=True)
    notice: Notice | None = rows.order_by("next_try_at", "pk").first()
    if notice is not None:
        notice.next_try_at = at + NOTICE_LEASE
        notice.save(update_fields=["next_try_at"])
    return notice


def sent(*, notice: Notice, at: datetime) -> None:
    """The receiver has it. A worker killed before this line sends it again under the same key."""
    _end(notice, State.SENT, at=at)


def dropped(*, notice: Notice, at: datetime) -> None:
    """The letter would no longer be true, or the person may no longer have it."""
    _end(notice, State.DROPPED, at=at)


def failed(*, notice: Notice, error: str, at: datetime) -> None:
    """Try again later, each time three times as late; after eight tries a person must look. `error` is a code."""
    tries = notice.attempts + 1
    columns = {"attempts": tries, "error": error[:80]}
    if tries >= NOTICE_TRIES:
        _waiting(notice).update(**columns, state=State.PARKED)
    else:
        _waiting(notice).update(**columns, next_try_at=at + wait_after(tries))


def _end(notice: Notice, state: Notice.State, *, at: datetime) -> None:
    _waiting(notice).update(state=state, ended_at=at, error="")


def _waiting(notice: Notice) -> Any:
    return Notice.for_system(by=SCOPE).filter(pk=notice.pk, state=State.WAITING)
