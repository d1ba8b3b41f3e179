"""A roof that only writes down what it was told."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from accounts.claims import VerifiedClaims
from accounts.oidc.errors import Refusal
from accounts.oidc.start import Start
from accounts.oidc.urls import urlpatterns_for


@dataclass(frozen=True)
class Told:
    """One call of a hook: somebody arrived, or a reason."""

    start: Start | None
    claims: VerifiedClaims | None = None
    reason: Refusal | None = None


told: list[Told] = []


def arrive(_request: HttpRequest, *, start: Start, claims: VerifiedClaims) -> HttpResponse:
    told.append(Told(start, claims=claims))
    return HttpResponse("in")


def refuse(_request: HttpRequest, *, reason: Refusal, start: Start | None) -> HttpResponse:
    told.append(Told(start, reason=reason))
    return HttpResponse(reason, status=403)


urlpatterns = [path("oidc/", include(urlpatterns_for(arrive=arrive, refuse=refuse)))]
