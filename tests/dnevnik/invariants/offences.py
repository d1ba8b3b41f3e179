"""What an invariant says of the rows as they stand."""

from datetime import datetime

from django.db import models

from dnevnik.invariants import invariants
from tests.people import NOON


def found(code: str, *, at: datetime = NOON) -> list[str]:
    """The ids that one invariant returns, sorted."""
    (one,) = [one for one in invariants() if one.code == code]
    return sorted(offence.id for offence in one.offences(at=at))


def ids(*rows: models.Model) -> list[str]:
    """Rows by their ids, as an invariant tells them."""
    return sorted(str(row.pk).replace("-", "") for row in rows)
