"""The provider of the bench, a process of its own: `python -m tests.bench.provider PORT`.

It knows nobody and checks nothing: whoever is sent back with a code that says «this is she» is she. So it takes as
little of the machine as a provider can, and the same little for everybody: one signature (RS256) for each sign-in.
Below /silent it takes a question and never answers.
"""

from __future__ import annotations

import asyncio
import base64
import json
import sys
import time
from collections.abc import Mapping
from urllib.parse import parse_qs

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from jwt.algorithms import RSAAlgorithm

CLIENT_ID, CLIENT_SECRET = "bench", "the secret of the bench, known to its provider alone"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
PUBLIC = {**RSAAlgorithm.to_jwk(KEY.public_key(), as_dict=True), "kid": "bench", "alg": "RS256", "use": "sig"}
JWKS = json.dumps({"keys": [{name: PUBLIC[name] for name in ("kty", "n", "e", "kid", "alg", "use")}]}).encode()
SILENT = "/silent"


def code_for(claims: Mapping[str, str], *, nonce: str) -> str:
    """The code with which a browser comes back."""
    return f"{nonce}.{b64(json.dumps(claims).encode())}"


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


HEADER = b64(b'{"alg":"RS256","kid":"bench","typ":"JWT"}')


class Provider(asyncio.Protocol):
    """One connection; `issuer` is where the provider stands."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer
        self.heard = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.heard += data
        head, blank, rest = self.heard.partition(b"\r\n\r\n")
        if not blank:
            return
        line, *fields = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (told.partition(":") for told in fields)}
        length = int(headers.get("content-length", 0))
        if len(rest) < length:
            return
        self.heard = rest[length:]
        path = line.split(" ")[1]
        if not path.startswith(SILENT):
            self._say(self._answer(path, rest[:length].decode(), headers))

    def _answer(self, path: str, form: str, headers: Mapping[str, str]) -> bytes:
        if path == "/jwks":
            return JWKS
        if path == "/token":
            return self._tokens(parse_qs(form)["code"][0])
        told = headers["authorization"].removeprefix("Bearer ")
        return base64.urlsafe_b64decode(told + "=" * (-len(told) % 4))

    def _tokens(self, code: str) -> bytes:
        nonce, _, told = code.partition(".")
        person = json.loads(base64.urlsafe_b64decode(told + "=" * (-len(told) % 4)))
        now = int(time.time())
        payload = {
            "iss": self.issuer, "aud": CLIENT_ID, "sub": person["sub"], "nonce": nonce, "iat": now, "exp": now + 300,
        }  # fmt: skip
        signed = f"{HEADER}.{b64(json.dumps(payload).encode())}"
        signature = KEY.sign(signed.encode(), padding.PKCS1v15(), hashes.SHA256())
        answer = {"access_token": told, "token_type": "Bearer", "id_token": f"{signed}.{b64(signature)}"}
        return json.dumps(answer).encode()

    def _say(self, body: bytes) -> None:
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        if isinstance(self.transport, asyncio.WriteTransport):
            self.transport.write(head.encode() + body)


async def serve(port: int) -> None:
    issuer = f"http://127.0.0.1:{port}"
    server = await asyncio.get_running_loop().create_server(lambda: Provider(issuer), "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
