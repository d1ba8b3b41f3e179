"""More ways an ID token can lie: types, encodings, headers, curves (the kinds of security.md 1, RFC 7515, RFC 8725)."""

import time

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm
from pytest_django import Settings

from tests.accounts.oidc import jose
from tests.accounts.oidc.conftest import Journal, Visitor
from tests.accounts.oidc.faults import (
    HOUR,
    Arrange,
    all_of,
    claim,
    header,
    keys,
    mangled,
    moment,
    other,
    ours,
    raw_header,
    raw_payload,
    signed_by,
    token_answer,
)
from tests.accounts.oidc.provider import SUBJECT, IdentityProvider

CURVE = jose.ec_key("current")


def elsewhere(name: str) -> Arrange:
    """A header that points at keys of somebody else's."""
    return lambda op: op.header.update({name: f"{op.base}/elsewhere"})


ACCEPTED = {
    "jku header is never fetched": elsewhere("jku"),
    "x5u header is never fetched": elsewhere("x5u"),
    "cty header": header(cty="x"),
    "headers nobody knows": header(x="y", zip="DEF"),
    "kid of 5000 chars": all_of(header(kid="k" * 5000), keys(ours(kid="k" * 5000))),
    "kid in letters of ours": all_of(header(kid="ключ"), keys(ours(kid="ключ"))),
    "exp with a fraction": lambda op: op.claims.update(exp=op_time() + 60.5),
    "iat long ago": moment("iat", -HOUR),
    "claims nobody knows": claim(amr=["pwd"], auth_time="?", acr=None, nested={"a": [{"b": None}]}),
    "claims in escapes": raw_payload(lambda text: text.replace(b'"sub"', b'"\\u0073ub"')),
    "spaces around the payload": raw_payload(lambda text: b" \n" + text + b"\t"),
    "one key published twice": keys(ours(), ours()),
    "one key published for each algorithm": keys(ours(alg="RS256"), ours(alg="PS256")),
    "one key with and without kid": keys(ours(kid=None), ours()),
    "fifty keys": keys(*[ours(kid=f"k{number}") for number in range(50)]),
    "token_type in capitals": token_answer(token_type="BEARER"),
    "token_type missing": token_answer(token_type=None),
    "expires_in a text": token_answer(expires_in="3600"),
    "refresh_token nobody asked for": token_answer(refresh_token="r" * 100),
}

