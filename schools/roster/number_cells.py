"""SNILS and birth certificates in the cells of a roster. Readers raise InvalidIdentifier.

Only here are lost leading zeros put back, and only where the check digits then agree; the identifiers' own
parsers ask for the whole number.
"""

import re

from schools.identifiers import birth_certificate, names, snils
from schools.identifiers.birth_certificate import BirthCertificate
from schools.identifiers.errors import InvalidIdentifier
from schools.roster.cells import Reading
from schools.roster.table import Cell, as_text

PADDED = "дополнен нулями, проверьте"
LEAST_SNILS_DIGITS = 3
CERTIFICATE_DIGITS = 6
_ROUNDED = re.compile(r"\d+(?:[.,]\d+)?[EeЕе][+-]?\d+")
_WITH_FRACTION = re.compile(r"(?P<whole>[0-9]+)[.,]0+")
_DIGITS = re.compile(r"[0-9]+")


def read_snils(cell: Cell) -> Reading[str | None]:
    """Return the canonical number, or None where there is none; a shorter whole number is padded with a warning."""
    text = _without_fraction(as_text(cell))
    if names.is_absent(text):
        return Reading(None)
    if _ROUNDED.fullmatch(text):
        raise InvalidIdentifier(
            "rounded", "Excel округлил СНИЛС. Задайте столбцу формат «Текстовый» и впишите номер заново, все 11 цифр."
        )
    if _DIGITS.fullmatch(text) and LEAST_SNILS_DIGITS <= len(text) < snils.DIGITS:
        return Reading(_padded_snils(text), PADDED)
    return Reading(snils.parse(text))


def read_certificate(cell: Cell) -> Reading[BirthCertificate | None]:
    """Return the certificate of one cell, or None where there is none."""
    text = as_text(cell)
    return Reading(None if names.is_absent(text) else birth_certificate.parse(text))


def read_certificate_parts(series: Cell, number: Cell) -> Reading[BirthCertificate | None]:
    """Return the certificate of two cells; to a series, a number that lost its leading zeros is padded."""
    first, second = as_text(series), _without_fraction(as_text(number))
    if names.is_absent(first) and names.is_absent(second):
        return Reading(None)
    if names.is_absent(first):
        return read_certificate(second)
    padded = second.zfill(CERTIFICATE_DIGITS) if _DIGITS.fullmatch(second) else second
    return Reading(birth_certificate.parse(f"{first} {padded}"), "" if padded == second else PADDED)


def _without_fraction(text: str) -> str:
    parts = _WITH_FRACTION.fullmatch(text)
    return parts["whole"] if parts else text


def _padded_snils(digits: str) -> str:
    whole = digits.zfill(snils.DIGITS)
    if whole[9:] != snils.check_digits(whole[:9]):
        raise InvalidIdentifier(
            "length",
            f"В СНИЛС 11 цифр, а здесь их {len(digits)}, и нули в начале не помогают. Сверьте номер с документом.",
        )
    return snils.parse(whole)
