"""The pages behind the door."""

from __future__ import annotations

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.audience import citizens_only
from accounts.models import ExternalIdentity
from consents import asks
from dnevnik import desk as desks
from dnevnik.views.entrance import give_or_tell


@citizens_only
@never_cache
@require_safe
def desk(request: HttpRequest, identity: ExternalIdentity) -> HttpResponse:
    """The desk of a parent, of a pupil, or of somebody who is both."""
    seen = desks.desk(identity, at=timezone.now())
    if not seen.is_open:
        return closed(request)
    return render(request, "home/desk.html", {"desk": seen})


@citizens_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def consents(request: HttpRequest, identity: ExternalIdentity) -> HttpResponse:
    """Every consent that this person may give, and which are given."""
    if not desks.desk(identity, at=timezone.now()).is_open:
        return closed(request)
    if request.method == "POST":
        give_or_tell(request, identity)
        return redirect("home:consents")
    return render(request, "home/consents.html", {"asks": asks.asks(identity, at=timezone.now())})


def closed(request: HttpRequest) -> HttpResponse:
    """Rights ended while the session lived: the session ends with them."""
    logout(request)
    return render(request, "entrance/closed.html")
