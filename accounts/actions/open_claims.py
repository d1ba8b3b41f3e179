"""The open claims of one school's books, found at once by who holds and by what is held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from accounts.models import RecordClaim


class OpenClaims:
    """A school's night asks for each of its people: looking through all claims each time would take the night."""

    def __init__(self, claims: Iterable[RecordClaim]) -> None:
        self._of: dict[UUID, dict[UUID, RecordClaim]] = defaultdict(dict)
        self._on: dict[UUID, RecordClaim] = {}
        for claim in claims:
            self.add(claim)

    def of(self, identity_id: UUID) -> list[RecordClaim]:
        """The claims of one identity, in the order in which they came."""
        return list(self._of.get(identity_id, {}).values())

    def on(self, record: UUID) -> RecordClaim | None:
        """The claim on one record: there is one at most."""
        return self._on.get(record)

    def holders(self) -> set[UUID]:
        """The identities that hold anything."""
        return {identity for identity, claims in self._of.items() if claims}

    def add(self, claim: RecordClaim) -> None:
        self._of[claim.identity_id][claim.pk] = claim
        self._on[record_of_claim(claim)] = claim

    def remove(self, claim: RecordClaim) -> None:
        del self._of[claim.identity_id][claim.pk]
        del self._on[record_of_claim(claim)]


def record_of_claim(claim: RecordClaim) -> UUID:
    record: UUID = claim.student_id or claim.parent_id  # type: ignore[assignment]  # a CHECK says that one is there
    return record
