"""Numbers that belong to nobody."""

from schools.identifiers.snils import check_digits


def synthetic_snils(number: int) -> str:
    """A canonical SNILS that belongs to nobody, with its right check digits; `number` is from 1 to 1000997."""
    nine = f"{number:09d}"
    return f"{nine[:3]}-{nine[3:6]}-{nine[6:]} {check_digits(nine)}"
