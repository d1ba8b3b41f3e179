"""A list that is wrong: whoever comes under a key that it gave to somebody else is nobody else, in any order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

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
SIX = range(1, 7)


def at_gateway(number: int, **fields: Any) -> UUID:
    """Person N comes under the key that the gateway really has for them; who that is to us."""
    return person(number, **{"issuer": GATEWAY, "subject": f"x{number}"} | fields).pk


def shifted() -> IdentityMigration:
    """Rehearsed: in every line of the list stands the new key of the next person; the last one has the first's."""
    return rehearse_map(*(f"old-{number},x{number % 6 + 1}" for number in SIX)).migration


def begun() -> IdentityMigration:
    """The same in the moment before its first batch."""
    migration = shifted()
    applying._begin(migration.pk, by=BY)
    return migration


def half_done() -> IdentityMigration:
    """Killed after three of the six."""
    migration = begun()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(applying, "BATCH", 3)
        applying._move_some(migration.pk, at=LATER, by=BY)
    return migration


def done() -> IdentityMigration:
    return apply(shifted())


MOMENTS = pytest.mark.parametrize("moment", [begun, half_done, done])
ORDERS = pytest.mark.parametrize(
    "order", [[1, 2, 3, 4, 5, 6], [6, 5, 4, 3, 2, 1], [2, 5, 1, 6, 3, 4], [4, 4, 1, 1]], ids=str
)


class TestAListShiftedByARow:
    @MOMENTS
    @ORDERS
    def test_everybody_proves_to_be_themselves(self, moment: Callable[[], IdentityMigration], order: list[int]) -> None:
        mine = {number: person(number).pk for number in SIX}
        before = keys()
        migration = moment()
        for number in order:
            assert at_gateway(number) == mine[number]
            assert found("I19") == []
        assert ExternalIdentity.objects.count() == len(SIX)
        assert {number: at_gateway(number) for number in order} == {number: mine[number] for number in order}
        if moment is not done:
            apply(migration)
            assert found("I19") == []
        undo(migration)
        assert (keys(), found("I19")) == (before, [])

    @MOMENTS
    @pytest.mark.parametrize("level", [Level.CHILD, Level.OTHER])
    def test_who_cannot_prove_anything_is_nobody_else(
        self, moment: Callable[[], IdentityMigration], level: Level
    ) -> None:
        """Children: each gets an account of its own, and is who it was as soon as the change is undone."""
        mine = {number: person(number, level=level).pk for number in SIX}
        migration = moment()
        newcomers = {number: at_gateway(number, level=level) for number in SIX}
        assert not set(newcomers.values()) & set(mine.values())
        assert {number: at_gateway(number, level=level) for number in SIX} == newcomers
        assert found("I19") == []
        assert {number: person(number, level=level).pk for number in SIX} == mine
        undone = undo(migration)
        assert (undone, found("I19")) == (Undone(returned=0, stayed=0, newcomers=6), [])
        assert {number: person(number, level=level).pk for number in SIX} == mine

    def test_the_operators_see_how_many_lines_were_wrong(self) -> None:
        people(*SIX)
        migration = done()
        at_gateway(2)
        assert standing.figures(migration.pk) == {
            "moved_by_key": 4, "met": 0, "moved_by_proof": 1, "conflicts": 0, "refuted": 2, "left": 1,
        }  # fmt: skip

    def test_undone_in_the_middle_it_is_as_before(self) -> None:
        mine = {number: person(number).pk for number in SIX}
        before = keys()
        migration = done()
        at_gateway(3)
        assert undo(migration) == Undone(returned=5, stayed=0, newcomers=0)
        assert keys() == before
        assert {number: person(number).pk for number in SIX} == mine

    def test_a_line_of_another_list_is_no_word_about_this_one(self) -> None:
        """The wrong list was undone, the right one is believed."""
        mine = {number: person(number).pk for number in SIX}
        migration = done()
        at_gateway(3, level=Level.CHILD)
        undo(migration)
        ExternalIdentity.objects.filter(issuer=GATEWAY).delete()
        apply(rehearse_map(*(f"old-{number},x{number}" for number in SIX)).migration)
        assert {number: at_gateway(number) for number in SIX} == mine


