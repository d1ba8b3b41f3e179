"""Leaving the diary, and Gosuslugi with it."""

from django.contrib import auth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.audience import open_to_all
from accounts.oidc import dialects
from accounts.oidc import provider as providers
from accounts.oidc.errors import SignInStopped
from dnevnik import case_pass, entrance, leaving
from schools.models import Region


@open_to_all
@never_cache
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """End the session, spend the pass, and offer to leave Gosuslugi too, else the child enters as the mother."""
    held = case_pass.read(request)
    if held is not None:
        case_pass.spend(held, at=timezone.now())
    region = _came_by(request)
    auth.logout(request)
    state = leaving.fresh_state()
    address = _way_out(request, region, state)
    response = case_pass.drop(render(request, "entrance/left.html", {"provider_logout": address}))
    return leaving.begin(response, state) if address else response


@open_to_all
@never_cache
@require_safe
def done(request: HttpRequest) -> HttpResponse:
    """Back from Gosuslugi. It changes nothing: anybody may send a link to it, and whoever is in stays in."""
    if request.user.is_authenticated:
        return redirect("entrance:welcome")
    return render(request, "entrance/left_gosuslugi.html", {"is_sure": leaving.is_ours(request)})


def _came_by(request: HttpRequest) -> Region | None:
    """The region by which whoever is inside came in; of others, the one that they tried last."""
    if request.user.is_authenticated:
        return Region.objects.filter(externalidentity__user=request.user).first()
    return Region.objects.filter(code=entrance.remembered_region(request)).first()


def _way_out(request: HttpRequest, region: Region | None, state: str) -> str:
    """Where the region's provider signs out, or "" where it has no such page or cannot be used."""
    if region is None:
        return ""
    try:
        provider = providers.get(region.provider)
    except SignInStopped:
        return ""
    return dialects.of(provider).leave_url(back=request.build_absolute_uri(reverse("entrance:left")), state=state)
