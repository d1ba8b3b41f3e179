"""Whatever is sent, the stand answers; the module's fixture also reads its log for a 500."""

from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.dnevnik.stand.running import CALLBACK, CLIENT_ID, MARIA, RunningStand, SignIn
from tests.dnevnik.stand.visitor import Visitor

OWN = f"/cabinet/{MARIA}"
GET_PATHS = [
    *("/authorize", "/authorize/rights", "/authorize/detour", "/logout"),
    *("/inbox/", "/inbox/x/", "/", "/userinfo", "/static/stand/x", "/login", "/login/recovery", "/faults/"),
    *(f"{OWN}/", f"{OWN}/change", f"{OWN}/consents", f"{OWN}/family", f"{OWN}/family/child", f"{OWN}/family/binding"),
]
POST_PATHS = ["/token", "/authorize/answer", "/logout", "/userinfo", "/inbox/deliver"]
NAMES = [
    *("client_id", "redirect_uri", "state", "ticket", "subject", "code", "post_logout_redirect_uri", "answer"),
    *("for", "trouble", "number", "wrong_code"),
]
FORMS = {
    "/faults/": ("/faults/switch", "/faults/pace"),
    f"{OWN}/change": (f"{OWN}/change", f"{OWN}/change/end", f"{OWN}/code", f"{OWN}/consents/withdraw"),
    f"{OWN}/family/child": (f"{OWN}/family/child", f"{OWN}/family/binding", f"{OWN}/family/check/end"),
}
JUNK = {
    "NUL": "%00",
    "not UTF-8": "%ff%fe",
    "a lone percent": "%",
    "a line feed": "%0d%0aSet-Cookie:%20a=b",
    "over-long": "a" * 3000,
    "half a character": "%ed%a0%80",
    "brackets": "http://[",
    "a signed look": "a:b:c",
    "Cyrillic": quote("Иванова"),
}


@pytest.mark.parametrize("junk", JUNK.values(), ids=JUNK.keys())
@pytest.mark.parametrize("path", GET_PATHS)
def test_junk_in_a_query(stand: RunningStand, path: str, junk: str) -> None:
    for name in NAMES:
        assert stand.get(f"{path}?{name}={junk}").status_code < 500


@pytest.mark.parametrize("junk", JUNK.values(), ids=JUNK.keys())
@pytest.mark.parametrize("path", POST_PATHS)
def test_junk_in_a_form(stand: RunningStand, path: str, junk: str) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    body = "&".join(f"{name}={junk}" for name in NAMES)
    assert stand.post(path, data=body, headers=form).status_code < 500


TYPED_JUNK = {
    "NUL": "a\x00b",
    "brackets": "http://[",
    "over-long": "я" * 3000,
    "a date": "2026-02-30",
    "markup": "<b>'",
}


@pytest.mark.parametrize("junk", TYPED_JUNK.values(), ids=TYPED_JUNK.keys())
@pytest.mark.parametrize("page", FORMS)
def test_junk_in_the_fields_of_a_form(stand: RunningStand, page: str, junk: str) -> None:
    names = ("family_name", "given_name", "middle_name", "snils", "passport", "birth_certificate", "birthdate")
    fields = (*names, "gender", "origin", "email", "code", "number", "end", "client_id", "for", "trouble", "seconds")
    for address in FORMS[page]:
        answer = Visitor(stand).send(page, dict.fromkeys(fields, junk), to=address)
        assert answer.status_code < 500
        assert "<b>'" not in answer.text


@pytest.mark.parametrize("name", ["client_id", "redirect_uri"])
def test_who_asks_must_be_said_once(stand: RunningStand, name: str) -> None:
    value = {"client_id": CLIENT_ID, "redirect_uri": CALLBACK}[name]
    answer = stand.get("/authorize", params=[*SignIn(stand).parameters.items(), (name, value)])
    assert answer.status_code == 400
    assert "Location" not in answer.headers


@pytest.mark.parametrize("name", ["state", "nonce", "scope", "response_type", "code_challenge"])
def test_a_repeated_parameter_is_a_wrong_request(stand: RunningStand, name: str) -> None:
    asked = SignIn(stand).parameters
    answer = stand.get("/authorize", params=[*asked.items(), (name, asked[name])])
    assert answer.status_code == 302
    assert "error=invalid_request" in answer.headers["Location"]


@pytest.mark.parametrize("value", ["a\x00b", "a\r\nb", "ы", "a" * 2049, ""], ids=repr)
def test_a_state_that_cannot_be_sent_back_is_not(stand: RunningStand, value: str) -> None:
    answer = SignIn(stand, {"state": value}).start()
    assert answer.status_code == 302
    assert "error=invalid_request" in answer.headers["Location"]
    assert "&state=" not in answer.headers["Location"]


@pytest.mark.parametrize("charset", ["rot13", "hex", "undefined", "utf-16", "nothing", "koi8-r"])
def test_parameters_are_utf8_whatever_a_header_says(stand: RunningStand, charset: str) -> None:
    lied = {"Content-Type": f"application/x-www-form-urlencoded; charset={charset}"}
    assert stand.get("/authorize", params=SignIn(stand).parameters, headers=lied).status_code == 200
    assert stand.post("/token", data="code=%D0%B0", headers=lied).status_code == 401


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data; boundary=x", b"junk"),
        ("multipart/form-data", b"junk"),
        ("application/json", b"{"),
        ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % number for number in range(2000))),
        ("application/x-www-form-urlencoded", b"a" * 100_000),
    ],
    ids=["broken multipart", "multipart without boundary", "JSON", "2000 parameters", "100 kB"],
)
@pytest.mark.parametrize("path", POST_PATHS)
def test_strange_bodies(stand: RunningStand, path: str, kind: str, body: bytes) -> None:
    assert stand.post(path, data=body, headers={"Content-Type": kind}).status_code < 500


@pytest.mark.parametrize(
    "path",
    [
        "/%00",
        "/authorize%00",
        "/static/stand/..%2fsettings.py",
        "/static/stand/%00",
        "//x/",
        "/inbox/%00/",
        "/inbox/%ff/",
    ],
)
def test_strange_paths(stand: RunningStand, path: str) -> None:
    assert stand.get(path).status_code == 404


def test_another_host_name_is_refused(stand: RunningStand) -> None:
    assert stand.get("/", headers={"Host": "evil.example"}).status_code == 400


@settings(max_examples=60, deadline=None)
@given(sent=st.lists(st.tuples(st.sampled_from(NAMES), st.text(max_size=40)), max_size=6))
def test_any_query_is_answered(stand: RunningStand, sent: list[tuple[str, str]]) -> None:
    query = "&".join(f"{name}={quote(value, errors='surrogatepass')}" for name, value in sent)
    for path in ("/authorize", "/authorize/rights", "/authorize/detour", "/logout"):
        assert stand.get(f"{path}?{query}").status_code < 500
