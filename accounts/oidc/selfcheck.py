"""What can be proved of a provider before the first person comes: what it says of itself, its keys, its clock."""

import time
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial

from accounts.oidc.client_proof import KeyUnusable, signing_key
from accounts.oidc.errors import ProviderError, ProviderRefused
from accounts.oidc.findings import Finding, Mark, clock_skew, is_tolerated
from accounts.oidc.http import Answer, fetch
from accounts.oidc.keys import signing_keys
from accounts.oidc.provider import Provider
from accounts.oidc.strict_json import NotStrictJson, Object, parse_object
from accounts.oidc.tokens import LEEWAY_SECONDS
from accounts.texts import selfcheck as texts

DISCOVERY = "/.well-known/openid-configuration"
ADDRESSES = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri", "end_session_endpoint")
# OpenID Connect Discovery 1.0 section 3: what a provider supports when it does not say.
UNSAID = {"token_endpoint_auth_methods_supported": ["client_secret_basic"], "response_types_supported": []}


def findings(provider: Provider, *, now: datetime) -> Iterator[Finding]:
    """Everything there is to say, in the order in which one would mend it. Raises nothing."""
    yield from _of_description(provider)
    yield from _of_keys(provider, now=now)
    if provider.client_auth == "private_key_jwt":
        yield _of_own_key(provider)


def _of_description(provider: Provider) -> Iterator[Finding]:
    """Nobody must publish one: at ESIA there is none, and the settings alone decide."""
    address = provider.issuer.rstrip("/") + DISCOVERY
    try:
        said = parse_object(_asked(provider, address).body)
    except ProviderRefused as refused:
        is_absent = refused.code in ("http_404", "http_410")
        yield _found("undescribed" if is_absent else "description_failed", _failed(address, refused), is_good=is_absent)
    except ProviderError as failed:
        yield _wrong("description_failed", _failed(address, failed))
    except NotStrictJson:
        yield _wrong("description_failed", {"address": address, "why": "not_json"})
    else:
        yield _good("described", {"address": address})
        yield from _compared(provider, said)


def _compared(provider: Provider, said: Object) -> Iterator[Finding]:
    """Section 4.3: the issuer must be the very same text, or everything else may be an impostor's."""
    issuer = said.get("issuer")
    is_same = issuer == provider.issuer
    named = {"ours": provider.issuer, "theirs": issuer}
    yield _found("issuer" if is_same else "issuer_differs", named, is_good=is_same)
    for name in ADDRESSES:
        ours, theirs = getattr(provider, name), said.get(name, "")
        if ours or name != "end_session_endpoint":
            is_same = ours == theirs
            named = {"name": name, "ours": ours, "theirs": theirs}
            yield _found("address" if is_same else "address_differs", named, is_good=is_same)
    yield _one_of("algorithms", provider.algorithms, _list(said, "id_token_signing_alg_values_supported"))
    yield _one_of("client_auth", (provider.client_auth,), _list(said, "token_endpoint_auth_methods_supported"))
    yield _one_of("code", ("code",), _list(said, "response_types_supported"))
    yield _pkce(said)
    if "scopes_supported" in said:
        strange = set(provider.scopes.split()) - set(_list(said, "scopes_supported"))
        ours = " ".join(sorted(strange)) or provider.scopes
        yield _found("scopes_differ" if strange else "scopes", {"ours": ours}, is_good=not strange)


def _one_of(code: str, ours: tuple[str, ...], theirs: list[str]) -> Finding:
    common = [one for one in ours if one in theirs]
    told = {"ours": ", ".join(common or ours), "theirs": ", ".join(theirs) or "–"}
    return _found(code if common else DIFFERING[code], told, is_good=bool(common))


DIFFERING = {"algorithms": "algorithms_differ", "client_auth": "client_auth_differs", "code": "code_differs"}


def _pkce(said: Object) -> Finding:
    methods = _list(said, "code_challenge_methods_supported")
    if not methods:
        return _good("pkce_unsaid", {})
    is_known = "S256" in methods
    return _found("pkce" if is_known else "pkce_differs", {"theirs": ", ".join(methods)}, is_good=is_known)


def _of_keys(provider: Provider, *, now: datetime) -> Iterator[Finding]:
    try:
        answer = _asked(provider, provider.jwks_uri)
        keys = signing_keys(answer.body)
    except ProviderError as failed:
        yield _wrong("keys_failed", _failed(provider.jwks_uri, failed))
        return
    for algorithm in provider.algorithms:
        count = sum(key.fits(algorithm) for key in keys)
        yield _found("keys" if count else "keys_unfit", {"algorithm": algorithm, "count": count}, is_good=count > 0)
    yield _of_clock(answer.date, now=now)


def _of_clock(date: str, *, now: datetime) -> Finding:
    skew = clock_skew(date, at=now)
    if skew is None:
        return _good("clock_unsaid", {})
    is_right = is_tolerated(skew)
    named = {"seconds": skew, "most": LEEWAY_SECONDS}
    return _found("clock" if is_right else "clock_differs", named, is_good=is_right)


def _of_own_key(provider: Provider) -> Finding:
    try:
        signing_key(provider)
    except KeyUnusable as unusable:
        return _wrong("own_key_failed", {"why": unusable.code})
    return _good("own_key", {"algorithm": provider.client_key.get("algorithm", "RS256")})


def _found(code: str, named: Mapping[str, object], *, is_good: bool) -> Finding:
    """`code` is a line of `accounts.texts.selfcheck`, `named` what it names."""
    return Finding(Mark.GOOD if is_good else Mark.WRONG, texts.checked(code, **named))


_good, _wrong = partial(_found, is_good=True), partial(_found, is_good=False)


def _asked(provider: Provider, address: str) -> Answer:
    return fetch("GET", address, deadline=time.monotonic() + provider.deadline_seconds)


def _failed(address: str, failed: ProviderError) -> dict[str, object]:
    return {"address": address, "why": failed.code}


def _list(said: Object, name: str) -> list[str]:
    value = said.get(name, UNSAID.get(name, []))
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
