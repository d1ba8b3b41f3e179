"""ESIA's tokens: the signature by any of its published keys, then every claim we rely on."""

from collections.abc import Callable
from dataclasses import dataclass

from accounts.esia import messages
from accounts.esia.provider import EsiaProvider
from accounts.esia.signers import files
from accounts.esia.signers.rsa import is_signed, rsa_key
from accounts.esia.signers.signer import SignerFailed
from accounts.oidc.errors import TokenRejected
from accounts.oidc.strict_json import NotStrictJson, Object, parse_object
from accounts.oidc.tokens import LONGEST_TOKEN, check_times, parsed_header, require

SUBJECT = "urn:esia:sbj"
NATURAL_PERSON = "P"


@dataclass(frozen=True, kw_only=True)
class Told:
    """Of whom the ID token speaks, and how sure of them ESIA is, unread (`accounts.esia.level`)."""

    oid: str
    lvl: object
    is_tru: object


def signed_claims(token: object, *, provider: EsiaProvider, deadline: float) -> Object:
    """The claims under a signature of ESIA; nothing about them is checked yet. Raises TokenRejected, SignerFailed."""
    if not isinstance(token, str) or len(token) > LONGEST_TOKEN or token.count(".") != 2 or not token.isascii():
        raise TokenRejected("token_malformed")
    # No more of the header than this: ESIA does not describe it, and keys in it are never read.
    algorithm = parsed_header(token).get("alg")
    if algorithm not in provider.algorithms:
        raise TokenRejected("alg_forbidden")
    signed, _dot, signature = token.rpartition(".")
    try:
        proof, payload = messages.decoded(signature), messages.decoded(signed.partition(".")[2])
    except ValueError:
        raise TokenRejected("token_malformed") from None
    fits = _fits_rs256 if algorithm == "RS256" else _fits_gost
    if not _by_any_key(provider, lambda key: fits(provider, key, signed.encode(), proof, deadline)):
        raise TokenRejected("signature")
    try:
        return parse_object(payload)
    except NotStrictJson:
        raise TokenRejected("payload_malformed") from None


def check_id_token(claims: Object, *, provider: EsiaProvider, now: float) -> Told:
    """The rules of OpenID Connect Core 3.1.3.7 without the nonce, which ESIA does not return; `now` in seconds.

    Raises TokenRejected.
    """
    require(claims.get("iss") == provider.issuer, "iss")
    require(claims.get("aud") in (provider.client_id, [provider.client_id]), "aud")
    check_times(claims, now=now)
    oid = _oid(claims.get("sub"), "sub")
    about = claims.get(SUBJECT, {})
    if not isinstance(about, dict):
        raise TokenRejected("sbj")
    told = {name: about.get(f"{SUBJECT}:{name}") for name in ("oid", "typ", "lvl", "is_tru")}
    require(told["oid"] is None or _oid(told["oid"], "sbj_oid") == oid, "sbj_oid")
    require(told["typ"] in (None, NATURAL_PERSON), "sbj_typ")
    return Told(oid=oid, lvl=told["lvl"], is_tru=told["is_tru"])


def check_access_token(claims: Object, *, provider: EsiaProvider, oid: str, now: float) -> frozenset[str] | None:
    """That it is ours and of that person; the scopes granted, or None where the token does not say.

    Each data scope names its person: `fullname?oid=1000328686`. Raises TokenRejected.
    """
    require(claims.get("iss") == provider.issuer, "access_iss")
    require(claims.get("client_id") == provider.client_id, "access_client_id")
    check_times(claims, now=now)
    require(_oid(claims.get(f"{SUBJECT}_id"), "access_sbj_id") == oid, "access_sbj_id")
    scope = claims.get("scope")
    if scope is None:
        return None
    if not isinstance(scope, str):
        raise TokenRejected("access_scope")
    granted = [word.partition("?oid=") for word in scope.split()]
    require(all(of in ("", oid) for _name, _mark, of in granted), "access_scope")
    return frozenset(name for name, _mark, _of in granted)


def _by_any_key(provider: EsiaProvider, fits: Callable[[bytes], bool]) -> bool:
    """ESIA rotates its keys without a kid, so all are tried. A key that cannot be read is no reason if another fits."""
    failure = None
    for path in provider.provider_keys:
        try:
            if fits(files.pem(path)):
                return True
        except SignerFailed as error:
            failure = error
    if failure is not None:
        raise failure
    return False


def _fits_rs256(_provider: EsiaProvider, key: bytes, signed: bytes, proof: bytes, _deadline: float) -> bool:
    public = rsa_key(key)
    return public is not None and is_signed(signed, proof, key=public)


def _fits_gost(provider: EsiaProvider, key: bytes, signed: bytes, proof: bytes, deadline: float) -> bool:
    return rsa_key(key) is None and provider.signer.verify(signed, proof, key=key, deadline=deadline)


def _oid(value: object, code: str) -> str:
    """ESIA writes it as a number or as a text. Raises TokenRejected."""
    text = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    require(messages.OID.fullmatch(text), code)
    return text
