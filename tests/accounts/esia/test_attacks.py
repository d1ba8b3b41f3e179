"""What ESIA, a network or an attacker may send: a controlled end for each, and nobody comes in (security.md 1)."""

import itertools
import time
from collections.abc import Callable

import pytest

from tests.accounts.esia import keys
from tests.accounts.esia.conftest import Journal, Visitor
from tests.accounts.esia.esia import CLIENT, OID
from tests.accounts.esia.faults import (
    ATTACKER,
    CANARY,
    HOUR,
    HTML,
    ROOT,
    TOKEN,
    Arrange,
    access_token,
    answer,
    drip,
    editing,
    header,
    id_token,
    id_token_for_access,
    links,
    person,
    redirects,
    replies,
    seconds,
    signed,
    subject,
    swapped,
    twice,
)
from tests.accounts.oidc import jose
from tests.accounts.oidc.provider import Reply, as_json

DOWN, ERROR, SCOPE = "provider_down", "provider_error", "scope_denied"
SOMEBODY = "1000000777"

ATTACKS: dict[str, tuple[Arrange, str, str]] = {
    "iss of another": (id_token(iss="http://esia-portal1.test.gosuslugi.ru/"), ERROR, "iss"),
    "iss over https": (id_token(iss="https://esia.example/"), ERROR, "iss"),
    "iss without its slash": (id_token(iss="http://esia.example"), ERROR, "iss"),
    "no iss": (id_token(iss=None), ERROR, "iss"),
    "token minted for another system": (id_token(aud="ANOTHER"), ERROR, "aud"),
    "no aud": (id_token(aud=None), ERROR, "aud"),
    "aud with an extra": (id_token(aud=[CLIENT, "ANOTHER"]), ERROR, "aud"),
    "no sub": (id_token(sub=None), ERROR, "sub"),
    "sub true": (id_token(sub=True), ERROR, "sub"),
    "sub a fraction": (id_token(sub=1000299654.0), ERROR, "sub"),
    "sub with a path": (id_token(sub=f"{OID}/../1"), ERROR, "sub"),
    "sub in other digits": (id_token(sub="١٠٠٠"), ERROR, "sub"),
    "sub of 5000 digits": (id_token(sub="1" * 5000), ERROR, "sub"),
    "sub zero": (id_token(sub=0), ERROR, "sub"),
    "sub of somebody else than sbj": (id_token(sub=int(SOMEBODY)), ERROR, "sbj_oid"),
    "sbj no object": (id_token(**{"urn:esia:sbj": [OID]}), ERROR, "sbj"),
    "not a natural person": (subject(oid=int(OID), typ="B"), ERROR, "sbj_typ"),
    "exp in the past": (id_token(**seconds("exp", -HOUR)), ERROR, "exp"),
    "exp in milliseconds' words": (id_token(exp="never"), ERROR, "exp"),
    "no exp": (id_token(exp=None), ERROR, "exp"),
    "no iat": (id_token(iat=None), ERROR, "iat"),
    "iat a day ahead": (id_token(**seconds("iat", 24 * HOUR)), ERROR, "iat"),
    "nbf an hour ahead": (id_token(**seconds("nbf", HOUR)), ERROR, "nbf"),
    "alg none": (signed(lambda _esia: lambda _message: b"", alg="none"), ERROR, "alg_forbidden"),
    "alg nOnE": (signed(lambda _esia: lambda _message: b"", alg="nOnE"), ERROR, "alg_forbidden"),
    "alg missing": (lambda esia: esia.header.pop("alg"), ERROR, "alg_forbidden"),
    "alg a list": (header(alg=["RS256"]), ERROR, "alg_forbidden"),
    "alg swapped: HS256 under the public key": (
        signed(lambda esia: jose.hs256(keys.public_pem(esia.key)), alg="HS256"),
        ERROR,
        "alg_forbidden",
    ),
    "alg swapped: GOST where RS256 is agreed": (header(alg="GOST3410_2012_256"), ERROR, "alg_forbidden"),
    "RS512": (signed(lambda esia: jose.rs512(esia.key), alg="RS512"), ERROR, "alg_forbidden"),
    "PS256 called RS256": (signed(lambda esia: jose.ps256(esia.key)), ERROR, "signature"),
    "attacker's signature": (signed(lambda _esia: jose.rs256(ATTACKER)), ERROR, "signature"),
    "attacker's key in the header": (
        signed(lambda _esia: jose.rs256(ATTACKER), jwk=jose.jwk(ATTACKER)),
        ERROR,
        "signature",
    ),
    "kid with a path": (signed(lambda _esia: jose.rs256(ATTACKER), kid="../../dev/null"), ERROR, "signature"),
    "empty signature": (signed(lambda _esia: lambda _message: b""), ERROR, "signature"),
    "unknown crit": (header(crit=["x"]), ERROR, "crit"),
    "two sub members": (twice, ERROR, "payload_malformed"),
    "access token for an ID token": (swapped, ERROR, "aud"),
    "ID token for an access token": (id_token_for_access, ERROR, "access_client_id"),
    "id_token garbage": (answer(id_token="abc"), ERROR, "token_malformed"),
    "id_token in letters of ours": (answer(id_token="а.б.в"), ERROR, "token_malformed"),
    "id_token padded": (answer(id_token="e30=.e30=.e30="), ERROR, "alg_forbidden"),
    "id_token a number": (answer(id_token=7), ERROR, "token_malformed"),
    "id_token huge": (answer(id_token=f"{'a' * 40_000}.a.a"), ERROR, "token_malformed"),
    "no id_token": (answer(id_token=None), ERROR, "token_malformed"),
    "no access_token": (answer(access_token=None), ERROR, "access_token"),
    "access token with a line end": (answer(access_token="a\r\nX: y"), ERROR, "access_token"),
    "access token that is no JWT": (answer(access_token="abc"), ERROR, "token_malformed"),
    "token_type MAC": (answer(token_type="MAC"), ERROR, "token_type"),
    "access token of another issuer": (access_token(iss="http://other.example/"), ERROR, "access_iss"),
    "access token of another system": (access_token(client_id="ANOTHER"), ERROR, "access_client_id"),
    "access token of somebody else": (access_token(**{"urn:esia:sbj_id": int(SOMEBODY)}), ERROR, "access_sbj_id"),
    "access token of nobody": (access_token(**{"urn:esia:sbj_id": None}), ERROR, "access_sbj_id"),
    "access token over": (access_token(**seconds("exp", -HOUR)), ERROR, "exp"),
    "a scope of somebody else": (access_token(scope=f"openid snils?oid={SOMEBODY}"), ERROR, "access_scope"),
    "scope a number": (access_token(scope=7), ERROR, "access_scope"),
    "state not echoed": (answer(state="0f0e0d0c-0b0a-4900-8807-060504030201"), ERROR, "token_state"),
    "no state": (answer(state=None), ERROR, "token_state"),
    "token 200 []": (replies(TOKEN, lambda: as_json([])), DOWN, "not_json"),
    "token 200 empty": (replies(TOKEN, lambda: Reply(b"")), DOWN, "not_json"),
    "token 200 NaN": (replies(TOKEN, lambda: Reply(b'{"expires_in": NaN}')), DOWN, "not_json"),
    "token 201": (replies(TOKEN, lambda: as_json({}, 201)), DOWN, "http_201"),
    "token 400 HTML": (replies(TOKEN, lambda: Reply(CANARY.encode(), 400, "text/html")), ERROR, "http_400"),
    "token 400, a canary for a code": (
        replies(TOKEN, lambda: as_json({"error": CANARY, "error_description": CANARY}, 400)),
        ERROR,
        "http_400",
    ),
    "token 400, deeply nested": (replies(TOKEN, lambda: Reply(b"[" * 100_000, 400)), ERROR, "http_400"),
    "token 429": (replies(TOKEN, lambda: Reply(b"", 429)), DOWN, "http_429"),
    "token 500 HTML": (replies(TOKEN, lambda: HTML), DOWN, "http_500"),
    "token 502": (replies(TOKEN, lambda: Reply(b"", 502)), DOWN, "http_502"),
    "token redirects (302)": (redirects(TOKEN, 302), DOWN, "http_302"),
    "token redirects (307 would post the code again)": (redirects(TOKEN, 307), DOWN, "http_307"),
    "token cut short": (replies(TOKEN, lambda: Reply([], headers={"Content-Length": "9"})), DOWN, "ProtocolError"),
    "token endless": (replies(TOKEN, lambda: Reply(itertools.repeat(b" " * 65536))), DOWN, "oversized"),
    "token compressed": (replies(TOKEN, lambda: Reply(b"", headers={"Content-Encoding": "gzip"})), DOWN, "compressed"),
    "person 401 without a code": (replies(ROOT, lambda: Reply(b"", 401)), ERROR, "http_401"),
    "person 403 without a code": (replies(ROOT, lambda: Reply(b"", 403)), ERROR, "http_403"),
    "person 500 HTML": (replies(ROOT, lambda: HTML), DOWN, "http_500"),
    "person []": (replies(ROOT, lambda: as_json([])), DOWN, "not_json"),
    "person redirects": (redirects(ROOT, 302), DOWN, "http_302"),
    "person endless": (replies(ROOT, lambda: Reply(itertools.repeat(b" " * 65536))), DOWN, "oversized"),
    "person of another oid": (person(oid=int(SOMEBODY)), ERROR, "rest_oid"),
    "an account that was deleted": (person(status="DELETED"), ERROR, "person_not_registered"),
    "no names": (person(firstName=None), SCOPE, "names_absent"),
    "documents 500": (replies(f"{ROOT}/docs", lambda: HTML), DOWN, "http_500"),
    "elements no list": (replies(f"{ROOT}/docs", lambda: as_json({"elements": {}})), DOWN, "rest_elements"),
    "elements of numbers": (replies(f"{ROOT}/docs", lambda: as_json({"elements": [7]})), DOWN, "rest_elements"),
    "a link to another host": (links(lambda _esia: "http://127.0.0.1:9/rs/prns/1/docs/1"), ERROR, "rest_link"),
    "a link to a host that begins alike": (
        links(lambda esia: f"{esia.base}.evil.example{ROOT}/docs/1"),
        ERROR,
        "rest_link",
    ),
    "a link to somebody else": (links(lambda esia: f"{esia.base}/rs/prns/{SOMEBODY}/docs/1"), ERROR, "rest_link"),
    "a link that climbs": (links(lambda esia: f"{esia.base}{ROOT}/docs/../../{SOMEBODY}"), ERROR, "rest_link"),
    "a link with a query": (links(lambda esia: f"{esia.base}{ROOT}/docs/1?x=1"), ERROR, "rest_link"),
    "a child's link to another host": (links(lambda _esia: "http://127.0.0.1:9/x", path="kids"), ERROR, "rest_link"),
    "links without end": (links(lambda esia: f"{esia.base}{ROOT}/docs/3", times=500), DOWN, "rest_too_many"),
}


