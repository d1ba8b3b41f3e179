"""mozilla-django-oidc's backend, made to identify a person and to sign nobody in."""

import time
from collections.abc import Mapping

from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from mozilla_django_oidc.auth import OIDCAuthenticationBackend

from accounts.claims import VerifiedClaims
from accounts.oidc.claims import verified_claims
from accounts.oidc.client_proof import proof
from accounts.oidc.http import fetch
from accounts.oidc.provider import Provider
from accounts.oidc.strict_json import Object
from accounts.oidc.tokens import (
    check_granted,
    check_id_token,
    checked_access_token,
    json_answer,
    signed_claims,
    userinfo_claims,
)


class RelyingParty(OIDCAuthenticationBackend):
    """One exchange with one provider. It never touches users, e-mail or sessions.

    The library reads global settings; here each instance answers from its provider, so no setting of the library
    (unsigned tokens, no nonce, no certificate check) can reach it.
    """

    def __init__(self, provider: Provider) -> None:
        self.provider = provider
        self.deadline = time.monotonic() + provider.deadline_seconds
        super().__init__()

    def get_settings(self, attr: str, *args: object) -> object:
        """The provider's value, else the caller's default."""
        known = {
            "OIDC_OP_TOKEN_ENDPOINT": self.provider.token_endpoint,
            "OIDC_OP_USER_ENDPOINT": self.provider.userinfo_endpoint,
            "OIDC_OP_JWKS_ENDPOINT": self.provider.jwks_uri,
            "OIDC_RP_CLIENT_ID": self.provider.client_id,
            "OIDC_RP_CLIENT_SECRET": self.provider.client_secret,
            "OIDC_RP_SIGN_ALGO": self.provider.algorithms[0],
        }
        if attr in known:
            return known[attr]
        if not args:
            raise ImproperlyConfigured(attr)
        return args[0]

    def identify(self, *, code: str, nonce: str, verifier: str, redirect_uri: str) -> VerifiedClaims:
        """Who the provider says this is. Raises ProviderError or ScopeDenied, and nothing else."""
        tokens = self.get_token(
            {
                "grant_type": "authorization_code",
                "code": code,
                "redirect_uri": redirect_uri,
                "code_verifier": verifier,
            }
        )
        access_token = checked_access_token(tokens)
        check_granted(tokens, asked=self.provider.scopes)
        claims = self.verify_token(tokens.get("id_token"), nonce=nonce, code=code, access_token=access_token)
        session = claims.get("sid")
        claims |= self.get_userinfo(access_token, None, claims)
        return verified_claims(
            claims,
            issuer=self.provider.issuer,
            subject=str(claims["sub"]),
            claim_names=self.provider.claim_names,
            session=session,
        )

    def get_token(self, payload: Mapping[str, str]) -> Object:
        """Exchange the code, with the client's own proof."""
        fields, headers = proof(self.provider, now=time.time())
        form = {**payload, **fields}
        url = self.provider.token_endpoint
        return json_answer(fetch("POST", url, deadline=self.deadline, headers=headers, form=form))

    def verify_token(self, token: object, **kwargs: str) -> Object:
        """The ID token's claims, all of them checked. Wants `nonce`, `code` and `access_token`."""
        claims = signed_claims(token, provider=self.provider, deadline=self.deadline)
        check_id_token(claims, provider=self.provider, now=time.time(), **kwargs)
        return claims

    def get_userinfo(self, access_token: str, _id_token: object, payload: Object) -> Object:
        """What userinfo says about the subject of `payload`, the checked claims of the ID token."""
        url = self.provider.userinfo_endpoint
        answer = fetch("GET", url, deadline=self.deadline, headers={"Authorization": f"Bearer {access_token}"})
        return userinfo_claims(
            answer, provider=self.provider, subject=str(payload["sub"]), deadline=self.deadline, now=time.time()
        )

    def authenticate(self, request: HttpRequest | None, **kwargs: object) -> None:
        """Nobody: the entrance decides who comes in, by (issuer, subject) and never by what is written here."""

    def get_user(self, user_id: object) -> None:
        """Nobody: no session names this backend."""
