"""The page «Неисправности»: every trouble has a switch, for everybody or for one person."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from dnevnik.stand.addresses import with_parameters
from dnevnik.stand.persona import Persona
from dnevnik.stand.problems import BAD_REQUEST, show_problem
from dnevnik.stand.provider import get_provider
from dnevnik.stand.switches import EVERYBODY, LONGEST_SECONDS
from dnevnik.stand.troubles import OF_KEYS, SHELVES, Trouble


@dataclass(frozen=True)
class Switch:
    """One trouble on the page; `is_everybodys` means that it is on for the one shown because it is on for all."""

    trouble: Trouble
    is_on: bool
    is_everybodys: bool
    is_written: bool


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """All switches of everybody, or of the person named in `for`."""
    provider = get_provider()
    people = provider.everybody()
    persona = next((one for one in people if one.subject == request.GET.get("for", "")), None)
    context = {
        "people": people,
        "persona": persona,
        "target": persona.subject if persona else EVERYBODY,
        "shelves": [(shelf.heading, [_switch(one, persona) for one in shelf.troubles]) for shelf in SHELVES],
        "seconds": provider.switches.seconds,
        "longest": LONGEST_SECONDS,
        "troubled": [one for one in people if one.subject in provider.switches.targets()],
        "is_anything_on": bool(provider.switches.targets() or provider.switches.of(EVERYBODY)),
    }
    return render(request, "stand/faults.html", context)


def _switch(trouble: Trouble, persona: Persona | None) -> Switch:
    switches = get_provider().switches
    by_all = trouble in switches.of(EVERYBODY)
    if persona is None:
        return Switch(trouble, is_on=by_all, is_everybodys=False, is_written=False)
    return Switch(
        trouble,
        is_on=trouble in switches.of(persona.subject),
        is_everybodys=by_all or trouble in OF_KEYS,
        is_written=persona.trouble is trouble,
    )


@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Turn one trouble on or off."""
    provider = get_provider()
    target, name = request.POST.get("for", ""), request.POST.get("trouble", "")
    if name not in frozenset(Trouble) or (target != EVERYBODY and provider.find(target) is None):
        return show_problem(request, BAD_REQUEST)
    provider.switches.turn(Trouble(name), target=target, on=request.POST.get("turn") == "on")
    return _to_board(target, anchor=name)


@require_POST
def pace(request: HttpRequest) -> HttpResponse:
    """How slow a slow answer is."""
    typed = request.POST.get("seconds", "")
    if not (typed.isascii() and typed.isdigit() and len(typed) <= len(str(LONGEST_SECONDS))):
        return show_problem(request, BAD_REQUEST)
    get_provider().switches.set_seconds(int(typed))
    return _to_board(request.POST.get("for", ""), anchor=Trouble.SLOW_ANSWER)


@require_POST
def mend(_request: HttpRequest) -> HttpResponse:
    """Everything works again."""
    get_provider().switches.turn_all_off()
    return _to_board(EVERYBODY)


def _to_board(target: str, *, anchor: str = "") -> HttpResponse:
    address = with_parameters(reverse("faults"), {"for": target})
    return HttpResponseRedirect(f"{address}#{anchor}" if anchor else address)
