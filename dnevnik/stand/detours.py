"""A page between consent and the portal, for those whose trouble happens in the browser."""

from datetime import UTC, datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dnevnik.stand.problems import NOBODY, STALE, show_problem
from dnevnik.stand.provider import get_provider
from dnevnik.stand.tickets import StaleTicket, read_detour
from dnevnik.stand.troubles import Trouble

# The portal waits half an hour from the start of the sign-in, which was a little before the detour.
LONG_ENOUGH = timedelta(minutes=31)
PAGES = {
    Trouble.OTHER_BROWSER: "stand/detours/other_browser.html",
    Trouble.SLOW: "stand/detours/slow.html",
    Trouble.TWICE: "stand/detours/twice.html",
}


@require_safe
def detour(request: HttpRequest) -> HttpResponse:
    """The page of the person's trouble, with the address that leads back to the portal."""
    try:
        taken = read_detour(request.GET.get("ticket", ""))
    except StaleTicket:
        return show_problem(request, STALE)
    persona = get_provider().find(taken.subject)
    if persona is None:
        return show_problem(request, NOBODY)
    context = {
        "persona": persona,
        "address": taken.address,
        "not_before": datetime.fromtimestamp(taken.since, tz=UTC) + LONG_ENOUGH,
    }
    return render(request, PAGES[taken.trouble], context)
