"""The demo regions, made once."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from dnevnik.demo.folder import demo_folder
from dnevnik.demo.seed import Seeding


class Command(BaseCommand):
    help = "Заполняет пустой реестр выдуманными людьми: пять школ в трёх регионах. Повтор ничего не меняет."

    def handle(self, **_options: Any) -> None:
        Seeding(folder=demo_folder(), on=timezone.localdate(), say=self.stdout.write).run()
