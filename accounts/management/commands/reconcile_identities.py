"""The night by hand."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.actions.reconciliation import reconcile_all
from accounts.texts import night_incomplete, night_report
from accounts.texts.night import progress
from schools.models import Region


class Command(BaseCommand):
    help = "Перепроверяет всех, кто не смог войти, и все изменённые записи; повторный запуск ничего не меняет."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="одна строка JSON вместо рассказа")

    def handle(self, **options: Any) -> None:
        tell = None if options["json"] else self.tell
        report = reconcile_all(at=timezone.now(), by="reconcile_identities command", tell=tell)
        told = report.as_dict()
        self.stdout.write(json.dumps(told, ensure_ascii=False) if options["json"] else night_report(told))
        if report.failed:
            raise CommandError(night_incomplete(report.failed))

    def tell(self, region: Region, done: int, total: int) -> None:
        """One line for each tenth of a region's schools, and the last."""
        if done == total or done * 10 // total > (done - 1) * 10 // total:
            self.stdout.write(progress(region=region.name, done=done, total=total))
