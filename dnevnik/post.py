"""The postman: takes letters out of the outbox, hands them over, and writes down how it went.

At least once: what was handed over and not written down is handed over again under the same key, and the receiver,
or the person's mail program by its Message-ID, knows it.
"""

from __future__ import annotations

import json
import logging
import smtplib
import time
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage

from accounts.actions import deliveries, notices
from accounts.models import Notice
from accounts.oidc.errors import ProviderError
from accounts.oidc.http import fetch
from dnevnik.letters import Addressed, addressed

MOST = 200
TURN = timedelta(seconds=20)
"""With the last letter's own deadline it is under the half a minute that a deploy waits for a worker (F03)."""

DEADLINE_SECONDS = 5.0
TAKEN = (HTTPStatus.OK, HTTPStatus.CREATED, HTTPStatus.ACCEPTED, HTTPStatus.NO_CONTENT)
logger = logging.getLogger(__name__)


class NotDelivered(Exception):
    """The receiver did not take the letter, or did not say so in time. `code` holds nothing of the letter."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def deliver_due(*, clock: Callable[[], datetime]) -> Counter[str]:
    """Send what is due, for one turn; how many ended in which way. `clock` tells the time of each.

    Whatever is left when the turn is over is rung for again: a worker that is asked to stop is not kept from it.
    """
    ends: Counter[str] = Counter()
    over = clock() + TURN
    while ends.total() < MOST and (at := clock()) < over:
        notice = deliveries.take(at=at)
        if notice is None:
            return ends
        ends[deliver(notice, clock=clock)] += 1
    notices.ring()
    return ends


def deliver(notice: Notice, *, clock: Callable[[], datetime]) -> str:
    """One letter that was taken: `sent`, `dropped` as no longer due, or `failed`, to be tried later."""
    try:
        message = addressed(notice, at=clock())
        if message is None:
            deliveries.dropped(notice=notice, at=clock())
            return "dropped"
        hand_over(notice, message)
    except NotDelivered as error:
        return _failed(notice, error.code, at=clock())
    except Exception as error:  # noqa: BLE001  one letter that cannot be written keeps no other waiting
        return _failed(notice, type(error).__name__, at=clock())
    deliveries.sent(notice=notice, at=clock())
    return "sent"


def hand_over(notice: Notice, message: Addressed) -> None:
    """Give a letter to the receiver of its channel, and wait until it says yes. Raises NotDelivered."""
    match Notice.Channel(notice.channel):
        case Notice.Channel.EMAIL:
            _mail(message, key=key_of(notice))
        case Notice.Channel.PHONE:
            _post(settings.SMS_GATEWAY, to=message.to, text=message.letter.short, message=message, key=key_of(notice))
        case Notice.Channel.STATE:
            provider = settings.IDENTITY_PROVIDERS.get(notice.identity.region.provider, {})
            if channel_is_anothers(notice.identity.issuer, provider):
                raise NotDelivered("another_issuer")
            channel = provider.get("notices", {})
            _post(channel, to=message.to, text=message.letter.text, message=message, key=key_of(notice))


def channel_is_anothers(issuer: str, provider: Mapping[str, object]) -> bool:
    """Whether a subject would be read by a provider that did not issue it, for whom it may be somebody else (ADR 13).

    So it is between a region's change of provider and its people's: the letter is tried again later.
    """
    return bool(provider) and provider["issuer"] != issuer


def key_of(notice: Notice) -> str:
    """What the receiver knows a repeated letter by: of one length, and silent about whom it is for."""
    return sha256(notice.dedup_key.encode()).hexdigest()


def _mail(message: Addressed, *, key: str) -> None:
    host = urlsplit(settings.PORTAL_URL).hostname or "localhost"
    letter = EmailMessage(
        message.letter.title, message.letter.text, to=[message.to], headers={"Message-ID": f"<{key}@{host}>"}
    )
    try:
        letter.send()
    except (smtplib.SMTPException, OSError) as error:
        raise NotDelivered(type(error).__name__) from None


def _post(channel: Mapping[str, str], *, to: str, text: str, message: Addressed, key: str) -> None:
    """To whoever takes letters over HTTP: {url, secret}. A repeated key is answered like the first one."""
    if not channel:
        raise NotDelivered("not_configured")
    try:
        fetch(
            "POST",
            channel["url"],
            deadline=time.monotonic() + DEADLINE_SECONDS,
            headers={"Authorization": f"Bearer {channel['secret']}", "Content-Type": "application/json"},
            content=json.dumps({"to": to, "title": message.letter.title, "text": text, "key": key}).encode(),
            expected=TAKEN,
        )
    except ProviderError as error:
        raise NotDelivered(error.code) from None


def _failed(notice: Notice, code: str, *, at: datetime) -> str:
    logger.warning("notice %s not delivered: %s", notice.pk, code)
    deliveries.failed(notice=notice, error=code, at=at)
    return "failed"
