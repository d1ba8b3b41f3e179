"""Every address of the portal."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from accounts.oidc.urls import urlpatterns_for
from dnevnik import entrance
from dnevnik.views import case, children, contact, home, leaving, problems, reminders, state
from dnevnik.views import entrance as doors

handler400 = problems.not_understood
handler404 = problems.not_found

entrance_urls = [
    path("", doors.welcome, name="welcome"),
    path("enter/", doors.regions, name="regions"),
    path("enter/outcome/", doors.outcome, name="outcome"),
    path("enter/consent/", doors.consent, name="consent"),
    path("enter/open/", doors.enter, name="enter"),
    path("enter/case/school/", case.school, name="case_school"),
    path("enter/case/child/", case.child, name="case_child"),
    path("enter/case/wrong/", case.wrong, name="case_wrong"),
    path("enter/case/snils/", case.snils, name="case_snils"),
    path("enter/case/me/", case.me, name="case_me"),
    path("enter/case/remind/", reminders.parents, name="case_remind"),
    path("enter/case/contact/", contact.with_pass, name="case_contact"),
    path("enter/case/state/", state.case, name="case_state"),
    path("enter/provider/", state.provider, name="provider_state"),
    path("leave/", leaving.leave, name="leave"),
    path("leave/done/", leaving.done, name="left"),
]
home_urls = [
    path("diary/", home.desk, name="desk"),
    path("diary/case/<uuid:pk>/", home.case, name="case"),
    path("consents/", home.consents, name="consents"),
    path("consents/<str:key>/withdraw/", home.withdraw, name="withdraw"),
    path("children/add/", children.add, name="add_child"),
    path("contact/", contact.behind_the_door, name="contact"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((entrance_urls, "entrance"))),
    path("", include((home_urls, "home"))),
    path("oidc/", include(urlpatterns_for(arrive=entrance.arrive, refuse=entrance.refuse))),
    path("admin/", admin.site.urls),
    path("staff/", include("accounts.staff_urls")),
]