@pytest.mark.parametrize(("arrange", "reason", "code"), ATTACKS.values(), ids=ATTACKS.keys())
def test_nobody_comes_in(
    visitor: Visitor, journal: Journal, caplog: pytest.LogCaptureFixture, arrange: Arrange, reason: str, code: str
) -> None:
    arrange(visitor.esia)
    told = visitor.sign_in()
    assert (told.claims, told.reason, journal.code) == (None, reason, code)
    assert "/thief" not in visitor.esia.asked
    assert not any(SOMEBODY in path for path in visitor.esia.asked)
    secrets = (CANARY, visitor.esia.token_form["client_secret"], visitor.esia.access_token or CANARY)
    assert not [secret for secret in secrets if secret in caplog.text]


ALLOWED: dict[str, Arrange] = {
    "honest": lambda _esia: None,
    "clock skew 30 s": id_token(**seconds("iat", 30), **seconds("nbf", 30)),
    "aud in a list": id_token(aud=[CLIENT]),
    "no sbj": id_token(**{"urn:esia:sbj": None}),
    "a header nobody described": header(typ="at+jwt", kid="x", sbt="id", ver=0),
    "no scope in the access token": access_token(scope=None),
    "expires_in a text": answer(expires_in="3600"),
    "no refresh token": answer(refresh_token=None),
}


