"""«В школе записано верно»: the case is the person's, and the page promises what the night keeps."""

from datetime import date

import pytest

from accounts.actions import answers
from accounts.actions.retention import out_of_term
from accounts.models import CaseCause, VerifiedIdentity
from accounts.models.request import Request
from accounts.terms import SNAPSHOT_TERM
from tests.dnevnik.test_facts import facts, misspelt, wrong
from tests.people import NOON

pytestmark = pytest.mark.django_db


def test_the_data_are_kept_no_longer_than_the_page_says() -> None:
    case = misspelt()
    asked = wrong(case)
    assert facts(case).kept_until == date(2026, 12, 30)
    answers.decline(request=asked, reason=Request.Reason.RECORD_IS_RIGHT, at=NOON, by="test")
    assert facts(case).kept_until == date(2026, 10, 31)
    VerifiedIdentity.objects.update(verified_at=NOON)
    assert list(out_of_term(at=NOON + SNAPSHOT_TERM)) == [case.identity.verified]


def test_asked_anew_it_is_the_schools_again() -> None:
    case = misspelt()
    answers.decline(request=wrong(case), reason=Request.Reason.RECORD_IS_RIGHT, at=NOON, by="test")
    wrong(case)
    assert CaseCause.objects.get().owner == "person", "the cause itself did not change"
    assert facts(case).kept_until == date(2026, 12, 30)
