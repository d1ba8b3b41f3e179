"""The same promises over TLS, where production lives."""

import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from threading import Event, Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from accounts.oidc import http, lines
from accounts.oidc.errors import ProviderDown
from tests.accounts.oidc import jose

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
Talk = Callable[[ssl.SSLSocket], None]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of this machine with its key, in one file."""
    key = jose.ec_key("server")
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "op.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(made.public_bytes(Encoding.PEM) + secret)
    return path


@pytest.fixture
def trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """This machine's store of authorities knows the certificate."""
    context = ssl.create_default_context(cadata=certificate.read_text().split("-----BEGIN PRIVATE")[0])
    monkeypatch.setitem(lines.connections.connection_pool_kw, "ssl_context", context)


@contextmanager
def server(certificate: Path, talk: Talk) -> Iterator[str]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            plain, _ = listening.accept()
            with suppress(OSError), context.wrap_socket(plain, server_side=True) as line:
                line.recv(4096)
                talk(line)

        Thread(target=serve, daemon=True).start()
        yield f"https://127.0.0.1:{listening.getsockname()[1]}/"


def answer(line: ssl.SSLSocket) -> None:
    line.sendall(HEAD + b"2\r\n\r\n{}")


@pytest.mark.usefixtures("trusted")
def test_an_answer_over_tls(certificate: Path) -> None:
    with server(certificate, answer) as url:
        assert http.fetch("GET", url, deadline=time.monotonic() + 2).body == b"{}"


@pytest.mark.usefixtures("trusted")
def test_a_slow_loris_over_tls_is_cut_at_the_deadline(certificate: Path) -> None:
    hung_up = Event()

    def drip(line: ssl.SSLSocket) -> None:
        with suppress(OSError):
            line.sendall(HEAD + b"900\r\n\r\n")
            for _ in range(900):
                line.sendall(b" ")
                time.sleep(0.05)
        hung_up.set()

    with server(certificate, drip) as url:
        with pytest.raises(ProviderDown, match="deadline"):
            http.fetch("GET", url, deadline=time.monotonic() + 0.4)
        assert hung_up.wait(5)


def test_a_certificate_nobody_vouches_for_is_refused(certificate: Path) -> None:
    with server(certificate, answer) as url, pytest.raises(ProviderDown, match="SSLError"):
        http.fetch("GET", url, deadline=time.monotonic() + 2)


@pytest.mark.usefixtures("trusted")
def test_a_certificate_of_another_name_is_refused(certificate: Path) -> None:
    with server(certificate, answer) as url, pytest.raises(ProviderDown, match="SSLError"):
        http.fetch("GET", url.replace("127.0.0.1", "localhost"), deadline=time.monotonic() + 2)
