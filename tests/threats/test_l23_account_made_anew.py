"""L23: a new subject with a known SNILS gets nothing by itself: one case, and a person at the school decides."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.actions import replacements
from accounts.claims import Level
from accounts.models import ExternalIdentity, MismatchCase, RecordClaim
from consents.access import open_places
from schools.models import AuditEvent
from tests.accounts.actions.doorway import LATER, come, holders, night, open_case, open_kinds
from tests.dnevnik.test_entrance import ended, family, give_everything
from tests.factories import create_school, create_student
from tests.households import CHILDS
from tests.threats.conftest import Gosuslugi

pytestmark = pytest.mark.django_db
OLD, NEW = "1000300001", "1000300777"


@pytest.fixture
def newcomer(gosuslugi: Gosuslugi) -> Client:
    """The mother is in the diary; then somebody comes with another account and her number, name and birthday."""
    family()
    mother, newcomer = Client(), Client()
    gosuslugi.come(mother)
    give_everything(mother)
    gosuslugi.come(newcomer, sub=NEW)
    return newcomer


def test_l23_the_new_account_reads_nothing_and_has_one_case(newcomer: Client) -> None:
    assert ended(newcomer) == "AMBIGUOUS"
    assert newcomer.get("/diary/").headers.get("Location") == "/"
    assert newcomer.post("/enter/open/").headers.get("Location") == "/enter/outcome/"
    assert not open_places(ExternalIdentity.objects.get(subject=NEW), at=LATER)
    assert (holders(), open_kinds()) == ([OLD], ["ambiguous"])


def test_l23_neither_coming_again_nor_the_night_moves_the_record(gosuslugi: Gosuslugi, newcomer: Client) -> None:
    for _time in range(3):
        gosuslugi.come(newcomer, sub=NEW)
        night(at=LATER)
    assert (holders(), open_kinds()) == ([OLD], ["ambiguous"])
    assert RecordClaim.objects.count() == 1
    assert MismatchCase.objects.filter(identity__subject=NEW).count() == 1


def test_l23_the_school_moves_it_once_and_both_accounts_are_written_down(
    gosuslugi: Gosuslugi, newcomer: Client
) -> None:
    replacements.replace(case=open_case(), at=LATER, by="administrator")
    assert holders() == [NEW]
    assert not open_places(ExternalIdentity.objects.get(subject=OLD), at=LATER)
    told = AuditEvent.objects.filter(kind="identity_replaced").values_list("by", flat=True)
    assert list(told) == ["administrator"] * 2


def test_l23_a_pupils_new_account_takes_nothing_either() -> None:
    """From 14 on an own account takes a child's account's place by itself; another own account takes nothing."""
    born = date(2010, 3, 14)
    create_student(school=create_school(), snils=CHILDS, birth_date=born)
    her: dict[str, Any] = {"given_name": "Вера", "patronymic": "Ильинична", "birth_date": born, "snils": CHILDS}
    come(subject=OLD, level=Level.CONFIRMED, **her)
    come(subject=NEW, level=Level.CONFIRMED, at=LATER, **her)
    assert (holders(), open_kinds()) == ([OLD], ["ambiguous"])
