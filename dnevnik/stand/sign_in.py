"""The way of a person through the stand: who signs in, which rights, back to the portal."""

import time
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from dnevnik.stand.addresses import with_parameters
from dnevnik.stand.authorization import (
    AuthorizationRequest,
    RefusedRequest,
    UntrustedRequest,
    read_request,
)
from dnevnik.stand.cast import Persona
from dnevnik.stand.grants import Grant
from dnevnik.stand.problems import NOBODY, STALE, UNTRUSTED, show_problem
from dnevnik.stand.provider import get_provider
from dnevnik.stand.scopes import rights_of
from dnevnik.stand.tickets import StaleTicket, issue_ticket, read_ticket

DENIED: Final = {
    "error": "access_denied",
    "error_description": "ESIA-007004: The resource owner or authorization server denied the request.",
}


@require_safe
def authorize(request: HttpRequest) -> HttpResponse:
    """The authorization endpoint (OIDC Core, 3.1.2): asks who signs in."""
    provider = get_provider()
    try:
        wanted = read_request(dict(request.GET.lists()), client=provider.environment)
    except UntrustedRequest as problem:
        return show_problem(request, UNTRUSTED, parameter=str(problem))
    except RefusedRequest as refusal:
        error = {"error": refusal.error, "error_description": refusal.description}
        return _back(refusal.redirect_uri, {**error, "state": refusal.state})
    context = {"cast": provider.cast.personas(), "ticket": issue_ticket(wanted)}
    return render(request, "stand/login.html", context)


@require_safe
def rights(request: HttpRequest) -> HttpResponse:
    """Which rights the portal asks for; nothing is granted yet."""
    ticket = request.GET.get("ticket", "")
    try:
        wanted = read_ticket(ticket)
    except StaleTicket:
        return show_problem(request, STALE)
    persona = get_provider().cast.find(request.GET.get("subject", ""))
    if persona is None:
        return show_problem(request, NOBODY)
    context = {
        "persona": persona,
        "rights": rights_of(wanted.scopes),
        "ticket": ticket,
        "choose_again": with_parameters(reverse("authorize"), wanted.as_parameters()),
    }
    return render(request, "stand/rights.html", context)


@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """«Предоставить» gives the portal a code; anything else is a refusal."""
    try:
        wanted = read_ticket(request.POST.get("ticket", ""))
    except StaleTicket:
        return show_problem(request, STALE)
    if request.POST.get("answer") != "allow":
        return _back(wanted.redirect_uri, {**DENIED, "state": wanted.state})
    persona = get_provider().cast.find(request.POST.get("subject", ""))
    if persona is None:
        return show_problem(request, NOBODY)
    return _back(wanted.redirect_uri, {"code": _grant(wanted, persona), "state": wanted.state})


def _grant(wanted: AuthorizationRequest, persona: Persona) -> str:
    now = int(time.time())
    grant = Grant(
        subject=persona.subject,
        client_id=wanted.client_id,
        redirect_uri=wanted.redirect_uri,
        scopes=wanted.scopes,
        nonce=wanted.nonce,
        code_challenge=wanted.code_challenge,
        auth_time=now,
    )
    return get_provider().grants.issue_code(grant, now=now)


def _back(redirect_uri: str, answered: dict[str, str]) -> HttpResponse:
    """To the portal, naming the issuer that answers (RFC 9207)."""
    issuer = get_provider().environment.issuer
    return HttpResponseRedirect(with_parameters(redirect_uri, {**answered, "iss": issuer}))
