"""`create_administrator`: the first account of a school, with both factors, printed once."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.actions import staff
from accounts.management.handover import password_of, sheet
from schools.models import School


class Command(BaseCommand):
    help = "Заводит администратора школы: пароль, второй фактор, резервные коды. Секреты печатает один раз."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True, help="служебная почта, она же имя для входа")
        parser.add_argument("--name", required=True, help="«Фамилия Имя Отчество»")
        parser.add_argument(
            "--school", action="append", default=[], metavar="КОД", help="код школы; можно несколько раз"
        )
        parser.add_argument("--superuser", action="store_true", help="технический администратор всех школ")
        parser.add_argument("--password-stdin", action="store_true", help="прочесть пароль со стандартного ввода")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["school"] and not options["superuser"]:
            raise CommandError(_("Назовите школу: --school КОД. Без школ бывает только --superuser."))
        password = password_of(from_stdin=options["password_stdin"])
        made = create(password=password, **options)
        self.stdout.write(sheet(made, password="" if options["password_stdin"] else password))


def create(
    *, email: str, name: str, school: list[str], superuser: bool, password: str, **_options: Any
) -> staff.NewAdministrator:
    """The action, with its refusals in the command's words."""
    try:
        validate_email(email)
        return staff.create_administrator(
            email=email,
            name=name,
            password=password,
            schools=[school_by(code) for code in school],
            superuser=superuser,
            on=localdate(),
            by="create_administrator",
        )
    except staff.EmailTaken:
        raise CommandError(_("Сотрудник с такой почтой уже есть.")) from None
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from None


def school_by(code: str) -> School:
    try:
        return School.objects.get(code=code)
    except School.DoesNotExist:
        raise CommandError(_("Школы с кодом «%(code)s» нет.") % {"code": code}) from None
