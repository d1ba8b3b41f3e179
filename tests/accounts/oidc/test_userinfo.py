"""Userinfo: about the same subject, signed or not, small and in time (security.md 1)."""

import itertools
import time

import pytest
from pytest_django import Settings

from tests.accounts.oidc import jose
from tests.accounts.oidc.conftest import Journal, Visitor
from tests.accounts.oidc.faults import (
    Arrange,
    all_of,
    attacker_signs,
    claim,
    person,
    replies,
    rotate,
    userinfo_signed,
)
from tests.accounts.oidc.provider import SUBJECT, IdentityProvider, Reply, as_json


def as_plain_text(op: IdentityProvider) -> None:
    op.replies["/userinfo"] = lambda: Reply(jose.as_text(op.person).encode(), content_type="text/plain")


def signed_by_attacker(op: IdentityProvider) -> None:
    def reply() -> Reply:
        attacker_signs(op)
        return op.signed_userinfo()

    op.replies["/userinfo"] = reply


def signed_as(content_type: str, tail: bytes = b"") -> Arrange:
    """Signed userinfo under that name."""

    def arrange(op: IdentityProvider) -> None:
        op.replies["/userinfo"] = lambda: Reply(
            b"".join(op.signed_userinfo().pieces()) + tail, content_type=content_type
        )

    return arrange


def resigned_as(**header: object) -> Arrange:
    """Userinfo under another JOSE header; the ID token before it keeps its own."""

    def arrange(op: IdentityProvider) -> None:
        def reply() -> Reply:
            op.header |= header
            return op.signed_userinfo()

        op.replies["/userinfo"] = reply

    return arrange


ACCEPTED = {
    "oidcc-client-test-userinfo-bearer-header": person(),
    "oidcc-client-test-userinfo-signed": userinfo_signed(),
    "userinfo-signed, aud a list of us alone": userinfo_signed(aud=["dnevnik"]),
    "userinfo downgraded to text/plain JSON": as_plain_text,
    "no e-mail at all (ESIA allows)": person(email=None),
    "userinfo-signed, type with a charset": signed_as("application/jwt; charset=utf-8"),
    "userinfo-signed, type in capitals": signed_as("APPLICATION/JWT"),
    "userinfo-signed with a line end after it": signed_as("application/jwt", tail=b"\r\n"),
    "userinfo with claims nobody knows": person(roles=["admin"], is_staff=True, nested={"a": [1]}),
}

REJECTED = {
    "oidcc-client-test-userinfo-invalid-sub": (person(sub="another"), "provider_error", "userinfo_sub"),
    "userinfo sub missing": (person(sub=None), "provider_error", "userinfo_sub"),
    "userinfo sub a number": (person(sub=1000299654), "provider_error", "userinfo_sub"),
    "userinfo-signed bad sig": (signed_by_attacker, "provider_error", "InvalidSignatureError"),
    "userinfo-signed wrong aud": (userinfo_signed(aud="another"), "provider_error", "aud"),
    "userinfo-signed without aud": (userinfo_signed(aud=None), "provider_error", "aud"),
    "userinfo-signed wrong iss": (userinfo_signed(iss="https://op.example"), "provider_error", "iss"),
    "userinfo-signed without iss": (userinfo_signed(iss=None), "provider_error", "iss"),
    "userinfo-signed of another subject": (userinfo_signed(sub="another"), "provider_error", "userinfo_sub"),
    "userinfo-signed long ago": (userinfo_signed(exp=1), "provider_error", "exp"),
    "userinfo-signed garbage": (
        replies("/userinfo", lambda: Reply(b"abc", content_type="application/jwt")),
        "provider_error",
        "token_malformed",
    ),
    "userinfo-signed in the future": (userinfo_signed(iat=2e9 * 2), "provider_error", "iat"),
    "userinfo-signed not valid yet": (userinfo_signed(nbf=2e9 * 2), "provider_error", "nbf"),
    "userinfo-signed without sub": (userinfo_signed(sub=None), "provider_error", "userinfo_sub"),
    "userinfo-signed wrong azp": (userinfo_signed(azp="another"), "provider_error", "azp"),
    "userinfo-signed aud with an extra": (userinfo_signed(aud=["dnevnik", "evil"]), "provider_error", "aud"),
    "userinfo-signed alg none": (resigned_as(alg="none"), "provider_error", "alg_forbidden"),
    "userinfo-signed alg HS256": (resigned_as(alg="HS256"), "provider_error", "alg_forbidden"),
    "userinfo-signed crit": (resigned_as(crit=["x"]), "provider_error", "crit"),
    "userinfo-signed typ of an access token": (resigned_as(typ="at+jwt"), "provider_error", "typ"),
    "userinfo-signed kid unknown": (resigned_as(kid="k9"), "provider_error", "key_unknown"),
    "userinfo-signed called JSON": (signed_as("application/json"), "provider_down", "not_json"),
    "userinfo JSON called a JWT": (
        lambda op: op.more_headers.update({"/userinfo": {"Content-Type": "application/jwt"}}),
        "provider_error",
        "token_malformed",
    ),
    "userinfo encrypted": (
        replies("/userinfo", lambda: Reply(b"a.b.c.d.e", content_type="application/jwt")),
        "provider_error",
        "token_malformed",
    ),
    "userinfo sub in another case": (
        all_of(claim(sub="abc"), person(sub="ABC")),
        "provider_error",
        "userinfo_sub",
    ),
    "userinfo sub with a space": (person(sub=f"{SUBJECT} "), "provider_error", "userinfo_sub"),
    "userinfo sub a list": (person(sub=[SUBJECT]), "provider_error", "userinfo_sub"),
    "userinfo sub half a character": (person(sub="\ud800"), "provider_error", "userinfo_sub"),
    "userinfo sub true": (person(sub=True), "provider_error", "userinfo_sub"),
    "names of NULs": (person(family_name="\x00", given_name="\x00"), "scope_denied", "names_absent"),
    "names of 10 000 letters": (person(family_name="я" * 10_000), "scope_denied", "names_absent"),
    "names that turn the line round": (person(family_name="\u202eавелавоК"), "scope_denied", "names_absent"),
    "names that are markup stay text": (person(given_name=["<b>"]), "scope_denied", "names_absent"),
    "userinfo 401": (
        replies("/userinfo", lambda: as_json({"error": "invalid_token"}, 401)),
        "provider_error",
        "invalid_token",
    ),
    "userinfo []": (replies("/userinfo", lambda: as_json([])), "provider_down", "not_json"),
    "userinfo with a member twice": (
        replies("/userinfo", lambda: Reply(b'{"sub": "1000299654", "sub": "1000299654"}')),
        "provider_down",
        "not_json",
    ),
    "userinfo 64 MiB": (
        replies("/userinfo", lambda: Reply(itertools.repeat(b" " * 65536, 1024))),
        "provider_down",
        "oversized",
    ),
    "names not granted": (person(family_name=None, given_name=None), "scope_denied", "names_absent"),
}


