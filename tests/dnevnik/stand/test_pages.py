"""The pages around the sign-in: about, logout; and what every answer carries."""

import copy
import json
import time

import pytest

from tests.dnevnik.stand.running import CAST, PORTAL, RunningStand, SignIn

WARNING = "УЧЕБНЫЙ СТЕНД.</strong> Это не настоящие Госуслуги"


def test_logout_without_an_address_says_good_bye(stand: RunningStand) -> None:
    answer = stand.get("/logout")
    assert answer.status_code == 200
    assert "Вы вышли" in answer.text


@pytest.mark.parametrize("method", ["get", "post"])
def test_logout_returns_to_the_portal_with_its_state(stand: RunningStand, method: str) -> None:
    sent = {"post_logout_redirect_uri": f"{PORTAL}/bye/", "state": "s 1"}
    answer = stand.get("/logout", params=sent) if method == "get" else stand.post("/logout", data=sent)
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{PORTAL}/bye/?state=s+1"


@pytest.mark.parametrize(
    "address",
    [
        "http://evil.example/",
        "http://127.0.0.1:9@evil.example/",
        "http://127.0.0.1:9\\@evil.example/",
        "//evil.example/",
        "javascript:alert(1)",
        "http://127.0.0.1:90/",
        "https://127.0.0.1:9/",
        "http://127.0.0.1:9\x00/",
        "http://[",
    ],
)
def test_logout_never_leads_astray(stand: RunningStand, address: str) -> None:
    answer = stand.get("/logout", params={"post_logout_redirect_uri": address})
    assert answer.status_code == 400
    assert "Location" not in answer.headers


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/inbox/", "/inbox/1000300001/", "/logout", "/authorize", "/authorize/detour", "/nowhere"),
        *("/login", "/login/recovery", "/faults/", "/faults/?for=1000300001", "/cabinet/", "/cabinet/1000300001/"),
        *("/cabinet/1000300001/change", "/cabinet/1000300001/consents", "/cabinet/1000300001/family"),
        *("/cabinet/1000300001/family/child", "/cabinet/1000300001/family/binding"),
    ],
)
def test_every_page_says_what_it_is_and_is_strict(stand: RunningStand, path: str) -> None:
    answer = stand.get(path)
    assert WARNING in answer.text
    assert 'lang="ru"' in answer.text
    assert "style=" not in answer.text
    assert "<script" not in answer.text
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert policy.endswith(f"form-action 'self' {PORTAL}")
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("name", "kind"), [("stand.css", "text/css; charset=utf-8"), ("icon.svg", "image/svg+xml")])
def test_pages_get_their_files_from_here(stand: RunningStand, name: str, kind: str) -> None:
    answer = stand.get(f"/static/stand/{name}")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == kind


def test_the_only_cookie_is_the_stand_s_own(stand: RunningStand) -> None:
    sign_in = SignIn(stand)
    sign_in.code()
    assert set(sign_in.browser.cookies.keys()) == {"stand_csrf"}


def test_a_corrected_cast_is_noticed_and_a_broken_one_is_not_used(stand: RunningStand) -> None:
    corrected = copy.deepcopy(CAST)
    corrected["personas"][0]["name"] = "Петрова Мария Петровна"
    stand.cast.write_text(json.dumps(corrected), encoding="utf-8")
    assert "Петрова Мария" in stand.get("/").text
    time.sleep(0.01)
    stand.cast.write_text('{"personas": []}', encoding="utf-8")
    assert "Петрова Мария" in stand.get("/").text
    assert "personas: a non-empty list belongs here" in stand.log.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "path",
    ["/login/password", "/faults/switch", "/faults/pace", "/faults/mend", "/cabinet/1000300001/code"]
    + [f"/cabinet/1000300001/{door}" for door in ("change", "change/end", "consents/withdraw", "family/child")],
)
def test_a_form_without_its_cookie_changes_nothing(stand: RunningStand, path: str) -> None:
    assert stand.post(path, data={"trouble": "drip", "turn": "on"}).status_code == 403


@pytest.mark.parametrize("path", ["/aas/oauth2/v2/ac", "/idp/ext/Logout", "/public/esia.pem"])
def test_a_stand_without_a_certified_client_speaks_no_esia(stand: RunningStand, path: str) -> None:
    assert stand.get(path).status_code == 404
