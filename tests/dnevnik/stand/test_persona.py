"""Ages, numbers and papers of the invented people."""

from datetime import date

import pytest

from dnevnik.stand.persona import Paper, age, certificate_of
from tests.dnevnik.stand.cast_of_tests import maria


@pytest.mark.parametrize(
    ("born", "years"),
    [("2012-11-29", 14), ("2012-11-30", 13), ("2026-11-29", 0), ("2027-01-01", -1), ("", None)],
)
def test_an_age_is_of_full_years(born: str, years: int | None) -> None:
    assert age(born, on=date(2026, 11, 29)) == years


@pytest.mark.parametrize(
    ("printed", "series", "number"),
    [("V-ЯЯ № 500000", "V-ЯЯ", "500000"), ("IV-АБ 123456", "IV-АБ", "123456"), ("AB123", "", "AB123")],
)
def test_a_certificate_has_a_series_and_a_number(printed: str, series: str, number: str) -> None:
    paper = certificate_of(printed)
    assert (paper.kind, paper.series, paper.number) == (Paper.BIRTH_CERTIFICATE, series, number)
    assert certificate_of(printed, is_foreign=True).kind is Paper.FOREIGN_BIRTH_CERTIFICATE


def test_a_name_follows_the_claims_and_an_own_name_stays() -> None:
    called = maria().known_as({"snils": ""})
    assert (called.name, "snils" in called.claims) == ("Иванова Мария Петровна", False)
    assert maria().known_as({"middle_name": ""}).name == "Иванова Мария"


def test_esia_knows_people_by_a_number() -> None:
    assert maria().oid == 1000300001
    assert [kid.number for kid in maria().children] == ["100030000101", "100030000102"]
