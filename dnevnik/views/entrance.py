"""The pages before the door."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.audience import open_to_all
from accounts.models import ExternalIdentity, User
from accounts.oidc.views import safe_next
from accounts.outcomes import Outcome
from consents import access, asks, texts
from consents.actions.decisions import DecidedSince, NotEntitled, TextChanged
from dnevnik import case_pass, entrance
from dnevnik.case_pass import CasePass
from dnevnik.pages import shown
from schools.models import Region


@open_to_all
@require_safe
def welcome(request: HttpRequest) -> HttpResponse:
    """The front page; whoever is in goes to the desk."""
    return redirect("home:desk") if is_in(request) else render(request, "entrance/welcome.html")


@open_to_all
@require_safe
def regions(request: HttpRequest) -> HttpResponse:
    """«Выберите свой регион» (SC-02), the last one first."""
    remembered = entrance.remembered_region(request)
    rows = sorted(Region.objects.all(), key=lambda region: (region.code != remembered, region.name))
    context = {"regions": rows, "remembered": remembered, "next": safe_next(request.GET.get("next", ""))}
    return render(request, "entrance/regions.html", context)


@open_to_all
@never_cache
@require_safe
def outcome(request: HttpRequest) -> HttpResponse:
    """How the sign-in ended; without a pass there is nothing to read and the way in is offered again.

    A second click arrives here after the first one spent the pass and opened the session.
    """
    held = case_pass.read(request)
    if held is None:
        return redirect("home:desk") if is_in(request) else render(request, "entrance/no_pass.html")
    return ending_page(request, held, entrance.holder(held))


def ending_page(
    request: HttpRequest, held: CasePass, identity: ExternalIdentity | None, *, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    """What the sign-in ended with, and the consents that the door waits for."""
    context: dict[str, object] = {"shown": shown(held, identity, now=timezone.now(), is_in=is_in(request))}
    if held.outcome == Outcome.CONSENT_SELF and identity is not None:
        context["asks"] = asks.needed(identity, at=timezone.now())
        context["may_enter"] = bool(access.open_places(identity, at=timezone.now()))
    return render(request, "entrance/outcome.html", context, status=status)


@open_to_all
@never_cache
@require_POST
def consent(request: HttpRequest) -> HttpResponse:
    """A consent given under the pass, before any session; the last one opens the door."""
    held = case_pass.read(request)
    identity = entrance.holder(held)
    if held is None or identity is None or held.outcome != Outcome.CONSENT_SELF:
        return redirect("entrance:outcome")
    if give_or_tell(request, identity) == HTTPStatus.CONFLICT:
        return ending_page(request, held, identity, status=HTTPStatus.CONFLICT)
    at = timezone.now()
    undecided = [ask for ask in asks.needed(identity, at=at) if not ask.given]
    if not undecided and access.open_places(identity, at=at):
        return entrance.let_in(request, identity, next_path=held.next, region=identity.region, held=held)
    return redirect("entrance:outcome")


@open_to_all
@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """«Перейти в дневник» from the page of consents: the gates are asked again, the pass alone opens nothing."""
    held = case_pass.read(request)
    identity = entrance.holder(held)
    if held is None or identity is None or held.outcome != Outcome.CONSENT_SELF:
        return redirect("entrance:outcome")
    if not access.open_places(identity, at=timezone.now()):
        return redirect("entrance:outcome")
    return entrance.let_in(request, identity, next_path=held.next, region=identity.region, held=held)


def is_in(request: HttpRequest) -> bool:
    """Whether a citizen's session is open."""
    return isinstance(request.user, User) and request.user.kind == User.Kind.CITIZEN


def give_or_tell(request: HttpRequest, identity: ExternalIdentity) -> HTTPStatus:
    """Give the consent that the form names, or say why it cannot be given.

    CONFLICT for a form that was used, or shows other words than those in force (L11): the page is shown anew. A second
    press of a button whose first press was written down is no such form: yes said twice is one yes.
    """
    key, text_id, seen = (request.POST.get(name, "") for name in ("ask", "text", "seen"))
    try:
        asks.give(identity=identity, key=key, text_id=text_id, seen=seen, at=timezone.now(), by=identity)
    except NotEntitled:
        messages.error(request, texts.not_entitled())
    except TextChanged:
        messages.error(request, texts.text_changed())
        return HTTPStatus.CONFLICT
    except DecidedSince:
        messages.error(request, texts.decided_since())
        return HTTPStatus.CONFLICT
    else:
        messages.success(request, texts.given())
    return HTTPStatus.OK
