"""Everything that must be right before the first person comes, looked at one by one. Nothing secret is told."""

from __future__ import annotations

import os
import secrets
import stat
import time
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from accounts.esia.answers import EXPECTED, code_of
from accounts.esia.authorization import token_form
from accounts.esia.provider import GOST, EsiaProvider
from accounts.esia.signers import files
from accounts.esia.signers.rsa import Rsa, rsa_key
from accounts.esia.signers.signer import SignerFailed
from accounts.oidc.errors import SignInStopped
from accounts.oidc.findings import Finding, Mark, clock_skew, is_tolerated
from accounts.oidc.http import fetch
from accounts.texts import esia as texts

SOON_OVER = timedelta(days=30)
REACHED = (*EXPECTED, HTTPStatus.FOUND, HTTPStatus.SEE_OTHER, HTTPStatus.METHOD_NOT_ALLOWED)
CODE_UNKNOWN = "ESIA-007011"
"""What ESIA says of an invented code once it has believed everything else in the request."""
GOST_ALGORITHMS = "1.2.643."


def findings(provider: EsiaProvider, *, redirect_uri: str, at: datetime) -> Iterator[Finding]:
    """What was found, in the order in which to mend it."""
    yield _certificate(provider, at=at)
    yield _key_file(provider)
    yield from _signature(provider)
    yield from _provider_keys(provider, at=at)
    yield _issuer(provider)
    yield from _endpoints(provider, at=at)
    yield _trial(provider, redirect_uri=redirect_uri, at=at)


def _certificate(provider: EsiaProvider, *, at: datetime) -> Finding:
    try:
        certificate = files.certificate(provider.signer.certificate)
    except SignerFailed:
        return Finding(Mark.WRONG, texts.certificate_unreadable())
    since, until = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if at < since:
        return Finding(Mark.WRONG, texts.certificate_early(since=_day(since)))
    if at > until:
        return Finding(Mark.WRONG, texts.certificate_over(until=_day(until)))
    told = texts.certificate_ends if until - at < SOON_OVER else texts.certificate_good
    mark = Mark.NOTE if until - at < SOON_OVER else Mark.GOOD
    return Finding(mark, told(until=_day(until), days=(until - at).days))


def _key_file(provider: EsiaProvider) -> Finding:
    path = provider.signer.key
    if not path:
        return Finding(Mark.GOOD, texts.key_outside())
    try:
        mode = Path(path).stat().st_mode
    except OSError:
        return Finding(Mark.WRONG, texts.key_absent())
    if not os.access(path, os.R_OK):  # not read: nothing but the signer holds it
        return Finding(Mark.WRONG, texts.key_absent())
    is_private = not mode & (stat.S_IRWXG | stat.S_IRWXO)
    return Finding(Mark.GOOD, texts.key_private()) if is_private else Finding(Mark.WRONG, texts.key_open())


def _signature(provider: EsiaProvider) -> Iterator[Finding]:
    """The key makes it, the certificate verifies it; then the certificate's hash."""
    signer, message = provider.signer, secrets.token_bytes(32)
    try:
        signature = signer.sign(message, deadline=_deadline(provider))
        fits = signer.verify(message, signature, deadline=_deadline(provider))
        yield Finding(Mark.GOOD, texts.pair_good()) if fits else Finding(Mark.WRONG, texts.pair_wrong())
        if signer.verify(message[::-1], signature, deadline=_deadline(provider)):
            yield Finding(Mark.WRONG, texts.verification_blind())
    except SignInStopped as stop:
        yield Finding(Mark.WRONG, texts.signing_failed(stop.code))
    if isinstance(signer, Rsa):
        yield Finding(Mark.NOTE, texts.rsa_is_for_the_stand())
    try:
        yield Finding(Mark.GOOD, texts.hash_good(signer.certificate_hash(deadline=_deadline(provider))))
    except SignInStopped as stop:
        yield Finding(Mark.WRONG, texts.hash_failed(stop.code))


