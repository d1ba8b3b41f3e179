"""Each endpoint and each way an answer can go wrong: a page, in time, and nobody else is called (ASVS 16.5.2)."""

import gzip
import itertools
import zlib
from collections.abc import Callable

import pytest

from tests.accounts.oidc.conftest import Journal, Visitor
from tests.accounts.oidc.provider import IdentityProvider, Reply

ENDPOINTS = ["/token", "/jwks", "/userinfo"]
BOMB = gzip.compress(b" " * 50_000_000)
Fault = Callable[[IdentityProvider], Reply]


def moved(status: int) -> Fault:
    return lambda op: Reply(b"", status, headers={"Location": f"{op.base}/thief"})


def packed(encoding: str, body: bytes) -> Fault:
    return lambda _op: Reply(body, headers={"Content-Encoding": encoding})


def says(
    body: bytes, status: int = 200, content_type: str = "application/json", headers: dict[str, str] | None = None
) -> Fault:
    return lambda _op: Reply(body, status, content_type, dict(headers or {}))


FAULTS: dict[str, tuple[Fault, str]] = {
    **{f"redirect {status}": (moved(status), f"http_{status}") for status in (300, 301, 302, 303, 304, 305, 307, 308)},
    "redirect without a place": (says(b"", 302), "http_302"),
    "redirect by a header of 200": (
        says(b"<html>", headers={"Location": "/thief", "Refresh": "0; url=/thief"}),
        "not_json",
    ),
    "gzip": (packed("gzip", gzip.compress(b"{}")), "compressed"),
    "gzip bomb": (packed("gzip", BOMB), "compressed"),
    "gzip twice": (packed("gzip, gzip", gzip.compress(gzip.compress(b"{}"))), "compressed"),
    "deflate": (packed("deflate", zlib.compress(b"{}")), "compressed"),
    "brotli": (packed("br", b"\x0b\x01\x80{}\x03"), "compressed"),
    "a coding nobody knows": (packed("x", b"{}"), "compressed"),
    "gzip that does not say so": (says(gzip.compress(b"{}")), "not_json"),
    "202": (says(b"{}", 202), "http_202"),
    "204": (says(b"", 204), "http_204"),
    "206": (says(b"{}", 206), "http_206"),
    "226": (says(b"{}", 226), "http_226"),
    "408": (says(b"", 408), "http_408"),
    "429 with a time": (says(b"", 429, headers={"Retry-After": "1"}), "http_429"),
    "500": (says(b"{}", 500), "http_500"),
    "502 HTML": (says(b"<h1>Bad Gateway</h1>", 502, "text/html"), "http_502"),
    "503 with a time": (says(b"", 503, headers={"Retry-After": "1"}), "http_503"),
    "504": (says(b"", 504), "http_504"),
    "599": (says(b"", 599), "http_599"),
    "empty": (says(b""), "not_json"),
    "a byte": (says(b"{"), "not_json"),
    "null": (says(b"null"), "not_json"),
    "true": (says(b"true"), "not_json"),
    "a number": (says(b"1"), "not_json"),
    "a text": (says(b'"token"'), "not_json"),
    "two objects": (says(b"{}{}"), "not_json"),
    "a NUL": (says(b"\x00"), "not_json"),
    "NUL after it": (says(b"{}\x00"), "not_json"),
    "a byte order mark": (says(b"\xef\xbb\xbf{}"), "not_json"),
    "UTF-16": (says("{}".encode("utf-16")), "not_json"),
    "Windows-1251": (
        says('{"a": "ключ"}'.encode("cp1251"), content_type="application/json; charset=windows-1251"),
        "not_json",
    ),
    "a member twice": (says(b'{"keys": [], "keys": [], "sub": "1", "sub": "1"}'), "not_json"),
    "nested without end": (says(b'{"a":' * 40_000), "not_json"),
    "lists without end": (says(b'{"keys":' + b"[" * 40_000), "not_json"),
    "a number of 5000 digits": (says(b'{"a": ' + b"9" * 5000 + b"}"), "not_json"),
    "a form": (says(b"access_token=a&token_type=Bearer", content_type="application/x-www-form-urlencoded"), "not_json"),
    "HTML of a gateway": (says(b"<!doctype html><title>Login</title>", content_type="text/html"), "not_json"),
    "XML with entities": (
        says(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', content_type="application/xml"),
        "not_json",
    ),
    "a script around it": (says(b"callback({})", content_type="application/javascript"), "not_json"),
    "1 MiB": (says(b" " * 1024 * 1024), "oversized"),
    "1 MiB in one text": (says(b'{"a": "' + b"x" * 1024 * 1024 + b'"}'), "oversized"),
    "without end": (lambda _op: Reply(itertools.repeat(b" " * 65536)), "oversized"),
    "less than promised": (lambda _op: Reply([b"{"], headers={"Content-Length": "100"}), "ProtocolError"),
    "a length that is no number": (lambda _op: Reply([b"x"], headers={"Content-Length": "many"}), "not_json"),
    "a length below zero": (lambda _op: Reply([b"x"], headers={"Content-Length": "-1"}), "not_json"),
    "chunks that are none": (
        lambda _op: Reply([b"zz\r\n{}\r\n0\r\n\r\n"], headers={"Transfer-Encoding": "chunked"}),
        "ProtocolError",
    ),
    "a chunk cut short": (
        lambda _op: Reply([b"10\r\n{}"], headers={"Transfer-Encoding": "chunked"}),
        "ProtocolError",
    ),
    "a chunk of terabytes": (
        lambda _op: Reply([b"ffffffffffff\r\n{}"], headers={"Transfer-Encoding": "chunked"}),
        "ProtocolError",
    ),
    "a header line of 70 KB": (says(b"{}", headers={"X-Long": "x" * 70_000}), "ProtocolError"),
    "200 headers": (says(b"{}", headers=dict.fromkeys(map("X-{}".format, range(200)), "x")), "ProtocolError"),
}
KINDS = {"/jwks": {"not_json": {"keys_not_json", "keys_missing"}}}


@pytest.mark.parametrize("path", ENDPOINTS)
@pytest.mark.parametrize(("fault", "code"), FAULTS.values(), ids=FAULTS.keys())
def test_an_answer_that_is_none(visitor: Visitor, journal: Journal, path: str, fault: Fault, code: str) -> None:
    op = visitor.provider
    op.replies[path] = lambda: fault(op)
    told = visitor.sign_in()
    assert (told.claims, told.reason) == (None, "provider_down"), journal.code
    assert journal.code in KINDS.get(path, {}).get(code, {code})
    assert op.asked[-1] == path
    assert not [address for address in op.asked if "thief" in address]


REFUSALS = [400, 401, 402, 403, 404, 405, 407, 410, 418, 421, 451, 499]


@pytest.mark.parametrize("path", ENDPOINTS)
@pytest.mark.parametrize("status", REFUSALS)
def test_a_refusal_is_a_page_without_its_words(
    visitor: Visitor, caplog: pytest.LogCaptureFixture, path: str, status: int
) -> None:
    body = b'{"error": "canary here", "error_description": "canary", "error_uri": "https://canary.example"}'
    headers = {"WWW-Authenticate": 'Basic realm="canary"'}
    visitor.provider.replies[path] = lambda: Reply(body, status, headers=headers)
    told = visitor.sign_in()
    assert (told.claims, told.reason) == (None, "provider_down" if path == "/jwks" else "provider_error")
    assert "canary" not in caplog.text


ODD = {
    "cookies": {"Set-Cookie": "session=x; Path=/; Domain=127.0.0.1"},
    "a content type in capitals": {"Content-Type": "APPLICATION/JSON"},
    "identity as a coding": {"Content-Encoding": "identity"},
    "its own policy": {
        "Strict-Transport-Security": "max-age=1",
        "Alt-Svc": 'h3=":443"',
        "Link": "</thief>; rel=preload",
    },
    "letters of ours": {"X-Note": "\u0440\u0443\u0441".encode().decode("latin-1")},
}


@pytest.mark.parametrize("path", ENDPOINTS)
@pytest.mark.parametrize("headers", ODD.values(), ids=ODD.keys())
def test_headers_that_mean_nothing_to_us(visitor: Visitor, path: str, headers: dict[str, str]) -> None:
    op = visitor.provider
    op.more_headers[path] = headers
    assert visitor.sign_in().claims is not None
    assert "Cookie" not in op.headers
    assert op.asked == ["/token", "/jwks", "/userinfo"]


@pytest.mark.parametrize("content_type", ["text/html", "text/plain", "", "application/octet-stream", "x"])
@pytest.mark.parametrize("path", ENDPOINTS)
def test_json_is_json_whatever_it_is_called(visitor: Visitor, path: str, content_type: str) -> None:
    """«userinfo downgraded to text/plain JSON»: either is right; what counts is that TLS and the subject hold."""
    visitor.provider.more_headers[path] = {"Content-Type": content_type}
    assert visitor.sign_in().claims is not None
