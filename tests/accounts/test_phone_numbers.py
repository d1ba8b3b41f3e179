"""Telephone numbers as people type them."""

import pytest

from accounts.phone_numbers import NotAPhone, parse


@pytest.mark.parametrize(
    "typed",
    [
        "+79001234567",
        "89001234567",
        "9001234567",
        "8 (900) 123-45-67",
        "+7 900 123‑45‑67",
        " 7 900 123 45 67 ",
    ],
)
def test_one_number_however_typed(typed: str) -> None:
    assert parse(typed) == "+79001234567"


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("", id="nothing"),
        pytest.param("+1 900 123 45 67", id="another country"),
        pytest.param("8 4912 00 00 00", id="a wired telephone takes no messages"),
        pytest.param("900123456", id="a digit short"),
        pytest.param("90012345678", id="a digit long"),
        pytest.param("9٠01234567", id="digits of another script"),
        pytest.param("anna@example.ru", id="no number at all"),
    ],
)
def test_what_is_no_mobile_number_of_russia(typed: str) -> None:
    with pytest.raises(NotAPhone):
        parse(typed)
