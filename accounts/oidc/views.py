"""The two doors of a sign-in. Neither opens a session: the roof's hooks decide what an arrival means."""

import logging
import re
from functools import partial
from typing import Protocol

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ImproperlyConfigured
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.generic import View
from mozilla_django_oidc.utils import absolutify
from mozilla_django_oidc.views import OIDCAuthenticationCallbackView, OIDCAuthenticationRequestView

from accounts.claims import VerifiedClaims
from accounts.oidc import availability, dialects, state
from accounts.oidc import provider as providers
from accounts.oidc.answer import code_in
from accounts.oidc.breaker import breaker_of
from accounts.oidc.bulkhead import PLACES, Bulkhead, places_of
from accounts.oidc.errors import ProviderError, Refusal, SignInStopped
from accounts.oidc.start import Start
from schools.models import Region
from schools.models.prepared import prepared

REGION_CODE = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")
# Eight cookies with their paths must fit into one header line of 8 KiB.
LONGEST_NEXT = 200
ENCODED_LINE_END = re.compile(r"%0[ad]", re.IGNORECASE)

logger = logging.getLogger("accounts.oidc")
# One more than any provider may take: one that hangs leaves a place for the people of all the others.
exchanges = Bulkhead(places=PLACES + 1)
# Fewer than signers' programs may run: a crowd that only begins must not keep out those who come back.
starts = Bulkhead(places=PLACES // 2)


class Arrive(Protocol):
    """What the roof does with somebody the provider vouched for."""

    def __call__(self, request: HttpRequest, /, *, start: Start, claims: VerifiedClaims) -> HttpResponse: ...


class Refuse(Protocol):
    """The page for a sign-in that stopped; `start` is None when the state itself did not hold."""

    def __call__(self, request: HttpRequest, /, *, reason: Refusal, start: Start | None) -> HttpResponse: ...


def _uncomposed(_request: HttpRequest, **_kwargs: object) -> HttpResponse:
    raise ImproperlyConfigured("as_view() wants arrive= and refuse=")


@method_decorator([login_not_required, never_cache], name="dispatch")
class _Door(View):
    refuse: Refuse = staticmethod(_uncomposed)

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        """No page of ours tells another the code and the state it was called with."""
        response = super().dispatch(request, *args, **kwargs)
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    def refused(self, request: HttpRequest, stop: SignInStopped, start: Start | None) -> HttpResponse:
        """A provider's failure is for the operator to see; a person's or a stranger's is an ordinary day."""
        level = logging.WARNING if isinstance(stop, ProviderError) else logging.INFO
        logger.log(level, "sign-in stopped: %s %s", type(stop).__name__, stop.code)
        return self.refuse(request, reason=stop.reason, start=start)


class StartView(_Door, OIDCAuthenticationRequestView):
    """Send the person to the provider of their region. POST alone: a sign-in begins with a click."""

    http_method_names = ["post"]

    @staticmethod
    def get_settings(_attr: str, *args: object) -> object:
        """Nothing from global settings: the provider is known only when the region is."""
        return args[0] if args else ""

    def post(self, request: HttpRequest) -> HttpResponse:
        region = request.POST.get("region", "")
        start = None
        try:
            provider = providers.get(_provider_of(region))
            dialect = dialects.of(provider)
            start = Start.fresh(
                region=region,
                provider=provider.id,
                next_path=safe_next(request.POST.get("next", "")),
                started_at=timezone.now().timestamp(),
                wants_uuid=dialect.wants_uuid,
            )
            breaker_of(provider).admit_start(answers=partial(availability.answers, provider, at=timezone.now()))
            with starts.place():
                address = dialect.authorization_url(start, redirect_uri=_redirect_uri(request))
        except SignInStopped as stop:
            return self.refused(request, stop, start)
        response = HttpResponseRedirect(address)
        state.begin(request, response, start=start)
        return response


class CallbackView(_Door, OIDCAuthenticationCallbackView):
    """Take the person back. The state comes first: a stranger's link can change nothing, error or not."""

    arrive: Arrive = staticmethod(_uncomposed)

    def get(self, request: HttpRequest) -> HttpResponse:
        start = None
        try:
            start = state.finish(request, now=timezone.now())
            claims = _identified(request, start)
        except SignInStopped as stop:
            return self.refused(request, stop, start or stop.start)
        return self.arrive(request, start=start, claims=claims)


def safe_next(path: str) -> str:
    """`path` when it is a plain path of this site, else "" (CWE-601)."""
    is_path = path.startswith("/") and len(path) <= LONGEST_NEXT and path.isascii() and path.isprintable()
    is_ours = is_path and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if is_ours and not ENCODED_LINE_END.search(path) else ""


def _provider_of(region: str) -> str:
    """The provider's id. Raises Http404 for a region that the chooser does not offer."""
    if not REGION_CODE.fullmatch(region):
        raise Http404
    for provider_id in _providers_of(region):
        return provider_id
    raise Http404


@prepared
def _providers_of(code: str) -> QuerySet[Region, str]:
    """The one of the region that has that code."""
    return Region.objects.filter(code=code).values_list("provider", flat=True)


def _identified(request: HttpRequest, start: Start) -> VerifiedClaims:
    provider = providers.get(start.provider)
    code = code_in(request.GET, issuer=provider.issuer)
    breaker = breaker_of(provider)
    breaker.admit_exchange()
    with places_of(provider.token_endpoint).place(), exchanges.place(), breaker.watching():
        return dialects.of(provider).identify(start, code=code, redirect_uri=_redirect_uri(request))


def _redirect_uri(request: HttpRequest) -> str:
    return absolutify(request, reverse("oidc:callback"))
