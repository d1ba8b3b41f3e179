"""The inbox as people see it, and the portal's way to write to it."""

import pytest
import requests

from tests.dnevnik.stand.running import CLIENT_SECRET, KIRILL, MARIA, Forms, RunningStand

PHONE = "+79000000001"


def deliver(stand: RunningStand, secret: str = CLIENT_SECRET, **changes: str) -> requests.Response:
    letter = {"to": MARIA, "title": "Школа ответила", "text": "Теперь можно войти.", **changes}
    return stand.post("/inbox/deliver", json=letter, headers={"Authorization": f"Bearer {secret}"})


@pytest.mark.parametrize("path", ["/inbox/", f"/inbox/{MARIA}/", f"/inbox/{PHONE}/"])
def test_an_inbox_is_empty_at_first_and_says_so(stand: RunningStand, path: str) -> None:
    page = stand.get(path).text
    assert "Писем пока нет." in page
    assert "<time" not in page


def test_the_overview_lists_who_has_letters_the_newest_first_and_telephones_apart(stand: RunningStand) -> None:
    for to, title in ((MARIA, "Марии раньше"), (PHONE, "Код"), (KIRILL, "Кириллу"), (MARIA, "Марии позже")):
        assert deliver(stand, to=to, title=title).status_code == 201
    page = stand.get("/inbox/").text
    words = ("Личный кабинет", "Иванова Мария", "Марии позже", "Иванов Кирилл", "Кириллу", ">СМС<", PHONE, "Код")
    places = [page.index(word) for word in words]
    assert places == sorted(places)
    assert "Марии раньше" not in page


def test_the_overview_leads_to_everybody_s_own_letters_newest_first(stand: RunningStand) -> None:
    links = [
        link for link in Forms(stand.get("/inbox/").text).links if link.startswith("/inbox/") and link != "/inbox/"
    ]
    assert links == [f"/inbox/{MARIA}/", f"/inbox/{KIRILL}/", f"/inbox/{PHONE}/"]
    page = stand.get(links[0]).text
    assert page.index("Марии позже") < page.index("Марии раньше")
    assert "Кириллу" not in page
    assert "Код" in stand.get(links[2]).text


@pytest.mark.parametrize("path", ["/inbox/1000399999/", "/inbox/+7900000000/", "/inbox/deliver/"])
def test_a_stranger_has_no_inbox(stand: RunningStand, path: str) -> None:
    assert stand.get(path).status_code == 404


@pytest.mark.parametrize("to", [KIRILL, PHONE], ids=["a persona", "a telephone"])
def test_a_repeated_key_is_accepted_and_changes_nothing(stand: RunningStand, to: str) -> None:
    first = deliver(stand, to=to, title="Первый раз", key=f"once {to}")
    again = deliver(stand, to=to, title="Второй раз", key=f"once {to}")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json() == {"delivered": True}
    page = stand.get(f"/inbox/{to}/").text
    assert "Первый раз" in page
    assert "Второй раз" not in page


def test_a_letter_is_text_not_markup(stand: RunningStand) -> None:
    deliver(stand, title="<b>Заголовок</b>", text="<script>alert(1)</script>\n\nСсылка: http://127.0.0.1:9/cases/")
    for page in (stand.get("/inbox/").text, stand.get(f"/inbox/{MARIA}/").text):
        assert "&lt;b&gt;Заголовок" in page
        assert "<b>" not in page
        assert "<script" not in page
    assert 'href="http://127.0.0.1:9/cases/"' in stand.get(f"/inbox/{MARIA}/").text


@pytest.mark.parametrize(
    ("changes", "status", "error"),
    [
        pytest.param({"secret": "a guess"}, 401, "invalid_token", id="wrong secret"),
        pytest.param({"secret": ""}, 401, "invalid_token", id="no secret"),
        pytest.param({"to": "1000399999"}, 404, "unknown_recipient", id="not in the cast"),
        pytest.param({"to": "+7900000000"}, 404, "unknown_recipient", id="a number of ten digits"),
        pytest.param({"to": "89000000001"}, 404, "unknown_recipient", id="a number without +7"),
        pytest.param({"key": " "}, 400, "invalid_message", id="blank key"),
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
