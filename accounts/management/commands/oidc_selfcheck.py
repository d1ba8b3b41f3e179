"""`oidc_selfcheck`: what can be wrong between the portal and its providers, before a person finds out."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils import timezone

from accounts.oidc import provider as providers
from accounts.oidc.provider import Provider
from accounts.oidc.selfcheck import findings
from accounts.texts import selfcheck as texts


class Command(BaseCommand):
    help = "Сверяет настройки поставщиков входа с тем, что поставщики говорят о себе: адреса, подписи, ключи, часы."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("provider", nargs="*", help="имена поставщиков из настроек; без имён – все")

    def handle(self, *args: Any, **options: Any) -> None:
        known = [name for name, told in settings.IDENTITY_PROVIDERS.items() if not providers.is_esia(told)]
        chosen = options["provider"] or known
        if not chosen:
            raise CommandError(texts.none_configured())
        strange = [name for name in chosen if name not in known]
        if strange:
            raise CommandError(texts.unknown(strange[0]))
        bad = sum(self._told(name) for name in chosen)
        if bad:
            raise CommandError(texts.mend(bad))

    def _told(self, name: str) -> int:
        """Write one provider's lines; how many of them are bad."""
        provider, bad = providers.get(name), 0
        self.stdout.write(texts.heading(name))
        for finding in findings(provider, now=timezone.now()) if isinstance(provider, Provider) else ():
            bad += finding.is_wrong
            self.stdout.write(f"  {texts.mark(is_good=not finding.is_wrong)}  {finding.text}")
        where = settings.PORTAL_URL + reverse("oidc:backchannel", args=[name])
        self.stdout.write(f"  {texts.checked('backchannel', address=where)}")
        return bad