class TestOneWrongLine:
    """The list says that person 1 is x1; x1 is a stranger with number 9."""

    @pytest.fixture
    def owner(self) -> VerifiedIdentity:
        [owner] = people(1)
        return owner

    @pytest.fixture
    def migration(self, owner: VerifiedIdentity) -> IdentityMigration:
        assert owner.identity.subject == "old-1"
        return apply(rehearse_map("old-1,x1").migration)

    def stranger(self, **fields: Any) -> UUID:
        return person(9, **{"issuer": GATEWAY, "subject": "x1"} | fields).pk

    def test_the_stranger_is_somebody_new_and_the_owner_as_before(
        self, owner: VerifiedIdentity, migration: IdentityMigration
    ) -> None:
        assert self.stranger() != owner.pk
        assert keys() == {(ISSUER, "old-1"), (GATEWAY, "x1")}
        kept = VerifiedIdentity.for_system(by=BY).get(pk=owner.pk)
        assert (kept.snils, states(migration)) == (synthetic_snils(1), {})
        told = [(event.kind, event.fields) for event in AuditEvent.about(owner.identity).order_by("pk")]
        key = f"migration:{migration.pk}"
        assert told == [("identity_moved", [key]), ("identity_returned", [key, "refuted"])]

    @pytest.mark.usefixtures("migration")
    def test_the_owner_comes_back_by_proof(self, owner: VerifiedIdentity) -> None:
        self.stranger()
        assert person(1, issuer=GATEWAY, subject="mine").pk == owner.pk
        assert keys() == {(GATEWAY, "mine"), (GATEWAY, "x1")}
        assert found("I19") == []

    @pytest.mark.usefixtures("migration")
    def test_and_by_the_former_key(self, owner: VerifiedIdentity) -> None:
        self.stranger()
        assert person(1).pk == owner.pk

    @pytest.mark.usefixtures("migration")
    def test_coming_by_the_former_key_is_no_word_about_the_new_one(self, owner: VerifiedIdentity) -> None:
        assert person(1).pk == owner.pk
        assert self.stranger() != owner.pk

    @pytest.mark.usefixtures("migration")
    def test_a_number_corrected_after_the_first_return_is_ordinary_life(self, owner: VerifiedIdentity) -> None:
        """L24 is the way of a correction; the list is asked about once."""
        assert person(1, issuer=GATEWAY, subject="x1").pk == owner.pk
        assert IdentityMove.objects.get().met_at is not None
        assert self.stranger() == owner.pk
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
        self,
        owner: VerifiedIdentity,
        told: dict[str, Any],
        is_believed: bool,  # noqa: FBT001
    ) -> None:
        assert (self.stranger(snils=None, **told) == owner.pk) is is_believed

    def test_of_an_account_that_is_not_sure_nothing_is_kept(
        self, owner: VerifiedIdentity, migration: IdentityMigration
    ) -> None:
        """A number that nobody has checked neither moves the owner nor leaves a row of the stranger."""
        told = claims(issuer=GATEWAY, subject="x1", snils=synthetic_snils(9), level=Level.OTHER)
        identities.remember_again(claims=told, region=create_region(), at=LATER)
        assert (keys(), states(migration)) == ({(GATEWAY, "x1")}, {"old-1": "moved"})
        assert VerifiedIdentity.for_system(by=BY).get().level == Level.CONFIRMED
        assert self.stranger() != owner.pk

    def test_nor_before_the_batch(self, owner: VerifiedIdentity) -> None:
        applying._begin(rehearse_map("old-1,x1").migration.pk, by=BY)
        told = claims(issuer=GATEWAY, subject="x1", snils=synthetic_snils(9), level=Level.OTHER)
        identities.remember_again(claims=told, region=create_region(), at=LATER)
        assert keys() == {(ISSUER, "old-1")}
        assert ExternalIdentity.objects.get().pk == owner.pk

    def test_after_the_time_of_returns_the_list_is_still_not_believed(
        self, owner: VerifiedIdentity, migration: IdentityMigration
    ) -> None:
        applying.finish(migration_id=migration.pk, at=LATER, by=BY)
        assert self.stranger() != owner.pk
        assert (ISSUER, "old-1") in keys()

    def test_where_the_former_key_is_taken_the_owners_is_nobodys(
        self, owner: VerifiedIdentity, migration: IdentityMigration
    ) -> None:
        applying.finish(migration_id=migration.pk, at=LATER, by=BY)
        person(1)
        assert self.stranger() != owner.pk
        assert keys() == {(ISSUER, "old-1"), (GATEWAY, "x1"), (DISPLACED, str(owner.pk))}
        assert undo(migration) == Undone(returned=0, stayed=0, newcomers=1)
        assert found("I19") == []

    def test_who_could_not_go_back_is_not_believed_either(
        self, owner: VerifiedIdentity, migration: IdentityMigration
    ) -> None:
        applying.finish(migration_id=migration.pk, at=LATER, by=BY)
        person(1)
        assert undo(migration).stayed == 1
        assert self.stranger() != owner.pk

    def test_while_it_is_undone_too(self, owner: VerifiedIdentity, migration: IdentityMigration) -> None:
        undoing._begin(migration.pk, at=LATER, by=BY)
        assert self.stranger() != owner.pk
        assert undo(migration) == Undone(returned=0, stayed=0, newcomers=1)
        assert keys() == {(ISSUER, "old-1"), (GATEWAY, "x1")}

    def test_after_an_undo_nobody_is_compared(self, owner: VerifiedIdentity, migration: IdentityMigration) -> None:
        """The former key was always this person's."""
        undo(migration)
        assert person(9, subject="old-1").pk == owner.pk

    @pytest.mark.usefixtures("migration")
    def test_whoever_was_met_at_one_gateway_is_known_at_the_next(self, owner: VerifiedIdentity) -> None:
        person(1, issuer=GATEWAY, subject="x1")
        IdentityMigration.objects.update(finished_at=LATER)
        third = changed(from_issuer=GATEWAY, to_issuer="https://third.example")
        undo(third)
        assert self.stranger() == owner.pk


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
