"""The exact strings and spellings. The vectors are our own; the order of the parts is the operator's."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from accounts.esia import messages

ASKED = {
    "client_id": "DNEVNIK",
    "scope": "openid fullname snils",
    "timestamp": "2026.11.29 08:15:00 +0300",
    "state": "0f0e0d0c-0b0a-4900-8807-060504030201",
    "redirect_uri": "https://dnevnik.example/oidc/callback/",
}
STRINGS = {
    "v2/ac": (
        messages.to_sign(**ASKED, scope_org=""),
        (
            "DNEVNIKopenid fullname snils2026.11.29 08:15:00 +03000f0e0d0c-0b0a-4900-8807-060504030201"
            "https://dnevnik.example/oidc/callback/"
        ),
    ),
    "v2/ac with organisations": (
        messages.to_sign(**ASKED, scope_org="org_name org_oid"),
        (
            "DNEVNIKopenid fullname snilsorg_name org_oid2026.11.29 08:15:00 +03000f0e0d0c-0b0a-4900-8807-060504030201"
            "https://dnevnik.example/oidc/callback/"
        ),
    ),
    "v3/te": (
        messages.to_sign(**ASKED, scope_org="", code="the.code"),
        (
            "DNEVNIKopenid fullname snils2026.11.29 08:15:00 +03000f0e0d0c-0b0a-4900-8807-060504030201"
            "https://dnevnik.example/oidc/callback/the.code"
        ),
    ),
    "v3/te with organisations": (
        messages.to_sign(**ASKED, scope_org="org_name", code="the.code"),
        (
            "DNEVNIKopenid fullname snilsorg_name2026.11.29 08:15:00 +03000f0e0d0c-0b0a-4900-8807-060504030201"
            "https://dnevnik.example/oidc/callback/the.code"
        ),
    ),
}


@pytest.mark.parametrize(("message", "expected"), STRINGS.values(), ids=STRINGS.keys())
def test_the_string_to_sign(message: bytes, expected: str) -> None:
    assert message == expected.encode()


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(2025, 9, 2, 13, 0, 29, tzinfo=timezone(timedelta(hours=3))), "2025.09.02 13:00:29 +0300"),
        (datetime(2025, 9, 2, 13, 0, 29, 999_999, tzinfo=UTC), "2025.09.02 13:00:29 +0000"),
        (datetime(2025, 1, 2, 3, 4, 5, tzinfo=timezone(timedelta(hours=12))), "2025.01.02 03:04:05 +1200"),
    ],
)
def test_a_timestamp(at: datetime, expected: str) -> None:
    assert messages.timestamp(at) == expected


def test_a_time_without_a_zone_is_no_timestamp() -> None:
    with pytest.raises(ValueError, match="naive"):
        messages.timestamp(datetime(2025, 9, 2))  # noqa: DTZ001  it is what the test is about


@pytest.mark.parametrize(
    ("data", "text"), [(b"", ""), (b"\xfb\xff", "-_8"), (b"\x00" * 64, "A" * 86), (bytes(range(3)), "AAEC")]
)
def test_base64url_without_padding(data: bytes, text: str) -> None:
    assert messages.encoded(data) == text
    assert messages.decoded(text) == data


@pytest.mark.parametrize("text", ["AA==", "A", "a+b/", "a b", "код", "AAE\n"])
def test_what_is_no_base64url(text: str) -> None:
    with pytest.raises(ValueError, match="not base64url"):
        messages.decoded(text)
