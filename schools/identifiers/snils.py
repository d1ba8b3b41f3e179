"""СНИЛС, the insurance number of a person: eleven digits, the last two of them check digits.

Source: the Pension Fund's rule on check digits: weights 9…1 from the left, sum modulo 101, 100 gives 00; it is
applied only to numbers above 001-001-998.
"""

from schools.identifiers.characters import plain
from schools.identifiers.errors import InvalidIdentifier

DIGITS = 11
LAST_UNVERIFIED_NUMBER = "001001998"
PLACEHOLDER_NUMBER = "000000000"
ASCII_DIGITS = frozenset("0123456789")
_WITHOUT_SEPARATORS = str.maketrans("", "", " -.")


def parse(text: str) -> str:
    """Return the number in canonical form `NNN-NNN-NNN NN`.

    Spaces, dashes of every sort and dots may stand anywhere; leading zeros must be there. Digits of other
    scripts are refused: in a Russian document they are a trace of damage, not a way of typing.

    Raises InvalidIdentifier: `empty`, `characters`, `length`, `placeholder` (no such person: 000-000-000)
    or `checksum`.
    """
    digits = plain(text).translate(_WITHOUT_SEPARATORS)
    _check_digits_only(digits)
    number, control = digits[:9], digits[9:]
    if number == PLACEHOLDER_NUMBER:
        raise InvalidIdentifier(
            "placeholder", "Из одних нулей СНИЛС не бывает. Впишите номер из документа или оставьте поле пустым."
        )
    if number > LAST_UNVERIFIED_NUMBER and control != check_digits(number):
        raise InvalidIdentifier(
            "checksum",
            "Контрольные цифры СНИЛС не сходятся: в номере опечатка. Сверьте с документом все 11 цифр по одной.",
        )
    return f"{number[:3]}-{number[3:6]}-{number[6:]} {control}"


def check_digits(number: str) -> str:
    """Return the two check digits that belong to the first nine digits, written together.

    Raises InvalidIdentifier (`length`) when the argument is anything but nine ASCII digits.
    """
    if len(number) != DIGITS - 2 or not ASCII_DIGITS.issuperset(number):
        raise InvalidIdentifier("length", "Контрольные цифры считаются по девяти цифрам номера: впишите ровно девять.")
    total = sum(weight * int(digit) for weight, digit in zip(range(9, 0, -1), number, strict=True))
    return f"{total % 101 % 100:02d}"


def mask(canonical: str) -> str:
    """Return what may be shown of a canonical number: the third group only, `•••-•••-445 ••`."""
    return f"•••-•••-{canonical[8:11]} ••"


def _check_digits_only(digits: str) -> None:
    if not digits:
        raise InvalidIdentifier("empty", "Впишите СНИЛС: 11 цифр, как в документе.")
    if not ASCII_DIGITS.issuperset(digits):
        raise InvalidIdentifier(
            "characters", "В СНИЛС бывают только цифры от 0 до 9, пробелы и дефисы. Уберите всё остальное."
        )
    if len(digits) != DIGITS:
        raise InvalidIdentifier(
            "length",
            f"В СНИЛС 11 цифр, а здесь их {len(digits)}. Сверьте с документом; нули в начале номера тоже нужны.",
        )
