"""The pages of problems. Django's own read the body for a token that no form of theirs has, and a broken body fails."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  Django calls it by this name
    """400: the request itself is broken."""
    return render(request, "400.html", status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  Django calls it by this name
    """404: nothing is here, or nothing that this visitor may know of."""
    return render(request, "404.html", status=404)