@pytest.mark.parametrize("arrange", ACCEPTED.values(), ids=ACCEPTED.keys())
def test_honest_userinfo_lets_the_person_arrive(visitor: Visitor, arrange: Arrange) -> None:
    arrange(visitor.provider)
    claims = visitor.sign_in().claims
    assert claims is not None
    assert claims.surname == "Ковалёва"


@pytest.mark.parametrize(("arrange", "reason", "code"), REJECTED.values(), ids=REJECTED.keys())
def test_other_userinfo_stops_the_sign_in(
    visitor: Visitor, journal: Journal, arrange: Arrange, reason: str, code: str
) -> None:
    arrange(visitor.provider)
    told = visitor.sign_in()
    assert (told.claims, told.reason, journal.code) == (None, reason, code)


def test_userinfo_drips(visitor: Visitor, journal: Journal, portal: Settings) -> None:
    """«userinfo drips 1 byte / 0.5 s»: each byte comes in time, the whole never would."""
    portal.IDENTITY_PROVIDERS = {"op": visitor.provider.settings(deadline_seconds=0.5)}
    visitor.provider.replies["/userinfo"] = lambda: Reply(itertools.repeat(b" "), pause=0.1)
    query = visitor.query()
    begun = time.monotonic()
    told = visitor.come_back(query)
    assert (told.reason, journal.code) == ("provider_down", "deadline")
    assert time.monotonic() - begun < 2


def test_claims_sources_are_never_called(visitor: Visitor) -> None:
    """oidcc-client-test-aggregated-claims, -distributed-claims."""
    op = visitor.provider
    sources = {"elsewhere": {"endpoint": f"{op.base}/elsewhere", "access_token": "t"}, "inside": {"JWT": "a.b.c"}}
    op.person |= {"_claim_names": {"snils": "elsewhere", "middle_name": "inside"}, "_claim_sources": sources}
    del op.person["snils"]
    claims = visitor.sign_in().claims
    assert claims is not None
    assert claims.snils is None
    assert op.asked == ["/token", "/jwks", "/userinfo"]


def test_claims_of_the_id_token_fill_what_userinfo_leaves_out(visitor: Visitor) -> None:
    op = visitor.provider
    op.claims["assurance"] = "child"
    del op.person["assurance"]
    claims = visitor.sign_in().claims
    assert claims is not None
    assert claims.level == "child"


def test_a_key_changed_between_token_and_userinfo_is_found(visitor: Visitor) -> None:
    def reply() -> Reply:
        rotate(visitor.provider)
        return visitor.provider.signed_userinfo()

    visitor.provider.replies["/userinfo"] = reply
    assert visitor.sign_in().claims is not None
