"""The worker's doors."""

from celery import shared_task
from django.utils import timezone

from accounts.actions import reconciliation
from accounts.models import UsedState
from schools.models import School


class NightIncomplete(Exception):
    """So many schools could not be reconciled; their ids stand in the log."""


@shared_task(name="accounts.reconcile_identities")
def reconcile_identities() -> dict[str, int]:
    """The nightly re-check of every school. Raises NightIncomplete, once all others are done, if a school failed."""
    report = reconciliation.reconcile_all(at=timezone.now(), by="nightly reconciliation")
    if report.failed:
        raise NightIncomplete(report.failed)
    return report.as_dict()


@shared_task(name="accounts.forget_expired_attempts")
def forget_expired_attempts() -> int:
    """Sign-in attempts whose time is over need not be told apart any longer."""
    deleted, _by_model = UsedState.objects.filter(expires_at__lt=timezone.now()).delete()
    return deleted


@shared_task(name="accounts.recheck_school")
def recheck_school(school_id: int) -> dict[str, int]:
    """The doorbell: a school's records changed; a school that is gone by now asks for nothing."""
    school = School.objects.select_related("region").filter(pk=school_id).first()
    if school is None:
        return {}
    return reconciliation.reconcile_school(school=school, at=timezone.now(), by="record change").as_dict()
