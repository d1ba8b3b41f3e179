"""The gate in front of everything a member of staff can reach: the second factor, enrolled and used (rule 8).

allauth offers a second factor and does not demand it; and a session may be made without allauth.
So the gate looks at every request of a staff account, and lets through only sessions that proved both factors.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.models import User

ALWAYS_OPEN = frozenset({"account_login", "account_logout", "account_inactive", "mfa_authenticate", "admin:login"})
ENROLMENT = frozenset({"mfa_activate_totp", "account_reauthenticate"})
STAFF_ALONE = ENROLMENT | {
    "account_change_password",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
}


class StaffGateMiddleware:
    """Stands after authentication; decides once the address is known."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in ALWAYS_OPEN or not isinstance(request.user, User):
            return None
        if request.user.kind != User.Kind.STAFF:
            if name in STAFF_ALONE:
                raise Http404
            return None
        return _gate(request, request.user, name)


def _gate(request: HttpRequest, user: User, name: str) -> HttpResponseBase | None:
    enrolled_at = second_factor_since(user)
    if enrolled_at is None:
        return None if name in ENROLMENT else redirect("mfa_activate_totp")
    if is_proven(request, user, enrolled_at=enrolled_at):
        return None
    return _show_out(request)


def second_factor_since(user: User) -> datetime | None:
    """When the second factor that counts today was enrolled."""
    codes = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP)
    return codes.values_list("created_at", flat=True).first()


def is_proven(request: HttpRequest, user: User, *, enrolled_at: datetime) -> bool:
    """Whether this session gave a code since today's factor was enrolled: a proof by a replaced one is void."""
    records = get_authentication_records(request, user)
    return any(record["method"] == "mfa" and record["at"] >= enrolled_at.timestamp() for record in records)


def _show_out(request: HttpRequest) -> HttpResponseBase:
    destination = request.get_full_path() if request.method == "GET" else reverse("admin:index")
    logout(request)
    messages.warning(request, _("Чтобы продолжить, войдите с паролем и кодом из приложения."))
    return redirect(f"{reverse('account_login')}?{urlencode({'next': destination})}")
