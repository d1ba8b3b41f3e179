"""Answers to the portal's server that come late, drop by drop, too large, or as something else."""

import json
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from dnevnik.stand.troubles import Trouble

HUGE_BYTES = 64 * 1024 * 1024
CHUNK = b" " * 64 * 1024
DRIP_SECONDS = 1.0
MOST_DRIPS = 300
PAGE_OF_500 = "<!doctype html><html><head><title>500</title></head><body><h1>Internal Server Error</h1></body></html>"


def stalled(body: Mapping[str, Any], *, troubles: Collection[Trouble], seconds: int) -> HttpResponseBase:
    """`body` as JSON, or what `troubles` make of it; a slow answer takes `seconds`."""
    if Trouble.SLOW_ANSWER in troubles:
        time.sleep(seconds)
    for trouble, answer in ANSWERS.items():
        if trouble in troubles:
            return answer(body)
    return JsonResponse(body)


def unavailable() -> HttpResponse:
    """The provider is down for a while."""
    return JsonResponse({"error": "temporarily_unavailable"}, status=HTTPStatus.SERVICE_UNAVAILABLE)


def _html_500(_body: Mapping[str, Any]) -> HttpResponse:
    return HttpResponse(PAGE_OF_500, status=HTTPStatus.INTERNAL_SERVER_ERROR)


def _elsewhere(_body: Mapping[str, Any]) -> HttpResponse:
    """A client that follows finds a page, not tokens."""
    return HttpResponseRedirect("/", status=HTTPStatus.TEMPORARY_REDIRECT)


def _junk(_body: Mapping[str, Any]) -> HttpResponse:
    return HttpResponse('{"access_token": "', content_type="application/json")


def _drip(body: Mapping[str, Any]) -> StreamingHttpResponse:
    return StreamingHttpResponse(_drops(json.dumps(body)), content_type="application/json")


def _drops(text: str) -> Iterator[bytes]:
    """One character a second; a client that waits for more than five minutes gets no more."""
    for sign in text[:MOST_DRIPS]:
        yield sign.encode()
        time.sleep(DRIP_SECONDS)


def _huge(_body: Mapping[str, Any]) -> StreamingHttpResponse:
    """Blanks are good JSON, so that only a limit of size can stop a client from reading them all."""
    return StreamingHttpResponse((CHUNK for _ in range(HUGE_BYTES // len(CHUNK))), content_type="application/json")


ANSWERS: Mapping[Trouble, Callable[[Mapping[str, Any]], HttpResponseBase]] = {
    Trouble.HTML_500: _html_500,
    Trouble.REDIRECT: _elsewhere,
    Trouble.JUNK: _junk,
    Trouble.HUGE: _huge,
    Trouble.DRIP: _drip,
}
