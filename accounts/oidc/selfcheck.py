"""What can be proved of a provider before the first person comes: what it says of itself, its keys, its clock."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime

from accounts.oidc.client_proof import KeyUnusable, signing_key
from accounts.oidc.errors import ProviderError, ProviderRefused
from accounts.oidc.http import Answer, fetch
from accounts.oidc.keys import signing_keys
from accounts.oidc.provider import Provider
from accounts.oidc.strict_json import NotStrictJson, Object, parse_object
from accounts.oidc.tokens import LEEWAY_SECONDS

DISCOVERY = "/.well-known/openid-configuration"
ADDRESSES = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri", "end_session_endpoint")
# OpenID Connect Discovery 1.0 section 3: what a provider supports when it does not say.
UNSAID = {"token_endpoint_auth_methods_supported": ["client_secret_basic"], "response_types_supported": []}


@dataclass(frozen=True)
class Finding:
    """`code` is a line of `accounts.texts.selfcheck`, `named` what it names."""

    is_good: bool
    code: str
    named: Mapping[str, object] = field(default_factory=dict)


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
        yield Finding(is_absent, "undescribed" if is_absent else "description_failed", _failed(address, refused))
    except ProviderError as failed:
        yield Finding(False, "description_failed", _failed(address, failed))
    except NotStrictJson:
        yield Finding(False, "description_failed", {"address": address, "why": "not_json"})
    else:
        yield Finding(True, "described", {"address": address})
        yield from _compared(provider, said)


def _compared(provider: Provider, said: Object) -> Iterator[Finding]:
    """Section 4.3: the issuer must be the very same text, or everything else may be an impostor's."""
    issuer = said.get("issuer")
    is_same = issuer == provider.issuer
    yield Finding(is_same, "issuer" if is_same else "issuer_differs", {"ours": provider.issuer, "theirs": issuer})
    for name in ADDRESSES:
        ours, theirs = getattr(provider, name), said.get(name, "")
        if ours or name != "end_session_endpoint":
            is_same = ours == theirs
            named = {"name": name, "ours": ours, "theirs": theirs}
            yield Finding(is_same, "address" if is_same else "address_differs", named)
    yield _one_of("algorithms", provider.algorithms, _list(said, "id_token_signing_alg_values_supported"))
    yield _one_of("client_auth", (provider.client_auth,), _list(said, "token_endpoint_auth_methods_supported"))
    yield _one_of("code", ("code",), _list(said, "response_types_supported"))
    yield _pkce(said)
    if "scopes_supported" in said:
        strange = set(provider.scopes.split()) - set(_list(said, "scopes_supported"))
        ours = " ".join(sorted(strange)) or provider.scopes
        yield Finding(not strange, "scopes_differ" if strange else "scopes", {"ours": ours})


def _one_of(code: str, ours: tuple[str, ...], theirs: list[str]) -> Finding:
    common = [one for one in ours if one in theirs]
    told = {"ours": ", ".join(common or ours), "theirs": ", ".join(theirs) or "–"}
    return Finding(bool(common), code if common else DIFFERING[code], told)


DIFFERING = {"algorithms": "algorithms_differ", "client_auth": "client_auth_differs", "code": "code_differs"}


def _pkce(said: Object) -> Finding:
    methods = _list(said, "code_challenge_methods_supported")
    if not methods:
        return Finding(True, "pkce_unsaid")
    return Finding("S256" in methods, "pkce" if "S256" in methods else "pkce_differs", {"theirs": ", ".join(methods)})


def _of_keys(provider: Provider, *, now: datetime) -> Iterator[Finding]:
    try:
        answer = _asked(provider, provider.jwks_uri)
        keys = signing_keys(answer.body)
    except ProviderError as failed:
        yield Finding(False, "keys_failed", _failed(provider.jwks_uri, failed))
        return
    for algorithm in provider.algorithms:
        count = sum(key.fits(algorithm) for key in keys)
        yield Finding(count > 0, "keys" if count else "keys_unfit", {"algorithm": algorithm, "count": count})
    yield _of_clock(answer.date, now=now)


def _of_clock(date: str, *, now: datetime) -> Finding:
    """Tokens say when they were made; a clock that is wrong refuses every one of them."""
    try:
        seconds = round(abs((parsedate_to_datetime(date) - now).total_seconds()))
    except (ValueError, TypeError):
        return Finding(True, "clock_unsaid")
    is_right = seconds <= LEEWAY_SECONDS
    return Finding(is_right, "clock" if is_right else "clock_differs", {"seconds": seconds, "most": LEEWAY_SECONDS})


def _of_own_key(provider: Provider) -> Finding:
    try:
        signing_key(provider)
    except KeyUnusable as unusable:
        return Finding(False, "own_key_failed", {"why": unusable.code})
    return Finding(True, "own_key", {"algorithm": provider.client_key.get("algorithm", "RS256")})


def _asked(provider: Provider, address: str) -> Answer:
    return fetch("GET", address, deadline=time.monotonic() + provider.deadline_seconds)


def _failed(address: str, failed: ProviderError) -> dict[str, object]:
    return {"address": address, "why": failed.code}


def _list(said: Object, name: str) -> list[str]:
    value = said.get(name, UNSAID.get(name, []))
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
