"""The command that an operator runs before the first person comes."""

import sys
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from tests.accounts.esia import keys
from tests.accounts.esia.esia import OID, Esia, refusal
from tests.accounts.esia.keys import Write
from tests.accounts.oidc import jose
from tests.accounts.oidc.provider import Reply

Described = dict[str, object]
TOKEN = "/aas/oauth2/v3/te"
OTHER = jose.rsa_key("other")


@pytest.fixture
def described(portal: Settings, esia: Esia, write: Write) -> Described:
    """The settings of an ESIA that answers its addresses."""
    esia.replies["/aas/oauth2/v2/ac"] = lambda: refusal("ESIA-007014")
    esia.replies["/rs/prns/1"] = lambda: Reply(b"", 401)
    told: Described = portal.IDENTITY_PROVIDERS["esia"]
    return told


def checked(*words: str) -> tuple[list[str], str]:
    """What was printed, and what the command ended with."""
    out = StringIO()
    try:
        call_command("esia_selfcheck", *words, stdout=out)
    except CommandError as error:
        return out.getvalue().splitlines(), str(error)
    return out.getvalue().splitlines(), ""


def wrong(lines: list[str]) -> list[str]:
    return [line.strip("✗ ") for line in lines if "✗" in line]


def test_all_is_well(described: Described, esia: Esia) -> None:
    """Nothing secret, one line each, and the trial leaves no code behind."""
    lines, error = checked()
    assert error == ""
    assert wrong(lines) == []
    told = "\n".join(lines)
    for word in ("Сертификат", "Ключ:", "Подпись", "Отпечаток", "Ключ ЕСИА esia.pem: RS256", "Часы", "Пробный запрос"):
        assert word in told
    assert esia.issuer in told
    assert "PRIVATE" not in told


def test_a_command_that_believes_everything(described: Described, write: Write) -> None:
    """It names what it should look at, and does not look."""
    program = write("yes.py", b"import sys; sys.stdout.buffer.write(bytes(64))")
    command = [sys.executable, "-I", program, "{signature}", "{key}"]
    sign = [sys.executable, "-I", program]
    certificate = signer(described)["certificate"]
    described["signer"] = {"kind": "command", "certificate": certificate, "sign": sign, "verify": command}
    assert any(line.startswith("Проверка подписи: команда signer.verify верит") for line in wrong(checked()[0]))


def spoil_certificate(begins: int, ends: int) -> Callable[[Esia, Described, Write], None]:
    def spoil(esia: Esia, _described: Described, write: Write) -> None:
        begin, end = timedelta(days=begins), timedelta(days=ends)
        esia.certificate = keys.certificate_pem(esia.client, begins=begin, ends=end)
        write("client.pem", esia.certificate)

    return spoil


def foreign_key(_esia: Esia, _described: Described, write: Write) -> None:
    write("client.key", keys.private_pem(OTHER) + b"\n")


def open_key(_esia: Esia, described: Described, _write: Write) -> None:
    Path(signer(described)["key"]).chmod(0o644)


def signer(described: Described) -> dict[str, str]:
    found = described["signer"]
    assert isinstance(found, dict)
    return found


def no_file(part: str) -> Callable[[Esia, Described, Write], None]:
    return lambda _esia, described, _write: Path(signer(described)[part]).unlink()


def provider_key(content: bytes) -> Callable[[Esia, Described, Write], None]:
    def spoil(_esia: Esia, _described: Described, write: Write) -> None:
        write("esia.pem", content)

    return spoil


def replies(path: str, reply: Callable[[], Reply]) -> Callable[[Esia, Described, Write], None]:
    return lambda esia, _described, _write: esia.replies.update({path: reply})


def told(**changed: object) -> Callable[[Esia, Described, Write], None]:
    return lambda _esia, described, _write: described.update(changed)


