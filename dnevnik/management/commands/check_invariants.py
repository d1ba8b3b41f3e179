"""Everything that must hold, looked at in the rows themselves."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from dnevnik.invariants import Offence, words
from dnevnik.invariants.checking import check

EXAMPLES = 5


class Command(BaseCommand):
    help = "Проверяет, что данные в порядке: по строке на каждое правило. Нарушено хоть одно – код возврата 1."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="одна строка JSON вместо рассказа")

    def handle(self, **options: Any) -> None:
        found = check(at=timezone.now())
        self.stdout.write(as_json(found) if options["json"] else "\n".join(line(*one) for one in found.items()))
        if any(found.values()):
            raise CommandError(words.something_broken())


def line(code: str, offences: Sequence[Offence]) -> str:
    if not offences:
        return words.holds(code)
    examples = ", ".join(f"{offence.what} {offence.id}" for offence in offences[:EXAMPLES])
    return words.is_broken(code, rows=len(offences), examples=examples)


def as_json(found: Mapping[str, Sequence[Offence]]) -> str:
    return json.dumps({code: [[one.what, one.id] for one in offences] for code, offences in found.items()})
