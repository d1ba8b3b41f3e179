"""The way of a person through the stand: who signs in, which rights, back to the portal."""

import time
from dataclasses import dataclass
from functools import partial

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from dnevnik.stand.addresses import with_parameters
from dnevnik.stand.authorization import (
    AuthorizationRequest,
    Dialect,
    RefusedRequest,
    UntrustedRequest,
    read_request,
)
from dnevnik.stand.esia.errors import BUSY, REFUSED, UNCONFIRMED, EsiaError
from dnevnik.stand.esia.tokens import authorization_code
from dnevnik.stand.grants import Grant, random_token
from dnevnik.stand.groups import groups_of
from dnevnik.stand.persona import Persona
from dnevnik.stand.problems import NOBODY, STALE, UNTRUSTED, show_problem
from dnevnik.stand.provider import get_provider
from dnevnik.stand.scopes import extent_of, granted_scopes, rights_of
from dnevnik.stand.tickets import Detour, StaleTicket, issue_detour, issue_ticket, read_ticket
from dnevnik.stand.troubles import DETOURS, Trouble


@require_safe
def authorize(request: HttpRequest) -> HttpResponse:
    """The authorization endpoint (OIDC Core, 3.1.2): asks who signs in."""
    environment = get_provider().environment
    try:
        wanted = read_request(dict(request.GET.lists()), client=environment)
    except UntrustedRequest as problem:
        return show_problem(request, UNTRUSTED, parameter=str(problem))
    except RefusedRequest as refusal:
        error = {"error": refusal.error, "error_description": refusal.description, "state": refusal.state}
        return HttpResponseRedirect(with_parameters(refusal.redirect_uri, {**error, "iss": environment.issuer}))
    return ask_who(request, wanted, issue_ticket(wanted))


@require_safe
def login(request: HttpRequest) -> HttpResponse:
    """The login page of a sign-in under way; ESIA's authorization endpoint leads here."""
    ticket = request.GET.get("ticket", "")
    try:
        return ask_who(request, read_ticket(ticket), ticket)
    except StaleTicket:
        return show_problem(request, STALE)


def ask_who(request: HttpRequest, wanted: AuthorizationRequest, ticket: str) -> HttpResponse:
    """The cards, and the form for a login and a password."""
    context = {"groups": groups_of(get_provider().seen_by(wanted.dialect)), "ticket": ticket}
    return render(request, "stand/login.html", context)


@dataclass(frozen=True)
class Visitor:
    """Somebody who is known by now, before the rights screen or after it."""

    wanted: AuthorizationRequest
    persona: Persona

    @property
    def troubles(self) -> frozenset[Trouble]:
        return get_provider().switches.around(self.persona)


def _persona(wanted: AuthorizationRequest, subject: str) -> Persona | None:
    """Who was chosen; nobody in whose name a client of this dialect cannot be answered."""
    persona = get_provider().find(subject)
    return persona if persona and (wanted.dialect is Dialect.OIDC or persona.oid is not None) else None


@require_safe
def rights(request: HttpRequest) -> HttpResponse:
    """Which rights the portal asks for; nothing is granted yet."""
    ticket = request.GET.get("ticket", "")
    try:
        wanted = read_ticket(ticket)
    except StaleTicket:
        return show_problem(request, STALE)
    persona = _persona(wanted, request.GET.get("subject", ""))
    if persona is None:
        return show_problem(request, NOBODY)
    visitor = Visitor(wanted, persona)
    context = {
        "persona": persona,
        "troubles": sorted(visitor.troubles),
        "rights": [
            (right.line, extent_of(right, withheld=persona.withholds).value) for right in rights_of(wanted.scopes)
        ],
        "ticket": ticket,
        "choose_again": with_parameters(reverse("login"), {"ticket": ticket}),
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
        return _back(wanted, REFUSED.described())
    persona = _persona(wanted, request.POST.get("subject", ""))
    if persona is None:
        return show_problem(request, NOBODY)
    visitor = Visitor(wanted, persona)
    error = _objection(visitor)
    return _back(wanted, error.described()) if error else _allow(visitor)


def _objection(visitor: Visitor) -> EsiaError | None:
    """Why the person is turned back although «Предоставить» was pressed."""
    esia = get_provider().environment.esia
    is_closed = visitor.wanted.dialect is Dialect.ESIA and esia is not None and esia.confirmed_only
    if is_closed and visitor.persona.claims.get("assurance") == "other":
        return UNCONFIRMED
    if Trouble.REFUSES in visitor.troubles:
        return REFUSED
    return BUSY if Trouble.BUSY in visitor.troubles else None


def _allow(visitor: Visitor) -> HttpResponse:
    now, wanted = int(time.time()), visitor.wanted
    back = _back(wanted, {"code": _code(visitor, now=now)}, spoil=Trouble.OTHER_STATE in visitor.troubles)
    detours = sorted(visitor.troubles & DETOURS)
    if not detours:
        return back
    detour = Detour(subject=visitor.persona.subject, trouble=detours[0], address=back.url, since=now)
    return HttpResponseRedirect(with_parameters(reverse("detour"), {"ticket": issue_detour(detour)}))


def _code(visitor: Visitor, *, now: int) -> str:
    provider, wanted, persona = get_provider(), visitor.wanted, visitor.persona
    grant = Grant(
        subject=persona.subject,
        client_id=wanted.client_id,
        redirect_uri=wanted.redirect_uri,
        scopes=granted_scopes(wanted.scopes, withheld=persona.withholds),
        nonce=wanted.nonce,
        code_challenge=wanted.code_challenge,
        auth_time=now,
        withheld=persona.withholds,
        troubles=visitor.troubles,
        dialect=wanted.dialect,
    )
    provider.consents.give(persona.subject, wanted.client_id, grant.scopes, now=now)
    mint = random_token
    if wanted.dialect is Dialect.ESIA and provider.esia:
        client, keys = provider.esia
        mint = partial(authorization_code, client=client, key=keys.kept, state=wanted.state, now=now)
    return provider.grants.issue_code(grant, now=now, mint=mint)


def _back(wanted: AuthorizationRequest, answered: dict[str, str], *, spoil: bool = False) -> HttpResponseRedirect:
    """To the portal with its state; OIDC names the issuer that answers besides (RFC 9207)."""
    state = {"state": f"not-{wanted.state}" if spoil else wanted.state}
    issuer = {"iss": get_provider().environment.issuer} if wanted.dialect is Dialect.OIDC else {}
    return HttpResponseRedirect(with_parameters(wanted.redirect_uri, {**answered, **state, **issuer}))
