import pytest

from schools.identifiers import roman


@pytest.mark.parametrize(
    ("value", "written"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (29, "XXIX"), (40, "XL"), (1987, "MCMLXXXVII")]
)
def test_numeral(value: int, written: str) -> None:
    assert roman.numeral(value) == written


def test_what_numeral_writes_is_canonical_and_differs() -> None:
    written = [roman.numeral(value) for value in range(1, 4000)]

    assert all(roman.is_canonical(numeral) for numeral in written)
    assert len(set(written)) == len(written)


@pytest.mark.parametrize("written", ["", "IIII", "IIV", "VV", "IVI", "XVV", "iv", "А", "MMMM", "IV "])
def test_what_is_no_numeral(written: str) -> None:
    assert not roman.is_canonical(written)
