"""Changes of issuer that break an invariant are found: I19."""

import pytest

from accounts.actions.issuers import applying
from accounts.models import ExternalIdentity, IdentityMigration, IdentityMove, RefutedMove
from tests.accounts.actions.issuers.changes import (
    BY,
    GATEWAY,
    LATER,
    Way,
    apply,
    changed,
    people,
    person,
    rehearse,
    rehearse_map,
    undo,
)
from tests.dnevnik.invariants.offences import found, ids
from tests.factories import create_region
from tests.faults.loosening import double, loosen
from tests.people import ISSUER

pytestmark = pytest.mark.django_db
ELSEWHERE = "018900000000700080000000000000ff"


def test_a_change_that_goes_its_way_breaks_nothing() -> None:
    people(1, 2, 3)
    person(3, subject="x3", issuer=GATEWAY)
    migration = rehearse_map("old-1,x1", "old-3,x3").migration
    assert found("I19") == []
    apply(migration)
    person(2, issuer=GATEWAY, subject="by proof")
    assert found("I19") == []
    applying.finish(migration_id=migration.pk, at=LATER, by=BY)
    person(1)
    assert found("I19") == []
    undo(migration)
    changed(Way.FIRST_RETURN)
    assert found("I19") == []


def test_somebody_moved_who_stands_elsewhere() -> None:
    people(1, 2)
    changed()
    ExternalIdentity.objects.filter(subject="old-1").update(subject="elsewhere")
    assert found("I19") == ids(IdentityMove.objects.get(old_subject="old-1"))


def test_somebody_under_a_key_that_moved() -> None:
    people(1)
    changed()
    twin = ExternalIdentity.objects.create(issuer=ISSUER, subject="old-1", region=create_region())
    assert found("I19") == ids(twin)


def test_somebody_planned_who_is_gone_already() -> None:
    people(1)
    migration = rehearse().migration
    applying._begin(migration.pk, by=BY)
    ExternalIdentity.objects.update(issuer=GATEWAY)
    assert found("I19") == ids(IdentityMove.objects.get())


def test_somebody_returned_who_stands_elsewhere() -> None:
    people(1)
    undo(changed())
    ExternalIdentity.objects.update(subject="elsewhere")
    assert found("I19") == ids(IdentityMove.objects.get())


def test_somebody_under_a_key_that_turned_out_to_be_anothers() -> None:
    [one] = people(1)
    changed()
    person(9, issuer=GATEWAY, subject="old-1")
    ExternalIdentity.objects.filter(issuer=GATEWAY).delete()
    assert found("I19") == []
    ExternalIdentity.objects.filter(pk=one.pk).update(issuer=GATEWAY)
    assert found("I19") == ids(RefutedMove.objects.get())


def test_going_back_from_anothers_key_that_was_not_written_down() -> None:
    [one] = people(1)
    applying._begin(rehearse().migration.pk, by=BY)
    person(9, issuer=GATEWAY, subject="old-1")
    assert found("I19") == []
    RefutedMove.objects.update(moved_at=LATER)
    assert found("I19") == ids(one.identity, one.identity)


def test_two_changes_at_once() -> None:
    people(1)
    migration = changed(Way.FIRST_RETURN)
    other = double(migration, pk=ELSEWHERE, to_issuer="https://third.example", region_id=create_region().pk)
    assert found("I19") == sorted([migration.pk.hex, str(other.pk)])
    IdentityMigration.objects.filter(pk=other.pk).update(finished_at=LATER)
    assert found("I19") == []


def test_a_local_issuer() -> None:
    people(1)
    migration = rehearse(Way.FIRST_RETURN).migration
    loosen(IdentityMigration)
    local = double(migration, pk=ELSEWHERE, from_issuer="urn:dnevnik:code")
    assert found("I19") == [str(local.pk)]


def test_a_move_that_was_not_written_down() -> None:
    [one] = people(1)
    changed()
    move = IdentityMove.objects.get()
    other = person(2, issuer=GATEWAY).identity
    double(move, pk=7001, identity_id=other.pk, old_subject="old-2", new_subject="old-2")
    assert found("I19") == ids(other)
    assert ids(one.identity) != ids(other)


def test_a_return_that_was_not_written_down() -> None:
    people(1)
    migration = changed()
    IdentityMove.objects.update(state="returned")
    ExternalIdentity.objects.update(issuer=migration.from_issuer)
    assert found("I19") == ids(ExternalIdentity.objects.get())
