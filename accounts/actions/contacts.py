"""«Куда сообщить»: an address of one's own, proved by a code. Nothing else goes to an address that was not proved."""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import models, transaction

from accounts.actions import notices
from accounts.models import ContactCode, ContactPoint, ExternalIdentity, Notice
from schools.actions import audit
from schools.models import AuditEvent
from schools.models.sealed import index_of

SCOPE = "contacts"
LIFE = timedelta(minutes=15)
TRIES = 5
AN_HOUR, A_DAY = timedelta(hours=1), timedelta(days=1)
CODES_AN_HOUR, CODES_A_DAY = 3, 10
SAME_CLICK = timedelta(seconds=30)
"""Two posts within it are one click: the second sends nothing."""

Channel = ContactPoint.Channel


class TooManyCodes(Exception):
    """Enough codes were sent to addresses that this person named."""


class Answer(StrEnum):
    """What a code that somebody typed turned out to be."""

    CONFIRMED = "confirmed"
    WRONG = "wrong"
    OVER = "over"


@transaction.atomic
def send_code(*, identity: ExternalIdentity, channel: ContactPoint.Channel, address: str, at: datetime) -> ContactCode:
    """Send a code to an address in its final spelling. Only the newest code of a person counts. Raises TooManyCodes."""
    _lock(identity)
    newest = _newest(identity)
    if newest is not None and _is_same_click(newest, channel, address, at=at):
        return newest
    made = ContactCode.for_system(by=SCOPE).filter(identity=identity)
    if made.filter(made_at__gt=at - AN_HOUR).count() >= CODES_AN_HOUR:
        raise TooManyCodes
    if made.filter(made_at__gt=at - A_DAY).count() >= CODES_A_DAY:
        raise TooManyCodes
    code = ContactCode(identity=identity, channel=channel, address=address, made_at=at, expires_at=at + LIFE)
    code.secret = f"{secrets.randbelow(10**6):06}"
    code.digest = _digest(code, code.secret)
    code.save(force_insert=True)
    _post(Notice.Kind.CONTACT_CODE, code, at=at)
    return code


@transaction.atomic
def confirm(*, identity: ExternalIdentity, typed: str, at: datetime, by: str | models.Model) -> Answer:
    """Try a code. The right one makes its address the one in use on its channel, and ends the one before it.

    The same code typed twice confirms once. After five wrong tries, after fifteen minutes and after a newer code it
    is OVER.
    """
    _lock(identity)
    code = _newest(identity)
    if code is None or code.expires_at <= at or code.tries >= TRIES:
        return Answer.OVER
    if not hmac.compare_digest(code.digest, _digest(code, typed)):
        code.tries += 1
        code.save(update_fields=["tries"])
        return Answer.WRONG if code.tries < TRIES else Answer.OVER
    if code.used_at is None:
        code.used_at, code.secret = at, None
        code.save(update_fields=["used_at", "secret"])
        _put_in_use(code, at=at, by=by)
    return Answer.CONFIRMED


@transaction.atomic
def end(*, identity: ExternalIdentity, channel: ContactPoint.Channel, at: datetime, by: str | models.Model) -> int:
    """Stop writing to the address of a channel, which gets one last letter (L14); how many ended.

    Ending twice ends once.
    """
    _lock(identity)
    open_points = [point for point in in_use(identity) if point.channel == channel]
    for point in open_points:
        _end(point, at=at, by=by)
        _tell_the_former(point, at=at)
    return len(open_points)


@transaction.atomic
def carry_over(*, source: ExternalIdentity, to: ExternalIdentity, at: datetime, by: str | models.Model) -> int:
    """Give a person's proved addresses to the account that took the place of another of the same person's; how many.

    An address that the new account has on a channel stays, and the former one's ends; if it is another one, it is told.
    """
    for identity in sorted((source, to), key=lambda one: one.pk):
        _lock(identity)
    own = {point.channel: point.address for point in in_use(to)}
    carried = 0
    for former in in_use(source):
        _end(former, at=at, by=by)
        if former.channel not in own:
            _open(to, Channel(former.channel), former.address, at=former.confirmed_at, by=by)
            carried += 1
        elif own[former.channel] != former.address:
            _tell_the_former(former, at=at)
    return carried


def in_use(identity: ExternalIdentity) -> list[ContactPoint]:
    """The person's confirmed addresses, one of each channel at most."""
    return list(ContactPoint.for_system(by=SCOPE).filter(identity=identity, ended_at__isnull=True).order_by("channel"))


def awaited(identity: ExternalIdentity, *, at: datetime) -> ContactCode | None:
    """The code that may still be typed, if one was sent."""
    code = _newest(identity)
    waits = code is not None and code.used_at is None and code.expires_at > at and code.tries < TRIES
    return code if waits else None


def _lock(identity: ExternalIdentity) -> None:
    """Let one person's codes come one after another."""
    ExternalIdentity.objects.select_for_update(of=("self",), no_key=True).get(pk=identity.pk)


def _newest(identity: ExternalIdentity) -> ContactCode | None:
    return ContactCode.for_system(by=SCOPE).filter(identity=identity).order_by("made_at", "pk").last()


def _is_same_click(code: ContactCode, channel: ContactPoint.Channel, address: str, *, at: datetime) -> bool:
    unused = code.used_at is None and code.tries == 0 and code.made_at > at - SAME_CLICK
    return unused and (code.channel, code.address) == (channel, address)


def _digest(code: ContactCode, typed: str) -> str:
    """Keyed, and bound to the row: six digits alone would be guessed from an unkeyed one at once."""
    return index_of(f"{code.pk}:{typed}", purpose="contact-code") or ""


def _post(kind: Notice.Kind, about: ContactCode | ContactPoint, *, at: datetime) -> None:
    """Into the outbox, to the address of that row and no other. A code is all that an unproved address gets."""
    Notice(
        dedup_key=f"{kind}:{about.pk}", kind=kind, channel=about.channel, identity=about.identity, subject=about.pk,
        created_at=at, next_try_at=at,
    ).save(force_insert=True)  # fmt: skip
    transaction.on_commit(notices.ring)


def _end(point: ContactPoint, *, at: datetime, by: str | models.Model) -> None:
    point.ended_at = at
    point.save(update_fields=["ended_at"])
    audit.record(AuditEvent.Kind.CONTACT_ENDED, point, by=by)


def _tell_the_former(point: ContactPoint, *, at: datetime) -> None:
    """Whoever reads there hears that nothing comes any more: somebody else may have changed it."""
    _post(Notice.Kind.CONTACT_CHANGED, point, at=at)


def _put_in_use(code: ContactCode, *, at: datetime, by: str | models.Model) -> None:
    identity, channel = code.identity, Channel(code.channel)
    if any((point.channel, point.address) == (channel, code.address) for point in in_use(identity)):
        return
    end(identity=identity, channel=channel, at=at, by=by)
    _open(identity, channel, code.address, at=at, by=by)


def _open(
    identity: ExternalIdentity,
    channel: ContactPoint.Channel,
    address: str | None,
    *,
    at: datetime,
    by: str | models.Model,
) -> None:
    point = ContactPoint(identity=identity, channel=channel, address=address, confirmed_at=at)
    point.save(force_insert=True)
    audit.record(AuditEvent.Kind.CONTACT_CONFIRMED, point, by=by)
