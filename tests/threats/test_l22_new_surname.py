"""L22: a new surname at Gosuslugi is the same account; it is shown and written down, and opens or moves no link."""

from datetime import date

import pytest

from accounts.models import DataFinding, ExternalIdentity, MismatchCase, RecordClaim, VerifiedIdentity
from consents.access import open_places
from schools.models import AuditEvent, Parent, ParentChildLink
from tests.accounts.actions.doorway import LATER, night
from tests.consents.families import give
from tests.factories import create_link, create_parent, create_student, synthetic_snils
from tests.households import Household, come_in, household
from tests.people import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def family() -> Household:
    """The mother is in; somebody else of her new name and her birthday is a parent of the same school."""
    made = household()
    give(made.mother, "own")
    namesake = create_parent(
        school=made.school, surname="Воронова", birth_date=date(1988, 5, 2), snils=synthetic_snils(40)
    )
    create_link(parent=namesake, student=create_student(school=made.school, given_name="Мария"))
    return made


def ledgers() -> list[list[object]]:
    """Who holds what, who is linked to whom, and who there is."""
    claims = RecordClaim.objects.filter(closed_at=None).order_by("pk")
    return [
        list(claims.values_list("pk", "identity", "parent", "student")),
        list(ParentChildLink.objects.order_by("pk").values_list("pk", "parent", "student", "valid_to")),
        list(ExternalIdentity.objects.order_by("pk").values_list("pk", "subject", "user")),
        list(Parent.objects.order_by("pk").values_list("pk", "surname")),
    ]


def test_l22_the_same_account_goes_on(family: Household) -> None:
    before = ledgers()
    married = come_in(surname="Воронова")
    assert married.pk == family.mother.pk
    assert ledgers() == before
    assert [place.school for place in open_places(married, at=NOON)] == [family.school]
    assert not MismatchCase.objects.filter(closed_at=None).exists()


def test_l22_the_new_name_is_kept_and_the_school_is_told_once(family: Household) -> None:
    for _time in range(3):
        come_in(surname="Воронова")
    assert VerifiedIdentity.objects.get(pk=family.mother.pk).surname == "Воронова"
    finding = DataFinding.objects.get(closed_at=None)
    assert (finding.identity, finding.parent, finding.field) == (family.mother, family.mother_record, "surname")


def test_l22_the_night_matches_her_to_nobody_anew(family: Household) -> None:
    come_in(surname="Воронова")
    opened = AuditEvent.objects.filter(kind__in=["claim_opened", "link_opened"])
    before, events = ledgers(), opened.count()
    night(at=LATER)
    assert (ledgers(), opened.count()) == (before, events)
