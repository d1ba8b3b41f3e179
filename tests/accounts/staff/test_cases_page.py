"""«Кто не может войти»: what a school sees of a refused person, and what it does not."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from accounts.admin.comparison import KINDS
from accounts.matching.verdict import Field, Kind
from accounts.models import CaseCause, DataFinding, ExternalIdentity, MismatchCase, RecordClaim, VerifiedIdentity
from accounts.texts.words import field_name
from schools.models import School, Student
from tests.factories import create_school, create_student, synthetic_snils

NOW = datetime(2026, 10, 1, 9, tzinfo=UTC)
CASES = "admin:accounts_mismatchcase"
MakeCase = Callable[..., MismatchCase]


def visitor(school: School, subject: str) -> ExternalIdentity:
    """Somebody whom Gosuslugi vouched for."""
    identity = ExternalIdentity.objects.create(issuer="urn:test", subject=subject, region=school.region)
    named = {"surname": "Соколова", "given_name": "Вера", "patronymic": "Ильинишна", "gender": "female"}
    VerifiedIdentity(identity=identity, snils=synthetic_snils(77), level="child", verified_at=NOW, **named).save()
    return identity


@pytest.fixture
def record(school: School) -> Student:
    return create_student(school=school, snils=synthetic_snils(77))


@pytest.fixture
def make_case() -> MakeCase:
    def made(number: str, school: School, student: Student | None, kind: str = "differs") -> MismatchCase:
        who = visitor(school, number)
        case = MismatchCase.objects.create(
            number=number, identity=who, school=school, role="student", kind=kind, student=student, opened_at=NOW
        )
        CaseCause.objects.create(case=case, field="patronymic", kinds=["typo"], owner="either", since=NOW)
        return case

    return made


def test_the_card_puts_both_names_side_by_side_and_masks_numbers(
    office: Client, record: Student, make_case: MakeCase
) -> None:
    case = make_case("1234-5678", record.school, record)
    shown = office.get(reverse(f"{CASES}_change", args=[case.pk])).content.decode()
    for words in ("Ильинишна", "Ильинична", "похоже на опечатку", "•••-•••-077 ••", "данные отличаются"):
        assert words in shown
    assert synthetic_snils(77) not in shown
    assert reverse("admin:schools_student_change", args=[record.pk]) in shown


@pytest.mark.parametrize(("kind", "told"), [("not_found", "не найдена"), ("ambiguous", "их несколько")])
def test_without_a_record_the_card_says_why(
    office: Client, school: School, make_case: MakeCase, kind: str, told: str
) -> None:
    case = make_case("1234-5678", school, None, kind)
    shown = office.get(reverse(f"{CASES}_change", args=[case.pk])).content.decode()
    assert told in shown
    assert "Ильинишна" in shown


@pytest.mark.parametrize("query", ["1234-5678", "соколова", "вера соколова", synthetic_snils(77)])
def test_a_case_is_found_by_number_name_and_snils(
    office: Client, record: Student, make_case: MakeCase, query: str
) -> None:
    case = make_case("1234-5678", record.school, record)
    assert list(office.get(reverse(f"{CASES}_changelist"), {"q": query}).context["cl"].result_list) == [case]
    assert not office.get(reverse(f"{CASES}_changelist"), {"q": "0000-0000"}).context["cl"].result_list


def test_open_cases_come_first(office: Client, record: Student, make_case: MakeCase) -> None:
    closed = make_case("1111-1111", record.school, record)
    closed.closed_at, closed.close_reason = NOW, "matched"
    closed.save()
    open_one = make_case("2222-2222", record.school, record)
    address = reverse(f"{CASES}_changelist")
    assert list(office.get(address).context["cl"].result_list) == [open_one, closed]
    assert list(office.get(address, {"state": "open"}).context["cl"].result_list) == [open_one]


def test_cases_elsewhere_and_of_no_school_do_not_exist(office: Client, make_case: MakeCase) -> None:
    elsewhere = create_school()
    case = make_case("1234-5678", elsewhere, create_student(school=elsewhere))
    MismatchCase.objects.create(number="8765-4321", identity=case.identity, kind="not_found", opened_at=NOW)
    assert not office.get(reverse(f"{CASES}_changelist")).context["cl"].result_list
    assert office.get(reverse(f"{CASES}_change", args=[case.pk])).status_code == 404


@pytest.mark.parametrize("name", ["change", "delete"])
def test_a_case_is_not_edited_or_deleted(office: Client, record: Student, make_case: MakeCase, name: str) -> None:
    case = make_case("1234-5678", record.school, record)
    assert office.post(reverse(f"{CASES}_{name}", args=[case.pk]), {"post": "yes"}).status_code == 404
    assert MismatchCase.objects.filter(pk=case.pk).exists()


def test_findings_and_admissions_name_the_record(office: Client, record: Student) -> None:
    who = visitor(record.school, "seen")
    DataFinding.objects.create(
        school=record.school, identity=who, student=record, field="surname", kinds=["yo", "case"], opened_at=NOW
    )
    RecordClaim.objects.create(school=record.school, identity=who, role="student", student=record, opened_at=NOW)
    findings = office.get(reverse("admin:accounts_datafinding_changelist")).content.decode()
    assert "фамилия: ё и е, регистр букв" in findings
    claims = office.get(reverse("admin:accounts_recordclaim_changelist")).content.decode()
    assert reverse("admin:schools_student_change", args=[record.pk]) in claims


def test_every_field_and_kind_has_russian_words() -> None:
    assert all(field_name(field) for field in Field)
    assert set(KINDS) == set(Kind)


def test_the_number_of_queries_does_not_grow(
    office: Client, record: Student, make_case: MakeCase, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    for number in range(12):
        make_case(f"1234-{number:04}", record.school, None if number else record, "not_found" if number else "differs")
        MismatchCase.objects.filter(number=f"1234-{number:04}").update(closed_at=NOW, close_reason="changed")
    office.get(reverse(f"{CASES}_changelist"))
    with django_assert_max_num_queries(11):  # type: ignore[attr-defined]  # a context manager
        office.get(reverse(f"{CASES}_changelist"))
