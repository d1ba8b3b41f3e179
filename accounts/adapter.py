"""What allauth asks us about staff: who may come in, where they go, and how their second factor is kept."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from schools.models.sealed import keyring
from schools.sealing import seal, unseal

FRESH_SECONDS = 300
PLACE = "second factor"


class StaffAdapter(DefaultAccountAdapter):
    """Staff are appointed, never signed up; from the sign-in page they go to the admin."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("Почта или пароль не подходят."),
        "too_many_login_attempts": _("Слишком много неудачных попыток. Подождите пять минут и попробуйте ещё раз."),
        "rate_limited": _("Слишком много попыток подряд. Подождите пять минут и попробуйте ещё раз."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Open the session, both factors being proved, and note when."""
        super().login(request, user)
        User.objects.filter(pk=user.pk).update(signed_in_at=timezone.now())

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """Write the password and nothing else: sessions that somebody ends meanwhile stay ended."""
        user.set_password(password)
        user.save(update_fields=["password"])

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("admin:index")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_login")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("admin:index")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever proved who they are within five minutes is not asked again; allauth would not count the sign-in."""
        user = self.request.user
        records = get_authentication_records(self.request, user) if isinstance(user, User) else []
        return not any(time.time() - record["at"] < FRESH_SECONDS for record in records)

    def get_reauthentication_methods(self, user: AbstractBaseUser | AnonymousUser) -> list[dict[str, Any]]:
        """Once there is a second factor it is what we ask: a password alone must not change it."""
        methods = super().get_reauthentication_methods(user)
        return [method for method in methods if method["id"] == "mfa_reauthenticate"] or methods


class StaffMFAAdapter(DefaultMFAAdapter):
    """Seals the secrets of second factors at rest; a factor is replaced, never taken away.

    allauth does not say whose secret it hands over, so the place is one for all of them.
    """

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("Код не подошёл. Дождитесь в приложении следующего и впишите его."),
    }

    def encrypt(self, text: str) -> str:
        return seal(text, keyring=keyring(), place=PLACE)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text, keyring=keyring(), place=PLACE)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return False