def _provider_keys(provider: EsiaProvider, *, at: datetime) -> Iterator[Finding]:
    kinds: set[str] = set()
    for path in provider.provider_keys:
        kind, until = _looked_at(path)
        kinds.add(kind)
        name = Path(path).name
        if not kind:
            yield Finding(Mark.WRONG, texts.provider_key_broken(name))
        elif until is not None and until < at:
            yield Finding(Mark.NOTE, texts.provider_key_over(name=name, kind=kind, until=_day(until)))
        else:
            yield Finding(Mark.GOOD, texts.provider_key_good(name=name, kind=kind))
    yield from (
        Finding(Mark.WRONG, texts.no_provider_key_for(algorithm))
        for algorithm in provider.algorithms
        if algorithm not in kinds
    )


def _looked_at(path: str) -> tuple[str, datetime | None]:
    """Which algorithm a file of ESIA's is for, "" for none, and the end of its certificate, if it is one."""
    try:
        pem = files.pem(path)
        if b"BEGIN CERTIFICATE" in pem:
            certificate = x509.load_pem_x509_certificate(pem)
            return _kind_of(certificate, pem), certificate.not_valid_after_utc
        if rsa_key(pem) is not None:
            return "RS256", None
        load_pem_public_key(pem)
    except UnsupportedAlgorithm:
        return GOST, None  # of all keys that ESIA publishes only this kind is strange to the library
    except (SignerFailed, ValueError):
        return "", None
    return "", None


def _kind_of(certificate: x509.Certificate, pem: bytes) -> str:
    if certificate.public_key_algorithm_oid.dotted_string.startswith(GOST_ALGORITHMS):
        return GOST
    return "RS256" if rsa_key(pem) is not None else ""


def _issuer(provider: EsiaProvider) -> Finding:
    issuer = provider.issuer
    if urlsplit(issuer).hostname != urlsplit(provider.base).hostname:
        return Finding(Mark.NOTE, texts.issuer_elsewhere(issuer))
    if not issuer.endswith("/"):
        return Finding(Mark.NOTE, texts.issuer_without_slash(issuer))
    return Finding(Mark.GOOD, texts.issuer_good(issuer))


def _endpoints(provider: EsiaProvider, *, at: datetime) -> Iterator[Finding]:
    """Each is asked for nothing: any answer of its own will do. The first that tells the time is the clock."""
    skews = []
    for url in (provider.authorization_endpoint, provider.token_endpoint, provider.person_url("1")):
        try:
            answer = fetch("GET", url, deadline=_deadline(provider), expected=REACHED)
        except SignInStopped as stop:
            yield Finding(Mark.WRONG, texts.endpoint_down(url=url, code=stop.code))
            continue
        is_up = answer.status < HTTPStatus.INTERNAL_SERVER_ERROR
        failed = Finding(Mark.WRONG, texts.endpoint_down(url=url, code=f"http_{answer.status}"))
        yield Finding(Mark.GOOD, texts.endpoint_good(url)) if is_up else failed
        skews.append(clock_skew(answer.date, at=at))
    yield _clock(next((skew for skew in skews if skew is not None), None))


def _clock(skew: int | None) -> Finding:
    if skew is None:
        return Finding(Mark.NOTE, texts.clock_unknown())
    if is_tolerated(skew):
        return Finding(Mark.GOOD, texts.clock_good(skew))
    return Finding(Mark.WRONG, texts.clock_wrong(skew))


def _trial(provider: EsiaProvider, *, redirect_uri: str, at: datetime) -> Finding:
    """A signed request with an invented code: the only way to learn whether ESIA knows the system and its key."""
    deadline = _deadline(provider)
    try:
        form = token_form(
            provider,
            code=secrets.token_urlsafe(16),
            state=str(uuid.uuid4()),
            redirect_uri=redirect_uri,
            at=at,
            deadline=deadline,
        )
        answer = fetch("POST", provider.token_endpoint, deadline=deadline, form=form, expected=EXPECTED)
    except SignInStopped as stop:
        return Finding(Mark.WRONG, texts.request_unclear(stop.code))
    code = code_of(answer)
    if code == CODE_UNKNOWN:
        return Finding(Mark.GOOD, texts.request_known())
    return Finding(Mark.WRONG, texts.request_refused(code) if code else texts.request_unclear(f"http_{answer.status}"))


def _deadline(provider: EsiaProvider) -> float:
    return time.monotonic() + provider.deadline_seconds


def _day(at: datetime) -> str:
    return f"{at:%d.%m.%Y}"
