"""No name that fits its column has a key that does not: PostgreSQL would refuse the row."""

import pytest

from schools.identifiers.names import normalise
from schools.models import Parent
from schools.models.person import KEY_LENGTH


@pytest.mark.parametrize("letter", ["ﬃ", "ß", "ŉ", "ΐ", "Щ", "İ"], ids=ascii)
def test_folding_never_outgrows_the_key(letter: str) -> None:
    longest = Parent._meta.get_field("surname").max_length
    assert longest is not None
    assert len(normalise(letter * longest)) <= KEY_LENGTH
