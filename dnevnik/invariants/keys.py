"""Whether every key fits the names and numbers it was made from: what SQL cannot see, because numbers are sealed."""

from __future__ import annotations

from collections.abc import Iterator

from accounts.models import ListedChild, VerifiedIdentity
from dnevnik.invariants import Offence
from schools.models import IdentityRecord, Parent, Student
from schools.models.sealed import DerivedField
from schools.sealing import SealBroken

CODE = "I-keys"
SCOPE = "invariants"
Kept = Student | Parent | VerifiedIdentity | ListedChild
MODELS: tuple[type[Kept], ...] = (Student, Parent, VerifiedIdentity, ListedChild)


def stale_keys() -> list[Offence]:
    """Records whose keys, made anew, are not those that stand, or whose numbers do not open; read in batches."""
    return sorted(
        Offence(model._meta.db_table, row.pk.hex) for model in MODELS for row in _rows(model) if not keys_fit(row)
    )


def keys_fit(row: IdentityRecord) -> bool:
    """Whether each key of one record is what `KEYS` makes of it today."""
    derived = [field for field in row._meta.concrete_fields if isinstance(field, DerivedField)]
    try:
        return all(getattr(row, key.attname) == key.derive(row) for key in derived if key.derive is not None)
    except SealBroken:
        return False


def _rows(model: type[Kept]) -> Iterator[IdentityRecord]:
    rows: Iterator[IdentityRecord] = model.for_system(by=SCOPE).select_related(None).order_by("pk").iterator()
    return rows
