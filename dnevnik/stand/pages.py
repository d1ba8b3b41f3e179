"""The stand's pages outside the sign-in: about, good-bye, and the files that pages need."""

from pathlib import Path

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from dnevnik.stand.addresses import origin_of, with_parameters
from dnevnik.stand.groups import groups_of
from dnevnik.stand.problems import STRANGE_LOGOUT, show_problem
from dnevnik.stand.provider import get_provider

STATIC_DIR = Path(__file__).resolve().parent / "static" / "stand"
STATIC_FILES = {"stand.css": "text/css; charset=utf-8", "icon.svg": "image/svg+xml"}


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What this is, and who plays in it."""
    provider = get_provider()
    context = {"groups": groups_of(provider.everybody()), "portal": provider.environment.portal_origins[0]}
    return render(request, "stand/about.html", context)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def logout(request: HttpRequest) -> HttpResponse:
    """RP-initiated logout (OIDC RP-Initiated Logout 1.0): there is no session to end, only a way back."""
    origins = get_provider().environment.portal_origins
    sent = request.POST if request.method == "POST" else request.GET
    address = sent.get("post_logout_redirect_uri", "")
    if not address:
        return render(request, "stand/signed_out.html", {"portal": origins[0]})
    if not _is_among(address, origins):
        return show_problem(request, STRANGE_LOGOUT, parameter="post_logout_redirect_uri")
    return HttpResponseRedirect(with_parameters(address, {"state": sent.get("state", "")}))


def _is_among(address: str, origins: tuple[str, ...]) -> bool:
    try:
        return origin_of(address) in origins
    except ValueError:
        return False


@require_safe
def static_file(_request: HttpRequest, name: str) -> HttpResponseBase:
    """The style sheet and the icon: two files need no static-files machinery."""
    if name not in STATIC_FILES:
        raise Http404
    response = FileResponse((STATIC_DIR / name).open("rb"), content_type=STATIC_FILES[name])
    response.headers["Cache-Control"] = "max-age=300"
    return response
