"""Origins are read as browsers read them, or not at all."""

import pytest

from dnevnik.stand.addresses import origin_of, with_parameters


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        pytest.param(
            "http://127.0.0.1:8000/callback/?a=1#b",
            "http://127.0.0.1:8000",
            id="the rest falls away",
        ),
        pytest.param("https://Dnevnik.Example", "https://dnevnik.example", id="host names know no case"),
        pytest.param("http://[::1]:8000/", "http://[::1]:8000", id="an IPv6 address"),
    ],
)
def test_an_origin(address: str, origin: str) -> None:
    assert origin_of(address) == origin


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("", id="nothing"),
        pytest.param("/path", id="no host"),
        pytest.param("//dnevnik.example/", id="no scheme"),
        pytest.param("ftp://dnevnik.example/", id="another scheme"),
        pytest.param("javascript:alert(1)", id="a script"),
        pytest.param("http://user@dnevnik.example/", id="a user name"),
        pytest.param("http://a\\@dnevnik.example/", id="a backslash"),
        pytest.param("http://dnevnik.example/\n", id="a line feed"),
        pytest.param("http://дневник.example/", id="letters beyond ASCII"),
        pytest.param("http://[::1/", id="half a bracket"),
        pytest.param("http://a;b/", id="a semicolon that would split the content policy"),
        pytest.param("http://a:port/", id="a port that is no number"),
    ],
)
def test_no_origin(address: str) -> None:
    with pytest.raises(ValueError, match="address|IPv6"):
        origin_of(address)


@pytest.mark.parametrize(
    ("address", "parameters", "result"),
    [
        pytest.param("http://a/", {"code": "x"}, "http://a/?code=x", id="a first parameter"),
        pytest.param("http://a/?b=1", {"code": "x"}, "http://a/?b=1&code=x", id="its own query stays"),
        pytest.param("http://a/", {"code": "x", "state": ""}, "http://a/?code=x", id="an empty value is left out"),
        pytest.param("http://a/", {"state": ""}, "http://a/", id="nothing to add"),
        pytest.param("http://a/", {"state": "&b=\r\n"}, "http://a/?state=%26b%3D%0D%0A", id="values are quoted"),
    ],
)
def test_adding_parameters(address: str, parameters: dict[str, str], result: str) -> None:
    assert with_parameters(address, parameters) == result
