"""Every page says aloud whom it is for; a test walks the addresses and fails on a silent one."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.models import ExternalIdentity, User

P = ParamSpec("P")
AnyView = TypeVar("AnyView", bound=Callable[..., Any])
CitizenView = Callable[Concatenate[HttpRequest, ExternalIdentity, P], HttpResponse]
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

EVERYBODY = "everybody"
CITIZENS = "citizens"
STAFF = "staff"


def declare(view: AnyView, audience: str) -> AnyView:
    """Mark a view with its audience."""
    vars(view)["audience"] = audience
    return view


def open_to_all(view: View[P]) -> View[P]:
    """A page for whoever comes, signed in or not."""
    return declare(login_not_required(view), EVERYBODY)


def citizens_only(view: CitizenView[P]) -> View[P]:
    """A page for a citizen's session; the view gets the identity. Anybody else is sent to the entrance."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        user = request.user
        if not isinstance(user, User) or user.kind != User.Kind.CITIZEN:
            return redirect("entrance:welcome")
        identity = ExternalIdentity.objects.select_related("region", "verified").filter(user=user).first()
        if identity is None:
            logout(request)
            messages.info(request, _("Войдите ещё раз: связь с Госуслугами нужно подтвердить."))
            return redirect("entrance:welcome")
        return view(request, identity, *args, **kwargs)

    return declare(login_not_required(guarded), CITIZENS)
