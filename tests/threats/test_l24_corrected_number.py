"""L24: where the school corrects an adult's SNILS the way in is asked anew, and nothing is kept in silence."""

import pytest
from django.test import Client

from accounts.actions.reconciliation import reconcile_school
from accounts.models import RecordClaim
from consents.access import open_places
from schools.models import AuditEvent, Parent, ParentChildLink, RecordChange
from tests.accounts.actions.doorway import LATER, come, holders, write
from tests.consents.families import give
from tests.dnevnik.insiders import signed_in
from tests.factories import synthetic_snils
from tests.households import MOTHERS, Household, household
from tests.people import NOON

pytestmark = pytest.mark.django_db
CORRECTED = synthetic_snils(900)


@pytest.fixture
def family() -> Household:
    made = household()
    give(made.mother, "own")
    RecordChange.objects.all().delete()
    return made


def correct(family: Household, snils: str | None) -> Client:
    """The mother is in the diary when the school writes another number into her record; her browser."""
    browser = signed_in(family.mother)
    assert browser.get("/diary/").status_code == 200
    write(Parent.objects.get(pk=family.mother_record.pk), snils=snils)
    return browser


def recheck(family: Household) -> None:
    reconcile_school(school=family.school, at=NOON, by="doorbell")


def test_l24_the_correction_is_written_down_and_rings(family: Household) -> None:
    correct(family, CORRECTED)
    event = AuditEvent.about(family.mother_record).filter(kind="record_corrected").get()
    assert (event.by, event.fields) == ("administrator", ["snils"])
    assert RecordChange.waiting(family.school.pk).exists()


def test_l24_the_one_with_the_old_number_is_out_though_her_session_lives(family: Household) -> None:
    browser = correct(family, CORRECTED)
    recheck(family)
    assert not open_places(family.mother, at=NOON)
    assert "Соколова Вера" not in browser.get("/diary/").text
    claim = RecordClaim.objects.get(parent=family.mother_record)
    assert claim.closed_at is not None
    assert AuditEvent.about(claim).filter(kind="claim_closed").count() == 1
    assert ParentChildLink.objects.get().valid_to is None, "the school's own link stands; who holds it is asked anew"


def test_l24_it_opens_for_whoever_the_state_gives_the_corrected_number(family: Household) -> None:
    correct(family, CORRECTED)
    recheck(family)
    come(subject=family.mother.subject, snils=MOTHERS, at=LATER)
    assert family.mother.subject not in holders()
    come(subject=family.mother.subject, snils=CORRECTED, at=LATER)
    assert family.mother.subject in holders()
    assert RecordClaim.objects.filter(parent=family.mother_record).count() == 2


def test_l24_her_number_corrected_at_gosuslugi_does_not_carry_the_old_record_along(family: Household) -> None:
    come(subject=family.mother.subject, snils=CORRECTED, at=LATER)
    assert family.mother.subject not in holders()
    assert not open_places(family.mother, at=LATER)
