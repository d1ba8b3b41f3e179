"""The pages around the sign-in: about, inbox, logout; and what every answer carries."""

import copy
import json
import time

import pytest
import requests

from tests.dnevnik.stand.running import CAST, CLIENT_SECRET, KIRILL, MARIA, PORTAL, RunningStand, SignIn

WARNING = "УЧЕБНЫЙ СТЕНД.</strong> Это не настоящие Госуслуги"


def deliver(stand: RunningStand, secret: str = CLIENT_SECRET, **changes: str) -> requests.Response:
    letter = {"to": MARIA, "title": "Школа ответила", "text": "Теперь можно войти.", **changes}
    return stand.post("/inbox/deliver", json=letter, headers={"Authorization": f"Bearer {secret}"})


def test_the_inbox_is_empty_at_first_and_says_so(stand: RunningStand) -> None:
    page = stand.get("/inbox/").text
    assert "Писем пока нет." in page
    assert "<time" not in page


def test_letters_stand_under_their_person_newest_first(stand: RunningStand) -> None:
    for to, title in ((KIRILL, "Кириллу"), (MARIA, "Марии раньше"), (MARIA, "Марии позже")):
        assert deliver(stand, to=to, title=title).status_code == 201
    page = stand.get("/inbox/").text
    places = [
        page.index(words) for words in ("Иванова Мария", "Марии позже", "Марии раньше", "Иванов Кирилл", "Кириллу")
    ]
    assert places == sorted(places)


def test_a_letter_is_text_not_markup(stand: RunningStand) -> None:
    deliver(stand, title="<b>Заголовок</b>", text="<script>alert(1)</script>\n\nСсылка: http://127.0.0.1:9/cases/")
    page = stand.get("/inbox/").text
    assert "<b>" not in page
    assert "<script" not in page
    assert 'href="http://127.0.0.1:9/cases/"' in page


@pytest.mark.parametrize(
    ("changes", "status", "error"),
    [
        pytest.param({"secret": "a guess"}, 401, "invalid_token", id="wrong secret"),
        pytest.param({"secret": ""}, 401, "invalid_token", id="no secret"),
        pytest.param({"to": "1000399999"}, 404, "unknown_recipient", id="not in the cast"),
        pytest.param({"title": " "}, 400, "invalid_message", id="blank title"),
        pytest.param({"text": "\x00"}, 400, "invalid_message", id="control character"),
        pytest.param({"text": "\ud800"}, 400, "invalid_message", id="half a character"),
        pytest.param({"text": "а" * 4001}, 400, "invalid_message", id="too long"),
    ],
)
def test_what_is_no_letter_is_refused(stand: RunningStand, changes: dict[str, str], status: int, error: str) -> None:
    answer = deliver(stand, **changes)
    assert answer.status_code == status
    assert answer.json()["error"] == error


@pytest.mark.parametrize("body", [b"", b"\xff", b"[]", b"null", b"[" * 50_000], ids=lambda body: repr(body[:5]))
def test_a_body_that_is_no_object_is_refused(stand: RunningStand, body: bytes) -> None:
    answer = stand.post("/inbox/deliver", data=body, headers={"Authorization": f"Bearer {CLIENT_SECRET}"})
    assert answer.status_code == 400
    assert answer.json()["error"] == "invalid_message"


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


@pytest.mark.parametrize("path", ["/", "/inbox/", "/logout", "/authorize", "/nowhere"])
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
