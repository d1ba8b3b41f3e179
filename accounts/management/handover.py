"""What the commands about staff share: the password they are given or make, and the sheet they print once."""

import secrets
import sys

from allauth.mfa.adapter import get_adapter

from accounts.actions.staff import NewAdministrator

BYTES = 15


def password_of(*, from_stdin: bool) -> str:
    """The line on standard input, or a new random password."""
    return sys.stdin.readline().rstrip("\n") if from_stdin else secrets.token_urlsafe(BYTES)


def sheet(made: NewAdministrator, *, password: str) -> str:
    """Everything needed to sign in, in Russian; an empty password is one that the reader gave."""
    lines = [
        f"Администратор: {made.user}. Запишите: больше это нигде не появится.",
        f"  Вход:      /staff/login/, почта {made.user.email}",
        *([f"  Пароль:    {password}"] if password else []),
        f"  Ключ для приложения с кодами: {made.totp_secret}",
        f"  То же ссылкой: {get_adapter().build_totp_url(made.user, made.totp_secret)}",
        f"  Резервные коды: {' '.join(made.recovery_codes)}",
    ]
    return "\n".join(lines)
