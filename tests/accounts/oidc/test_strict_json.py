"""JSON that two parsers could read differently is no JSON here."""

import traceback

import pytest

from accounts.oidc.strict_json import NotStrictJson, parse_object


def test_an_object_is_read() -> None:
    assert parse_object('{"a": {"b": [1, "ё"]}}'.encode()) == {"a": {"b": [1, "ё"]}}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"[]", id="an array"),
        pytest.param(b"null", id="null"),
        pytest.param(b'{"a": 1, "a": 1}', id="a member twice"),
        pytest.param(b'{"a": {"b": 1, "b": 2}}', id="a member twice further in"),
        pytest.param(b'{"a": 1, "\\u0061": 2}', id="a member twice, written differently"),
        pytest.param(b'{"a": NaN}', id="NaN"),
        pytest.param(b'{"a": -Infinity}', id="infinity"),
        pytest.param(b"{'a': 1}", id="single quotes"),
        pytest.param(b'{"a": 1} {"a": 1}', id="two objects"),
        pytest.param(b'\xef\xbb\xbf{"a": 1}', id="a byte order mark"),
        pytest.param('{"a": 1}'.encode("utf-16"), id="UTF-16"),
        pytest.param(b'{"a": "\xff"}', id="not UTF-8"),
        pytest.param(b'{"a":' * 100_000, id="nested without end"),
        pytest.param(b'{"a": ' + b"9" * 10_000 + b"}", id="a number without end"),
    ],
)
def test_anything_else_is_refused(text: bytes) -> None:
    with pytest.raises(NotStrictJson):
        parse_object(text)


def test_a_refusal_repeats_nothing_of_the_text() -> None:
    text = '{"name": "Ковалёва"'.encode()
    with pytest.raises(NotStrictJson) as refused:
        parse_object(text)
    assert "Ковалёва" not in "".join(traceback.format_exception(refused.value))
