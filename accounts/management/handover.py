"""What the commands about staff share: the password they are given or make, and the sheet they print once."""

import secrets
import sys

from allauth.mfa.adapter import get_adapter
from django.utils.translation import gettext as _

from accounts.actions.staff import NewAdministrator

BYTES = 15


def password_of(*, from_stdin: bool) -> str:
    """The line on standard input, or a new random password."""
    return sys.stdin.readline().rstrip("\n") if from_stdin else secrets.token_urlsafe(BYTES)


def sheet(made: NewAdministrator, *, password: str) -> str:
    """Everything needed to sign in, in Russian; an empty password is one that the reader gave."""
    link = get_adapter().build_totp_url(made.user, made.totp_secret)
    codes = " ".join(made.recovery_codes)
    lines = [
        _("Администратор: %(name)s. Запишите: больше это нигде не появится.") % {"name": made.user},
        _("  Вход:      /staff/login/, почта %(email)s") % {"email": made.user.email},
        *([_("  Пароль:    %(password)s") % {"password": password}] if password else []),
        _("  Ключ для приложения с кодами: %(secret)s") % {"secret": made.totp_secret},
        _("  То же ссылкой: %(link)s") % {"link": link},
        _("  Резервные коды: %(codes)s") % {"codes": codes},
    ]
    return "\n".join(lines)
