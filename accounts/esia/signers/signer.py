"""What every signer offers, and how it fails."""

from typing import Protocol

from accounts.oidc.errors import Unasked


class SignerFailed(Unasked):
    """The signature could not be made or looked at: our own machine is to be mended, not ESIA.

    `code` is `signer_…` and holds nothing that a program printed.
    """


class ProgramRefused(SignerFailed):
    """The program ended with anything but success."""


class Signer(Protocol):
    """The system's own key and certificate. `deadline` is a moment of `time.monotonic()`.

    Every method raises SignerFailed when the key, the certificate or the program behind it fails or is too slow.
    """

    @property
    def certificate(self) -> str:
        """The path of the certificate, PEM or DER."""

    @property
    def key(self) -> str:
        """The path of the secret key, or "" where an outside program keeps it."""

    def sign(self, message: bytes, *, deadline: float) -> bytes:
        """The raw signature in ESIA's order of bytes: for GOST 64 bytes, s before r."""

    def verify(self, message: bytes, signature: bytes, *, key: bytes | None = None, deadline: float) -> bool:
        """Whether `signature` of `message` was made with the private half of `key`.

        `key` is PEM, a public key or a certificate; None is the system's own certificate.
        """

    def certificate_hash(self, *, deadline: float) -> str:
        """`client_certificate_hash`: the digest of the certificate in DER, 64 hexadecimal digits in capitals."""
