"""Appointing the people who administer a school's diary."""

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models, transaction

from schools.actions import audit
from schools.models import AuditEvent, School, StaffMembership


@transaction.atomic
def appoint(*, user: AbstractBaseUser, school: School, on: date, by: str | models.Model) -> StaffMembership:
    """Make a member of staff the administrator of a school; appointing twice changes nothing."""
    found: tuple[StaffMembership, bool] = StaffMembership.for_system(by="appoint").get_or_create(
        user=user, school=school, until=None, defaults={"since": on}
    )
    membership, created = found
    if created:
        audit.record(AuditEvent.Kind.STAFF_APPOINTED, membership, by=by)
    return membership
