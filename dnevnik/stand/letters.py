"""The inbox: who has letters, each recipient's own, and the portal's way to send one."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from dnevnik.stand.exchange import bearer_token, same_secret
from dnevnik.stand.inbox import InvalidMessage, Message, is_phone, read_message
from dnevnik.stand.provider import get_provider


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """One recipient's letters, the newest first: a persona's, or those of a telephone, which has no `about`."""

    to: str
    name: str
    about: str
    letters: Sequence[Message]

    @property
    def is_phone(self) -> bool:
        """Whether SMS lie here."""
        return is_phone(self.to)


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Everybody who has letters; who got one last comes first."""
    found = [_shelf(to) for to in get_provider().inbox.recipients()]
    shelves = [shelf for shelf in found if shelf]
    context = {
        "people": [shelf for shelf in shelves if not shelf.is_phone],
        "phones": [shelf for shelf in shelves if shelf.is_phone],
    }
    return render(request, "stand/inbox.html", context)


@require_safe
def letters_of(request: HttpRequest, to: str) -> HttpResponse:
    """The letters of one persona, or of one telephone."""
    shelf = _shelf(to)
    if shelf is None:
        raise Http404
    return render(request, "stand/letters.html", {"shelf": shelf})


def _shelf(to: str) -> Shelf | None:
    """What `to` has; nothing for somebody who is no longer in the cast."""
    provider = get_provider()
    letters = provider.inbox.letters_of(to)
    if is_phone(to):
        return Shelf(to=to, name=to, about="", letters=letters)
    persona = provider.find(to)
    return Shelf(to=to, name=persona.name, about=persona.about, letters=letters) if persona else None


@csrf_exempt
@require_POST
def deliver(request: HttpRequest) -> HttpResponse:
    """The portal's way to write to a person; the client secret as a Bearer token opens it."""
    provider = get_provider()
    bearer = bearer_token(request.headers.get("Authorization", ""))
    if not same_secret(bearer, provider.environment.client_secret):
        return JsonResponse({"error": "invalid_token"}, status=HTTPStatus.UNAUTHORIZED)
    try:
        message = read_message(request.body, at=timezone.now())
    except InvalidMessage as problem:
        return JsonResponse({"error": "invalid_message", "error_description": str(problem)}, status=400)
    if not is_phone(message.to) and provider.find(message.to) is None:
        return JsonResponse({"error": "unknown_recipient"}, status=HTTPStatus.NOT_FOUND)
    is_new = provider.inbox.deliver(message)
    return JsonResponse({"delivered": True}, status=HTTPStatus.CREATED if is_new else HTTPStatus.OK)
