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
from dnevnik.stand.groups import groups_of
from dnevnik.stand.problems import NOBODY, STALE, UNTRUSTED, show_problem
from dnevnik.stand.provider import get_provider
from dnevnik.stand.scopes import extent_of, granted_scopes, rights_of
from dnevnik.stand.tickets import Detour, StaleTicket, issue_detour, issue_ticket, read_ticket

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
    context = {"groups": groups_of(provider.cast.personas()), "ticket": issue_ticket(wanted)}
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
        "rights": [
            (right.line, extent_of(right, withheld=persona.withholds).value) for right in rights_of(wanted.scopes)
        ],
        "ticket": ticket,
        "choose_again": with_parameters(reverse("authorize"), wanted.as_parameters()),
    }
    return render(request, "stand/rights.html", context)


@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """«Предоставить» gives the portal a code, for some after a detour; anything else is a refusal."""
    try:
        wanted = read_ticket(request.POST.get("ticket", ""))
    except StaleTicket:
        return show_problem(request, STALE)
    if request.POST.get("answer") != "allow":
        return _back(wanted.redirect_uri, {**DENIED, "state": wanted.state})
    persona = get_provider().cast.find(request.POST.get("subject", ""))
    if persona is None:
        return show_problem(request, NOBODY)
    now = int(time.time())
    back = _back(wanted.redirect_uri, {"code": _grant(wanted, persona, now=now), "state": wanted.state})
    if persona.trouble is None or not persona.trouble.is_detour:
        return back
    detour = Detour(subject=persona.subject, trouble=persona.trouble, address=back.url, since=now)
    return HttpResponseRedirect(with_parameters(reverse("detour"), {"ticket": issue_detour(detour)}))


def _grant(wanted: AuthorizationRequest, persona: Persona, *, now: int) -> str:
    grant = Grant(
        subject=persona.subject,
        client_id=wanted.client_id,
        redirect_uri=wanted.redirect_uri,
        scopes=granted_scopes(wanted.scopes, withheld=persona.withholds),
        nonce=wanted.nonce,
        code_challenge=wanted.code_challenge,
        auth_time=now,
        withheld=persona.withholds,
        trouble=persona.trouble,
    )
    return get_provider().grants.issue_code(grant, now=now)


def _back(redirect_uri: str, answered: dict[str, str]) -> HttpResponseRedirect:
    """To the portal, naming the issuer that answers (RFC 9207)."""
    issuer = get_provider().environment.issuer
    return HttpResponseRedirect(with_parameters(redirect_uri, {**answered, "iss": issuer}))
