"""The addresses that mozilla-django-oidc's guide adds, and a page to come to."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def home(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("home")


urlpatterns = [path("oidc/", include("mozilla_django_oidc.urls")), path("", home)]
