"""GOST by an outside program, CryptoPro's above all: each deed is a command template of the settings.

`{message}`, `{signature}` and `{key}` in a template stand for paths in a private temporary folder. A command without
`{message}` reads the message from its standard input; one without `{signature}` prints the signature.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from accounts.esia.messages import SIGNATURE_BYTES
from accounts.esia.signers import files
from accounts.esia.signers.child import answer_of, private_folder
from accounts.esia.signers.openssl import OpenSSL
from accounts.esia.signers.signer import ProgramRefused, SignerFailed

PRINTED_HASH = re.compile(rb"(?<![0-9A-Fa-f])[0-9A-Fa-f]{64}(?![0-9A-Fa-f])")
Command = tuple[str, ...]
NAMES = ("message", "signature", "key")


@dataclass(frozen=True, kw_only=True)
class OutsideCommand:
    """`reversed`: the program writes the signature's bytes from last to first, as CryptoPro does.

    `verify` and `hash` may be left out: then `openssl` does it, which needs gost-engine but no secret key. `verify`
    says yes by ending well; `hash` reads the certificate in DER and prints 64 hexadecimal digits.
    """

    key: ClassVar[str] = ""
    sign_command: Command
    openssl: OpenSSL
    verify_command: Command = ()
    hash_command: Command = ()
    reversed: bool = False

    @property
    def certificate(self) -> str:
        """See Signer."""
        return self.openssl.certificate

    def sign(self, message: bytes, *, deadline: float) -> bytes:
        """See Signer."""
        with private_folder() as folder:
            printed = _run(self.sign_command, folder, {"message": message}, deadline=deadline)
            written = folder / "signature"
            signature = written.read_bytes() if "{signature}" in "".join(self.sign_command) else printed
        if len(signature) != SIGNATURE_BYTES:
            raise SignerFailed("signer_length")
        return self._turned(signature)

    def verify(self, message: bytes, signature: bytes, *, key: bytes | None = None, deadline: float) -> bool:
        """See Signer."""
        if not self.verify_command:
            return self.openssl.verify(message, signature, key=key, deadline=deadline)
        public = files.pem(self.certificate) if key is None else key
        given = {"message": message, "signature": self._turned(signature), "key": public}
        with private_folder() as folder:
            try:
                _run(self.verify_command, folder, given, deadline=deadline)
            except ProgramRefused:
                return False
        return True

    def certificate_hash(self, *, deadline: float) -> str:
        """See Signer. Streebog-256."""
        if not self.hash_command:
            return self.openssl.certificate_hash(deadline=deadline)
        printed = answer_of(self.hash_command, given=files.der(self.certificate), deadline=deadline)
        found = PRINTED_HASH.findall(printed)
        if len(found) != 1:
            raise SignerFailed("signer_hash")
        return str(found[0].decode().upper())

    def _turned(self, signature: bytes) -> bytes:
        return signature[::-1] if self.reversed else signature


def _run(command: Command, folder: Path, given: Mapping[str, bytes], *, deadline: float) -> bytes:
    """Only what the command names is written down: the message may be a person's token."""
    text = "".join(command)
    for name in given:
        if f"{{{name}}}" in text:
            (folder / name).write_bytes(given[name])
    filled = list(command)
    for name in NAMES:
        filled = [part.replace(f"{{{name}}}", str(folder / name)) for part in filled]
    return answer_of(filled, given=b"" if "{message}" in text else given["message"], deadline=deadline)