SPOILT = {
    "certificate over": (spoil_certificate(-400, -2), ["Сертификат: срок истёк"]),
    "certificate not yet": (spoil_certificate(2, 300), ["Сертификат: начнёт действовать только"]),
    "certificate gone": (
        no_file("certificate"),
        ["Сертификат: файл", "Подпись: не", "Отпечаток", "Пробный запрос: ответ"],
    ),
    "key gone": (no_file("key"), ["Ключ: файла нет", "Подпись: не получилась", "Пробный запрос: ответ"]),
    "key open to others": (open_key, ["Ключ: файл открыт не только"]),
    "key of another certificate": (foreign_key, ["Подпись: ключ не от", "Пробный запрос: отказ ESIA-007053"]),
    "provider's key broken": (provider_key(b"noise"), ["Ключ ЕСИА esia.pem", "Ключи ЕСИА: нет ни одного для RS256"]),
    "only weak keys of the provider": (
        provider_key(keys.public_pem(jose.rsa_key("weak", 1024))),
        ["Ключ ЕСИА esia.pem", "Ключи ЕСИА: нет ни одного"],
    ),
    "GOST agreed, and no key for it": (
        told(
            algorithms=["GOST3410_2012_256", "RS256"],
            signer={"kind": "openssl", "certificate": "/nowhere", "key": "/nowhere", "openssl": "/nowhere"},
        ),
        ["Сертификат", "Ключ: файла", "Подпись", "Отпечаток", "Ключи ЕСИА: нет ни одного для GOST", "Пробный запрос"],
    ),
    "authorization down": (replies("/aas/oauth2/v2/ac", lambda: Reply(b"", 503)), ["Адрес http"]),
    "rest not there": (replies("/rs/prns/1", lambda: Reply(b"", 429)), ["Адрес http"]),
    "certificate unknown": (replies(TOKEN, lambda: refusal("ESIA-007005")), ["Пробный запрос: отказ ESIA-007005"]),
    "a code nobody described": (replies(TOKEN, lambda: refusal("ESIA-999999")), ["Пробный запрос: отказ ESIA-999999"]),
    "not ESIA at all": (replies(TOKEN, lambda: Reply(b"<html>")), ["Пробный запрос: ответ не такой"]),
    "clock": (
        replies("/rs/prns/1", lambda: Reply(b"", 401, headers={"Date": "Sun, 06 Nov 1994 08:49:37 GMT"})),
        ["Часы: расходятся"],
    ),
    "settings": (told(client_id=""), ["Настройка esia: lacks client_id"]),
}


@pytest.mark.parametrize(("spoil", "expected"), SPOILT.values(), ids=SPOILT.keys())
def test_what_is_wrong_is_said_and_ends_badly(
    described: Described,
    esia: Esia,
    write: Write,
    spoil: Callable[[Esia, Described, Write], None],
    expected: list[str],
) -> None:
    spoil(esia, described, write)
    lines, error = checked()
    found = wrong(lines)
    assert error == f"Нужно исправить: {len(found)}."
    assert len(found) == len(expected)
    assert all(line.startswith(begin) for line, begin in zip(found, expected, strict=True))


@pytest.mark.parametrize(
    ("changed", "begin"),
    [
        pytest.param(
            {"issuer": "http://gateway.example/"}, "! Издатель маркеров: http://gateway.example/", id="gateway"
        ),
        pytest.param({"issuer": "http://127.0.0.1"}, "! Издатель маркеров: http://127.0.0.1.", id="no slash"),
    ],
)
def test_what_deserves_a_look_is_no_failure(described: Described, changed: Described, begin: str) -> None:
    described.update(changed)
    lines, error = checked()
    assert error == ""
    assert any(line.strip().startswith(begin) for line in lines)


def test_a_certificate_that_ends_soon(described: Described, esia: Esia, write: Write) -> None:
    spoil_certificate(-300, 10)(esia, described, write)
    lines, error = checked()
    assert (error, any("Пора получать новый" in line for line in lines)) == ("", True)


def test_esias_key_in_a_certificate_that_is_over_still_serves(described: Described, esia: Esia, write: Write) -> None:
    over = keys.certificate_pem(esia.key, begins=timedelta(days=-400), ends=timedelta(days=-2))
    write("esia.pem", over)
    lines, error = checked()
    assert (error, any("RS256, срок сертификата истёк" in line for line in lines)) == ("", True)


@pytest.mark.parametrize("date", ["yesterday", "Thu, 01 Oct 2026 09:00:00 -0000"], ids=["junk", "without a zone"])
def test_a_clock_that_tells_no_time_is_no_failure(described: Described, esia: Esia, date: str) -> None:
    for path in ("/aas/oauth2/v2/ac", TOKEN, "/rs/prns/1"):
        esia.replies[path] = lambda: Reply(b"", 401, headers={"Date": date})
    lines, _error = checked()
    assert any(line.strip().startswith("! Часы: ЕСИА не сообщила") for line in lines)


def test_one_provider_may_be_named(described: Described, portal: Settings) -> None:
    portal.IDENTITY_PROVIDERS = {"esia": described, "second": described, "gateway": {}}
    lines, _error = checked("--provider", "second")
    assert [line for line in lines if not line.startswith(" ")] == ["second:"]
    assert checked("--provider", "gateway") == ([], "Поставщика ЕСИА «gateway» в IDENTITY_PROVIDERS нет.")


def test_where_nobody_speaks_to_esia(portal: Settings) -> None:
    portal.IDENTITY_PROVIDERS = {"gateway": {}}
    assert checked() == ([], "В IDENTITY_PROVIDERS нет поставщика с dialect: esia.")


def test_nobody_is_asked_about_a_person(described: Described, esia: Esia) -> None:
    checked()
    assert not [path for path in esia.asked if OID in path]
