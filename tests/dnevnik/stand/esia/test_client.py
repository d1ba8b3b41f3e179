"""The client with a certificate: all of it is told, or nothing."""

from pathlib import Path

import pytest

from dnevnik.stand.environment import read_environment
from dnevnik.stand.esia.client import REQUIRED
from dnevnik.stand.misconfiguration import Misconfigured
from dnevnik.stand.scopes import ESIA_SCOPES
from tests.dnevnik.stand.esia.system import MNEMONIC, RETURN, certificate_hash, told
from tests.dnevnik.stand.test_environment import TOLD


def test_nothing_said_means_that_the_dialect_is_off() -> None:
    assert read_environment(TOLD).esia is None


def test_everything_is_read(tmp_path: Path) -> None:
    environment = read_environment({**TOLD, **told(tmp_path), "STAND_ESIA_CONFIRMED_ONLY": "1"})
    client = environment.esia
    assert client is not None
    assert (client.client_id, client.verifier.certificate_hash) == (MNEMONIC, certificate_hash())
    assert (client.issuer, client.scopes, client.confirmed_only) == ("http://127.0.0.1:8001/", ESIA_SCOPES, True)
    assert environment.portal_origins[-1] == "http://127.0.0.1:9"


def test_issuer_and_scopes_are_settings(tmp_path: Path) -> None:
    changed = {"STAND_ESIA_ISSUER": "http://esia.example/", "STAND_ESIA_SCOPES": "openid  snils"}
    client = read_environment({**TOLD, **told(tmp_path), **changed}).esia
    assert client is not None
    assert (client.issuer, client.scopes) == ("http://esia.example/", ("openid", "snils"))


@pytest.mark.parametrize(
    ("address", "may"),
    [
        pytest.param(RETURN, True, id="the address"),
        pytest.param("http://127.0.0.1:9/anything?a=1", True, id="elsewhere on the domain"),
        pytest.param("http://127.0.0.1:90/", False, id="another port"),
        pytest.param("https://127.0.0.1:9/", False, id="another scheme"),
        pytest.param("http://127.0.0.1:9@evil.example/", False, id="a user name"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_domains_are_registered_not_addresses(tmp_path: Path, address: str, may: bool) -> None:  # noqa: FBT001  a table's column
    client = read_environment({**TOLD, **told(tmp_path)}).esia
    assert client is not None
    assert client.may_return_to(address) is may


@pytest.mark.parametrize("name", REQUIRED)
def test_half_of_it_is_too_little(tmp_path: Path, name: str) -> None:
    with pytest.raises(Misconfigured, match=f"^{name} is not set: "):
        read_environment({**TOLD, **told(tmp_path), name: " "})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("STAND_ESIA_CERTIFICATE", "/nowhere.pem"),
        ("STAND_ESIA_REDIRECT_URIS", "/callback/"),
        ("STAND_ESIA_SCOPES", "openid vehicles"),
        ("STAND_ESIA_CONFIRMED_ONLY", "yes"),
        ("STAND_ESIA_SIGNATURE", "dsa"),
        ("STAND_CHECK_SECONDS", "soon"),
        ("STAND_BINDING_SECONDS", "0"),
    ],
)
def test_an_impossible_value_is_named(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(Misconfigured, match=f"^{name} must "):
        read_environment({**TOLD, **told(tmp_path), name: value})
