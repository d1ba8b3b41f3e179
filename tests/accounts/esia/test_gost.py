"""The real thing: GOST R 34.10-2012 by gost-engine, and the OpenSSL command as referee in both directions."""

import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from accounts.esia import messages
from accounts.esia.provider import GOST
from accounts.esia.signers.command import OutsideCommand
from accounts.esia.signers.openssl import OpenSSL
from accounts.esia.signers.signer import SignerFailed
from tests.accounts.esia.conftest import Journal, Visitor
from tests.accounts.esia.keys import public_pem
from tests.accounts.esia.test_messages import STRINGS
from tests.accounts.oidc import jose
from tests.gost import OpenSsl

pytestmark = pytest.mark.gost
DIGEST = "-md_gost12_256"


def soon() -> float:
    return time.monotonic() + 20


@dataclass(frozen=True)
class Pair:
    """Paths of a throw-away key, its certificate and its public key."""

    key: str
    certificate: str
    public: str

    def signer(self) -> OpenSSL:
        return OpenSSL(certificate=self.certificate, key=self.key)


def made(openssl: OpenSsl, folder: Path, name: str) -> Pair:
    pair = Pair(*(str(folder / f"{name}.{part}.pem") for part in ("key", "cert", "pub")))
    new = ("-newkey", "gost2012_256", "-pkeyopt", "paramset:A", "-nodes", "-keyout", pair.key)
    openssl("req", "-x509", *new, "-out", pair.certificate, "-subj", f"/CN={name}", "-days", "30")
    Path(pair.public).write_bytes(openssl("x509", "-in", pair.certificate, "-noout", "-pubkey"))
    return pair


@pytest.fixture
def client(openssl: OpenSsl, tmp_path: Path) -> Pair:
    return made(openssl, tmp_path, "client")


@pytest.mark.parametrize(("message", "_text"), STRINGS.values(), ids=STRINGS.keys())
def test_openssl_agrees_in_both_directions(
    openssl: OpenSsl, client: Pair, tmp_path: Path, message: bytes, _text: str
) -> None:
    signature = client.signer().sign(message, deadline=soon())
    assert len(signature) == messages.SIGNATURE_BYTES
    assert len(messages.encoded(signature)) == 86
    (tmp_path / "ours").write_bytes(signature)
    words = ("dgst", DIGEST, "-verify", client.public, "-signature", str(tmp_path / "ours"))
    assert openssl(*words, given=message) == b"Verified OK\n"
    theirs = openssl("dgst", DIGEST, "-sign", client.key, given=message)
    assert client.signer().verify(message, theirs, deadline=soon())


def test_the_hash_is_streebog_of_the_certificate_in_der(openssl: OpenSsl, client: Pair) -> None:
    der = openssl("x509", "-in", client.certificate, "-outform", "DER")
    expected = openssl("dgst", DIGEST, "-binary", given=der).hex().upper()
    assert client.signer().certificate_hash(deadline=soon()) == expected
    assert client.signer().certificate_hash(deadline=time.monotonic()) == expected  # remembered: nobody is asked


def test_streebog_as_the_standard_has_it(openssl: OpenSsl) -> None:
    """GOST R 34.11-2012, appendix A, message M1: what the engine calls md_gost12_256 is that very digest."""
    message = b"012345678901234567890123456789012345678901234567890123456789012"
    expected = "9d151eefd8590b89daa6ba6cb74af9275dd051026bb149a452fd84e5e57b5500"
    assert openssl("dgst", DIGEST, "-binary", given=message).hex() == expected


def test_a_signature_of_another_key_or_message(openssl: OpenSsl, client: Pair, tmp_path: Path) -> None:
    other, signer = made(openssl, tmp_path, "other"), client.signer()
    signature = signer.sign(b"message", deadline=soon())
    public = Path(client.public).read_bytes()
    assert signer.verify(b"message", signature, key=public, deadline=soon())
    assert not signer.verify(b"another", signature, deadline=soon())
    assert not signer.verify(b"message", signature[::-1], deadline=soon())
    assert not signer.verify(b"message", signature[:63], deadline=soon())
    assert not signer.verify(b"message", signature, key=Path(other.public).read_bytes(), deadline=soon())
    assert not other.signer().verify(b"message", signature, deadline=soon())


def test_a_key_of_another_kind_is_refused(client: Pair, tmp_path: Path) -> None:
    broken = OpenSSL(certificate=client.certificate, key=str(tmp_path / "none"))
    with pytest.raises(SignerFailed, match="signer_refused"):
        broken.sign(b"message", deadline=soon())


