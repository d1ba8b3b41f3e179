import pytest

from schools.identifiers.errors import InvalidIdentifier
from schools.roster.number_cells import PADDED, read_certificate, read_certificate_parts, read_snils
from schools.roster.table import Cell


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        pytest.param("112-233-445 95", "112-233-445 95", id="as printed"),
        pytest.param(11223344595, "112-233-445 95", id="a whole number"),
        pytest.param(11223344595.0, "112-233-445 95", id="a float of a spreadsheet"),
        pytest.param("11223344595.0", "112-233-445 95", id="a float written out"),
        pytest.param("11223344595,00", "112-233-445 95", id="a float written out with a comma"),
        pytest.param("112.233.445.95", "112-233-445 95", id="dots"),
        pytest.param(None, None, id="nothing"),
        pytest.param("нет", None, id="no"),
        pytest.param("—", None, id="a dash"),
    ],
)
def test_snils(cell: Cell, number: str | None) -> None:
    reading = read_snils(cell)

    assert (reading.value, reading.warning) == (number, "")


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        pytest.param(8765430300, "087-654-303 00", id="one nought lost"),
        pytest.param(100100112, "001-001-001 12", id="two noughts lost"),
        pytest.param("100100112", "001-001-001 12", id="lost in a text file"),
        pytest.param(100100112.0, "001-001-001 12", id="lost, and a float"),
        pytest.param(101, "000-000-001 01", id="eight noughts lost"),
    ],
)
def test_lost_noughts_are_put_back_with_a_warning(cell: Cell, number: str) -> None:
    reading = read_snils(cell)

    assert (reading.value, reading.warning) == (number, PADDED)


@pytest.mark.parametrize(
    ("cell", "fix"),
    [
        pytest.param(100100113, "нули в начале не помогают", id="padded, the check digits disagree"),
        pytest.param("112233445", "нули в начале не помогают", id="the check digits themselves are lost"),
        pytest.param("45", "11 цифр", id="two digits"),
        pytest.param("1.12233E+10", "Excel округлил", id="an exponent"),
        pytest.param("1,12233Е+10", "Excel округлил", id="an exponent with a Russian letter"),
        pytest.param("1-001-001 12", "11 цифр", id="groups without noughts are not padded"),
        pytest.param("112-233-445 96", "Контрольные цифры", id="wrong check digits"),
        pytest.param(11223344595.5, "11 цифр", id="a fraction"),
        pytest.param("=A1", "только цифры", id="a formula"),
    ],
)
def test_snils_refused(cell: Cell, fix: str) -> None:
    with pytest.raises(InvalidIdentifier, match=fix):
        read_snils(cell)


@pytest.mark.parametrize(
    ("series", "number", "read", "warning"),
    [
        pytest.param("IV-АБ", "123456", "IV-АБ 123456", "", id="series and number"),
        pytest.param("1У-АБ", 123456.0, "IV-АБ 123456", "", id="a number cell"),
        pytest.param("IV-АБ", 1234, "IV-АБ 001234", PADDED, id="a number that lost its noughts"),
        pytest.param(None, "1234567", "1234567", "", id="foreign, no series"),
        pytest.param("-", None, "None", "", id="nothing"),
    ],
)
def test_certificates_of_two_cells(series: Cell, number: Cell, read: str, warning: str) -> None:
    reading = read_certificate_parts(series, number)

    assert (str(reading.value), reading.warning) == (read, warning)


def test_certificates_of_one_cell() -> None:
    assert str(read_certificate("iv-аб № 123456").value) == "IV-АБ 123456"
    assert read_certificate("нет").value is None
    with pytest.raises(InvalidIdentifier, match="Не хватает серии"):
        read_certificate(123456)


@pytest.mark.parametrize(("series", "number"), [("IV-АБ", None), (None, "123456"), ("АБ", "123456")])
def test_certificates_of_two_cells_refused(series: Cell, number: Cell) -> None:
    with pytest.raises(InvalidIdentifier):
        read_certificate_parts(series, number)
