"""The audit's seals recomputed from the first to the last."""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from schools import texts
from schools.actions.seals import Problem, verify


class Command(BaseCommand):
    help = "Проверяет печати журнала: не изменены ли события, не пропали ли. Находит неладное – код возврата 1."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="одна строка JSON вместо рассказа")

    def handle(self, **options: Any) -> None:
        problems = verify(at=timezone.now())
        if options["json"]:
            self.stdout.write(json.dumps({"problems": [asdict(problem) for problem in problems]}))
        else:
            self.stdout.write("\n".join(map(told, problems)) or texts.audit_sound())
        if any(not problem.is_warning for problem in problems):
            raise CommandError(texts.audit_unsound())


def told(problem: Problem) -> str:
    return texts.audit_problem(problem.fault, seal=problem.seal, events=problem.events)
