"""Seconds since 1970 as pages print them."""

from datetime import UTC, date, datetime

from django.utils import timezone


def moment(seconds: int) -> datetime:
    """The moment, in the time zone of the stand."""
    return timezone.localtime(datetime.fromtimestamp(seconds, tz=UTC))


def today() -> date:
    """The day in the time zone of the stand."""
    return timezone.localdate()
