"""A line of a list that is wrong: the list says that person 1 is x1, and x1 is a stranger with number 9."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from accounts.actions import identities
from accounts.actions.issuers import applying, standing, undoing
from accounts.actions.issuers.undoing import Undone
from accounts.claims import Level
from accounts.models import ExternalIdentity, IdentityMigration, IdentityMove, RefutedMove, VerifiedIdentity
from accounts.models.migration import DISPLACED
from schools.models import AuditEvent
from tests.accounts.actions.doorway import come, holders, open_kinds, parent_with_child, write
from tests.accounts.actions.issuers.changes import (
    BY,
    GATEWAY,
    LATER,
    apply,
    changed,
    keys,
    people,
    person,
    rehearse_map,
    states,
    undo,
)
from tests.dnevnik.invariants.offences import found
from tests.factories import create_region, create_school, synthetic_snils
from tests.people import ISSUER, claims

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> VerifiedIdentity:
    [owner] = people(1)
    return owner


@pytest.fixture
def migration(owner: VerifiedIdentity) -> IdentityMigration:
    assert owner.identity.subject == "old-1"
    return apply(rehearse_map("old-1,x1").migration)


def stranger(**fields: Any) -> Any:
    return person(9, **{"issuer": GATEWAY, "subject": "x1"} | fields).pk


def test_the_stranger_is_somebody_new_and_the_owner_as_before(
    owner: VerifiedIdentity, migration: IdentityMigration
) -> None:
    assert stranger() != owner.pk
    assert keys() == {(ISSUER, "old-1"), (GATEWAY, "x1")}
    kept = VerifiedIdentity.for_system(by=BY).get(pk=owner.pk)
    assert (kept.snils, states(migration)) == (synthetic_snils(1), {})
    told = [(event.kind, event.fields) for event in AuditEvent.about(owner.identity).order_by("pk")]
    key = f"migration:{migration.pk}"
    assert told == [("identity_moved", [key]), ("identity_returned", [key, "refuted"])]


@pytest.mark.usefixtures("migration")
def test_the_owner_comes_back_by_proof(owner: VerifiedIdentity) -> None:
    stranger()
    assert person(1, issuer=GATEWAY, subject="mine").pk == owner.pk
    assert keys() == {(GATEWAY, "mine"), (GATEWAY, "x1")}
    assert found("I19") == []


@pytest.mark.usefixtures("migration")
def test_and_by_the_former_key(owner: VerifiedIdentity) -> None:
    stranger()
    assert person(1).pk == owner.pk


@pytest.mark.usefixtures("migration")
def test_coming_by_the_former_key_is_no_word_about_the_new_one(owner: VerifiedIdentity) -> None:
    assert person(1).pk == owner.pk
    assert stranger() != owner.pk


@pytest.mark.usefixtures("migration")
def test_a_number_corrected_after_the_first_return_is_ordinary_life(owner: VerifiedIdentity) -> None:
    """L24 is the way of a correction; the list is asked about once."""
    assert person(1, issuer=GATEWAY, subject="x1").pk == owner.pk
    assert IdentityMove.objects.get().met_at is not None
    assert stranger() == owner.pk
    assert not RefutedMove.objects.exists()


@pytest.mark.usefixtures("migration")
@pytest.mark.parametrize(
    ("told", "is_believed"),
    [
        pytest.param({}, True, id="no number"),
        pytest.param({"surname": "Воронова"}, True, id="no number, another surname"),
        pytest.param({"birth_date": date(1988, 5, 3)}, True, id="no number, another birthday"),
        pytest.param({"birth_date": date(2012, 1, 1), "given_name": "Пётр"}, False, id="no number, a child"),
    ],
)
def test_without_a_number_the_name_and_the_birthday_speak(
    owner: VerifiedIdentity,
    told: dict[str, Any],
    is_believed: bool,  # noqa: FBT001
) -> None:
    assert (stranger(snils=None, **told) == owner.pk) is is_believed


def test_of_an_account_that_is_not_sure_nothing_is_kept(owner: VerifiedIdentity, migration: IdentityMigration) -> None:
    """A number that nobody has checked neither moves the owner nor leaves a row of the stranger."""
    told = claims(issuer=GATEWAY, subject="x1", snils=synthetic_snils(9), level=Level.OTHER)
    identities.remember_again(claims=told, region=create_region(), at=LATER)
    assert (keys(), states(migration)) == ({(GATEWAY, "x1")}, {"old-1": "moved"})
    assert VerifiedIdentity.for_system(by=BY).get().level == Level.CONFIRMED
    assert stranger() != owner.pk


def test_nor_before_the_batch(owner: VerifiedIdentity) -> None:
    applying._begin(rehearse_map("old-1,x1").migration.pk, by=BY)
    told = claims(issuer=GATEWAY, subject="x1", snils=synthetic_snils(9), level=Level.OTHER)
    identities.remember_again(claims=told, region=create_region(), at=LATER)
    assert keys() == {(ISSUER, "old-1")}
    assert ExternalIdentity.objects.get().pk == owner.pk


def test_after_the_time_of_returns_the_list_is_still_not_believed(
    owner: VerifiedIdentity, migration: IdentityMigration
) -> None:
    applying.finish(migration_id=migration.pk, at=LATER, by=BY)
    assert stranger() != owner.pk
    assert (ISSUER, "old-1") in keys()


def test_where_the_former_key_is_taken_the_owners_is_nobodys(
    owner: VerifiedIdentity, migration: IdentityMigration
) -> None:
    applying.finish(migration_id=migration.pk, at=LATER, by=BY)
    person(1)
    assert stranger() != owner.pk
    assert keys() == {(ISSUER, "old-1"), (GATEWAY, "x1"), (DISPLACED, str(owner.pk))}
    assert undo(migration) == Undone(returned=0, stayed=0, newcomers=1)
    assert found("I19") == []


def test_who_could_not_go_back_is_not_believed_either(owner: VerifiedIdentity, migration: IdentityMigration) -> None:
    applying.finish(migration_id=migration.pk, at=LATER, by=BY)
    person(1)
    assert undo(migration).stayed == 1
    assert stranger() != owner.pk


def test_while_it_is_undone_too(owner: VerifiedIdentity, migration: IdentityMigration) -> None:
    undoing._begin(migration.pk, at=LATER, by=BY)
    assert stranger() != owner.pk
    assert undo(migration) == Undone(returned=0, stayed=0, newcomers=1)
    assert keys() == {(ISSUER, "old-1"), (GATEWAY, "x1")}


def test_after_an_undo_nobody_is_compared(owner: VerifiedIdentity, migration: IdentityMigration) -> None:
    """The former key was always this person's."""
    undo(migration)
    assert person(9, subject="old-1").pk == owner.pk


