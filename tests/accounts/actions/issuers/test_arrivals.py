"""Whoever comes while an issuer is being changed is who they were, once, and never by a doubtful word."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actions import identities
from accounts.actions.issuers import applying
from accounts.claims import Level
from accounts.models import ExternalIdentity, IdentityMigration, IdentityMove, RecordClaim, VerifiedIdentity
from schools.models import AuditEvent, Parent
from tests.accounts.actions.doorway import come, holders, open_kinds, parent_with_child
from tests.accounts.actions.issuers.changes import (
    BY,
    GATEWAY,
    LATER,
    Way,
    apply,
    changed,
    ids,
    keys,
    people,
    person,
    rehearse,
    rehearse_map,
    states,
    undo,
)
from tests.factories import create_region, create_school, synthetic_snils
from tests.people import ISSUER, claims, remember
from tests.restricted import restrict

pytestmark = pytest.mark.django_db
MINE = synthetic_snils(17)


def back(**fields: Any) -> Any:
    """Anna comes back by the gateway, under a subject that nobody has seen."""
    return remember(**{"issuer": GATEWAY, "subject": "new"} | fields)


class TestKeys:
    def test_the_new_key_is_an_ordinary_key(self) -> None:
        [one] = people(1)
        changed()
        assert person(1, issuer=GATEWAY).pk == one.pk

    def test_a_sign_in_begun_at_the_former_provider_ends_at_the_same_identity(self) -> None:
        [one] = people(1)
        changed()
        assert person(1).pk == one.pk
        assert keys() == {(GATEWAY, "old-1")}

    def test_so_it_does_with_a_list(self) -> None:
        [one] = people(1)
        apply(rehearse_map("old-1,x1").migration)
        assert {person(1).pk, person(1, issuer=GATEWAY, subject="x1").pk} == {one.pk}

    def test_who_comes_before_the_batch_is_moved_by_the_sign_in(self) -> None:
        [one] = people(1)
        migration = rehearse_map("old-1,x1").migration
        applying._begin(migration.pk, by=BY)
        assert person(1, issuer=GATEWAY, subject="x1", snils=None).pk == one.pk
        assert apply(migration).state == "applied"
        assert keys() == {(GATEWAY, "x1")}
        assert AuditEvent.about(one.identity).filter(kind="identity_moved").count() == 1

    def test_who_came_to_the_former_provider_after_the_rehearsal_is_known_by_the_same_subject(self) -> None:
        people(1)
        migration = rehearse().migration
        [late] = people(2)
        apply(migration)
        assert person(2, issuer=GATEWAY, snils=None).pk == late.pk
        assert states(migration) == {"old-1": "moved", "old-2": "moved"}

    def test_in_another_region_the_same_subject_says_nothing(self) -> None:
        people(1)
        migration = rehearse(region=create_region()).migration
        [elsewhere] = people(2)
        ExternalIdentity.objects.filter(pk=elsewhere.pk).update(region=create_region(code="RU-OMS", name="Омская"))
        apply(migration)
        assert person(2, issuer=GATEWAY).pk != elsewhere.pk

    def test_once_the_time_of_returns_is_over_a_former_key_is_nobodys(self) -> None:
        [one] = people(1)
        migration = changed()
        applying.finish(migration_id=migration.pk, at=LATER, by=BY)
        assert person(1).pk != one.pk


class TestAnAccountThatIsNoLongerSure:
    """Its latest word shuts every session of it, by whichever of its keys it comes."""

    @pytest.mark.parametrize(
        "key", [(ISSUER, "old-1"), (GATEWAY, "x1")], ids=["by the former key", "by the planned key"]
    )
    @pytest.mark.parametrize("is_applied", [False, True], ids=["before the batch", "after it"])
    def test_its_word_is_kept(self, key: tuple[str, str], is_applied: bool) -> None:  # noqa: FBT001
        [one] = people(1)
        migration = rehearse_map("old-1,x1").migration
        applying._begin(migration.pk, by=BY)
        if is_applied:
            apply(migration)
        told = claims(issuer=key[0], subject=key[1], snils=synthetic_snils(1), level=Level.OTHER)
        identities.remember_again(claims=told, region=create_region(), at=LATER)
        [verified] = VerifiedIdentity.for_system(by=BY)
        assert (verified.pk, verified.level) == (one.pk, Level.OTHER)

    def test_of_a_stranger_nothing_is_kept(self) -> None:
        people(1)
        changed(Way.FIRST_RETURN)
        told = claims(issuer=GATEWAY, subject="new", snils=synthetic_snils(1), level=Level.OTHER)
        identities.remember_again(claims=told, region=create_region(), at=LATER)
        assert keys() == {(ISSUER, "old-1")}


class TestProof:
    @pytest.fixture
    def mother(self) -> Parent:
        """Anna, who holds her record by the former provider; the change to the gateway is open."""
        mother = parent_with_child(create_school(), snils=MINE)
        come()
        changed(Way.FIRST_RETURN)
        return mother

    @pytest.mark.usefixtures("mother")
    def test_the_identity_goes_on_under_the_new_key(self) -> None:
        before = ids([claim.identity.verified for claim in RecordClaim.objects.all()])
        come(issuer=GATEWAY, subject="new", at=LATER)
        assert ids([claim.identity.verified for claim in RecordClaim.objects.all()]) == before
        assert (keys(), holders(), open_kinds()) == ({(GATEWAY, "new")}, ["new"], [])

    @pytest.mark.usefixtures("mother")
    def test_it_is_written_down_once(self) -> None:
        for _twice in range(2):
            back()
        move = IdentityMove.objects.get()
        assert (move.old_subject, move.new_subject, move.way, move.state) == ("1000300001", "new", "proof", "moved")
        [event] = AuditEvent.objects.filter(kind="identity_moved")
        assert (event.subject_id, event.fields) == (
            str(move.identity_id),
            ["by_proof", f"migration:{move.migration_id}"],
        )

    @pytest.mark.usefixtures("mother")
    @pytest.mark.parametrize(
        "told",
        [
            pytest.param({"level": Level.OTHER}, id="a lower level"),
            pytest.param({"surname": "Воронова"}, id="another surname"),
            pytest.param({"snils": synthetic_snils(18)}, id="another number"),
            pytest.param({"snils": None}, id="no number"),
            pytest.param({"birth_date": date(2015, 3, 14)}, id="a child of the same name"),
            pytest.param({"issuer": "https://third.example"}, id="an issuer that nobody changes to"),
        ],
    )
    def test_any_doubt_leaves_two_identities(self, told: dict[str, Any]) -> None:
        back(**told)
        assert (ISSUER, "1000300001") in keys()
        assert len(keys()) == 2

    @pytest.mark.usefixtures("mother")
    def test_a_second_subject_has_nothing_to_prove(self) -> None:
        """L16: the proof went with the first; whoever comes with the same number waits for the school, and gets in
        nowhere meanwhile (L23)."""
        come(issuer=GATEWAY, subject="first", at=LATER)
        come(issuer=GATEWAY, subject="second", at=LATER)
        assert (holders(), open_kinds()) == (["first"], ["ambiguous"])

    @pytest.mark.usefixtures("mother")
    def test_whoever_was_at_the_gateway_before_is_not_moved_later(self) -> None:
        back(level=Level.OTHER)
        back()
        assert keys() == {(ISSUER, "1000300001"), (GATEWAY, "new")}

    def test_an_act_about_the_adult_leaves_it_to_the_school(self, mother: Parent) -> None:
        [link] = mother.links.all()
        restrict(link.student, mother)
        come(issuer=GATEWAY, subject="new", at=LATER)
        assert keys() == {(ISSUER, "1000300001"), (GATEWAY, "new")}

    def test_two_who_fit_are_left_to_the_school(self, mother: Parent) -> None:
        remember(subject="another", snils=mother.snils)
        back()
        assert len(keys()) == 3

    def test_where_the_list_names_another_account_there_is_a_doubt(self) -> None:
        """The gateway says that the person is x1; another account with the number is not them."""
        [one] = people(17)
        migration = rehearse_map("old-17,x1").migration
        applying._begin(migration.pk, by=BY)
        assert back(snils=MINE).pk != one.pk
        assert person(17, issuer=GATEWAY, subject="x1").pk == one.pk

    def test_where_the_list_gives_the_account_to_another_there_is_a_doubt(self) -> None:
        """x1 came before the rehearsal, was forgotten since, and proves to be somebody else than the list says."""
        people(17, 18)
        came = person(19, issuer=GATEWAY, subject="x1")
        apply(rehearse_map("old-18,x1").migration)
        came.identity.delete()
        back(subject="x1")
        assert keys() == {(ISSUER, "old-17"), (ISSUER, "old-18"), (GATEWAY, "x1")}

    def test_without_an_open_change_it_is_the_ordinary_way_of_an_account_made_anew(self) -> None:
        parent_with_child(create_school(), snils=MINE)
        come()
        rehearse(Way.FIRST_RETURN)
        come(issuer=GATEWAY, subject="new", at=LATER)
        assert (holders(), open_kinds()) == (["1000300001"], ["ambiguous"])

    def test_after_an_undo_too(self) -> None:
        people(17)
        undo(changed(Way.FIRST_RETURN))
        back()
        assert len(keys()) == 2

    def test_a_change_of_another_region_moves_nobody(self) -> None:
        people(17)
        other = create_region(code="RU-OMS", name="Омская область")
        elsewhere = person(18).identity
        elsewhere.region = other
        elsewhere.save()
        changed(Way.FIRST_RETURN, region=other)
        back()
        assert (ISSUER, "old-17") in keys()


class TestCost:
    def count(self, **fields: Any) -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            remember(**fields)
        return sum("accounts_identitymigration" in one["sql"] for one in asked)

    @pytest.mark.parametrize("is_open", [False, True])
    def test_whoever_is_known_costs_no_query(self, *, is_open: bool) -> None:
        people(1)
        me = {"subject": "old-1", "snils": synthetic_snils(1), "issuer": GATEWAY if is_open else ISSUER}
        if is_open:
            changed()
            remember(**me)
        assert self.count(**me) == 0

    def test_the_first_return_by_a_new_key_costs_one(self) -> None:
        people(1)
        changed()
        assert self.count(subject="old-1", snils=synthetic_snils(1), issuer=GATEWAY) == 1

    def test_a_newcomer_costs_one(self) -> None:
        create_region()
        assert not IdentityMigration.objects.exists()
        assert self.count() == 1


def test_the_proof_is_the_sign_ins_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """L17: nothing but the claims of this sign-in is read; another person's number in them is another person's."""
    people(17)
    changed(Way.FIRST_RETURN)
    back(**{field: getattr(claims(), field) for field in ("surname", "given_name")}, snils=synthetic_snils(18))
    assert (ISSUER, "old-17") in keys()
