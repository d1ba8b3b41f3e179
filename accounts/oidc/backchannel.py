"""`oidc:backchannel`: the provider's server tells ours that somebody signed out there."""

import logging
import time

from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from accounts.actions import sessions
from accounts.models import UsedState
from accounts.oidc import provider as providers
from accounts.oidc.bulkhead import Bulkhead
from accounts.oidc.errors import SignInStopped, TokenRejected
from accounts.oidc.logout_token import Logout, checked_logout
from accounts.oidc.provider import Provider, ProviderUnusable

BY = "back-channel logout"

logger = logging.getLogger("accounts.oidc")
# Apart from the sign-ins' places: junk sent here must not keep an honest person out.
logouts = Bulkhead(places=2)


@method_decorator([csrf_exempt, login_not_required, never_cache], name="dispatch")
class BackchannelView(View):
    """200 when the sessions are ended, or nobody is known by that name; 400 for everything else (section 2.8)."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, provider: str) -> HttpResponse:
        try:
            described = _standard(provider)
            token = _token(request)
            with logouts.place():
                deadline = time.monotonic() + described.deadline_seconds
                logout = checked_logout(token, provider=described, deadline=deadline, now=time.time())
            _carry_out(logout, described)
        except SignInStopped as stop:
            logger.warning("logout refused: %s %s", type(stop).__name__, stop.code)
            return JsonResponse({"error": "invalid_request"}, status=400)
        return HttpResponse()


def _standard(provider_id: str) -> Provider:
    """ESIA sends no logout tokens."""
    described = providers.get(provider_id)
    if not isinstance(described, Provider):
        raise ProviderUnusable("no_logout_tokens")
    return described


def _token(request: HttpRequest) -> str:
    """Read before a place is taken: whoever drips the body must not hold one. Raises TokenRejected."""
    tokens = request.POST.getlist("logout_token")
    if len(tokens) != 1:
        raise TokenRejected("logout_token")
    return str(tokens[0])


@transaction.atomic
def _carry_out(logout: Logout, provider: Provider) -> None:
    """Once: the row that marks the token used, and the end of the sessions, are one transaction."""
    if not UsedState.use(logout.digest, expires_at=logout.expires_at):
        raise TokenRejected("jti_used")
    sessions.end_at_the_providers_word(issuer=provider.issuer, subject=logout.subject, session=logout.session, by=BY)
