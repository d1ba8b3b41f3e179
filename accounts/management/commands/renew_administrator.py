"""`renew_administrator`: for staff who lost the password or the phone; everything they had stops working."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from accounts.actions import staff
from accounts.management.handover import password_of, sheet
from accounts.models import User


class Command(BaseCommand):
    help = "Даёт сотруднику новый пароль, второй фактор и резервные коды; прежние перестают работать."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True, help="служебная почта")
        parser.add_argument("--password-stdin", action="store_true", help="прочесть пароль со стандартного ввода")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(kind=User.Kind.STAFF, email=options["email"].strip().lower()).first()
        if user is None:
            raise CommandError(_("Сотрудника с такой почтой нет."))
        password = password_of(from_stdin=options["password_stdin"])
        try:
            made = staff.renew(user=user, password=password, by="renew_administrator")
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        self.stdout.write(sheet(made, password="" if options["password_stdin"] else password))