@pytest.mark.parametrize("arrange", ALLOWED.values(), ids=ALLOWED.keys())
def test_what_esia_may_do_otherwise(visitor: Visitor, arrange: Arrange) -> None:
    arrange(visitor.esia)
    claims = visitor.sign_in().claims
    assert claims is not None
    assert claims.subject == OID


@pytest.mark.parametrize(
    "arrange",
    [
        pytest.param(replies(f"{ROOT}/kids", lambda: HTML), id="500"),
        pytest.param(replies(f"{ROOT}/kids", lambda: Reply(b"", 404)), id="404"),
        pytest.param(replies(f"{ROOT}/kids", lambda: Reply(b"", 403)), id="403"),
        pytest.param(replies(f"{ROOT}/kids", lambda: as_json({"code": "ESIA-005029"}, 403)), id="not granted"),
        pytest.param(links(lambda esia: f"{esia.base}{ROOT}/kids/701", path="kids", times=500), id="too many"),
    ],
)
def test_a_list_of_children_that_fails_keeps_nobody_out(visitor: Visitor, arrange: Arrange) -> None:
    arrange(visitor.esia)
    claims = visitor.sign_in().claims
    assert claims is not None
    assert claims.children is None


@pytest.mark.parametrize("path", [TOKEN, ROOT, f"{ROOT}/docs"])
@pytest.mark.parametrize("reply", [drip, lambda: Reply(b"{}", head_pause=2)], ids=["drip", "silence"])
def test_one_deadline_for_all(visitor: Visitor, journal: Journal, path: str, reply: Callable[[], Reply]) -> None:
    visitor.esia.replies[path] = reply
    visitor.change_settings(deadline_seconds=0.5)
    query = visitor.query()
    begun = time.monotonic()
    assert visitor.come_back(query).reason == DOWN
    assert journal.code == "deadline"
    assert time.monotonic() - begun < 3


