"""Records, identities, claims and links that break an invariant are found: I05–I10, I12, I20."""

from datetime import date, timedelta

import pytest
from django.db import models

from accounts.models import ExternalIdentity, RecordClaim
from schools.actions import four_eyes, links
from schools.ids import uuid7
from schools.models import Parent, ParentChildLink, PendingLink, Student
from tests.dnevnik.invariants.offences import found, ids
from tests.factories import (
    MORNING,
    TODAY,
    create_administrator,
    create_link,
    create_parent,
    create_pending,
    create_student,
    synthetic_snils,
)
from tests.faults.loosening import double, loosen
from tests.faults.rows import link
from tests.households import Household, come_in, household

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=1)
Doer = str | models.Model


@pytest.fixture
def home() -> Household:
    return household()


def claim_of(identity: ExternalIdentity) -> RecordClaim:
    claim: RecordClaim = RecordClaim.for_system(by="test").get(identity=identity)
    return claim


def link_of(home: Household) -> ParentChildLink:
    link: ParentChildLink = ParentChildLink.for_system(by="test").get(parent=home.mother_record)
    return link


class TestI05:
    def test_two_pupils_of_one_snils(self, home: Household) -> None:
        loosen(Student)
        assert ids(home.child_record, double(home.child_record, pk=uuid7())) == found("I05")

    def test_two_pupils_of_one_certificate(self, home: Household) -> None:
        certified = create_student(school=home.school, certificate="I-АБ 123456")
        loosen(Student)
        assert ids(certified, double(certified, pk=uuid7())) == found("I05")

    def test_two_parents_of_one_snils(self, home: Household) -> None:
        loosen(Parent)
        assert ids(home.mother_record, double(home.mother_record, pk=uuid7())) == found("I05")

    def test_whoever_left_may_have_come_back(self, home: Household) -> None:
        double(home.child_record, pk=uuid7(), left_on=date(2025, 6, 1))
        double(home.mother_record, pk=uuid7(), left_on=date(2025, 6, 1))
        assert found("I05") == []

    def test_people_without_numbers_are_many(self, home: Household) -> None:
        for _ in range(2):
            create_student(school=home.school)
            create_parent(school=home.school)
        assert found("I05") == []


class TestI06:
    def test_two_identities_of_one_subject(self, home: Household) -> None:
        loosen(ExternalIdentity)
        assert ids(home.mother, double(home.mother, pk=uuid7())) == found("I06")

    def test_two_identities_of_one_account(self, home: Household) -> None:
        user = create_administrator().user
        ExternalIdentity.objects.filter(pk=home.mother.pk).update(user=user)
        home.mother.refresh_from_db()
        loosen(ExternalIdentity)
        assert ids(home.mother, double(home.mother, pk=uuid7(), subject="another")) == found("I06")


class TestI07:
    def test_a_record_held_twice(self, home: Household) -> None:
        stranger = come_in(subject="1000300099", snils=synthetic_snils(99), given_name="Ольга")
        claim = claim_of(home.mother)
        loosen(RecordClaim)
        assert ids(claim, double(claim, pk=uuid7(), identity_id=stranger.pk)) == found("I07")

    def test_a_record_held_by_two_accounts_of_one_snils(self, home: Household) -> None:
        again = come_in(subject="1000300099")
        claim = claim_of(home.mother)
        loosen(RecordClaim)
        assert ids(claim, double(claim, pk=uuid7(), identity_id=again.pk)) == found("I07")

    def test_two_records_of_a_school_held_by_one(self, home: Household) -> None:
        other = create_parent(school=home.school)
        claim = claim_of(home.mother)
        loosen(RecordClaim)
        assert ids(claim, double(claim, pk=uuid7(), parent_id=other.pk)) == found("I07")

    @pytest.mark.parametrize("role", ["parent", "student"])
    def test_a_claim_of_no_record_or_of_both(self, home: Household, role: str) -> None:
        claim = claim_of(home.mother)
        loosen(RecordClaim)
        both = double(claim, pk=uuid7(), closed_at=claim.opened_at, role=role, student_id=home.child_record.pk)
        none = double(claim, pk=uuid7(), closed_at=claim.opened_at, role=role, parent_id=None)
        assert ids(both, none) == found("I07")

    def test_a_closed_claim_holds_nothing(self, home: Household) -> None:
        claim = claim_of(home.mother)
        double(claim, pk=uuid7(), closed_at=claim.opened_at)
        assert found("I07") == []


class TestI08:
    def test_two_open_links_of_a_pair(self, home: Household) -> None:
        loosen(ParentChildLink)
        assert ids(link_of(home), double(link_of(home), pk=uuid7())) == found("I08")

    def test_one_of_them_closed(self, home: Household) -> None:
        double(link_of(home), pk=uuid7(), valid_to=TODAY, closed_by="user 1", closed_by_kind="person")
        assert found("I08") == []


