"""Making the accounts of the people who work in the admin."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.password_validation import validate_password
from django.db import models, transaction

from accounts.models import User
from schools.actions import audit, memberships
from schools.models import AuditEvent, School


class EmailTaken(ValueError):
    """A member of staff with this e-mail exists already."""


@dataclass(frozen=True)
class NewAdministrator:
    """A fresh account and the only sight of its secrets: `totp_secret` is base32, recovery codes have 8 digits."""

    user: User
    totp_secret: str = field(repr=False)
    recovery_codes: tuple[str, ...] = field(repr=False)


@transaction.atomic
def create_administrator(
    *,
    email: str,
    name: str,
    password: str,
    schools: Iterable[School],
    superuser: bool = False,
    on: date,
    by: str | models.Model,
) -> NewAdministrator:
    """Make a member of staff with both factors, and the administrator of these schools from that day.

    `name` is «Фамилия Имя Отчество». Raises EmailTaken, or Django's ValidationError for a weak password.
    """
    user = _new_user(email=email.strip().lower(), name=name, superuser=superuser)
    validate_password(password, user)
    user.set_password(password)
    user.save(force_insert=True)
    audit.record(AuditEvent.Kind.RECORD_ENTERED, user, by=by)
    for school in schools:
        memberships.appoint(user=user, school=school, on=on, by=by)
    return _enrol(user)


@transaction.atomic
def renew(*, user: User, password: str, by: str | models.Model) -> NewAdministrator:
    """Give a member of staff who lost them a new password and both new factors; live sessions end.

    Raises Django's ValidationError for a weak password.
    """
    validate_password(password, user)
    user.set_password(password)
    user.save(update_fields=["password"])
    audit.record(AuditEvent.Kind.RECORD_CORRECTED, user, by=by, fields=["password", "second_factor"])
    return _enrol(user)


def _new_user(*, email: str, name: str, superuser: bool) -> User:
    if User.objects.filter(kind=User.Kind.STAFF, email=email).exists():
        raise EmailTaken
    surname, _, given_names = name.strip().partition(" ")
    return User(
        username=email,
        email=email,
        last_name=surname,
        first_name=given_names.strip(),
        kind=User.Kind.STAFF,
        is_staff=True,
        is_superuser=superuser,
    )


def _enrol(user: User) -> NewAdministrator:
    Authenticator.objects.filter(user=user).delete()
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return NewAdministrator(user, secret, tuple(RecoveryCodes.activate(user).generate_codes()))