REJECTED = {
    "iss null": (claim(iss=None), "iss"),
    "iss a list": (lambda op: op.claims.update(iss=[op.base]), "iss"),
    "iss in capitals": (lambda op: op.claims.update(iss=op.base.upper()), "iss"),
    "iss with a space": (lambda op: op.claims.update(iss=f"{op.base} "), "iss"),
    "iss with a query": (lambda op: op.claims.update(iss=f"{op.base}?a=b"), "iss"),
    "aud null": (claim(aud=None), "aud"),
    "aud a number": (claim(aud=7), "aud"),
    "aud an object": (claim(aud={"dnevnik": True}), "aud"),
    "aud a list in a list": (claim(aud=[["dnevnik"]]), "aud"),
    "aud in capitals": (claim(aud="DNEVNIK"), "aud"),
    "aud a longer name": (claim(aud="dnevnik-2"), "aud"),
    "aud array of others": (claim(aud=["other", "another"]), "aud"),
    "aud array with null": (claim(aud=["dnevnik", None]), "aud"),
    "azp null": (claim(azp=None), "azp"),
    "azp a list": (claim(azp=["dnevnik"]), "azp"),
    "azp empty": (claim(azp=""), "azp"),
    "sub null": (claim(sub=None), "sub"),
    "sub true": (claim(sub=True), "sub"),
    "sub a list": (claim(sub=[SUBJECT]), "sub"),
    "sub of 256 chars": (claim(sub="s" * 256), "sub"),
    "sub with a line end": (claim(sub=f"{SUBJECT}\n"), "sub"),
    "sub of look-alike digits": (claim(sub="１０００２９９６５４"), "sub"),
    "exp null": (claim(exp=None), "exp"),
    "exp zero": (claim(exp=0), "exp"),
    "exp negative": (claim(exp=-1), "exp"),
    "exp a number in a text": (claim(exp="9999999999"), "exp"),
    "exp a list": (claim(exp=[9999999999]), "exp"),
    "exp NaN": (raw_payload(lambda text: text.replace(b'"exp": ', b'"exp": NaN, "e": ')), "NotStrictJson"),
    "exp of 5000 digits": (
        raw_payload(lambda text: text.replace(b'"exp": ', b'"exp": ' + b"9" * 5000)),
        "NotStrictJson",
    ),
    "iat null": (claim(iat=None), "iat"),
    "iat in milliseconds": (lambda op: op.claims.update(iat=op_time() * 1000), "iat"),
    "nbf null": (claim(nbf=None), "nbf"),
    "nbf a text": (claim(nbf="1"), "nbf"),
    "nonce in capitals": (lambda op: setattr(op, "edit_payload", capital_nonce), "nonce"),
    "nonce with a NUL": (claim(nonce="\x00"), "nonce"),
    "nonce half a character": (raw_payload(lambda text: text.replace(b'"nonce": "', b'"nonce": "\\ud800')), "nonce"),
    "sub twice, once in escapes": (
        raw_payload(lambda text: text.replace(b"{", b'{"\\u0073ub": "other", ', 1)),
        "NotStrictJson",
    ),
    "member twice deep inside": (
        raw_payload(lambda text: text[:-1] + b', "a": {"b": {"c": 1, "c": 2}}}'),
        "NotStrictJson",
    ),
    "payload not UTF-8": (raw_payload(lambda text: text[:-1] + b', "a": "\xff"}'), "NotStrictJson"),
    "payload with a byte order mark": (raw_payload(lambda text: b"\xef\xbb\xbf" + text), "NotStrictJson"),
    "payload in UTF-16": (raw_payload(lambda text: text.decode().encode("utf-16")), "NotStrictJson"),
    "payload with a tail": (raw_payload(lambda text: text + b"{}"), "NotStrictJson"),
    "payload with a NUL after it": (raw_payload(lambda text: text + b"\x00"), "NotStrictJson"),
    "payload with a comment": (raw_payload(lambda text: text + b"//"), "NotStrictJson"),
    "payload empty": (raw_payload(lambda _text: b""), "token_malformed"),
    "payload a text": (raw_payload(lambda _text: b'"sub"'), "NotStrictJson"),
    "payload null": (raw_payload(lambda _text: b"null"), "NotStrictJson"),
    "a token within the token": (all_of(header(cty="JWT"), raw_payload(lambda _text: b"a.b.c")), "NotStrictJson"),
    "header with a member twice": (raw_header(b'{"alg": "none", "alg": "RS256", "kid": "k1"}'), "header_malformed"),
    "header a list": (raw_header(b'["RS256"]'), "header_malformed"),
    "header empty": (mangled(lambda token: token[token.index(".") :]), "token_malformed"),
    "alg in small letters": (header(alg="rs256"), "alg_forbidden"),
    "alg with a space": (header(alg="RS256 "), "alg_forbidden"),
    "alg null": (header(alg=None), "alg_forbidden"),
    "alg a number": (header(alg=256), "alg_forbidden"),
    "alg empty": (header(alg=""), "alg_forbidden"),
    "alg of a curve nobody agreed on": (header(alg="ES256K"), "alg_forbidden"),
    "alg of Edwards": (header(alg="EdDSA"), "alg_forbidden"),
    "alg of encryption": (header(alg="RSA-OAEP"), "alg_forbidden"),
    "kid null": (header(kid=None), "kid_malformed"),
    "kid a number": (header(kid=1), "kid_malformed"),
    "kid empty": (header(kid=""), "key_unknown"),
    "kid with NUL": (header(kid="k1\x00"), "key_unknown"),
    "kid in capitals": (header(kid="K1"), "key_unknown"),
    "kid SQL": (header(kid="k1' OR '1'='1"), "key_unknown"),
    "kid an address": (header(kid="http://127.0.0.1:9/jwks"), "key_unknown"),
    "crit empty": (header(crit=[]), "crit"),
    "crit null": (header(crit=None), "crit"),
    "crit names what we know": (header(crit=["exp"]), "crit"),
    "b64 true": (header(b64=True), "crit"),
    "typ a number": (header(typ=7), "typ"),
    "typ null": (header(typ=None), "typ"),
    "typ of a proof of possession": (header(typ="dpop+jwt"), "typ"),
    "padding": (mangled(lambda token: f"{token}=="), "token_malformed"),
    "the other alphabet": (mangled(lambda token: f"{token[:-2]}+/"), "token_malformed"),
    "a line end after it": (mangled(lambda token: f"{token}\n"), "token_malformed"),
    "a space before it": (mangled(lambda token: f" {token}"), "token_malformed"),
    "a line end within": (mangled(lambda token: token.replace(".", ".\r\n", 1)), "token_malformed"),
    "a NUL within": (mangled(lambda token: f"{token}\x00"), "token_malformed"),
    "a dot more": (mangled(lambda token: f"{token}."), "token_malformed"),
    "a signature cut short": (
        signed_by(lambda op: lambda message: jose.rs256(op.key)(message)[:-6]),
        "InvalidSignatureError",
    ),
    "a signature with a tail": (mangled(lambda token: f"{token}AAAA"), "InvalidSignatureError"),
    "a payload changed by one character": (
        mangled(lambda token: token.replace(".e", ".f", 1)),
        "InvalidSignatureError",
    ),
    "a signature of zeros": (signed_by(lambda _op: lambda _message: bytes(256)), "InvalidSignatureError"),
    "PS256 under RS256's name": (signed_by(lambda op: jose.ps256(op.key)), "InvalidSignatureError"),
    "id_token null": (
        lambda op: setattr(op, "edit_token", lambda answer: {**answer, "id_token": None}),
        "token_malformed",
    ),
    "id_token a list": (token_answer(id_token=["a.b.c"]), "token_malformed"),
    "id_token empty": (token_answer(id_token=""), "token_malformed"),
    "access_token a number": (token_answer(access_token=7), "access_token"),
    "access_token empty": (token_answer(access_token=""), "access_token"),
    "access_token of 17 KiB": (token_answer(access_token="a" * 17 * 1024), "access_token"),
    "access_token with a NUL": (token_answer(access_token="a\x00"), "access_token"),
    "access_token not ASCII": (token_answer(access_token="ключ"), "access_token"),
    "token_type a number": (token_answer(token_type=7), "token_type"),
    "keys for encryption and of another": (keys(ours(use="enc"), other(kid="k2")), "key_unknown"),
    "keys with use in capitals": (keys(ours(use="SIG")), "key_unknown"),
    "a key whose exponent is one": (keys(ours(e="AQ")), "key_unknown"),
    "a key whose modulus is zero": (keys(ours(n="AA")), "key_unknown"),
    "a key of 16384 bits": (keys(ours(n=jose.b64(b"\xff" * 2048))), "key_unknown"),
    "a key with numbers for texts": (keys(ours(n=7)), "key_unknown"),
    "a secret published as a key": (keys(lambda _op: {"kty": "oct", "k": "AAAA", "kid": "k1"}), "key_unknown"),
}

