"""The one-time code that the demo administrator's phone would show."""

import time
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.core.management.base import BaseCommand, CommandError

from dnevnik.demo.seed import EMAIL

PERIOD = 30


class Command(BaseCommand):
    help = "Показывает одноразовый код администратора демонстрации."

    def handle(self, **_options: Any) -> None:
        factor = Authenticator.objects.filter(user__email=EMAIL, type=Authenticator.Type.TOTP).first()
        if factor is None:
            raise CommandError("Администратора ещё нет: сначала выполните make run.")
        now = time.time()
        code = format_hotp_value(hotp_value(decrypt(factor.data["secret"]), int(now) // PERIOD))
        self.stdout.write(f"{code}   (действует ещё {PERIOD - int(now) % PERIOD} с)")
