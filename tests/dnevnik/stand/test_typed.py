"""What people type is read or complained about, and never lost."""

from datetime import date

import pytest

from dnevnik.stand.typed import OWN_DATA, are_good, child_fields, fill, showing, values_of

ON = date(2026, 11, 29)
CHILD = {
    "family_name": " Иванов ",
    "given_name": "Пётр",
    "birthdate": "2013-01-15",
    "gender": "male",
    "snils": "00000000202",
    "origin": "russian",
    "birth_certificate": "V-ЯЯ  № 500000",
}


def test_a_child_is_read() -> None:
    fields = fill(child_fields(on=ON), CHILD)
    assert are_good(fields)
    assert values_of(fields) == {
        **CHILD,
        "family_name": "Иванов",
        "middle_name": "",
        "snils": "000-000-002 02",
        "birth_certificate": "V-ЯЯ № 500000",
    }


@pytest.mark.parametrize(
    ("name", "typed", "complaint"),
    [
        pytest.param("family_name", " ", "Заполните это поле.", id="no surname"),
        pytest.param("given_name", "а" * 101, "не больше 100", id="an endless name"),
        pytest.param("given_name", "a\x00b", "Слишком длинно", id="a control character"),
        pytest.param("birthdate", "", "Заполните", id="no birth date"),
        pytest.param("birthdate", "15.01.2020", "Укажите дату", id="another form of date"),
        pytest.param("birthdate", "2026-11-30", "Укажите дату", id="tomorrow"),
        pytest.param("birthdate", "2012-11-29", "С 14 лет", id="fourteen today"),
        pytest.param("gender", "other", "Выберите", id="an unknown choice"),
        pytest.param("origin", "", "Заполните", id="no choice"),
        pytest.param("snils", "123", "11 цифр", id="a short SNILS"),
        pytest.param("birth_certificate", "я" * 65, "не больше 64", id="an endless certificate"),
    ],
)
def test_a_slip_is_told_beside_its_field(name: str, typed: str, complaint: str) -> None:
    fields = fill(child_fields(on=ON), {**CHILD, name: typed})
    assert not are_good(fields)
    wrong = {field.name: field for field in fields if field.complaint}
    assert list(wrong) == [name]
    assert complaint in wrong[name].complaint
    assert wrong[name].value == " ".join(typed.split())


def test_the_last_day_of_thirteen_is_a_child_s() -> None:
    assert are_good(fill(child_fields(on=ON), {**CHILD, "birthdate": "2012-11-30"}))


@pytest.mark.parametrize(("typed", "good"), [("0000 000001", True), ("00 00 № 000001", True), ("0000 1", False)])
def test_a_passport_has_ten_digits(typed: str, good: bool) -> None:  # noqa: FBT001  a table's column
    fields = fill(OWN_DATA, {"family_name": "Иванова", "given_name": "Мария", "passport": typed})
    assert are_good(fields) is good
    assert not good or values_of(fields)["passport"] == "0000 000001"


def test_known_values_are_shown() -> None:
    assert values_of(showing(OWN_DATA, {"family_name": "Иванова", "gender": "female"}))["family_name"] == "Иванова"
