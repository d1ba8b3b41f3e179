"""A rehearsal tells everything and changes nothing."""

from contextlib import AbstractContextManager, nullcontext
from typing import Any

import pytest

from accounts.actions.issuers import rehearsing
from accounts.actions.issuers.scope import NotPossible, Reason
from accounts.claims import Level
from accounts.models import IdentityMigration, IdentityMove
from schools.models import AuditEvent
from tests.accounts.actions.issuers.changes import (
    BY,
    GATEWAY,
    Way,
    apply,
    keys,
    people,
    person,
    rehearse,
    rehearse_map,
    states,
    wanted,
)
from tests.factories import create_region
from tests.people import ISSUER, NOON

pytestmark = pytest.mark.django_db
NOTHING = {
    "total": 0, "planned": 0, "conflicts": 0, "waiting": 0,
    "forgotten": 0, "unconfirmed": 0, "without_number": 0, "doubled": 0,
}  # fmt: skip


def foretold(migration: IdentityMigration) -> dict[str, int]:
    """The figures that are not zero."""
    assert migration.foretold.keys() == NOTHING.keys()
    return {name: count for name, count in migration.foretold.items() if count}


@pytest.mark.parametrize("batch", [1, 2, 2000])
def test_the_same_subjects_all_move(batch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rehearsing, "BATCH", batch)
    people(1, 2, 3)
    migration = rehearse().migration
    assert foretold(migration) == {"total": 3, "planned": 3}
    assert (migration.state, migration.rehearsed_by) == ("rehearsed", BY)
    assert keys() == {(ISSUER, "old-1"), (ISSUER, "old-2"), (ISSUER, "old-3")}


def test_what_a_killed_one_left_of_an_earlier_plan_is_cleared(monkeypatch: pytest.MonkeyPatch) -> None:
    """The earlier rehearsal was set aside, and the process ended while its plan was being deleted."""
    monkeypatch.setattr(rehearsing, "BATCH", 1)
    people(1, 2, 3)
    person(3, issuer=GATEWAY)
    earlier = rehearse().migration
    left_behind = IdentityMove.for_system(by=BY).filter(migration=earlier)
    IdentityMigration.objects.filter(pk=earlier.pk).update(state="outdated")
    assert left_behind.count() == 3
    migration = rehearse().migration
    assert not left_behind.exists()
    assert states(migration) == {"old-1": "planned", "old-2": "planned", "old-3": "conflict"}


def test_a_key_that_came_before_is_a_conflict() -> None:
    people(1, 2)
    person(2, issuer=GATEWAY)
    migration = rehearse().migration
    assert foretold(migration) == {"total": 2, "planned": 1, "conflicts": 1}
    assert states(migration) == {"old-1": "planned", "old-2": "conflict"}


def test_a_list_moves_those_in_it_and_tells_the_rest_by_line() -> None:
    people(1, 2, 3)
    found = rehearse_map("old-1,x1", "old-9,x9", "old-2,x2", "junk")
    assert foretold(found.migration) == {"total": 3, "planned": 2, "waiting": 1}
    assert found.unknown_lines == (2,)


def test_the_first_return_moves_nobody_now() -> None:
    people(1, 2)
    assert foretold(rehearse(Way.FIRST_RETURN).migration) == {"total": 2, "waiting": 2}


def test_who_will_not_be_able_to_prove_anything() -> None:
    people(1)
    person(2, level=Level.CHILD)
    person(3, snils=None)
    person(4, subject="one of two")
    person(4, subject="the other")
    person(5)
    person(5, subject="as a child", level=Level.CHILD)
    person(6).delete()
    found = foretold(rehearse(Way.FIRST_RETURN).migration)
    assert found == {"total": 8, "waiting": 8, "unconfirmed": 2, "without_number": 1, "doubled": 2, "forgotten": 1}


def test_one_region_alone() -> None:
    people(1)
    other = create_region(code="RU-OMS", name="Омская область")
    elsewhere = person(2).identity
    elsewhere.region = other
    elsewhere.save()
    assert states(rehearse(region=other).migration) == {"old-2": "planned"}


def test_a_second_rehearsal_takes_the_place_of_the_first() -> None:
    people(1)
    first = rehearse().migration
    second = rehearse(Way.FIRST_RETURN).migration
    first.refresh_from_db()
    assert (first.state, second.state) == ("outdated", "rehearsed")
    assert not IdentityMove.objects.filter(migration=first).exists()


def test_killed_in_the_middle_it_leaves_a_draft_that_the_next_one_removes(monkeypatch: pytest.MonkeyPatch) -> None:
    people(1, 2)
    monkeypatch.setattr(rehearsing, "BATCH", 1)
    with monkeypatch.context() as patch:
        patch.setattr(rehearsing, "_complete", killed)
        with pytest.raises(KeyboardInterrupt):
            rehearse()
    draft = IdentityMigration.objects.get()
    with pytest.raises(NotPossible):
        apply(draft)
    migration = rehearse().migration
    draft.refresh_from_db()
    assert (draft.state, foretold(migration)) == ("outdated", {"total": 2, "planned": 2})


def killed(*_args: object, **_options: object) -> None:
    raise KeyboardInterrupt


def test_it_is_written_down() -> None:
    people(1)
    migration = rehearse().migration
    [event] = AuditEvent.about(migration)
    assert (event.kind, event.fields, event.by) == ("issuer_change", ["rehearsed"], BY)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        pytest.param({"from_issuer": "urn:dnevnik:code"}, Reason.LOCAL_ISSUER, id="from a local issuer"),
        pytest.param({"to_issuer": "urn:dnevnik:password"}, Reason.LOCAL_ISSUER, id="to a local issuer"),
        pytest.param({"to_issuer": ISSUER}, Reason.SAME_ISSUER, id="to itself"),
        pytest.param({"from_issuer": "https://nobody.example"}, Reason.NOBODY, id="from an issuer nobody has"),
    ],
)
def test_what_is_no_change(fields: dict[str, Any], reason: Reason) -> None:
    people(1)
    with pytest.raises(NotPossible) as refused:
        rehearsing.rehearse(wanted=wanted(**fields), at=NOON, by=BY)
    assert refused.value.reason is reason
    assert not IdentityMigration.objects.exists()


@pytest.mark.parametrize(
    ("ours", "theirs", "are_one"),
    [
        pytest.param(None, None, True, id="everywhere twice"),
        pytest.param("RU-RYA", None, True, id="a region within an open change"),
        pytest.param(None, "RU-RYA", True, id="everywhere beside a region's"),
        pytest.param("RU-RYA", "RU-RYA", True, id="one region twice"),
        pytest.param("RU-RYA", "RU-OMS", False, id="two regions"),
    ],
)
def test_one_change_at_a_time_in_a_region(*, ours: str | None, theirs: str | None, are_one: bool) -> None:
    people(1)
    regions = {code: create_region(code=code, name=code) for code in (ours, theirs) if code}
    for code in regions.values():
        identity = person(code.pk + 100).identity
        identity.region = code
        identity.save()
    apply(rehearse(region=regions.get(theirs or "")).migration)
    people(9)
    refusal: AbstractContextManager[object] = (
        pytest.raises(NotPossible, match=Reason.ANOTHER_RUNS) if are_one else nullcontext()
    )
    with refusal:
        rehearse(region=regions.get(ours or ""))
