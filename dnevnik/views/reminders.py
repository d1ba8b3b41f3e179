"""«Напомнить родителям»: a child who waits for a consent asks for it once more."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.outcomes import Outcome
from consents import texts
from consents.access import places, pupil_places
from consents.actions import requests
from dnevnik.views.holders import Holder, pass_holders


@pass_holders
@require_POST
def parents(request: HttpRequest, holder: Holder) -> HttpResponse:
    """Once a day, and in the same words whoever could be reached."""
    if holder.held.outcome != Outcome.CONSENT_PARENT:
        return redirect("entrance:outcome")
    waiting = [
        place.record
        for place in pupil_places(places(holder.identity, at=holder.at))
        if place.school.pk == holder.held.school and not place.for_oneself
    ]
    sent = [requests.remind(student=student, at=holder.at, by=holder.identity) for student in waiting]
    if any(sent):
        messages.success(request, texts.reminded())
    else:
        messages.info(request, texts.not_reminded())
    return redirect("entrance:outcome")
