"""The stand's addresses."""

from django.urls import path

from dnevnik.stand import endpoints, pages, sign_in

urlpatterns = [
    path("", pages.about, name="about"),
    path("authorize", sign_in.authorize, name="authorize"),
    path("authorize/rights", sign_in.rights, name="rights"),
    path("authorize/answer", sign_in.answer, name="answer"),
    path("token", endpoints.token, name="token"),
    path("userinfo", endpoints.userinfo, name="userinfo"),
    path("jwks", endpoints.jwks, name="jwks"),
    path(".well-known/openid-configuration", endpoints.discovery, name="discovery"),
    path("logout", pages.logout, name="logout"),
    path("inbox/", pages.inbox, name="inbox"),
    path("inbox/deliver", pages.deliver, name="deliver"),
    path("static/stand/<str:name>", pages.static_file, name="static"),
]

handler400 = "dnevnik.stand.problems.bad_request"
handler404 = "dnevnik.stand.problems.not_found"
handler500 = "dnevnik.stand.problems.broken"
