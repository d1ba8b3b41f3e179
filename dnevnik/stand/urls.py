"""The stand's addresses."""

from django.urls import path

from dnevnik.stand import cabinet, detours, endpoints, family, faults, letters, pages, passwords, sign_in
from dnevnik.stand.esia import rest_views as rest
from dnevnik.stand.esia import views as esia

PERSON = "rs/prns/<int:oid>"
CABINET = "cabinet/<str:subject>"

urlpatterns = [
    path("", pages.about, name="about"),
    path("authorize", sign_in.authorize, name="authorize"),
    path("login", sign_in.login, name="login"),
    path("login/password", passwords.by_password, name="by_password"),
    path("login/recovery", passwords.recovery, name="recovery"),
    path("authorize/rights", sign_in.rights, name="rights"),
    path("authorize/answer", sign_in.answer, name="answer"),
    path("authorize/detour", detours.detour, name="detour"),
    path("token", endpoints.token, name="token"),
    path("userinfo", endpoints.userinfo, name="userinfo"),
    path("jwks", endpoints.jwks, name="jwks"),
    path(".well-known/openid-configuration", endpoints.discovery, name="discovery"),
    path("logout", pages.logout, name="logout"),
    path("aas/oauth2/v2/ac", esia.authorize, name="esia_authorize"),
    path("aas/oauth2/v3/te", esia.token, name="esia_token"),
    path("idp/ext/Logout", esia.logout, name="esia_logout"),
    path("public/esia.pem", esia.public_key, name="esia_public_key"),
    path(PERSON, rest.person, name="esia_person"),
    path(f"{PERSON}/ctts", rest.contacts, name="esia_contacts"),
    path(f"{PERSON}/ctts/<int:number>", rest.contact, name="esia_contact"),
    path(f"{PERSON}/docs", rest.documents, name="esia_documents"),
    path(f"{PERSON}/docs/<int:number>", rest.document, name="esia_document"),
    path(f"{PERSON}/kids", rest.kids, name="esia_kids"),
    path(f"{PERSON}/kids/<int:number>", rest.kid, name="esia_kid"),
    path(f"{PERSON}/kids/<int:number>/docs", rest.papers_of_kid, name="esia_papers_of_kid"),
    path(f"{PERSON}/kids/<int:number>/docs/<int:paper>", rest.paper_of_kid, name="esia_paper_of_kid"),
    path("cabinet/", cabinet.choose, name="cabinets"),
    path(f"{CABINET}/", cabinet.own_data, name="own_data"),
    path(f"{CABINET}/change", cabinet.change_data, name="change_data"),
    path(f"{CABINET}/change/end", cabinet.finish_change, name="finish_change"),
    path(f"{CABINET}/consents", cabinet.consents, name="consents"),
    path(f"{CABINET}/consents/withdraw", cabinet.withdraw, name="withdraw"),
    path(f"{CABINET}/code", family.use_code, name="use_code"),
    path(f"{CABINET}/family", family.family, name="family"),
    path(f"{CABINET}/family/child", family.child, name="child"),
    path(f"{CABINET}/family/check/end", family.finish_check, name="finish_check"),
    path(f"{CABINET}/family/binding", family.binding, name="binding"),
    path("faults/", faults.board, name="faults"),
    path("faults/switch", faults.switch, name="switch"),
    path("faults/pace", faults.pace, name="pace"),
    path("faults/mend", faults.mend, name="mend"),
    path("inbox/", letters.overview, name="inbox"),
    path("inbox/deliver", letters.deliver, name="deliver"),
    path("inbox/<str:to>/", letters.letters_of, name="letters"),
    path("static/stand/<str:name>", pages.static_file, name="static"),
]

handler400 = "dnevnik.stand.problems.bad_request"
handler404 = "dnevnik.stand.problems.not_found"
handler500 = "dnevnik.stand.problems.broken"
