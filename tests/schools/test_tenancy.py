"""On the fully migrated database each wall between schools is tried, from both its sides."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction

from accounts.models import CorrectionRequest, DataFinding, LinkProposal, MismatchCase, RecordClaim
from consents.models import ConsentDecision, ConsentRequest, ConsentText, DiaryVisit, Purpose
from schools.models import ParentChildLink, PendingLink, Restriction, School, Student
from tests.factories import create_class, create_link, create_parent, create_school, create_student
from tests.people import NOON, remember

pytestmark = pytest.mark.django_db

WALLS = {
    "a class of another school": lambda here, there: Student(
        school=here, surname="А", given_name="Б", school_class=create_class(school=there)
    ),
    "a link to a parent of another school": lambda here, there: link(
        here, parent=create_parent(school=there), student=create_student(school=here)
    ),
    "a link to a pupil of another school": lambda here, there: link(
        here, parent=create_parent(school=here), student=create_student(school=there)
    ),
    "a link for two to a parent of another school": lambda here, there: pending(
        here, parent=create_parent(school=there), student=create_student(school=here)
    ),
    "a link for two to a pupil of another school": lambda here, there: pending(
        here, parent=create_parent(school=here), student=create_student(school=there)
    ),
    "a claim of another school's pupil": lambda here, there: RecordClaim(
        school=here, identity=remember().identity, role="student", student=create_student(school=there), opened_at=NOON
    ),
    "a claim of another school's parent": lambda here, there: RecordClaim(
        school=here, identity=remember().identity, role="parent", parent=create_parent(school=there), opened_at=NOON
    ),
    "a case about another school's pupil": lambda here, there: case(here, student=create_student(school=there)),
    "a case about another school's parent": lambda here, there: case(here, parent=create_parent(school=there)),
    "a finding about another school's pupil": lambda here, there: finding(here, student=create_student(school=there)),
    "a finding about another school's parent": lambda here, there: finding(here, parent=create_parent(school=there)),
    "a consent to another school about a pupil": lambda here, there: decision(here, create_student(school=there)),
    "a consent asked about another school's pupil": lambda here, there: ConsentRequest(
        school=here, student=create_student(school=there), giver=remember().identity, asked_at=NOON,
        purpose=Purpose.objects.get(code="diary"),
    ),
    "a visit to another school's pupil": lambda here, there: DiaryVisit(
        school=here, student=create_student(school=there), visitor=remember().identity, on=date(2026, 9, 1)
    ),
    "a restriction about another school's pupil": lambda here, there: restriction(
        here, student=create_student(school=there), parent=create_parent(school=here)
    ),
    "a restriction of another school's parent": lambda here, there: restriction(
        here, student=create_student(school=here), parent=create_parent(school=there)
    ),
    "a case that names another school's class": lambda here, there: case(here, school_class=create_class(school=there)),
    "a proposal about another school's class": lambda here, there: proposal(
        here, school_class=create_class(school=there)
    ),
    "a proposal about another school's pupil": lambda here, there: proposal(here, student=create_student(school=there)),
    "a correction of another school's pupil": lambda here, there: correction(
        here, student=create_student(school=there)
    ),
    "a correction of another school's parent": lambda here, there: correction(here, parent=create_parent(school=there)),
}  # fmt: skip


def link(school: School, **ends: Any) -> ParentChildLink:
    return ParentChildLink(
        school=school, relation="mother", basis="court", verified_by="t", valid_from=date(2026, 9, 1), **ends
    )


def pending(school: School, **ends: Any) -> PendingLink:
    return PendingLink(school=school, relation="mother", basis="court", opened_by="user 1", opened_at=NOON, **ends)


def case(school: School, **about: Any) -> MismatchCase:
    return MismatchCase(
        school=school, identity=remember().identity, number="1", kind="differs", opened_at=NOON, **about
    )


def restriction(school: School, **ends: Any) -> Restriction:
    day = date(2026, 9, 1)
    return Restriction(school=school, act="court", act_date=day, valid_from=day, entered_at=NOON, **ends)


def proposal(school: School, **about: Any) -> LinkProposal:
    return LinkProposal(
        school=school, identity=remember().identity, child_name="Соколова Вера", child_key="k", relation="mother",
        asked_at=NOON, **about,
    )  # fmt: skip


def correction(school: School, **about: Any) -> CorrectionRequest:
    return CorrectionRequest(school=school, identity=remember().identity, kind="record_wrong", asked_at=NOON, **about)


def finding(school: School, **about: Any) -> DataFinding:
    return DataFinding(school=school, identity=remember().identity, field="surname", opened_at=NOON, **about)


def decision(school: School, student: Student) -> ConsentDecision:
    text = ConsentText.objects.get(subject="child", version=1)
    return ConsentDecision(
        school=school, giver=remember().identity, student=student, text=text, purpose=text.purpose,
        decision="given", at=NOON,
    )  # fmt: skip


@pytest.mark.parametrize("build", WALLS.values(), ids=WALLS.keys())
def test_no_row_reaches_into_another_school(build: Any) -> None:
    row: models.Model = build(create_school(), create_school())
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_a_pupil_with_a_link_is_not_moved_to_another_school() -> None:
    school, other = create_school(), create_school()
    student = create_student(school=school)
    create_link(parent=create_parent(school=school), student=student)
    with pytest.raises(IntegrityError), transaction.atomic():
        Student.objects.filter(pk=student.pk).update(school=other)


def test_a_claim_is_not_moved_to_another_school() -> None:
    school, other = create_school(), create_school()
    claim = RecordClaim(
        school=school, identity=remember().identity, role="student", student=create_student(school=school),
        opened_at=NOON,
    )  # fmt: skip
    claim.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        RecordClaim.objects.filter(pk=claim.pk).update(school=other)
