"""Where a line may break, and which number a telephone calls."""

import pytest

from dnevnik.templatetags.typography import dialled, tied


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("Школа № 31", "Школа №_31", id="the number of a school"),
        pytest.param("Ирина Сергеевна, каб. 12", "Ирина Сергеевна, каб._12", id="a room, shortened"),
        pytest.param("кабинет 12, пн–пт", "кабинет_12, пн–пт", id="a room"),
        pytest.param("за 1–3 рабочих дня", "за 1–3_рабочих дня", id="a number and what it counts"),
        pytest.param("Класс 8 «А»", "Класс 8_«А»", id="a class and its letter"),
        pytest.param("Школа № 1005 «Алые паруса»", "Школа №_1005 «Алые паруса»", id="a name is no letter"),
        pytest.param("отчество (ё / е)", "отчество (ё_/_е)", id="both sides of a slash"),
        pytest.param("+7 4912 00-00-00", "+7_4912_00-00-00", id="a telephone number"),
        pytest.param("Войдите ещё раз.", "Войдите ещё раз.", id="words break as they like"),
    ],
)
def test_what_a_line_does_not_part(text: str, shown: str) -> None:
    assert tied(text) == shown.replace("_", "\u00a0")


@pytest.mark.parametrize(
    ("written", "number"),
    [
        pytest.param("+7 4912 00-00-00", "+74912000000", id="international"),
        pytest.param("8 (495) 123-45-67, доб. 12", "84951234567", id="with brackets and an extension"),
        pytest.param("8-800-000-00-00", "88000000000", id="a hotline"),
        pytest.param("8 495 123‑45‑67, 8 495 765‑43‑21", "84951234567", id="the first of two"),
        pytest.param("45-12-30", "", id="a local number is not for every telephone"),
        pytest.param("8 495 123-45-678", "", id="a slip of the pen"),
        pytest.param("", "", id="none"),
    ],
)
def test_only_a_whole_number_is_dialled(written: str, number: str) -> None:
    assert dialled(written) == number
