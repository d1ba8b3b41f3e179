"""People whom the register did not let in, with their cases, and many who press one button at once."""

from collections.abc import Callable
from typing import Any

from django.db import connection

from accounts.models import CorrectionRequest, ExternalIdentity, LinkProposal, MismatchCase
from accounts.models.request import Request
from schools.models import School
from tests.accounts.oidc.test_parallel import all_at_once
from tests.factories import create_school
from tests.people import NOON, remember

WAITING = Request.State.WAITING


def crowd() -> int:
    """How many press at once: SQLite has one writer, PostgreSQL has many."""
    return 16 if connection.vendor == "postgresql" else 8


def somebody(**fields: Any) -> ExternalIdentity:
    """Somebody the state vouched for, remembered with the region and the verified data loaded."""
    verified = remember(**fields)
    return ExternalIdentity.objects.select_related("region", "verified").get(pk=verified.pk)


def open_case(
    *, kind: str, identity: ExternalIdentity | None = None, school: School | None = None, **fields: Any
) -> MismatchCase:
    """An open case of that kind, with these `fields` of the row; a case that is not «not found» has a school."""
    identity = identity or somebody()
    if school is None and kind != MismatchCase.Kind.NOT_FOUND:
        school = create_school()
    number = f"{MismatchCase.objects.count():04}-0000"
    return MismatchCase.objects.create(
        number=number, identity=identity, school=school, kind=kind, opened_at=NOON, **fields
    )


def differing(case: MismatchCase, **kinds: list[str]) -> MismatchCase:
    """The case with a cause for each field: `differing(case, surname=["typo"])`."""
    for field, found in kinds.items():
        case.causes.create(field=field, kinds=found, owner="either", since=NOON)
    return case


def requests_waiting() -> int:
    found = [model.objects.filter(state=WAITING).count() for model in (LinkProposal, CorrectionRequest)]
    return sum(found)


def outcomes_of(times: int, call: Callable[[], object]) -> list[object]:
    """What each of so many calls at once came to: its answer, or the class of its exception."""
    met: list[object] = []

    def once() -> None:
        try:
            met.append(call())
        except Exception as problem:  # noqa: BLE001  a crowd's failures are what the test counts
            met.append(type(problem))

    all_at_once([once] * times)
    return met
