"""ESIA's doors: authorization, tokens, REST and logout, at ESIA's addresses."""

import time
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from dnevnik.stand.addresses import with_parameters
from dnevnik.stand.authorization import RefusedRequest, UntrustedRequest
from dnevnik.stand.esia.authorization import read_request
from dnevnik.stand.esia.client import EsiaClient
from dnevnik.stand.esia.errors import BAD_CODE, BUSY, EsiaRefused
from dnevnik.stand.esia.exchange import exchange
from dnevnik.stand.esia.introduction import is_uuid
from dnevnik.stand.esia.tokens import access_token, id_token
from dnevnik.stand.grants import Grant
from dnevnik.stand.keys import KeyRing, SigningKey
from dnevnik.stand.parameters import only
from dnevnik.stand.problems import UNTRUSTED, show_problem
from dnevnik.stand.provider import get_provider
from dnevnik.stand.stalling import stalled
from dnevnik.stand.tickets import issue_ticket
from dnevnik.stand.troubles import Trouble

Door = Callable[[HttpRequest, EsiaClient, KeyRing], HttpResponseBase]


def esia_only(door: Door) -> Callable[[HttpRequest], HttpResponseBase]:
    """A view that is not there while the dialect is off."""

    @wraps(door)
    def view(request: HttpRequest) -> HttpResponseBase:
        esia = get_provider().esia
        if esia is None:
            raise Http404
        return door(request, *esia)

    return view


@require_safe
@esia_only
def authorize(request: HttpRequest, client: EsiaClient, _keys: KeyRing) -> HttpResponse:
    """`/aas/oauth2/v2/ac`: checks the request and leads to `/login`, as ESIA does."""
    try:
        wanted = read_request(dict(request.GET.lists()), client=client, now=int(time.time()))
    except UntrustedRequest as problem:
        return show_problem(request, UNTRUSTED, parameter=str(problem))
    except RefusedRequest as refusal:
        error = {"error": refusal.error, "error_description": refusal.description, "state": refusal.state}
        return HttpResponseRedirect(with_parameters(refusal.redirect_uri, error))
    return HttpResponseRedirect(with_parameters(reverse("login"), {"ticket": issue_ticket(wanted)}))


@csrf_exempt
@require_POST
@esia_only
def token(request: HttpRequest, client: EsiaClient, keys: KeyRing) -> HttpResponseBase:
    """`/aas/oauth2/v3/te`."""
    provider, now = get_provider(), int(time.time())
    key, parameters = signing_key(keys), dict(request.POST.lists())

    def mint(grant: Grant) -> str:
        return access_token(grant, client=client, key=key, now=now)

    try:
        bearer, grant = exchange(parameters, client=client, grants=provider.grants, mint=mint, now=now)
        _meet(grant)
    except EsiaRefused as refusal:
        return _refused(refusal, only(parameters, "state"))
    told = _tokens(grant, bearer, client=client, key=key, now=now)
    state = f"not-{only(parameters, 'state')}" if Trouble.WRONG_ANSWER in grant.troubles else only(parameters, "state")
    return stalled({"state": state, **told}, troubles=grant.troubles, seconds=provider.switches.seconds)


def _meet(grant: Grant) -> None:
    """The troubles that ESIA puts into words."""
    if Trouble.UNAVAILABLE in grant.troubles:
        raise EsiaRefused(BUSY)
    if Trouble.CODE_USED in grant.troubles:
        raise EsiaRefused(BAD_CODE)


def _tokens(grant: Grant, bearer: str, *, client: EsiaClient, key: SigningKey, now: int) -> dict[str, Any]:
    persona = get_provider().find(grant.subject)
    told = {"token_type": "Bearer", "expires_in": grant.token_seconds, "access_token": bearer}
    if persona is None or Trouble.WITHOUT_IDENTITY in grant.troubles:
        return told
    return {**told, "id_token": id_token(grant, persona, client=client, key=key, now=now)}


def _refused(refusal: EsiaRefused, state: str) -> JsonResponse:
    status = HTTPStatus.SERVICE_UNAVAILABLE if refusal.error is BUSY else HTTPStatus.BAD_REQUEST
    echoed = {"state": state} if is_uuid(state) else {}
    return JsonResponse({**refusal.answer, **echoed}, status=status)


def signing_key(keys: KeyRing) -> SigningKey:
    """The key that signs now."""
    return keys.key(rotated=get_provider().is_on(Trouble.KEYS_ROTATED))


@require_safe
@esia_only
def public_key(_request: HttpRequest, _client: EsiaClient, keys: KeyRing) -> HttpResponse:
    """The key that the portal's operator loads into its settings, as from ESIA's own site; there is no JWKS."""
    if get_provider().is_on(Trouble.KEYS_DOWN):
        return HttpResponse(status=HTTPStatus.SERVICE_UNAVAILABLE)
    return HttpResponse(signing_key(keys).public_pem, content_type="application/x-pem-file")


@require_safe
@esia_only
def logout(request: HttpRequest, client: EsiaClient, _keys: KeyRing) -> HttpResponse:
    """`/idp/ext/Logout`: returns to a registered domain, and stays here for every other (protocol, 8)."""
    address = request.GET.get("redirect_url", "")
    if request.GET.get("client_id") == client.client_id and client.may_return_to(address):
        return HttpResponseRedirect(address)
    return render(request, "stand/signed_out.html", {"portal": get_provider().environment.portal_origins[0]})
