"""An apply does what the rehearsal said, or nothing; killed, it goes on."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

import pytest

from accounts.actions.issuers import applying, scope
from accounts.actions.issuers.scope import NotPossible, Reason
from accounts.models import ExternalIdentity, IdentityMigration, IdentityMove
from schools.models import AuditEvent
from tests.accounts.actions.issuers.changes import (
    BY,
    GATEWAY,
    LATER,
    Way,
    apply,
    changed,
    keys,
    people,
    person,
    rehearse,
    rehearse_map,
    states,
)
from tests.factories import create_region
from tests.households import household
from tests.people import ISSUER, NOON

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("batch", [1, 2, 2000])
def test_the_same_subjects_move(batch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(applying, "BATCH", batch)
    people(1, 2, 3)
    migration = changed()
    assert keys() == {(GATEWAY, "old-1"), (GATEWAY, "old-2"), (GATEWAY, "old-3")}
    assert (migration.state, migration.applied_at, migration.applied_by) == ("applied", NOON, BY)
    assert set(states(migration).values()) == {"moved"}


def test_a_list_gives_each_the_new_subject() -> None:
    people(1, 2, 3)
    person(3, subject="x3", issuer=GATEWAY)
    migration = apply(rehearse_map("old-1,x1", "old-3,x3").migration)
    assert keys() == {(GATEWAY, "x1"), (ISSUER, "old-2"), (ISSUER, "old-3"), (GATEWAY, "x3")}
    assert states(migration) == {"old-1": "moved", "old-3": "conflict"}


def test_whatever_hangs_on_an_identity_stays_on_it() -> None:
    home = household()
    before = [list(rel.related_model._base_manager.values_list()) for rel in ExternalIdentity._meta.related_objects]
    changed()
    after = [list(rel.related_model._base_manager.values_list()) for rel in ExternalIdentity._meta.related_objects]
    moves = [rel.related_model for rel in ExternalIdentity._meta.related_objects].index(IdentityMove)
    del before[moves], after[moves]
    assert after == before
    assert ExternalIdentity.objects.get(pk=home.mother.pk).issuer == GATEWAY


def test_each_move_is_written_down_without_a_subject() -> None:
    [one] = people(1)
    migration = changed()
    [event] = AuditEvent.about(one.identity)
    assert (event.kind, event.fields, event.by) == ("identity_moved", [f"migration:{migration.pk}"], BY)
    assert [event.fields for event in AuditEvent.about(migration)] == [["applied"], ["rehearsed"]]


def forgotten(_region: Any) -> None:
    ExternalIdentity.objects.filter(subject="old-1").delete()


def came_under_the_new_key(_region: Any) -> None:
    person(1, issuer=GATEWAY)


def moved_to_another_region(region: Any) -> None:
    ExternalIdentity.objects.filter(subject="old-1").update(region=create_region(code="RU-OMS", name="Омская область"))


@pytest.mark.parametrize(
    ("meanwhile", "figures"),
    [
        (forgotten, {"gone": 1, "taken": 0}),
        (came_under_the_new_key, {"gone": 0, "taken": 1}),
        (moved_to_another_region, {"gone": 1, "taken": 0}),
    ],
    ids=lambda told: told.__name__ if callable(told) else "",
)
def test_a_world_that_changed_since_is_left_alone(meanwhile: Callable[[Any], None], figures: dict[str, int]) -> None:
    region = create_region()
    people(1, 2)
    migration = rehearse(region=region).migration
    meanwhile(region)
    before = keys()
    with pytest.raises(NotPossible) as refused:
        apply(migration)
    assert (refused.value.reason, refused.value.figures) == (Reason.CHANGED, figures)
    migration.refresh_from_db()
    assert (keys(), migration.state) == (before, "rehearsed")


def test_whoever_came_to_the_former_provider_since_is_no_reason_to_stop() -> None:
    people(1)
    migration = rehearse().migration
    people(2)
    apply(migration)
    assert keys() == {(GATEWAY, "old-1"), (ISSUER, "old-2")}


@pytest.mark.parametrize("after", [0, 1, 2, 3])
def test_killed_after_any_batch_it_goes_on(after: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(applying, "BATCH", 1)
    people(1, 2, 3)
    migration = rehearse().migration
    with pytest.raises(KeyboardInterrupt):
        interrupted(migration, after=after, monkeypatch=monkeypatch)
    migration.refresh_from_db()
    assert (migration.state, sum(issuer == GATEWAY for issuer, _ in keys())) == ("applying", after)
    apply(migration)
    assert {issuer for issuer, _ in keys()} == {GATEWAY}
    assert AuditEvent.objects.filter(kind="identity_moved").count() == 3


def interrupted(migration: IdentityMigration, *, after: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """An apply that is killed when it begins the batch that follows these."""
    left = iter(range(after))
    real = applying._move_some

    def counted(*args: Any, **options: Any) -> int:
        if next(left, None) is None:
            raise KeyboardInterrupt
        return real(*args, **options)

    with monkeypatch.context() as patch:
        patch.setattr(applying, "_move_some", counted)
        apply(migration)


def test_a_batch_killed_inside_its_transaction_is_not_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    people(1)
    migration = rehearse().migration

    def killed(*_args: object, **_options: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("schools.actions.audit.record_many", killed)
        with pytest.raises(KeyboardInterrupt):
            apply(migration)
    assert (keys(), states(migration)) == ({(ISSUER, "old-1")}, {"old-1": "planned"})


def test_somebody_forgotten_in_the_middle_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(applying, "BATCH", 1)
    people(1, 2)
    migration = rehearse().migration
    with pytest.raises(KeyboardInterrupt):
        interrupted(migration, after=1, monkeypatch=monkeypatch)
    ExternalIdentity.objects.filter(issuer=ISSUER).delete()
    assert apply(migration).state == "applied"


def test_whoever_is_faster_than_each_batch_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody is at the door just before their own batch, for as long as it lasts."""
    monkeypatch.setattr(applying, "BATCH", 1)
    people(*range(1, 7))
    migration = rehearse().migration
    usual = scope.locked

    def after_the_person(identities: Iterable[UUID]) -> dict[UUID, tuple[str, str]]:
        [identity] = identities
        person(int(ExternalIdentity.objects.get(pk=identity).subject.removeprefix("old-")), issuer=GATEWAY)
        return usual([identity])

    monkeypatch.setattr(scope, "locked", after_the_person)
    assert apply(migration).state == "applied"
    assert keys() == {(GATEWAY, f"old-{number}") for number in range(1, 7)}
    assert IdentityMove.objects.filter(state="moved", met_at__isnull=False).count() == 6


def test_progress_is_told_after_each_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(applying, "BATCH", 2)
    people(1, 2, 3)
    heard: list[tuple[int, int]] = []
    applying.apply(
        migration_id=rehearse().migration.pk, at=NOON, by=BY, tell=lambda done, total: heard.append((done, total))
    )
    assert heard == [(2, 3), (3, 3)]


def test_applied_once() -> None:
    people(1)
    migration = changed()
    with pytest.raises(NotPossible) as refused:
        apply(migration)
    assert (refused.value.reason, refused.value.state) == (Reason.WRONG_STATE, "applied")


def test_what_is_not_there_is_unknown() -> None:
    with pytest.raises(NotPossible) as refused:
        apply(IdentityMigration())
    assert refused.value.reason is Reason.UNKNOWN


def test_the_time_of_returns_ends_once() -> None:
    people(1)
    migration = changed(Way.FIRST_RETURN)
    assert list(IdentityMigration.open()) == [migration]
    for at in (LATER, NOON):
        assert applying.finish(migration_id=migration.pk, at=at, by=BY).finished_at == LATER
    assert not IdentityMigration.open().exists()
    assert AuditEvent.about(migration).filter(fields=["finished"]).count() == 1
