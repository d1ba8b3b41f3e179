"""The outbox: one occasion, one letter for each channel, whoever asks and however often."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actions.notices import Occasion, announce, announce_all, channels_of
from accounts.models import ExternalIdentity, Notice
from tests.bells import Ring, rings
from tests.factories import create_region
from tests.nights import EVENING
from tests.outbox import EMAIL, PHONE, STATE, give_address
from tests.people import remember

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rings")]
__all__ = ["rings"]
MAY_ENTER = Notice.Kind.MAY_ENTER


def somebody(subject: str = "1000300001", *, channels: tuple[str, ...] = (EMAIL,)) -> ExternalIdentity:
    identity = remember(subject=subject).identity
    for channel in channels:
        give_address(identity, channel=channel)
    return ExternalIdentity.objects.select_related("region").get(pk=identity.pk)


@pytest.mark.parametrize(
    ("channels", "has_state", "found"),
    [
        pytest.param((), False, [], id="nowhere to write"),
        pytest.param((EMAIL,), False, [EMAIL], id="a confirmed address"),
        pytest.param((PHONE, EMAIL), True, [STATE, EMAIL, PHONE], id="everywhere"),
    ],
)
def test_channels(channels: tuple[str, ...], has_state: bool, found: list[str]) -> None:  # noqa: FBT001  a table's column
    create_region(has_notice_channel=has_state)
    assert channels_of(somebody(channels=channels)) == found


def test_an_address_that_was_taken_back_is_no_channel() -> None:
    identity = somebody(channels=())
    point = give_address(identity)
    point.ended_at = EVENING
    point.save()
    assert channels_of(identity) == []


def test_the_same_occasion_is_told_once_by_each_channel() -> None:
    identity = somebody(channels=(EMAIL, PHONE))
    told = [announce(kind=MAY_ENTER, identity=identity, key="case 1", at=EVENING) for _ in range(10)]
    assert told == [2, *[0] * 9]
    assert announce(kind=MAY_ENTER, identity=identity, key="case 2", at=EVENING) == 2
    assert announce(kind=Notice.Kind.CASE_ANSWERED, identity=identity, key="case 1", at=EVENING) == 2


@pytest.mark.django_db(transaction=True)
def test_the_postman_is_rung_for_after_the_commit_and_only_for_news(rings: list[Ring]) -> None:
    identity = somebody()
    for _ in range(3):
        announce(kind=MAY_ENTER, identity=identity, key="case 1", at=EVENING)
    assert rings == [("dnevnik.deliver_notices", ())]


def test_many_people_cost_as_many_queries_as_one() -> None:
    def cost(subjects: list[str]) -> int:
        told = [Occasion(kind=MAY_ENTER, identity=somebody(name), key=name) for name in subjects]
        with CaptureQueriesContext(connection) as queries:
            assert announce_all(told, at=EVENING) == len(subjects)
        return len(queries)

    assert cost(["one"]) == cost([f"person {n}" for n in range(20)])
