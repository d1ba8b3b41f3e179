"""Every way an ID token can lie (security.md 1), with the rule that stops it.

The ids are the names of the cases there; the code is what our log says, so a case cannot pass by another's failure.
"""

import pytest

from tests.accounts.oidc import jose
from tests.accounts.oidc.conftest import Journal, Visitor
from tests.accounts.oidc.faults import (
    ATTACKER,
    HOUR,
    Arrange,
    all_of,
    attacker_signs,
    claim,
    header,
    header_without,
    honest,
    keys,
    moment,
    other,
    ours,
    public_pem,
    signed_by,
    signs_nothing,
    token_answer,
    without,
)
from tests.accounts.oidc.provider import SUBJECT, IdentityProvider

HONEST_HEADER = jose.b64(b'{"alg": "RS256", "kid": "k1"}')
HALF_HASH_OF_ANOTHER = jose.b64(bytes(16))


def encrypted(op: IdentityProvider) -> object:
    return jose.jwk(jose.rsa_key("encryption"), kid="k1", use="enc", alg="RS256")


def weak(op: IdentityProvider) -> None:
    op.key = jose.rsa_key("weak", 1024)
    op.sign = jose.rs256(op.key)
    op.keys = [jose.jwk(op.key, kid="k1", use="sig")]


def twice(name: str, value: str) -> Arrange:
    """A payload with one member twice: parsers differ on which they believe."""

    def edit(payload: jose.Json) -> str:
        return jose.as_text(payload)[:-1] + f', "{name}": "{value}"}}'

    return lambda op: setattr(op, "edit_payload", edit)


ACCEPTED = {
    "oidcc-client-test": honest,
    "oidcc-client-test-kid-absent-single-jwks": all_of(header_without("kid"), keys(ours(kid=None))),
    "kid-absent-single-jwks (jwk keeps kid)": header_without("kid"),
    "oidcc-client-test-idtoken-sig-rs256": honest,
    "clock skew 30 s (iat ahead)": moment("iat", 30),
    "expired 30 s ago by our clock": moment("exp", -30),
    "nbf 30 s ahead": moment("nbf", 30),
    "aud as a list of us alone": claim(aud=["dnevnik"]),
    "azp is us": claim(azp="dnevnik"),
    "two keys same kid, encryption key first": keys(encrypted, ours()),
    "JWKS entry without kid beside ours": keys(other(), ours()),
    "JWKS entries we cannot read beside ours": keys(
        lambda _op: "key", lambda _op: {"kty": "oct", "k": "AA", "kid": "k1"}, other(kid=7), other(n="!"), ours()
    ),
    "a key for another algorithm beside ours": keys(other(kid="k1", alg="PS256"), ours()),
    "a key that says key_ops instead of use": keys(ours(use=None, key_ops=["verify"])),
    "sub of 255 chars": all_of(claim(sub="s" * 255), lambda op: op.person.update(sub="s" * 255)),
    "typ jwt": header(typ="jwt"),
}

