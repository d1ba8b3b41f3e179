"""The provider's clock against ours, whatever its header says."""

from datetime import UTC, datetime

import pytest

from accounts.oidc.findings import clock_skew, is_tolerated

NOON = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)
DATES: dict[str, tuple[str, int | None]] = {
    "the same": ("Thu, 01 Oct 2026 09:00:00 GMT", 0),
    "ahead": ("Thu, 01 Oct 2026 09:01:00 GMT", 60),
    "behind": ("Thu, 01 Oct 2026 08:58:59 GMT", 61),
    "of another zone": ("Thu, 01 Oct 2026 12:00:00 +0300", 0),
    "without a zone": ("Thu, 01 Oct 2026 09:00:00 -0000", None),
    "nothing": ("", None),
    "junk": ("yesterday", None),
}


@pytest.mark.parametrize(("date", "skew"), DATES.values(), ids=DATES.keys())
def test_a_clock_is_read(date: str, skew: int | None) -> None:
    assert clock_skew(date, at=NOON) == skew


@pytest.mark.parametrize(("skew", "tolerated"), [(0, True), (60, True), (61, False)])
def test_a_minute_is_tolerated(skew: int, tolerated: bool) -> None:  # noqa: FBT001  a table's column
    assert is_tolerated(skew) is tolerated
