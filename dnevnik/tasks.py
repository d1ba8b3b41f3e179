"""The worker's doors that span apps."""

from celery import shared_task
from django.utils import timezone

from dnevnik import post
from schools.actions import seals


@shared_task(name="dnevnik.deliver_notices")
def deliver_notices() -> dict[str, int]:
    """Send the letters that wait; how many ended in which way."""
    return dict(post.deliver_due(clock=timezone.now))


@shared_task(name="dnevnik.seal_audit")
def seal_audit() -> int:
    """Chain the events that were committed since the last seal; how many."""
    return seals.seal_waiting(at=timezone.now())
