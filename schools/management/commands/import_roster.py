"""A school's roster comes in: shown first, and written only when asked."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError, OperationalError
from django.utils import timezone

from schools import texts
from schools.actions.rosters.applying import apply
from schools.actions.rosters.plan import Plan
from schools.actions.rosters.planning import preview
from schools.models import School
from schools.roster.errors import RosterRefused
from schools.roster.parsing import parse_roster
from schools.roster.rows import Roster

BY = "import_roster command"


class Command(BaseCommand):
    help = "Показывает, что сделает список школы (XLS, XLSX или CSV); с --apply записывает."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="файл списка: .xls, .xlsx или .csv")
        parser.add_argument("--school", required=True, help="код школы")
        parser.add_argument("--apply", action="store_true", help="записать, а не только показать")

    def handle(self, *, file: str, school: str, apply: bool, **_options: Any) -> None:
        found = School.objects.select_related("region").filter(code=school).first()
        if found is None:
            raise CommandError(texts.no_such_school(school))
        plan = carry_out(read(Path(file)), found) if apply else self.show_only(read(Path(file)), found)
        self.tell(plan, applied=apply)

    @staticmethod
    def show_only(roster: Roster, school: School) -> Plan:
        return preview(roster=roster, school=school, on=timezone.localdate(), by=BY)

    def tell(self, plan: Plan, *, applied: bool) -> None:
        self.stdout.write(texts.roster_summary(plan.count()))
        for remark in plan.remarks:
            line = texts.remark_line(
                number=remark.number, column=remark.column, message=remark.message, refuses=remark.refuses
            )
            self.stdout.write(line)
        if plan.ignored_columns:
            self.stdout.write(texts.ignored(", ".join(plan.ignored_columns)))
        self.stdout.write(texts.applied() if applied else texts.preview_only())


def read(path: Path) -> Roster:
    """Parse the file. Raises CommandError with words for whoever runs the command."""
    try:
        return parse_roster(path.read_bytes(), name=path.name)
    except OSError as error:
        raise CommandError(texts.no_such_file(path.name)) from error
    except RosterRefused as refused:
        raise CommandError(refused.message) from refused


def carry_out(roster: Roster, school: School) -> Plan:
    """Apply the roster. Raises CommandError, having done nothing, if somebody was in the way: took one of its numbers
    or held its records.
    """
    try:
        return apply(roster=roster, school=school, on=timezone.localdate(), by=BY)
    except IntegrityError as error:
        raise CommandError(texts.number_taken_meanwhile()) from error
    except OperationalError as error:
        raise CommandError(texts.busy_meanwhile()) from error
