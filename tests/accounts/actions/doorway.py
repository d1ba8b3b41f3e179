"""Short ways for tests about people who come to the door again and again."""

from datetime import datetime, timedelta

from accounts.actions.reconciliation import reconcile_all
from accounts.actions.sign_in import Answer, ask_schools
from accounts.models import MismatchCase, RecordClaim, VerifiedIdentity
from schools.actions import records
from schools.models import Parent, School
from tests.factories import create_link, create_parent, create_student
from tests.people import NOON, remember

LATER = NOON + timedelta(days=1)


def come(*, at: datetime = NOON, **fields: object) -> list[Answer]:
    """Somebody signs in; Анна Петровна Соколова with SNILS number 17 unless told otherwise."""
    verified = remember(**fields)
    VerifiedIdentity.for_system(by="tests").filter(pk=verified.pk).update(verified_at=at)
    verified.verified_at = at
    return ask_schools(verified=verified, region=verified.identity.region, at=at, by="sign-in")


def night(*, at: datetime = NOON) -> dict[str, int]:
    """What the night changed."""
    return dict(reconcile_all(at=at, by="test night").changes)


def holders() -> list[str]:
    """The subjects of the accounts that hold a record now."""
    return sorted(RecordClaim.objects.filter(closed_at=None).values_list("identity__subject", flat=True))


def open_case() -> MismatchCase:
    """The one case that is open."""
    return MismatchCase.objects.get(closed_at=None)


def open_kinds() -> list[str]:
    return sorted(MismatchCase.objects.filter(closed_at=None).values_list("kind", flat=True))


def parent_with_child(school: School, **fields: object) -> Parent:
    parent = create_parent(school=school, **fields)
    create_link(parent=parent, student=create_student(school=school))
    return parent


def write(record: Parent, **fields: object) -> None:
    """The school corrects a record."""
    for field, value in fields.items():
        setattr(record, field, value)
    records.correct(record=record, fields=sorted(fields), by="administrator")
