"""What the portal's server asks the stand: JSON, no cookies."""

import time
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dnevnik.stand.exchange import ExchangeRefused, bearer_token, exchange
from dnevnik.stand.grants import Grant
from dnevnik.stand.persona import Kid, Persona
from dnevnik.stand.provider import get_provider
from dnevnik.stand.scopes import NAMES, OF_KIDS, RIGHTS, opened_by, released
from dnevnik.stand.stalling import stalled, unavailable
from dnevnik.stand.tokens import id_token
from dnevnik.stand.troubles import Trouble

CERTIFICATE, STATUS = "birth_certificate", "birth_certificate_status"
CODE_USED = ExchangeRefused("invalid_grant", "the code is unknown, expired or already used")


@csrf_exempt
@require_POST
def token(request: HttpRequest) -> HttpResponseBase:
    """The token endpoint (OIDC Core, 3.1.3)."""
    provider, now = get_provider(), int(time.time())
    try:
        access_token, grant = exchange(
            dict(request.POST.lists()),
            authorization=request.headers.get("Authorization", ""),
            client=provider.environment,
            grants=provider.grants,
            now=now,
        )
    except ExchangeRefused as refusal:
        return _refused(refusal)
    if Trouble.UNAVAILABLE in grant.troubles:
        return unavailable()
    if Trouble.CODE_USED in grant.troubles:
        return _refused(CODE_USED)
    return stalled(_tokens(grant, access_token, now=now), troubles=grant.troubles, seconds=provider.switches.seconds)


def _tokens(grant: Grant, access_token: str, *, now: int) -> dict[str, Any]:
    provider = get_provider()
    key = provider.keys.key(rotated=provider.is_on(Trouble.KEYS_ROTATED))
    told = {
        "access_token": access_token,
        "token_type": "Bearer",
        "expires_in": grant.token_seconds,
        "scope": " ".join(grant.scopes),
    }
    if Trouble.WITHOUT_IDENTITY in grant.troubles:
        return told
    issuer = provider.environment.issuer
    return {**told, "id_token": id_token(grant, issuer=issuer, access_token=access_token, key=key, now=now)}


def _refused(refusal: ExchangeRefused) -> HttpResponse:
    body = {"error": refusal.error, "error_description": refusal.description}
    if refusal.error != "invalid_client":
        return JsonResponse(body, status=400)
    return JsonResponse(body, status=401, headers={"WWW-Authenticate": 'Basic realm="stand"'})


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def userinfo(request: HttpRequest) -> HttpResponse:
    """The claims that the person has granted (OIDC Core, 5.3), as the state knows them now."""
    provider = get_provider()
    bearer = bearer_token(request.headers.get("Authorization", ""))
    grant = provider.grants.find(bearer, now=int(time.time()))
    persona = provider.find(grant.subject) if grant else None
    if grant is None or persona is None:
        challenge = 'Bearer realm="stand", error="invalid_token"' if bearer else 'Bearer realm="stand"'
        return JsonResponse({"error": "invalid_token"}, status=401, headers={"WWW-Authenticate": challenge})
    if Trouble.DATA_DOWN in grant.troubles:
        return unavailable()
    subject = f"{persona.subject}1" if Trouble.OTHER_SUBJECT in grant.troubles else persona.subject
    return JsonResponse({"sub": subject, **_claims(persona, grant)})


def _claims(persona: Persona, grant: Grant) -> dict[str, object]:
    opened = opened_by(grant.scopes, withheld=grant.withheld)
    told: dict[str, object] = dict(released(persona.claims, grant.scopes, withheld=grant.withheld))
    if CERTIFICATE in told:
        told[STATUS] = persona.certificate_check
    if opened & set(OF_KIDS):
        told["children"] = [_child(kid, opened) for kid in persona.children]
    return told


def _child(kid: Kid, opened: frozenset[str]) -> dict[str, str]:
    """One of the list of children: what was granted of them, and how far the check of the certificate is."""
    names = {
        *(NAMES if "kid_names" in opened else ()),
        *(name for name in ("birthdate", "gender", "snils", "birth_certificate") if f"kid_{name}" in opened),
    }
    told = {name: value for name, value in kid.claims.items() if name in names}
    return {**told, STATUS: kid.check} if CERTIFICATE in names else told


@require_safe
def jwks(_request: HttpRequest) -> HttpResponse:
    """The public key (RFC 7517)."""
    provider = get_provider()
    if provider.is_on(Trouble.KEYS_DOWN):
        return unavailable()
    key = provider.keys.key(rotated=provider.is_on(Trouble.KEYS_ROTATED))
    return JsonResponse({"keys": [key.public_jwk]})


@require_safe
def discovery(_request: HttpRequest) -> HttpResponse:
    """What this provider can do (OIDC Discovery, 3)."""
    issuer = get_provider().environment.issuer
    return JsonResponse(
        {
            "issuer": issuer,
            "authorization_endpoint": f"{issuer}/authorize",
            "token_endpoint": f"{issuer}/token",
            "userinfo_endpoint": f"{issuer}/userinfo",
            "jwks_uri": f"{issuer}/jwks",
            "end_session_endpoint": f"{issuer}/logout",
            "response_types_supported": ["code"],
            "response_modes_supported": ["query"],
            "grant_types_supported": ["authorization_code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
            "code_challenge_methods_supported": ["S256"],
            "scopes_supported": [right.scope for right in RIGHTS],
            "claims_supported": [
                "sub",
                "children",
                STATUS,
                *sorted(_claims_of_rights() - {*OF_KIDS}),
            ],
            "authorization_response_iss_parameter_supported": True,
            "request_parameter_supported": False,
            "request_uri_parameter_supported": False,
        }
    )


def _claims_of_rights() -> set[str]:
    return {claim for right in RIGHTS for claim in right.claims}
