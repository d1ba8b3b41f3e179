"""What the schools say of somebody at the door, and what is left in their books."""

from datetime import date

import pytest

from accounts.actions.sign_in import Answer, ask_schools
from accounts.claims import Level
from accounts.models import DataFinding, MismatchCase, RecordClaim, VerifiedIdentity
from schools.actions import records
from schools.identifiers import birth_certificate
from schools.models import AuditEvent, Parent, Student
from tests.factories import create_link, create_parent, create_region, create_school, create_student, synthetic_snils
from tests.people import NOON, remember

pytestmark = pytest.mark.django_db
MINE = synthetic_snils(17)


def ask(verified: VerifiedIdentity) -> list[Answer]:
    return ask_schools(verified=verified, region=verified.identity.region, at=NOON, by="test")


def open_cases() -> list[tuple[str, str]]:
    return sorted(MismatchCase.objects.filter(closed_at=None).values_list("kind", "role"))


def family() -> tuple[Parent, Student]:
    school = create_school()
    mother, child = create_parent(school=school, snils=MINE), create_student(school=school)
    create_link(parent=mother, student=child)
    return mother, child


def test_a_mother_whose_data_agree_holds_her_record() -> None:
    mother, _child = family()
    ask(remember())
    claim = RecordClaim.objects.get()
    assert (claim.parent, claim.school, claim.closed_at) == (mother, mother.school, None)
    assert open_cases() == []


def test_entering_twice_changes_nothing() -> None:
    family()
    ask(remember())
    before = (RecordClaim.objects.count(), AuditEvent.objects.count())
    ask(remember())
    assert (RecordClaim.objects.count(), AuditEvent.objects.count()) == before


def test_a_typo_opens_a_case_with_the_field_and_no_value() -> None:
    school = create_school()
    create_parent(school=school, snils=MINE, surname="Соклова")
    ask(remember())
    case = MismatchCase.objects.get()
    cause = case.causes.get()
    assert (case.kind, case.school, cause.field, cause.kinds) == ("differs", school, "surname", ["typo"])
    assert RecordClaim.objects.count() == 0


def test_one_schools_typo_does_not_shut_the_other_schools_door() -> None:
    family()
    create_parent(school=create_school(), snils=MINE, surname="Соклова")
    ask(remember())
    assert RecordClaim.objects.count() == 1
    assert open_cases() == [("differs", "parent")]


def test_yo_lets_in_and_leaves_a_finding() -> None:
    mother, child = family()
    mother.surname = "Соколёва"
    records.correct(record=mother, fields=["surname"], by="test")
    ask(remember(surname="Соколева"))
    finding = DataFinding.objects.get()
    assert (finding.parent, finding.field, finding.kinds) == (mother, "surname", ["yo"])
    assert RecordClaim.objects.count() == 1


def test_whom_nobody_knows_gets_one_case_and_keeps_its_number() -> None:
    create_school()
    ask(remember())
    number = MismatchCase.objects.get().number
    ask(remember())
    assert MismatchCase.objects.get().number == number


def test_a_parent_without_a_child_has_a_case_until_linked() -> None:
    school = create_school()
    mother = create_parent(school=school, snils=MINE)
    ask(remember())
    assert open_cases() == [("no_child", "parent")]
    create_link(parent=mother, student=create_student(school=school))
    ask(remember())
    assert open_cases() == []
    assert MismatchCase.objects.get().close_reason == "matched"


def test_a_claimed_record_survives_a_new_surname() -> None:
    family()
    ask(remember())
    ask(remember(surname="Воронова"))
    assert RecordClaim.objects.get().closed_at is None
    assert open_cases() == []
    assert DataFinding.objects.get().field == "surname"


def test_a_claim_ends_when_the_number_turns_out_to_be_somebody_elses() -> None:
    mother, _child = family()
    ask(remember())
    mother.snils = synthetic_snils(900)
    records.correct(record=mother, fields=["snils"], by="test")
    ask(remember())
    assert RecordClaim.objects.get().closed_at is not None


def test_a_second_account_with_the_same_number_never_takes_the_record() -> None:
    family()
    ask(remember())
    second = remember(subject="1000300777")
    ask(second)
    assert RecordClaim.objects.filter(closed_at=None).exclude(identity=second.pk).count() == 1
    assert list(second.identity.cases.values_list("kind", flat=True)) == ["ambiguous"]


def test_a_pupil_is_found_by_the_certificate_alone() -> None:
    certificate = str(birth_certificate.parse("II-АБ 123456"))
    create_student(school=create_school(), certificate=certificate)
    ask(
        remember(
            surname="Соколова",
            given_name="Вера",
            patronymic="Ильинична",
            birth_date=date(2015, 3, 14),
            certificate=birth_certificate.parse("II-АБ 123456"),
            level=Level.CHILD,
            snils=None,
        )
    )
    assert RecordClaim.objects.get().role == "student"


def test_a_childs_account_does_not_open_a_record_from_14_on() -> None:
    create_student(school=create_school(), snils=MINE, birth_date=date(2011, 1, 1))
    [answer] = ask(remember(given_name="Вера", patronymic="Ильинична", birth_date=date(2011, 1, 1), level=Level.CHILD))
    assert answer.judgement.level_low
    assert RecordClaim.objects.count() == MismatchCase.objects.count() == 0


def test_another_regions_schools_are_not_asked() -> None:

    create_parent(school=create_school(region=create_region(code="RU-OMS", name="Омская область")), snils=MINE)
    ask(remember())
    assert open_cases() == [("not_found", "")]
