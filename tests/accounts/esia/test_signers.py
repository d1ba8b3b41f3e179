"""Signers without GOST: RSA for the stand, and outside commands that a small program plays."""

import hashlib
import sys
import time
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_pem_x509_certificate

from accounts.esia.signers import child, files
from accounts.esia.signers.command import OutsideCommand
from accounts.esia.signers.openssl import OpenSSL
from accounts.esia.signers.rsa import Rsa
from accounts.esia.signers.signer import SignerFailed
from accounts.oidc.bulkhead import Bulkhead
from accounts.oidc.errors import ProviderDown
from tests.accounts.esia import keys
from tests.accounts.esia.keys import Write
from tests.accounts.oidc import jose

KEY, OTHER = jose.rsa_key("esia client"), jose.rsa_key("other")
# Answers with 64 bytes that count up from the message's length, on standard output or into the file it is told.
PLAYED = """
import sys
message = open(sys.argv[1], "rb").read() if len(sys.argv) > 1 else sys.stdin.buffer.read()
signature = bytes((len(message) + number) % 256 for number in range(64))
out = open(sys.argv[2], "wb") if len(sys.argv) > 2 else sys.stdout.buffer
out.write(signature)
"""
COUNTED = bytes(range(3, 67))


def soon() -> float:
    return time.monotonic() + 20


def rsa(write: Write) -> Rsa:
    return Rsa(
        certificate=write("client.pem", keys.certificate_pem(KEY)), key=write("client.key", keys.private_pem(KEY))
    )


def played(write: Write, *arguments: str, text: str = PLAYED, turned: bool = False) -> OutsideCommand:
    program = write("program.py", text.encode())
    certificate = write("client.pem", keys.certificate_pem(KEY))
    command = (sys.executable, "-I", program, *arguments)
    return OutsideCommand(sign_command=command, reversed=turned, openssl=OpenSSL(certificate=certificate))


def failure(signer: OutsideCommand | Rsa | OpenSSL, *, deadline: float | None = None) -> str:
    with pytest.raises(SignerFailed) as caught:
        signer.sign(b"abc", deadline=deadline or soon())
    return caught.value.code


def test_rsa_signs_what_its_certificate_verifies(write: Write) -> None:
    signer = rsa(write)
    signature = signer.sign(b"abc", deadline=soon())
    assert signer.verify(b"abc", signature, deadline=soon())
    assert signer.verify(b"abc", signature, key=keys.public_pem(KEY), deadline=soon())
    assert not signer.verify(b"abd", signature, deadline=soon())
    assert not signer.verify(b"abc", signature, key=keys.public_pem(OTHER), deadline=soon())
    assert not signer.verify(b"abc", signature, key=b"-----BEGIN nothing", deadline=soon())


@pytest.mark.parametrize("encoding", [Encoding.PEM, Encoding.DER])
def test_the_hash_is_of_the_certificate_in_der(write: Write, encoding: Encoding) -> None:
    """The stand's own convention: SHA-256, in capitals (docs/adr/0012)."""
    certificate = load_pem_x509_certificate(keys.certificate_pem(KEY))
    path = write("client", certificate.public_bytes(encoding))
    expected = hashlib.sha256(certificate.public_bytes(Encoding.DER)).hexdigest().upper()
    assert Rsa(certificate=path, key="").certificate_hash(deadline=soon()) == expected


def test_a_text_before_the_certificate_is_no_part_of_it(write: Write) -> None:
    pem = keys.certificate_pem(KEY)
    assert files.der(write("a", b"Bag Attributes\n" + pem)) == files.der(write("b", pem))


@pytest.mark.parametrize("made", [b"", b"nothing", keys.public_pem(KEY)], ids=["empty", "noise", "public"])
def test_a_key_that_cannot_be_used(write: Write, made: bytes) -> None:
    assert failure(Rsa(certificate="", key=write("key", made))) == "signer_key"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert failure(Rsa(certificate="", key=str(tmp_path / "none"))) == "signer_file"


def test_a_file_that_is_no_key_but_a_disk(write: Write) -> None:
    assert failure(Rsa(certificate="", key=write("key", b"x" * (files.LONGEST + 1)))) == "signer_file"


def test_a_changed_file_is_read_again(write: Write) -> None:
    signer = rsa(write)
    assert signer.sign(b"abc", deadline=soon())
    write("client.key", keys.private_pem(OTHER) + b"\n")
    assert not signer.verify(b"abc", signer.sign(b"abc", deadline=soon()), deadline=soon())


@pytest.mark.parametrize(
    "arguments",
    [(), ("{message}",), ("{message}", "{signature}")],
    ids=["streams", "message in a file", "both in files"],
)
def test_a_command_signs(write: Write, arguments: tuple[str, ...]) -> None:
    assert played(write, *arguments).sign(b"abc", deadline=soon()) == COUNTED


