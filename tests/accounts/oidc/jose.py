"""Tokens made by hand, so that a test may break any rule of them."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from functools import cache

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm, RSAPSSAlgorithm

RsaKey = rsa.RSAPrivateKey
Sign = Callable[[bytes], bytes]
Json = dict[str, object]


@cache
def rsa_key(name: str, bits: int = 2048) -> RsaKey:
    """The key of that name; made once, because making is slow."""
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


@cache
def ec_key(name: str) -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def jwk(key: RsaKey, **members: object) -> Json:
    """The public half, with `members` such as kid and use; a member that is None is left out."""
    numbers: Json = RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)
    kept = {name: numbers[name] for name in ("kty", "n", "e")}
    return kept | {name: value for name, value in members.items() if value is not None}


def ec_jwk(key: ec.EllipticCurvePrivateKey, **members: object) -> Json:
    numbers: Json = ECAlgorithm.to_jwk(key.public_key(), as_dict=True)
    return {name: numbers[name] for name in ("kty", "crv", "x", "y")} | members


def rs256(key: RsaKey) -> Sign:
    return lambda message: RSAAlgorithm(RSAAlgorithm.SHA256).sign(message, key)


def rs512(key: RsaKey) -> Sign:
    return lambda message: RSAAlgorithm(RSAAlgorithm.SHA512).sign(message, key)


def ps256(key: RsaKey) -> Sign:
    return lambda message: RSAPSSAlgorithm(RSAPSSAlgorithm.SHA256).sign(message, key)


def es256(key: ec.EllipticCurvePrivateKey) -> Sign:
    return lambda message: ECAlgorithm(ECAlgorithm.SHA256).sign(message, key)


def hs256(secret: bytes) -> Sign:
    return lambda message: hmac.digest(secret, message, "sha256")


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def half_hash(text: str) -> str:
    """What at_hash and c_hash hold."""
    return b64(hashlib.sha256(text.encode()).digest()[:16])


def as_text(payload: Mapping[str, object]) -> str:
    return json.dumps(payload)


def token(header: Mapping[str, object], payload: Mapping[str, object] | str, sign: Sign) -> str:
    """A compact JWS. A payload given as text is signed as it stands."""
    text = payload if isinstance(payload, str) else as_text(payload)
    signed = f"{b64(json.dumps(header).encode())}.{b64(text.encode())}"
    return f"{signed}.{b64(sign(signed.encode()))}"
