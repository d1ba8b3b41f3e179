"""Roman numerals, as they open the series of a birth certificate."""

import re

_SIGNS = [
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
]  # fmt: skip
_CANONICAL = re.compile(r"(?=.)M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")


def numeral(value: int) -> str:
    """Return the canonical numeral of a number from 1 to 3999."""
    written = ""
    for size, sign in _SIGNS:
        count, value = divmod(value, size)
        written += sign * count
    return written


def is_canonical(written: str) -> bool:
    """Tell whether the capital letters are a numeral in canonical form: `IV` is, `IIII`, `IIV` and `` are not."""
    return _CANONICAL.fullmatch(written) is not None