OF_CURVES = {
    "zeros (CVE-2022-21449)": lambda _message: bytes(64),
    "DER instead of two numbers": lambda message: CURVE.sign(message, ec.ECDSA(ECAlgorithm.SHA256())),
    "a byte short": lambda message: jose.es256(CURVE)(message)[:-1],
    "another key": jose.es256(jose.ec_key("attacker")),
    "RSA": jose.rs256(jose.rsa_key("current")),
}


def op_time() -> int:
    return int(time.time())


def capital_nonce(payload: jose.Json) -> jose.Json:
    return {**payload, "nonce": str(payload["nonce"]).swapcase()}


@pytest.mark.parametrize("arrange", ACCEPTED.values(), ids=ACCEPTED.keys())
def test_what_may_differ(visitor: Visitor, arrange: Arrange) -> None:
    arrange(visitor.provider)
    assert visitor.sign_in().claims is not None
    assert visitor.provider.asked == ["/token", "/jwks", "/userinfo"]


@pytest.mark.parametrize(("arrange", "code"), REJECTED.values(), ids=REJECTED.keys())
def test_what_may_not(visitor: Visitor, journal: Journal, arrange: Arrange, code: str) -> None:
    arrange(visitor.provider)
    told = visitor.sign_in()
    assert (told.claims, told.reason, journal.code) == (None, "provider_error", code)


@pytest.mark.parametrize("sign", OF_CURVES.values(), ids=OF_CURVES.keys())
def test_a_curve_signature_that_is_none(
    visitor: Visitor, portal: Settings, journal: Journal, op: IdentityProvider, sign: jose.Sign
) -> None:
    portal.IDENTITY_PROVIDERS = {"op": op.settings(algorithms=["ES256"])}
    op.header["alg"], op.sign = "ES256", sign
    op.keys = [jose.ec_jwk(CURVE, kid="k1")]
    assert visitor.sign_in().reason == "provider_error"
    assert journal.code == "InvalidSignatureError"


def test_c_hash_is_optional_and_then_true(visitor: Visitor) -> None:
    query = visitor.query()
    visitor.provider.claims["c_hash"] = jose.half_hash(query["code"])
    assert visitor.come_back(query).claims is not None