def test_a_command_that_writes_backwards(write: Write) -> None:
    """CryptoPro: the whole output is turned, byte by byte."""
    assert played(write, turned=True).sign(b"abc", deadline=soon()) == COUNTED[::-1]


CHECKS = """
import sys
message, signature, key = (open(path, "rb").read() for path in sys.argv[1:])
fits = signature == bytes((len(message) + number) % 256 for number in range(64)) and b"BEGIN CERTIFICATE" in key
sys.exit(0 if fits else 1)
"""


@pytest.mark.parametrize("turned", [False, True])
def test_a_command_verifies(write: Write, *, turned: bool) -> None:
    """It sees the signature in its own order of bytes."""
    program = write("check.py", CHECKS.encode())
    verify = (sys.executable, "-I", program, "{message}", "{signature}", "{key}")
    signer = played(write, turned=turned)
    signer = OutsideCommand(
        sign_command=signer.sign_command, verify_command=verify, reversed=turned, openssl=signer.openssl
    )
    signature = signer.sign(b"abc", deadline=soon())
    assert signer.verify(b"abc", signature, deadline=soon())
    assert not signer.verify(b"abcd", signature, deadline=soon())


def test_what_a_command_does_not_name_lies_nowhere(write: Write) -> None:
    """A message is a person's token: a portal that is killed must not leave it on the disk for nothing."""
    listing = b"import os, sys; sys.exit(os.listdir(os.path.dirname(sys.argv[1])) != ['signature'])"
    program = write("list.py", listing)
    command = (sys.executable, "-I", program, "{signature}")
    signer = OutsideCommand(sign_command=command, verify_command=command, openssl=played(write).openssl)
    assert signer.verify(b"abc", COUNTED, deadline=soon())


def hashing(write: Write, printed: str) -> OutsideCommand:
    program = write("hash.py", f"import sys; sys.stdin.buffer.read(); print({printed})".encode())
    made = played(write)
    command = (sys.executable, "-I", program)
    return OutsideCommand(sign_command=made.sign_command, hash_command=command, openssl=made.openssl)


def test_a_command_hashes(write: Write) -> None:
    """Its 64 digits may stand among words, in small letters."""
    signer = hashing(write, "'Hash: ' + 'ab' * 32 + chr(10)")
    assert signer.certificate_hash(deadline=soon()) == "AB" * 32


@pytest.mark.parametrize(
    "printed",
    [
        pytest.param("'ab' * 33", id="too long"),
        pytest.param("'ab' * 20", id="a SHA-1 thumbprint"),
        pytest.param("'ab' * 32 + ' ' + 'cd' * 32", id="two"),
    ],
)
def test_what_is_no_hash(write: Write, printed: str) -> None:
    with pytest.raises(SignerFailed, match="signer_hash"):
        hashing(write, printed).certificate_hash(deadline=soon())


FAILING = {
    "exits with an error": ("import sys; sys.exit(1)", "signer_refused"),
    "prints too little": ("print('short')", "signer_length"),
    "prints 65 bytes": ("import sys; sys.stdout.buffer.write(bytes(65))", "signer_length"),
    "prints without end": ("import sys; sys.stdout.buffer.write(bytes(100_000))", "signer_oversized"),
    "does not read": ("import os; os.close(0); import sys; sys.exit(3)", "signer_refused"),
}


@pytest.mark.parametrize(("text", "code"), FAILING.values(), ids=FAILING.keys())
def test_a_command_that_fails(write: Write, text: str, code: str) -> None:
    assert failure(played(write, text=text)) == code


def test_a_command_that_is_not_there(write: Write) -> None:
    signer = OutsideCommand(sign_command=("/nowhere/csptest",), openssl=OpenSSL(certificate=""))
    assert failure(signer) == "signer_absent"


def test_a_command_that_hangs_is_ended_with_all_it_started(write: Write, tmp_path: Path) -> None:
    """The grandchild holds the pipe open and would write a file soon after."""
    trace = tmp_path / "trace"
    late = f"import time; time.sleep(0.6); open({str(trace)!r}, 'w')"
    text = f"import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', {late!r}]); time.sleep(60)"
    begun = time.monotonic()
    assert failure(played(write, text=text), deadline=begun + 0.3) == "signer_deadline"
    assert time.monotonic() - begun < 5
    time.sleep(0.5)
    assert not trace.exists()


def test_a_command_sees_no_settings_of_ours(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "canary")
    program = write("env.py", b"import os; print(sorted(os.environ))")
    printed = child.answer_of((sys.executable, "-I", program), given=b"", deadline=soon())
    assert b"SECRET_KEY" not in printed
    assert b"PATH" in printed


def test_so_many_commands_at_once_and_no_more(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "_children", Bulkhead(places=1, patience=0.01))
    with child._children.place(), pytest.raises(ProviderDown, match="no_place"):
        played(write).sign(b"abc", deadline=soon())


def test_no_trace_of_a_signature_stays(write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    played(write, "{message}", "{signature}").sign(b"abc", deadline=soon())
    assert list(folder.iterdir()) == []
