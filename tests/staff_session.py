"""Signing staff in as they do it themselves: e-mail, password, code."""

import time

from allauth.mfa import app_settings
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.actions.staff import NewAdministrator
from tests.factories import PASSWORD

TYPING_SECONDS = 5


def current_code(secret: str) -> str:
    """What the authenticator app shows now."""
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def lasting_code(secret: str) -> str:
    """A code with a few seconds left to type it in: a browser is slower than a client, above all on a busy machine."""
    left = app_settings.TOTP_PERIOD - time.time() % app_settings.TOTP_PERIOD
    if left < TYPING_SECONDS:
        time.sleep(left)
    return current_code(secret)


def sign_in(client: Client, administrator: NewAdministrator) -> Client:
    """The client with a session that proved both factors; forgets earlier attempts and used codes first."""
    cache.clear()
    client.post(reverse("account_login"), {"login": administrator.user.email, "password": PASSWORD})
    for _attempt in range(2):  # the code may have run out between reading and typing
        answer = client.post(reverse("mfa_authenticate"), {"code": current_code(administrator.totp_secret)})
        if answer.status_code == 302:
            return client
    raise AssertionError("the code was refused")
