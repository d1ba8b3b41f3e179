"""What an open page asks from time to time: has the school answered, does the provider answer again."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.actions import answers
from accounts.actions.sources import local_date
from accounts.audience import open_to_all
from accounts.matching.profile import Band
from accounts.models import CorrectionRequest, LinkProposal, MismatchCase
from accounts.models.request import Request
from accounts.oidc import availability
from accounts.oidc import provider as providers
from accounts.oidc.errors import SignInStopped
from accounts.outcomes import Facts, Refused
from accounts.texts import requests as texts
from dnevnik.entrance import remembered_region
from dnevnik.views.holders import Holder, holder_of
from schools.models import Region

TOLD = {"quiet": "waiting", "unsent": "waiting", "changed": "answered"}
"""Finer words than the page's script has states for."""


@open_to_all
@never_cache
@require_safe
def case(request: HttpRequest) -> HttpResponse:
    """The state of the pass's own case: waiting, answered, open or over, and the same in words."""
    holder = holder_of(request)
    state, text = told_of(holder) if holder else ("over", texts.case_state("over", Facts()))
    return JsonResponse({"state": TOLD.get(state, state), "text": text})


def told_of(holder: Holder) -> tuple[str, str]:
    """A state and its words: for the school's «no», those that the page itself has."""
    facts = Facts(band=Band(holder.held.band) if holder.held.band else None)
    asked = answers.requests_of(holder.case) if holder.case else []
    refusal = answers.last_refusal(asked)
    state = state_of(holder.case, asked)
    if state == "answered" and refusal is not None:
        on = local_date(holder.region, at=refusal.decided_at or holder.at)
        return state, texts.school_answered(Refused(refusal.reason), facts, on=on)
    return state, texts.case_state(state, facts)


def state_of(case: MismatchCase | None, asked: Sequence[LinkProposal | CorrectionRequest]) -> str:
    """How the case stands: `answered`, or what `texts.case_state` has words for."""
    if case is None:
        return "quiet"
    if case.close_reason == MismatchCase.Closed.MATCHED:
        return "open"
    if answers.last_refusal(asked) is not None:
        return "answered"
    if case.closed_at is not None:
        return "changed"
    if case.school_id is None:
        return "unsent"
    waits = any(request.state == Request.State.WAITING for request in asked)
    return "waiting" if waits or case.kind != MismatchCase.Kind.DIFFERS else "quiet"


@open_to_all
@never_cache
@require_safe
def provider(request: HttpRequest) -> HttpResponse:
    """Whether Gosuslugi of the remembered region answer; however many ask here, they are asked once in five minutes."""
    is_back = does_answer(Region.objects.filter(code=remembered_region(request)).first())
    told = {"state": "answers" if is_back else "down", "text": texts.provider_state(answers=is_back)}
    way_in = {"link": texts.enter_link(), "url": reverse("entrance:regions")} if is_back else {}
    return JsonResponse({**told, **way_in})


def does_answer(region: Region | None) -> bool:
    if region is None:
        return False
    try:
        return availability.answers(providers.get(region.provider), at=timezone.now())
    except SignInStopped:
        return False
