"""The pages behind the door."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.audience import citizens_only
from accounts.models import ExternalIdentity
from consents import asks, texts
from consents.actions import visits
from consents.actions.decisions import DecidedSince, NotEntitled
from dnevnik import desk as desks
from dnevnik import entrance
from dnevnik.desk import Desk
from dnevnik.endings import Ending
from dnevnik.views.entrance import give_or_tell


@citizens_only
@never_cache
@require_safe
def desk(request: HttpRequest, identity: ExternalIdentity) -> HttpResponse:
    """The desk of a parent, of a pupil, or of somebody who is both."""
    at = timezone.now()
    seen = desks.desk(identity, at=at)
    if not seen.is_open:
        return closed(request)
    visits.note(visitor=identity, held=seen.as_parent, at=at)
    return render(request, "home/desk.html", {"desk": seen})


@citizens_only
@require_POST
def case(_request: HttpRequest, identity: ExternalIdentity, pk: UUID) -> HttpResponse:
    """From the desk to what can be done about another school's case: a pass for it, and the page that reads it."""
    at = timezone.now()
    seen = desks.desk(identity, at=at)
    found = next((row for row in seen.beside if row.case and row.case.pk == pk), None)
    if found is None or found.case is None or not seen.is_open:
        raise Http404
    ending = Ending(found.shown.outcome, found.case.school, found.case)
    return entrance.turn_away(ending, region=identity.region, at=at, next_path="", identity=identity)


@citizens_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def consents(request: HttpRequest, identity: ExternalIdentity) -> HttpResponse:
    """Every consent that this person may give or take back: one's own decisions and nobody else's."""
    seen = desks.desk(identity, at=timezone.now())
    if not seen.is_open:
        return closed(request)
    status = give_or_tell(request, identity) if request.method == "POST" else None
    return redirect("home:consents") if status == HTTPStatus.OK else decisions_page(request, identity, seen, status)


def decisions_page(
    request: HttpRequest, identity: ExternalIdentity, seen: Desk, status: HTTPStatus | None
) -> HttpResponse:
    """The person's decisions as they stand now."""
    context = {"asks": asks.asks(identity, at=timezone.now()), "desk": seen}
    return render(request, "home/consents.html", context, status=status)


@citizens_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, identity: ExternalIdentity, key: str) -> HttpResponse:
    """«Отозвать»: what exactly will happen, and the button that does it."""
    seen = desks.desk(identity, at=timezone.now())
    if not seen.is_open:
        return closed(request)
    if request.method == "POST":
        status = withdraw_or_tell(request, identity, key)
        return redirect("home:consents") if status == HTTPStatus.OK else decisions_page(request, identity, seen, status)
    try:
        ask = asks.find(identity, key=key, at=timezone.now())
    except NotEntitled as error:
        raise Http404 from error
    if not ask.given:
        return redirect("home:consents")
    context = {"ask": ask, "consequences": texts.consequences(ask.text.subject)}
    return render(request, "home/withdraw.html", context)


def withdraw_or_tell(request: HttpRequest, identity: ExternalIdentity, key: str) -> HTTPStatus:
    """Take back the consent that the form names, or say why it cannot be taken back; CONFLICT for an old form (L11)."""
    try:
        asks.withdraw(identity=identity, key=key, seen=request.POST.get("seen", ""), at=timezone.now(), by=identity)
    except NotEntitled:
        messages.error(request, texts.not_entitled())
    except DecidedSince:
        messages.error(request, texts.decided_since())
        return HTTPStatus.CONFLICT
    else:
        messages.success(request, texts.withdrawn())
    return HTTPStatus.OK


def closed(request: HttpRequest) -> HttpResponse:
    """Rights ended while the session lived: the session ends with them."""
    logout(request)
    return render(request, "entrance/closed.html")
