"""Appointing the people who administer a school's diary, and dismissing them."""

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models, transaction

from schools.actions import audit
from schools.models import AuditEvent, School, StaffMembership

Kind = AuditEvent.Kind


@transaction.atomic
def appoint(*, user: AbstractBaseUser, school: School, on: date, by: str | models.Model) -> StaffMembership:
    """Make a member of staff the administrator of a school from that day.

    Appointing twice changes nothing; an appointment that would have begun later begins on the earlier day.
    """
    rows = StaffMembership.for_system(by="appoint").select_for_update(of=("self",), no_key=True)
    found: tuple[StaffMembership, bool] = rows.get_or_create(
        user=user, school=school, until=None, defaults={"since": on}
    )
    membership, created = found
    if created:
        audit.record(Kind.STAFF_APPOINTED, membership, by=by)
    elif on < membership.since:
        membership.since = on
        membership.save(update_fields=["since"])
        audit.record(Kind.STAFF_APPOINTED, membership, by=by, fields=["since"])
    return membership


@transaction.atomic
def dismiss(*, membership: StaffMembership, on: date, by: str | models.Model) -> None:
    """Make `on` the last day of an appointment, that day included; the same day again changes nothing."""
    held = StaffMembership.for_system(by="dismiss").select_for_update(of=("self",), no_key=True).get(pk=membership.pk)
    if held.until == on:
        return
    held.until = on
    held.save(update_fields=["until"])
    audit.record(Kind.RECORD_CORRECTED, held, by=by, fields=["until"])
