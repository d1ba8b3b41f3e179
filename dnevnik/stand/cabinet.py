"""A person's own cabinet at the rehearsal Gosuslugi: «Мои данные» and «Согласия». Nobody is asked for a password."""

import time
from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dnevnik.stand.changes import CERTIFICATE, PASSPORT, Change, passport_of
from dnevnik.stand.groups import groups_of
from dnevnik.stand.moments import moment
from dnevnik.stand.persona import Check, Persona
from dnevnik.stand.provider import get_provider
from dnevnik.stand.scopes import rights_of
from dnevnik.stand.typed import OWN_DATA, Field, are_good, fill, showing, values_of

PASSED = "passed"


def of_person(view: Callable[[HttpRequest, Persona], HttpResponse]) -> Callable[[HttpRequest, str], HttpResponse]:
    """A view of one person's cabinet, as the state knows one; 404 for nobody."""

    @wraps(view)
    def found(request: HttpRequest, subject: str) -> HttpResponse:
        persona = get_provider().people.find(subject, now=int(time.time()))
        if persona is None:
            raise Http404
        return view(request, persona)

    return found


def to_page(name: str, persona: Persona, **query: str) -> HttpResponseRedirect:
    """Back to a page of the cabinet after something was done."""
    address = reverse(name, args=[persona.subject])
    return HttpResponseRedirect(f"{address}?{urlencode(query)}" if query else address)


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Whose cabinet?"""
    return render(request, "stand/cabinets.html", {"groups": groups_of(get_provider().everybody())})


@require_safe
@of_person
def own_data(request: HttpRequest, persona: Persona) -> HttpResponse:
    """«Профиль»: what the state knows, the change under way, and a window for a binding code."""
    provider, now = get_provider(), int(time.time())
    change = provider.changes.of(persona.subject, now=now)
    context = {
        "persona": persona,
        "known": [field for field in showing(OWN_DATA, _known(persona)) if field.value],
        "papers": [paper for paper in persona.papers if paper.check != "verified"],
        "is_certificate_verifying": persona.certificate_check is Check.VERIFYING and change is None,
        "change": change,
        "changed": _differing(persona, change) if change else (),
        "until": moment(change.until) if change else None,
        "is_asked_for_code": provider.bindings.waiting_for(persona.subject, now=now),
        "wrong_code": "wrong_code" in request.GET,
        "bound": "bound" in request.GET,
    }
    return render(request, "stand/own_data.html", context)


def _known(persona: Persona) -> dict[str, str]:
    """What needs no check any more."""
    return {**persona.claims, CERTIFICATE: persona.verified_certificate, PASSPORT: passport_of(persona)}


def _differing(persona: Persona, change: Change) -> list[Field]:
    known = _known(persona)
    new = showing(OWN_DATA, change.values)
    return [field for field in new if field.name in change.values and field.value != known.get(field.name, "")]


@require_http_methods(["GET", "HEAD", "POST"])
@of_person
def change_data(request: HttpRequest, persona: Persona) -> HttpResponse:
    """The form of «Мои данные»; what it brings is checked first and reaches the clients afterwards."""
    known = _known(persona)
    if request.method != "POST":
        return _form(request, persona, showing(OWN_DATA, {**known, **persona.claims}))
    fields = fill(OWN_DATA, request.POST)
    if not are_good(fields):
        return _form(request, persona, fields)
    typed = values_of(fields)
    new = {name: value for name, value in typed.items() if value != known.get(name, "")}
    if new:
        get_provider().changes.propose(persona, new, now=int(time.time()))
    return to_page("own_data", persona)


def _form(request: HttpRequest, persona: Persona, fields: tuple[Field, ...]) -> HttpResponse:
    return render(request, "stand/change_data.html", {"persona": persona, "fields": fields})


@require_POST
@of_person
def finish_change(request: HttpRequest, persona: Persona) -> HttpResponse:
    """«Проверка закончена», with either end: of the change under way, or of a certificate that came with the cast."""
    changes, now = get_provider().changes, int(time.time())
    if persona.certificate_check is Check.VERIFYING and changes.of(persona.subject, now=now) is None:
        changes.propose(persona, {CERTIFICATE: persona.claims[CERTIFICATE]}, now=now)
    changes.finish(persona.subject, passed=request.POST.get("end") == PASSED, now=now)
    return to_page("own_data", persona)


@require_safe
@of_person
def consents(request: HttpRequest, persona: Persona) -> HttpResponse:
    """To whom the person has given access."""
    given = [
        (one, moment(one.at), [right.line for right in rights_of(one.scopes)])
        for one in get_provider().consents.of(persona.subject)
    ]
    return render(request, "stand/consents.html", {"persona": persona, "given": given})


@require_POST
@of_person
def withdraw(request: HttpRequest, persona: Persona) -> HttpResponse:
    """«Отозвать»: the tokens of that system open nothing any more."""
    provider, client_id = get_provider(), request.POST.get("client_id", "")
    provider.consents.withdraw(persona.subject, client_id)
    provider.grants.revoke(subject=persona.subject, client_id=client_id)
    return to_page("consents", persona)