def test_a_deadline_that_is_over(client: Pair) -> None:
    with pytest.raises(SignerFailed, match="signer_deadline"):
        client.signer().sign(b"message", deadline=time.monotonic())


def test_a_command_that_writes_backwards_agrees_with_openssl(client: Pair, tmp_path: Path) -> None:
    """What CryptoPro does, played by OpenSSL: the signature comes from last byte to first."""
    program = tmp_path / "backwards.py"
    program.write_text(
        "import os, subprocess, sys\n"
        f"os.environ['OPENSSL_CONF'] = {str(tmp_path / 'gost.cnf')!r}\n"
        f"words = ['openssl', 'dgst', '{DIGEST}', '-sign', {client.key!r}, sys.argv[1]]\n"
        "open(sys.argv[2], 'wb').write(subprocess.run(words, capture_output=True, check=True).stdout[::-1])\n"
    )
    command = (sys.executable, "-I", str(program), "{message}", "{signature}")
    signer = OutsideCommand(sign_command=command, reversed=True, openssl=OpenSSL(certificate=client.certificate))
    signature = signer.sign(b"message", deadline=soon())
    assert signer.verify(b"message", signature, deadline=soon())
    assert len(signer.certificate_hash(deadline=soon())) == 64


def esia_signs(openssl: OpenSsl, pair: Pair) -> jose.Sign:
    return lambda message: openssl("dgst", DIGEST, "-sign", pair.key, given=message)


@pytest.mark.parametrize("known_by", ["public", "certificate"])
def test_tokens_of_gost(visitor: Visitor, openssl: OpenSsl, client: Pair, tmp_path: Path, known_by: str) -> None:
    """Several keys at once, last year's first, and no kid to choose by."""
    old, new = made(openssl, tmp_path, "old"), made(openssl, tmp_path, "new")
    visitor.esia.sign = esia_signs(openssl, new)
    visitor.esia.header = {"alg": GOST, "typ": "JWT", "ver": 1, "sbt": "id"}
    visitor.esia.is_ours = lambda told, code: is_signed(openssl, client, tmp_path, told, code)
    (tmp_path / "rsa.pem").write_bytes(public_pem(visitor.esia.key))
    visitor.change_settings(
        signer={"kind": "openssl", "certificate": client.certificate, "key": client.key},
        provider_keys=[str(tmp_path / "rsa.pem"), old.certificate, getattr(new, known_by)],
        algorithms=[GOST],
        deadline_seconds=10,
    )
    assert visitor.sign_in().claims is not None


def is_signed(openssl: OpenSsl, client: Pair, folder: Path, told: dict[str, str], code: str) -> bool:
    """As ESIA checks a request: the hash of the registered certificate, and the signature over the string."""
    names = ("client_id", "scope", "timestamp", "state", "redirect_uri")
    (folder / "secret").write_bytes(messages.decoded(told["client_secret"]))
    der = openssl("x509", "-in", client.certificate, "-outform", "DER")
    assert told["client_certificate_hash"] == openssl("dgst", DIGEST, "-binary", given=der).hex().upper()
    words = ("dgst", DIGEST, "-verify", client.public, "-signature", str(folder / "secret"))
    message = "".join(told[name] for name in names) + code
    return openssl(*words, given=message.encode()) == b"Verified OK\n"


@pytest.mark.parametrize(
    ("sign", "code"),
    [
        pytest.param(lambda _message: bytes(64), "signature", id="zeros"),
        pytest.param(jose.rs256(jose.rsa_key("esia")), "signature", id="RSA under GOST's name"),
    ],
)
def test_a_token_that_gost_did_not_sign(
    visitor: Visitor, journal: Journal, openssl: OpenSsl, client: Pair, tmp_path: Path, sign: jose.Sign, code: str
) -> None:
    visitor.esia.sign = sign
    visitor.esia.header = {"alg": GOST}
    visitor.esia.is_ours = lambda told, code: is_signed(openssl, client, tmp_path, told, code)
    signer = {"kind": "openssl", "certificate": client.certificate, "key": client.key}
    keys = [client.public, *visitor.provider_keys]
    visitor.change_settings(signer=signer, provider_keys=keys, algorithms=[GOST], deadline_seconds=10)
    assert visitor.sign_in().reason == "provider_error"
    assert journal.code == code
