"""The part of allauth that staff need, under its own names; nothing that signs people up or resets passwords."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase
from django.urls import path

from accounts.audience import EVERYBODY, STAFF, declare
from accounts.enrolment import enrol_totp


def staff_only(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page behind the staff door: LoginRequiredMiddleware keeps strangers off it and sends them to our sign-in."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    vars(page)["login_url"] = "account_login"
    return declare(page, STAFF)


def before_sign_in(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page of the staff door itself: whoever comes may try."""
    return declare(login_not_required(view), EVERYBODY)


urlpatterns = [
    path("login/", before_sign_in(account.login), name="account_login"),
    path("login/code/", before_sign_in(mfa.authenticate), name="mfa_authenticate"),
    path("logout/", before_sign_in(account.logout), name="account_logout"),
    path("inactive/", before_sign_in(account.account_inactive), name="account_inactive"),
    path("confirm/", staff_only(account.reauthenticate), name="account_reauthenticate"),
    path("password/", staff_only(account.password_change), name="account_change_password"),
    path("factor/", staff_only(mfa.index), name="mfa_index"),
    path("factor/confirm/", staff_only(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("factor/app/", staff_only(enrol_totp), name="mfa_activate_totp"),
    path("factor/codes/", staff_only(recovery_codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("factor/codes/new/", staff_only(recovery_codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("factor/codes/file/", staff_only(recovery_codes.download_recovery_codes), name="mfa_download_recovery_codes"),
]