REJECTED = {
    "oidcc-client-test-invalid-iss": (claim(iss="https://op.example"), "iss"),
    "iss with a slash more": (lambda op: op.claims.update(iss=f"{op.base}/"), "iss"),
    "iss missing": (without("iss"), "iss"),
    "oidcc-client-test-missing-sub": (without("sub"), "sub"),
    "oidcc-client-test-invalid-aud": (claim(aud="another"), "aud"),
    "oidcc-client-test-missing-aud": (without("aud"), "aud"),
    "aud empty list": (claim(aud=[]), "aud"),
    "aud array with untrusted extra": (claim(aud=["dnevnik", "evil"]), "aud"),
    "azp of another client": (claim(azp="other"), "azp"),
    "azp of another client, aud a list": (claim(aud=["dnevnik"], azp="other"), "azp"),
    "oidcc-client-test-missing-iat": (without("iat"), "iat"),
    "exp missing": (without("exp"), "exp"),
    "exp in the past": (moment("exp", -HOUR), "exp"),
    "exp not a number": (claim(exp="never"), "exp"),
    "exp true": (claim(exp=True), "exp"),
    "exp infinite": (lambda op: setattr(op, "edit_payload", infinite_exp), "exp"),
    "iat far in future": (moment("iat", 24 * HOUR), "iat"),
    "iat true": (claim(iat=True), "iat"),
    "iat not a number": (claim(iat="now"), "iat"),
    "nbf in future": (moment("nbf", HOUR), "nbf"),
    "sub > 255 chars": (claim(sub="s" * 5000), "sub"),
    "sub is a number": (claim(sub=int(SUBJECT)), "sub"),
    "sub empty": (claim(sub=""), "sub"),
    "sub not ASCII": (claim(sub="Анна"), "sub"),
    "sub with NUL": (claim(sub="1000\x00299654"), "sub"),
    "oidcc-client-test-nonce-invalid": (claim(nonce="other"), "nonce"),
    "nonce missing": (without("nonce"), "nonce"),
    "nonce empty": (claim(nonce=""), "nonce"),
    "nonce a list": (claim(nonce=[]), "nonce"),
    "oidcc-client-test-invalid-athash": (claim(at_hash=HALF_HASH_OF_ANOTHER), "at_hash"),
    "at_hash not a text": (claim(at_hash=None), "at_hash"),
    "at_hash whole instead of half": (claim(at_hash=jose.b64(bytes(32))), "at_hash"),
    "oidcc-client-test-invalid-chash": (claim(c_hash=HALF_HASH_OF_ANOTHER), "c_hash"),
    "duplicate JSON members in id_token": (twice("sub", SUBJECT), "NotStrictJson"),
    "payload not an object": (lambda op: setattr(op, "edit_payload", lambda _payload: "[]"), "NotStrictJson"),
    "payload nested without end": (lambda op: setattr(op, "edit_payload", endless), "NotStrictJson"),
    "id_token of 48 KiB": (claim(padding="x" * 48 * 1024), "token_malformed"),
    "oidcc-client-test-kid-absent-multiple-jwks": (
        all_of(header_without("kid"), keys(ours(), other(kid="k2"))),
        "key_ambiguous",
    ),
    "two signing keys with one kid": (keys(ours(), other(kid="k1")), "key_ambiguous"),
    "oidcc-client-test-idtoken-sig-none": (
        all_of(header(alg="none"), signed_by(lambda _op: signs_nothing)),
        "alg_forbidden",
    ),
    "sig-none mixed case 'nOnE'": (all_of(header(alg="nOnE"), signed_by(lambda _op: signs_nothing)), "alg_forbidden"),
    "oidcc-client-test-invalid-sig-rs256": (attacker_signs, "InvalidSignatureError"),
    "invalid-sig: empty signature": (signed_by(lambda _op: signs_nothing), "InvalidSignatureError"),
    "oidcc-client-test-invalid-sig-hs256": (
        all_of(header(alg="HS256"), signed_by(lambda op: jose.hs256(op.secret.encode()))),
        "alg_forbidden",
    ),
    "oidcc-client-test-invalid-sig-es256": (
        all_of(header(alg="ES256"), signed_by(lambda _op: jose.es256(jose.ec_key("attacker")))),
        "alg_forbidden",
    ),
    "alg confusion: HS256 keyed by RSA public PEM": (
        all_of(header(alg="HS256"), signed_by(lambda op: jose.hs256(public_pem(op)))),
        "alg_forbidden",
    ),
    "RS512 where RS256 registered": (
        all_of(header(alg="RS512"), signed_by(lambda op: jose.rs512(op.key))),
        "alg_forbidden",
    ),
    "PS256 where RS256 registered": (
        all_of(header(alg="PS256"), signed_by(lambda op: jose.ps256(op.key))),
        "alg_forbidden",
    ),
    "embedded jwk header": (all_of(header(jwk=jose.jwk(ATTACKER, kid="k1")), attacker_signs), "InvalidSignatureError"),
    "kid path traversal / SQL": (all_of(header(kid="../../dev/null"), attacker_signs), "key_unknown"),
    "kid not a text": (header(kid=["k1"]), "kid_malformed"),
    "unknown crit header": (header(crit=["x"]), "crit"),
    "b64 header": (header(b64=False), "crit"),
    "alg missing in header": (header_without("alg"), "alg_forbidden"),
    "alg a list": (header(alg=["RS256"]), "alg_forbidden"),
    "typ of an access token": (header(typ="at+jwt"), "typ"),
    "typ of a logout token": (header(typ="logout+jwt"), "typ"),
    "weak 1024-bit RSA key": (weak, "key_unknown"),
    "the only key is for encryption": (keys(ours(use="enc")), "key_unknown"),
    "the only key may not verify": (keys(ours(key_ops=["encrypt"])), "key_unknown"),
    "the key is for another algorithm": (keys(ours(alg="RS512")), "key_unknown"),
    "jwks empty": (keys(), "key_unknown"),
    "token: id_token garbage": (token_answer(id_token="abc"), "token_malformed"),
    "id_token with a header of garbage": (token_answer(id_token="AAAA.e30.AA"), "header_malformed"),
    "id_token missing": (token_answer(id_token=None), "token_malformed"),
    "id_token a number": (token_answer(id_token=7), "token_malformed"),
    "id_token encrypted": (token_answer(id_token="a.b.c.d.e"), "token_malformed"),
    "id_token with half a character": (
        token_answer(id_token=f"{HONEST_HEADER}.\ud800.AA"),
        "token_malformed",
    ),
    "id_token not ASCII": (token_answer(id_token="е.е.е"), "token_malformed"),
    "token: no access_token": (token_answer(access_token=None), "access_token"),
    "access_token would break the header line": (token_answer(access_token="a\r\nX-Y: z"), "access_token"),
    "access_token is no bearer token": (token_answer(token_type="mac"), "token_type"),
}


def infinite_exp(payload: jose.Json) -> str:
    return jose.as_text({**payload, "exp": 0}).replace('"exp": 0', '"exp": 1e999')


def endless(_payload: jose.Json) -> str:
    return '{"a":' * 4_000


@pytest.mark.parametrize("arrange", ACCEPTED.values(), ids=ACCEPTED.keys())
def test_an_honest_token_lets_the_person_arrive(visitor: Visitor, arrange: Arrange) -> None:
    arrange(visitor.provider)
    assert visitor.sign_in().claims is not None


@pytest.mark.parametrize(("arrange", "code"), REJECTED.values(), ids=REJECTED.keys())
def test_a_lying_token_stops_the_sign_in(visitor: Visitor, journal: Journal, arrange: Arrange, code: str) -> None:
    arrange(visitor.provider)
    told = visitor.sign_in()
    assert (told.claims, told.reason, journal.code) == (None, "provider_error", code)