@pytest.mark.parametrize("column", ["basis", "verified_by"])
def test_i09_an_open_link_that_rests_on_nothing(home: Household, column: str) -> None:
    ParentChildLink.objects.filter(pk=link_of(home).pk).update(**{column: ""})
    assert found("I09") == ids(link_of(home))


class TestI10:
    def test_a_record_of_the_same_number_and_name(self, home: Household) -> None:
        told = {"surname": "Белов", "given_name": "Пётр", "patronymic": "Ильич", "snils": synthetic_snils(30)}
        adult = create_student(school=home.school, birth_date=date(2007, 1, 1), **told)
        written = link(home, parent=create_parent(school=home.school, **told), student=adult)
        written.save(force_insert=True)
        assert found("I10") == ids(written)

    def test_the_mothers_number_in_the_childs_card_is_only_a_slip(self, home: Household) -> None:
        child = create_student(school=home.school, snils=home.mother_record.snils)
        create_link(parent=home.mother_record, student=child)
        assert found("I10") == []

    def test_one_account_at_both_ends(self, home: Household) -> None:
        loosen(RecordClaim)
        RecordClaim.objects.filter(pk=claim_of(home.child).pk).update(identity=home.mother)
        assert found("I10") == ids(link_of(home))


class TestI12:
    """What a person closed, a roster leaves closed."""

    def again(self, home: Household, *, by: Doer, closed_by: Doer, basis: str = "roster") -> list[str]:
        links.close_link(link=link_of(home), on=TODAY, by=closed_by)
        made = links.open_link(
            parent=home.mother_record, student=home.child_record, relation="mother", basis=basis, on=LATER, by=by
        )
        return ids(made)

    def test_a_roster_that_reopened(self, home: Household) -> None:
        person = create_administrator().user
        reopened = self.again(home, by="import_roster command", closed_by=person)
        assert found("I12") == reopened

    @pytest.mark.parametrize(
        ("reopener", "closer", "basis"),
        [
            pytest.param("person", "person", "roster", id="a person wrote the roster's basis"),
            pytest.param("import_roster command", "transfer", "roster", id="nobody closed it but the system"),
            pytest.param("answers", "person", "court", id="on a paper, not from a list"),
        ],
    )
    def test_other_ways_to_open_it_again(self, home: Household, reopener: str, closer: str, basis: str) -> None:
        person = create_administrator().user
        doers: dict[str, Doer] = {"person": person}
        self.again(home, by=doers.get(reopener, reopener), closed_by=doers.get(closer, closer), basis=basis)
        assert found("I12") == []


class TestI20:
    """What waited for a second person is a link since another one agreed, and not before."""

    @pytest.fixture
    def pending(self, home: Household) -> PendingLink:
        adult = create_parent(school=home.school, surname="Лебедева")
        return create_pending(parent=adult, student=home.child_record, by=create_administrator().user)

    def agreed(self, home: Household, pending: PendingLink) -> ParentChildLink:
        four_eyes.agree(pending=pending, on=TODAY, at=MORNING, by=create_administrator(schools=[home.school]).user)
        return ParentChildLink.objects.get(pk=pending.pk)

    def test_two_people_agreed(self, home: Household, pending: PendingLink) -> None:
        assert found("I20") == []
        link = self.agreed(home, pending)
        assert found("I20") == []
        links.close_link(link=link, on=TODAY, by="test")
        assert found("I20") == []

    @pytest.mark.parametrize("state", ["waiting", "declined"])
    def test_nobody_agreed_and_it_is_open(self, home: Household, pending: PendingLink, state: str) -> None:
        double(link_of(home), pk=pending.pk, parent_id=pending.parent_id, verified_by=pending.opened_by)
        if state == "declined":
            four_eyes.decline(pending=pending, at=MORNING, by="test")
        assert found("I20") == ids(pending)

    def test_agreed_and_no_link(self, home: Household, pending: PendingLink) -> None:
        loosen(ParentChildLink)
        self.agreed(home, pending).delete()
        assert found("I20") == ids(pending)

    def test_one_person_agreed_with_oneself(self, home: Household, pending: PendingLink) -> None:
        self.agreed(home, pending)
        loosen(PendingLink)
        PendingLink.objects.update(decided_by=pending.opened_by)
        assert found("I20") == ids(pending)

    @pytest.mark.parametrize("column", ["parent", "student", "verified_by"])
    def test_it_became_another_link(self, home: Household, pending: PendingLink, column: str) -> None:
        link = self.agreed(home, pending)
        others: dict[str, object] = {
            "parent": create_parent(school=home.school),
            "student": create_student(school=home.school),
            "verified_by": "user 0",
        }
        ParentChildLink.objects.filter(pk=link.pk).update(**{column: others[column]})
        assert found("I20") == ids(pending)
