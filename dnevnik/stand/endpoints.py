"""What the portal's server asks the stand: JSON, no cookies."""

import time
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dnevnik.stand.exchange import ExchangeRefused, bearer_token, exchange
from dnevnik.stand.grants import TOKEN_SECONDS
from dnevnik.stand.provider import get_provider
from dnevnik.stand.scopes import RIGHTS, released
from dnevnik.stand.tokens import id_token
from dnevnik.stand.troubles import Trouble


@csrf_exempt
@require_POST
def token(request: HttpRequest) -> HttpResponse:
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
    if grant.trouble is Trouble.UNAVAILABLE:
        return JsonResponse({"error": "temporarily_unavailable"}, status=HTTPStatus.SERVICE_UNAVAILABLE)
    return JsonResponse(
        {
            "access_token": access_token,
            "token_type": "Bearer",
            "expires_in": TOKEN_SECONDS,
            "scope": " ".join(grant.scopes),
            "id_token": id_token(
                grant, issuer=provider.environment.issuer, access_token=access_token, key=provider.key, now=now
            ),
        }
    )


def _refused(refusal: ExchangeRefused) -> HttpResponse:
    body = {"error": refusal.error, "error_description": refusal.description}
    if refusal.error != "invalid_client":
        return JsonResponse(body, status=400)
    return JsonResponse(body, status=401, headers={"WWW-Authenticate": 'Basic realm="stand"'})


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def userinfo(request: HttpRequest) -> HttpResponse:
    """The claims that the person has granted (OIDC Core, 5.3), as the cast has them now."""
    provider = get_provider()
    bearer = bearer_token(request.headers.get("Authorization", ""))
    grant = provider.grants.find(bearer, now=int(time.time()))
    persona = provider.cast.find(grant.subject) if grant else None
    if grant is None or persona is None:
        challenge = 'Bearer realm="stand", error="invalid_token"' if bearer else 'Bearer realm="stand"'
        return JsonResponse({"error": "invalid_token"}, status=401, headers={"WWW-Authenticate": challenge})
    return JsonResponse({"sub": persona.subject, **released(persona.claims, grant.scopes, withheld=grant.withheld)})


@require_safe
def jwks(_request: HttpRequest) -> HttpResponse:
    """The public key (RFC 7517)."""
    return JsonResponse({"keys": [get_provider().key.public_jwk]})


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
            "claims_supported": ["sub", *sorted({claim for right in RIGHTS for claim in right.claims})],
            "authorization_response_iss_parameter_supported": True,
            "request_parameter_supported": False,
            "request_uri_parameter_supported": False,
        }
    )
