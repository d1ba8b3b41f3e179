"""`/rs/prns/…`: the person's data for whoever holds a living access token (protocol, 5)."""

import time
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from dnevnik.stand.authorization import Dialect
from dnevnik.stand.esia import rest
from dnevnik.stand.exchange import bearer_token
from dnevnik.stand.grants import Grant
from dnevnik.stand.persona import Kid, Persona
from dnevnik.stand.provider import get_provider
from dnevnik.stand.scopes import OF_KIDS, opened_by
from dnevnik.stand.stalling import unavailable
from dnevnik.stand.troubles import Trouble

EXPIRED = {"code": "ESIA-005013", "message": "SecurityErrorEnum.expiredToken"}
NOT_ALLOWED = {"code": "ESIA-005029", "message": "SecurityErrorEnum.scopeNotAllowed"}
OPENS = {
    "ctts": {"email", "mobile"},
    "docs": {"birth_certificate", "id_doc"},
    "kids": set(OF_KIDS),
    "papers of kids": {"kid_birth_certificate"},
}
ELEMENTS = "elements"
PAPERS = "documents.elements"


@dataclass(frozen=True)
class Asked:
    """A request that a token opened: of whom, and which claims."""

    request: HttpRequest
    persona: Persona
    opened: Collection[str]

    @property
    def embedded(self) -> frozenset[str]:
        return rest.embedded(self.request.GET.get("embed", ""))

    @property
    def is_embedded(self) -> bool:
        """Whether the elements are asked for as objects."""
        return any(name.endswith(ELEMENTS) for name in self.embedded)

    def may_see(self, part: str) -> bool:
        return bool(OPENS[part] & set(self.opened))

    def listed(self, elements: Iterable[rest.Json], path: str, *, whole: bool) -> rest.Json:
        """A collection of objects, or of their addresses under `path` (without `?embed`)."""
        base = self.request.build_absolute_uri(f"/rs/prns/{self.persona.subject}/{path}")
        return rest.collection(one if whole else f"{base}/{one['id']}" for one in elements)

    def kid(self, number: int) -> Kid:
        found = next((kid for kid in self.persona.children if kid.number == str(number)), None)
        if found is None:
            raise Http404
        return found


Answer = Callable[..., rest.Json]


def with_token(part: str = "") -> Callable[[Answer], Callable[..., HttpResponse]]:
    """A view that answers in JSON to a token of this very person, where its scopes open `part`; 401 or 403 if not."""

    def decorate(answer: Answer) -> Callable[..., HttpResponse]:
        @wraps(answer)
        def view(request: HttpRequest, oid: int, **place: int) -> HttpResponse:
            grant = _grant(request)
            persona = get_provider().find(grant.subject) if grant else None
            if grant is None or persona is None:
                return JsonResponse(EXPIRED, status=HTTPStatus.UNAUTHORIZED)
            asked = Asked(request, persona, opened_by(grant.scopes, withheld=grant.withheld))
            if persona.oid != oid or (part and not asked.may_see(part)):
                return JsonResponse(NOT_ALLOWED, status=HTTPStatus.FORBIDDEN)
            return unavailable() if Trouble.DATA_DOWN in grant.troubles else JsonResponse(answer(asked, **place))

        return require_safe(view)

    return decorate


def _grant(request: HttpRequest) -> Grant | None:
    bearer = bearer_token(request.headers.get("Authorization", ""))
    grant = get_provider().grants.find(bearer, now=int(time.time()))
    return grant if grant and grant.dialect is Dialect.ESIA else None


@with_token()
def person(asked: Asked) -> rest.Json:
    """The person, with the collections that `?embed` names."""
    told = rest.person(asked.persona, asked.opened, updated=get_provider().started)
    named = {name.split(".")[0] for name in asked.embedded}
    parts: Mapping[str, tuple[str, Callable[[], rest.Json]]] = {
        "contacts": ("ctts", lambda: rest.collection(rest.contacts(asked.persona, asked.opened))),
        "documents": ("docs", lambda: rest.collection(rest.documents(asked.persona, asked.opened))),
        "kids": ("kids", lambda: rest.collection(_kid(asked, kid) for kid in asked.persona.children)),
    }
    shown = {name: make() for name, (part, make) in parts.items() if name in named and asked.may_see(part)}
    return {**told, **shown}


@with_token("ctts")
def contacts(asked: Asked) -> rest.Json:
    return asked.listed(rest.contacts(asked.persona, asked.opened), "ctts", whole=asked.is_embedded)


@with_token("ctts")
def contact(asked: Asked, number: int) -> rest.Json:
    return _one(rest.contacts(asked.persona, asked.opened), number)


@with_token("docs")
def documents(asked: Asked) -> rest.Json:
    return asked.listed(rest.documents(asked.persona, asked.opened), "docs", whole=asked.is_embedded)


@with_token("docs")
def document(asked: Asked, number: int) -> rest.Json:
    return _one(rest.documents(asked.persona, asked.opened), number)


@with_token("kids")
def kids(asked: Asked) -> rest.Json:
    """The children; `?embed=(elements,documents.elements)` tells their papers too."""
    return asked.listed((_kid(asked, kid) for kid in asked.persona.children), "kids", whole=asked.is_embedded)


@with_token("kids")
def kid(asked: Asked, number: int) -> rest.Json:
    return _kid(asked, asked.kid(number))


@with_token("papers of kids")
def papers_of_kid(asked: Asked, number: int) -> rest.Json:
    path = f"kids/{number}/docs"
    return asked.listed(rest.papers_of(asked.kid(number)), path, whole=asked.is_embedded)


@with_token("papers of kids")
def paper_of_kid(asked: Asked, number: int, paper: int) -> rest.Json:
    return _one(rest.papers_of(asked.kid(number)), paper)


def _kid(asked: Asked, kid: Kid) -> rest.Json:
    told = rest.child(kid, asked.opened)
    is_wanted = asked.may_see("papers of kids") and any(name.endswith(PAPERS) for name in asked.embedded)
    return {**told, "documents": rest.collection(rest.papers_of(kid))} if is_wanted else told


def _one(elements: Iterable[rest.Json], number: int) -> rest.Json:
    found = next((one for one in elements if one["id"] == number), None)
    if found is None:
        raise Http404
    return found
