"""L06: a pupil under 18 becomes nobody's parent, whatever the family shares: an address, a telephone, a number."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.models import LinkProposal, MismatchCase, RecordClaim
from consents import asks
from consents.models import ConsentDecision
from schools.models import ParentChildLink
from tests.dnevnik.insiders import signed_in
from tests.dnevnik.test_entrance import arrive
from tests.factories import create_link, create_parent, create_region, create_school, create_student, synthetic_snils
from tests.households import CHILDS, child_claims, household
from tests.people import NOON

pytestmark = pytest.mark.django_db

FOURTEEN, SEVENTEEN, GROWN = date(2012, 9, 12), date(2008, 10, 2), date(1988, 5, 2)
minors = pytest.mark.parametrize("born", [FOURTEEN, SEVENTEEN], ids=["14", "17"])
BROTHER = {"child_surname": "Соколов", "child_given_name": "Илья", "relation": "guardian", "send": "1"}


def ask_for_a_child_everywhere(client: Client, school: int, children: list[object]) -> None:
    """Every door of a guardian, each as its own form posts it."""
    said: dict[str, Any] = {"school": school, "role": "parent", **BROTHER}
    for door in ("/enter/case/school/", "/enter/case/child/", "/children/add/"):
        client.post(door, said)
    for child in children:
        for door in ("/consents/", "/enter/consent/"):
            client.post(door, {"ask": f"child-{child}", "text": "2", "seen": ""})
        client.post(f"/consents/child-{child}/withdraw/", {"seen": ""})


def guardianship(subject: str) -> tuple[int, int, int]:
    """How much of a guardian somebody is: records held as a parent, children asked for, words about children."""
    return (
        RecordClaim.objects.filter(identity__subject=subject, role="parent").count(),
        LinkProposal.objects.filter(identity__subject=subject).count(),
        ConsentDecision.objects.filter(giver__subject=subject, student__isnull=False).count(),
    )


@minors
def test_l06_a_pupil_whom_no_school_found_asks_for_no_child(client: Client, born: date) -> None:
    create_region()
    arrive(client, **(child_claims(born) | {"subject": "pupil", "snils": synthetic_snils(999)}))
    ask_for_a_child_everywhere(client, create_school().pk, [])
    assert guardianship("pupil") == (0, 0, 0)
    assert MismatchCase.objects.get().role == "student"


def test_l06_the_same_doors_let_an_adult_ask(client: Client) -> None:
    create_region()
    arrive(client, subject="adult", birth_date=GROWN, snils=synthetic_snils(999))
    ask_for_a_child_everywhere(client, create_school().pk, [])
    assert guardianship("adult") == (0, 1, 0)


@minors
def test_l06_a_pupil_who_is_in_decides_for_nobody(born: date) -> None:
    family = household(born=born)
    brother = create_student(school=family.school, given_name="Илья", birth_date=date(2016, 3, 14))
    create_link(parent=family.mother_record, student=brother)
    for ask in asks.asks(family.mother, at=NOON):
        if ask.student in (None, family.child_record):
            asks.give(identity=family.mother, key=ask.key, text_id=str(ask.text.pk), at=NOON, by="test")
    client = signed_in(family.child)
    assert client.get("/diary/").status_code == 200
    ask_for_a_child_everywhere(client, family.school.pk, [family.child_record.pk, brother.pk])
    assert guardianship(family.child.subject) == (0, 0, 0)


@minors
def test_l06_a_pupils_number_in_a_parents_record_makes_no_parent(client: Client, born: date) -> None:
    """The typist wrote the child's number into the mother's record; the child's own record is there too."""
    school = create_school()
    mother = create_parent(school=school, surname="Соколова", given_name="Вера", patronymic="Ильинична", snils=CHILDS)
    create_link(parent=mother, student=create_student(school=school, given_name="Илья"))
    create_student(school=school, birth_date=born, snils=CHILDS)
    arrive(client, **child_claims(born))
    assert list(RecordClaim.objects.values_list("role", flat=True)) == ["student"]
    assert ParentChildLink.objects.count() == 1
