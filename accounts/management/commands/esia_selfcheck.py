"""`esia_selfcheck`: whether this server can speak to ESIA, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils import timezone

from accounts.esia.provider import EsiaProvider
from accounts.esia.selfcheck import findings
from accounts.oidc import provider as providers
from accounts.oidc.findings import Finding, Mark
from accounts.texts import esia as texts

MARKS = {Mark.GOOD: texts.GOOD, Mark.NOTE: texts.NOTE, Mark.WRONG: texts.WRONG}


class Command(BaseCommand):
    help = "Проверяет всё, что нужно для входа через ЕСИА: сертификат, ключ, подпись, часы, ключи ЕСИА, адреса."
    # Wrong settings are what the command tells of, in its own words.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--provider", default="", metavar="ИМЯ", help="один поставщик из IDENTITY_PROVIDERS")

    def handle(self, **options: Any) -> None:
        wrong = 0
        for name in names(options["provider"]):
            self.stdout.write(f"{name}:")
            for finding in findings_of(name):
                wrong += finding.is_wrong
                self.stdout.write(f"  {MARKS[finding.mark]} {finding.text}")
        if wrong:
            raise CommandError(texts.to_mend(wrong))


def names(asked: str) -> list[str]:
    """The ESIA providers of the settings, or the one asked for. Raises CommandError when there is none."""
    known = [name for name, told in settings.IDENTITY_PROVIDERS.items() if providers.is_esia(told)]
    if not known:
        raise CommandError(texts.nothing_to_check())
    if asked and asked not in known:
        raise CommandError(texts.unknown_provider(asked))
    return [asked] if asked else known


def findings_of(name: str) -> Iterator[Finding]:
    """What is wrong with the description; where nothing is, what is found with it."""
    wrong = list(providers.problems(settings.IDENTITY_PROVIDERS[name]))
    yield from (Finding(Mark.WRONG, texts.misconfigured(name=name, problem=problem)) for problem in wrong)
    provider = None if wrong else providers.get(name)
    if isinstance(provider, EsiaProvider):
        callback = f"{settings.PORTAL_URL}{reverse('oidc:callback')}"
        yield from findings(provider, redirect_uri=callback, at=timezone.localtime())
