"""Everything goes back, what people did stays, and what cannot go back is counted."""

from typing import Any

import pytest
from django.db.models import F

from accounts.actions.issuers import applying, undoing
from accounts.actions.issuers.scope import NotPossible, Reason
from accounts.actions.issuers.undoing import Undone
from accounts.models import ContactPoint, ExternalIdentity
from consents.models import ConsentDecision
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
    undo,
)
from tests.faults.rows import contact, decision
from tests.households import household
from tests.people import ISSUER, remember

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("batch", [1, 2000])
def test_every_key_is_the_former_one(batch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undoing, "BATCH", batch)
    people(1, 2)
    before = keys()
    migration = apply(rehearse_map("old-1,x1", "old-2,x2").migration)
    assert undo(migration) == Undone(returned=2, stayed=0, newcomers=0)
    migration.refresh_from_db()
    assert (keys(), migration.state, migration.undone_at, migration.undone_by) == (before, "undone", LATER, BY)
    assert AuditEvent.objects.filter(kind="identity_returned").count() == 2


def test_what_people_did_meanwhile_is_kept() -> None:
    home = household()
    migration = changed()
    remember(issuer=GATEWAY, surname="Воронова")
    contact(home).save(force_insert=True)
    decision(home).save(force_insert=True)
    undo(migration)
    mother = ExternalIdentity.objects.get(pk=home.mother.pk)
    assert (mother.issuer, mother.verified.surname) == (ISSUER, "Воронова")
    assert (ContactPoint.objects.get().identity, ConsentDecision.objects.get().giver) == (mother, mother)


def test_who_moved_by_proof_goes_back_too() -> None:
    people(1)
    migration = changed(Way.FIRST_RETURN)
    person(1, issuer=GATEWAY, subject="new")
    assert keys() == {(GATEWAY, "new")}
    assert undo(migration).returned == 1
    assert keys() == {(ISSUER, "old-1")}


def test_what_cannot_go_back_is_counted_and_left_alone() -> None:
    people(1, 2, 3, 4)
    migration = changed()
    applying.finish(migration_id=migration.pk, at=LATER, by=BY)
    person(1)  # came to the former provider again, where nobody knew the key any more
    ExternalIdentity.objects.filter(issuer=GATEWAY, subject="old-2").update(subject=F("id"))  # moved on since
    ExternalIdentity.objects.filter(issuer=GATEWAY, subject="old-3").delete()
    person(9, issuer=GATEWAY, subject="newcomer")
    assert undo(migration) == Undone(returned=1, stayed=2, newcomers=1)
    assert states(migration) == {"old-1": "stayed", "old-2": "stayed", "old-4": "returned"}
    assert (ISSUER, "old-4") in keys()


def test_after_it_nobody_is_known_by_the_new_key() -> None:
    """The gateway may have mixed people up: that may be why one goes back."""
    [one] = people(1)
    undo(changed())
    assert person(1, issuer=GATEWAY).pk != one.pk


def test_an_apply_that_was_killed_can_be_undone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(applying, "BATCH", 1)
    people(1, 2)
    migration = rehearse().migration
    applying._begin(migration.pk, by=BY)
    applying._move_some(migration.pk, at=LATER, by=BY)
    assert undo(migration).returned == 1
    assert {issuer for issuer, _ in keys()} == {ISSUER}


def test_killed_in_the_middle_it_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undoing, "BATCH", 1)
    people(1, 2)
    migration = changed()
    real = undoing._return_some

    def killed_at_the_second(*args: Any, **options: Any) -> int:
        if (ISSUER, "old-1") in keys():
            raise KeyboardInterrupt
        return real(*args, **options)

    with monkeypatch.context() as patch:
        patch.setattr(undoing, "_return_some", killed_at_the_second)
        with pytest.raises(KeyboardInterrupt):
            undo(migration)
    assert undo(migration) == Undone(returned=2, stayed=0, newcomers=0)


def test_one_can_go_there_and_back_and_there() -> None:
    people(1)
    undo(changed())
    changed()
    assert keys() == {(GATEWAY, "old-1")}


def test_only_what_was_applied_is_undone() -> None:
    people(1)
    migration = rehearse().migration
    with pytest.raises(NotPossible) as refused:
        undo(migration)
    assert refused.value.reason is Reason.WRONG_STATE