@pytest.mark.usefixtures("migration")
def test_whoever_was_met_at_one_gateway_is_known_at_the_next(owner: VerifiedIdentity) -> None:
    person(1, issuer=GATEWAY, subject="x1")
    IdentityMigration.objects.update(finished_at=LATER)
    third = changed(from_issuer=GATEWAY, to_issuer="https://third.example")
    undo(third)
    assert stranger() == owner.pk


def test_where_subjects_stay_a_digit_reused_is_somebody_else() -> None:
    [one] = people(1)
    changed()
    assert person(9, issuer=GATEWAY, subject="old-1").pk != one.pk
    assert keys() == {(ISSUER, "old-1"), (GATEWAY, "old-1")}
    assert found("I19") == []


def test_so_it_is_where_the_owner_came_after_the_rehearsal() -> None:
    people(1)
    migration = changed()
    [late] = people(2)
    for _twice in range(2):
        assert person(9, issuer=GATEWAY, subject="old-2").pk != late.pk
    assert (ISSUER, "old-2") in keys()
    assert standing.figures(migration.pk)["refuted"] == 1


def test_whose_key_no_line_names_waits_for_the_school() -> None:
    """The list says that the person is x2, and nobody has come by that: a doubt, and the page tells what to do."""
    parent_with_child(create_school(), snils=synthetic_snils(1))
    come(subject="old-1", snils=synthetic_snils(1))
    apply(rehearse_map("old-1,x2").migration)
    come(issuer=GATEWAY, subject="x1", snils=synthetic_snils(1), at=LATER)
    assert (holders(), open_kinds()) == (["x2"], ["ambiguous"])


def test_a_corrected_number_is_the_schools_to_write() -> None:
    """The state corrected a slip between two sign-ins: an account of one's own, and in as soon as the school knows."""
    mother = parent_with_child(create_school(), snils=synthetic_snils(1))
    come(subject="old-1", snils=synthetic_snils(1))
    apply(rehearse_map("old-1,x1").migration)
    corrected = {"issuer": GATEWAY, "subject": "x1", "snils": synthetic_snils(9)}
    come(**corrected, at=LATER)
    assert holders() == ["old-1"]
    write(mother, snils=synthetic_snils(9))
    come(**corrected, at=LATER)
    assert (holders(), open_kinds()) == (["x1"], [])
