"""Whatever is sent to ESIA's doors is answered; the module's fixture also reads the log for a 500."""

from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.dnevnik.stand.esia.system import EsiaSignIn, exchange_of, request_of
from tests.dnevnik.stand.running import MARIA, RunningStand

JUNK = ["", "\x00", "a\r\nb", "ы", "a" * 2000, "http://[", "%", "\udc80"]
NAMES = [*request_of({}), *exchange_of("code", {}), "scope_org", "code_verifier", "code_challenge", "embed"]


@pytest.mark.parametrize("junk", JUNK, ids=lambda junk: ascii(junk)[:12])
def test_junk_in_any_parameter(stand: RunningStand, junk: str) -> None:
    encoded = quote(junk, errors="surrogatepass")
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    for name in dict.fromkeys(NAMES):
        good = "&".join(f"{key}={quote(value)}" for key, value in request_of({}).items() if key != name)
        assert stand.get(f"/aas/oauth2/v2/ac?{good}&{name}={encoded}").status_code < 500
        body = "&".join(f"{key}={quote(value)}" for key, value in exchange_of("c", {}).items() if key != name)
        answer = stand.post("/aas/oauth2/v3/te", data=f"{body}&{name}={encoded}", headers=form)
        assert answer.status_code == 400
        assert answer.json()["error_description"].startswith("ESIA-")


@pytest.mark.parametrize(
    "path", ["/rs/prns/", "/rs/prns/x", "/rs/prns/-1", "/rs/prns/" + "9" * 3000, f"/rs/prns/{MARIA}/kids/x", "/aas/"]
)
def test_strange_paths(stand: RunningStand, path: str) -> None:
    assert stand.get(path).status_code in {401, 404}


def test_a_very_large_number_of_a_person(stand: RunningStand) -> None:
    token = EsiaSignIn(stand).token(MARIA)
    bearer = {"Authorization": f"Bearer {token}"}
    assert stand.get("/rs/prns/" + "9" * 3000, headers=bearer).status_code == 403
    assert stand.get(f"/rs/prns/{MARIA}/kids/" + "9" * 3000, headers=bearer).status_code == 404


@settings(max_examples=40, deadline=None)
@given(sent=st.lists(st.tuples(st.sampled_from(NAMES), st.text(max_size=40)), max_size=6))
def test_any_query_is_answered(stand: RunningStand, sent: list[tuple[str, str]]) -> None:
    query = "&".join(f"{name}={quote(value, errors='surrogatepass')}" for name, value in sent)
    for path in ("/aas/oauth2/v2/ac", "/idp/ext/Logout"):
        assert stand.get(f"{path}?{query}").status_code < 500