def test_snils_withheld(visitor: Visitor, journal: Journal) -> None:
    visitor.esia.edit_access = editing({"scope": f"openid fullname?oid={OID}"})
    visitor.esia.person.pop("snils")
    assert visitor.sign_in().reason == SCOPE
    assert journal.code == "snils_withheld"


def test_a_person_without_a_snils_comes_in(visitor: Visitor) -> None:
    visitor.esia.person.pop("snils")
    claims = visitor.sign_in().claims
    assert claims is not None
    assert claims.snils is None


def test_code_injection_across_browsers(visitor: Visitor, journal: Journal, other: Visitor) -> None:
    """The attacker's own state, the victim's code: the code names the sign-in it was given for."""
    victims = other.query()["code"]
    assert visitor.come_back({**visitor.query(), "code": victims}).reason == ERROR
    assert journal.code == "code_of_another_start"
    assert visitor.esia.asked == []


@pytest.mark.parametrize("code", ["opaque", "a.b.c", "e30.e30.e30", "e30.W10.e30"])
def test_a_code_that_names_no_start_is_taken_as_it_is(visitor: Visitor, journal: Journal, code: str) -> None:
    assert visitor.come_back({**visitor.query(), "code": code}).reason == "code_expired"
    assert journal.code == "ESIA-007011"


def test_state_replay(visitor: Visitor) -> None:
    query = visitor.query()
    assert visitor.come_back(query).claims is not None
    assert visitor.come_back(query).reason == "used"
    assert visitor.esia.asked.count(TOKEN) == 1
