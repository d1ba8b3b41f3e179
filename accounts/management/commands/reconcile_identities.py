"""The night by hand."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.actions.reconciliation import reconcile_all
from accounts.texts import night_incomplete, night_report


class Command(BaseCommand):
    help = "Перепроверяет всех, кто не смог войти, и все изменённые записи; повторный запуск ничего не меняет."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="одна строка JSON вместо рассказа")

    def handle(self, **options: Any) -> None:
        report = reconcile_all(at=timezone.now(), by="reconcile_identities command")
        told = report.as_dict()
        self.stdout.write(json.dumps(told, ensure_ascii=False) if options["json"] else night_report(told))
        if report.failed:
            raise CommandError(night_incomplete(report.failed))
