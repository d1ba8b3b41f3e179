"""GOST by OpenSSL with gost-engine, in a child process: this process's own OpenSSL stays as it is.

The engine is loaded by a configuration of its own, in a private temporary folder, so the machine's is left alone.
Raw signatures of gost-engine are in ESIA's order already (docs/adr/0012).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.esia.messages import SIGNATURE_BYTES
from accounts.esia.signers import files
from accounts.esia.signers.child import answer_of, private_folder
from accounts.esia.signers.signer import ProgramRefused, SignerFailed

DIGEST = "-md_gost12_256"
DIGEST_BYTES = 32
CONFIGURATION = """\
openssl_conf = dnevnik
[dnevnik]
engines = engines
[engines]
gost = gost
[gost]
engine_id = gost
default_algorithms = ALL
"""

# A system has a certificate a year, and ESIA a key or two: what was once asked about them is remembered.
_hashes: dict[bytes, str] = {}
_public_keys: dict[bytes, bytes] = {}


@dataclass(frozen=True, kw_only=True)
class OpenSSL:
    """`certificate` and `key` are paths; `program` is a name on the PATH or a path."""

    certificate: str
    key: str = ""
    program: str = "openssl"

    def sign(self, message: bytes, *, deadline: float) -> bytes:
        """See Signer."""
        signature = self._answer(["dgst", DIGEST, "-sign", self.key], given=message, deadline=deadline)
        if len(signature) != SIGNATURE_BYTES:
            raise SignerFailed("signer_length")
        return signature

    def verify(self, message: bytes, signature: bytes, *, key: bytes | None = None, deadline: float) -> bool:
        """See Signer."""
        public = self.public_key(files.pem(self.certificate) if key is None else key, deadline=deadline)
        if len(signature) != SIGNATURE_BYTES:
            return False
        with private_folder() as folder:
            (folder / "key.pem").write_bytes(public)
            (folder / "signature").write_bytes(signature)
            command = ["dgst", DIGEST, "-verify", str(folder / "key.pem"), "-signature", str(folder / "signature")]
            try:
                return self._answer(command, given=message, deadline=deadline).strip() == b"Verified OK"
            except ProgramRefused:
                return False

    def certificate_hash(self, *, deadline: float) -> str:
        """See Signer. Streebog-256."""
        certificate = files.der(self.certificate)
        if certificate not in _hashes:
            _hashes[certificate] = self._digest(certificate, deadline=deadline).hex().upper()
        return _hashes[certificate]

    def public_key(self, key: bytes, *, deadline: float) -> bytes:
        """The PEM of a certificate's public key; a public key stays as it is."""
        if b"BEGIN CERTIFICATE" not in key:
            return key
        if key not in _public_keys:
            _public_keys[key] = self._answer(["x509", "-noout", "-pubkey"], given=key, deadline=deadline)
        return _public_keys[key]

    def _digest(self, data: bytes, *, deadline: float) -> bytes:
        digest = self._answer(["dgst", DIGEST, "-binary"], given=data, deadline=deadline)
        if len(digest) != DIGEST_BYTES:
            raise SignerFailed("signer_length")
        return digest

    def _answer(self, arguments: Sequence[str], *, given: bytes, deadline: float) -> bytes:
        with private_folder() as folder:
            configuration = folder / "openssl.cnf"
            configuration.write_text(CONFIGURATION)
            environment = {"OPENSSL_CONF": str(configuration), "LC_ALL": "C"}
            return answer_of([self.program, *arguments], given=given, deadline=deadline, environment=environment)
