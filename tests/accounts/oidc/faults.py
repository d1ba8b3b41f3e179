"""The vocabulary of the tables: each word makes the provider lie in one way."""

import time
from collections.abc import Callable

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.accounts.oidc import jose
from tests.accounts.oidc.provider import IdentityProvider, Reply

Arrange = Callable[[IdentityProvider], object]

ATTACKER = jose.rsa_key("attacker")
HOUR = 3600


def honest(op: IdentityProvider) -> None:
    """Nothing is wrong."""


def all_of(*words: Arrange) -> Arrange:
    def arrange(op: IdentityProvider) -> None:
        for word in words:
            word(op)

    return arrange


def claim(**changed: object) -> Arrange:
    return lambda op: op.claims.update(changed)


def moment(name: str, seconds: float) -> Arrange:
    """A time claim, in seconds from now."""
    return lambda op: op.claims.update({name: int(time.time() + seconds)})


def without(*names: str) -> Arrange:
    return lambda op: setattr(op, "without", names)


def header(**changed: object) -> Arrange:
    return lambda op: op.header.update(changed)


def header_without(name: str) -> Arrange:
    return lambda op: op.header.pop(name)


def signed_by(make: Callable[[IdentityProvider], jose.Sign]) -> Arrange:
    return lambda op: setattr(op, "sign", make(op))


def attacker_signs(op: IdentityProvider) -> None:
    op.sign = jose.rs256(ATTACKER)


def signs_nothing(_message: bytes) -> bytes:
    return b""


def public_pem(op: IdentityProvider) -> bytes:
    """What an attacker of RFC 8725 section 2.1 uses as an HMAC secret."""
    return op.key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def keys(*make: Callable[[IdentityProvider], object]) -> Arrange:
    """The JWKS, in this order."""
    return lambda op: setattr(op, "keys", [one(op) for one in make])


def ours(**members: object) -> Callable[[IdentityProvider], object]:
    return lambda op: jose.jwk(op.key, **{"kid": "k1", "use": "sig", "alg": "RS256", **members})


def other(**members: object) -> Callable[[IdentityProvider], object]:
    return lambda _op: jose.jwk(jose.rsa_key("other"), **members)


def rotate(op: IdentityProvider) -> None:
    """A new key with a new kid; the old one is gone."""
    op.key = jose.rsa_key("rotated")
    op.sign = jose.rs256(op.key)
    op.header["kid"] = "k2"
    op.keys = [jose.jwk(op.key, kid="k2", use="sig")]


def person(**changed: object) -> Arrange:
    return lambda op: op.person.update(changed)


def replies(path: str, reply: Callable[[], Reply]) -> Arrange:
    return lambda op: op.replies.update({path: reply})


def token_answer(**changed: object) -> Arrange:
    """Members of the token answer changed; None takes a member away."""

    def edit(answer: jose.Json) -> jose.Json:
        return {name: value for name, value in {**answer, **changed}.items() if value is not None}

    return lambda op: setattr(op, "edit_token", edit)


def userinfo_signed(**changed: object) -> Arrange:
    return lambda op: op.replies.update({"/userinfo": lambda: op.signed_userinfo(**changed)})


def mangled(change: Callable[[str], str]) -> Arrange:
    """The ID token's text changed on its way."""

    def edit(answer: jose.Json) -> jose.Json:
        return {**answer, "id_token": change(str(answer["id_token"]))}

    return lambda op: setattr(op, "edit_token", edit)


def resigned(change: Callable[[bytes, bytes], tuple[bytes, bytes]]) -> Arrange:
    """Header and payload changed byte by byte, and signed again by the provider's own key."""

    def arrange(op: IdentityProvider) -> None:
        def edit(token: str) -> str:
            parts = [jose.unb64(part) for part in token.split(".")[:2]]
            signed = ".".join(map(jose.b64, change(parts[0], parts[1])))
            return f"{signed}.{jose.b64(op.sign(signed.encode()))}"

        mangled(edit)(op)

    return arrange


def raw_header(text: bytes) -> Arrange:
    return resigned(lambda _header, payload: (text, payload))


def raw_payload(change: Callable[[bytes], bytes]) -> Arrange:
    return resigned(lambda header, payload: (header, change(payload)))
