"""A stand that is told too little, or something impossible, says what it needs."""

from pathlib import Path

import pytest

from dnevnik.stand.environment import REQUIRED, read_environment
from dnevnik.stand.misconfiguration import Misconfigured

TOLD = {
    "STAND_CAST": "/somewhere/cast.json",
    "STAND_ISSUER": "http://127.0.0.1:8001",
    "STAND_CLIENT_ID": "dnevnik",
    "STAND_CLIENT_SECRET": "a very secret word",
    "STAND_REDIRECT_URIS": "http://127.0.0.1:8000/callback/, http://localhost:8000/callback/,http://127.0.0.1:8000/b/",
}


def test_everything_is_read() -> None:
    read = read_environment({**TOLD, "STAND_KEY_FILE": "/somewhere/key.pem", "PATH": "/bin"})
    assert read.cast == Path("/somewhere/cast.json")
    assert read.key_file == Path("/somewhere/key.pem")
    assert read.redirect_uris[1] == "http://localhost:8000/callback/"
    assert read.portal_origins == ("http://127.0.0.1:8000", "http://localhost:8000")


def test_a_key_file_is_optional() -> None:
    assert read_environment(TOLD).key_file is None


def test_the_secret_is_not_in_the_repr() -> None:
    assert TOLD["STAND_CLIENT_SECRET"] not in repr(read_environment(TOLD))


@pytest.mark.parametrize("name", REQUIRED)
@pytest.mark.parametrize("value", [None, "", "  "], ids=["absent", "empty", "blank"])
def test_a_missing_value_is_named(name: str, value: str | None) -> None:
    told = {key: text for key, text in {**TOLD, name: value}.items() if text is not None}
    with pytest.raises(Misconfigured, match=f"^{name} is not set: ") as caught:
        read_environment(told)
    assert TOLD["STAND_CLIENT_SECRET"] not in str(caught.value)


def test_all_missing_values_are_named_at_once() -> None:
    with pytest.raises(Misconfigured) as caught:
        read_environment({})
    assert all(name in str(caught.value) for name in REQUIRED)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("STAND_ISSUER", "http://127.0.0.1:8001/", id="an issuer with a slash at the end"),
        pytest.param("STAND_ISSUER", "http://127.0.0.1:8001/stand", id="an issuer with a path"),
        pytest.param("STAND_ISSUER", "127.0.0.1:8001", id="an issuer without a scheme"),
        pytest.param("STAND_REDIRECT_URIS", ",", id="no address between the commas"),
        pytest.param("STAND_REDIRECT_URIS", "/callback/", id="a relative address"),
        pytest.param("STAND_REDIRECT_URIS", "http://a/#b", id="an address with a fragment"),
    ],
)
def test_an_impossible_value_is_named(name: str, value: str) -> None:
    with pytest.raises(Misconfigured, match=f"^{name} must "):
        read_environment({**TOLD, name: value})
