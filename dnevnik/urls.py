"""Every address of the portal."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from accounts.oidc.urls import urlpatterns_for
from dnevnik import entrance
from dnevnik.views import entrance as doors
from dnevnik.views import home, problems

handler400 = problems.not_understood
handler404 = problems.not_found

entrance_urls = [
    path("", doors.welcome, name="welcome"),
    path("enter/", doors.regions, name="regions"),
    path("enter/outcome/", doors.outcome, name="outcome"),
    path("enter/consent/", doors.consent, name="consent"),
    path("enter/open/", doors.enter, name="enter"),
    path("leave/", doors.leave, name="leave"),
]
home_urls = [
    path("diary/", home.desk, name="desk"),
    path("consents/", home.consents, name="consents"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((entrance_urls, "entrance"))),
    path("", include((home_urls, "home"))),
    path("oidc/", include(urlpatterns_for(arrive=entrance.arrive, refuse=entrance.refuse))),
    path("admin/", admin.site.urls),
    path("staff/", include("accounts.staff_urls")),
]
