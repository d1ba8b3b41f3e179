"""The stand's addresses."""

from django.urls import path

from dnevnik.stand import detours, endpoints, letters, pages, sign_in

urlpatterns = [
    path("", pages.about, name="about"),
    path("authorize", sign_in.authorize, name="authorize"),
    path("authorize/rights", sign_in.rights, name="rights"),
    path("authorize/answer", sign_in.answer, name="answer"),
    path("authorize/detour", detours.detour, name="detour"),
    path("token", endpoints.token, name="token"),
    path("userinfo", endpoints.userinfo, name="userinfo"),
    path("jwks", endpoints.jwks, name="jwks"),
    path(".well-known/openid-configuration", endpoints.discovery, name="discovery"),
    path("logout", pages.logout, name="logout"),
    path("inbox/", letters.overview, name="inbox"),
    path("inbox/deliver", letters.deliver, name="deliver"),
    path("inbox/<str:to>/", letters.letters_of, name="letters"),
    path("static/stand/<str:name>", pages.static_file, name="static"),
]

handler400 = "dnevnik.stand.problems.bad_request"
handler404 = "dnevnik.stand.problems.not_found"
handler500 = "dnevnik.stand.problems.broken"
