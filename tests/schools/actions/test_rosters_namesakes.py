"""Whom a row means when the name fits and a number does not: never guessed, never a second pupil in silence."""

from datetime import date

import pytest

from schools.actions import records
from schools.models import School, Student
from tests.factories import create_school, create_student, synthetic_snils
from tests.schools.actions.roster_files import CHILD, FAMILY, load, said

pytestmark = pytest.mark.django_db

OTHER = synthetic_snils(221)


@pytest.fixture
def school() -> School:
    return create_school()


def test_a_corrected_number_is_not_undone_with_a_second_pupil(school: School) -> None:
    row = FAMILY.replace("IV-АБ 123456", "")
    load(school, row)
    student = Student.objects.get()
    student.snils = OTHER
    records.correct(record=student, fields=["snils"], by="test")
    for _again in range(2):
        plan = load(school, row)
        assert plan.count()["rows_refused"] == 1
        assert "с другим СНИЛС или свидетельством" in said(plan)
        assert Student.objects.get().snils == OTHER


@pytest.mark.parametrize(
    ("held", "refused"),
    [
        pytest.param({"snils": OTHER}, 1, id="another SNILS"),
        pytest.param({"snils": OTHER, "birth_date": None}, 1, id="another SNILS, no date of birth"),
        pytest.param({"certificate": "IV-АБ 654321"}, 1, id="another certificate"),
        pytest.param({"snils": OTHER, "birth_date": date(2014, 3, 14)}, 0, id="born on another day"),
        pytest.param({"snils": OTHER, "given_name": "Нина"}, 0, id="a twin"),
        pytest.param({"snils": CHILD, "certificate": "IV-АБ 654321"}, 0, id="the SNILS fits"),
        pytest.param({"snils": OTHER, "certificate": "IV-АБ 123456"}, 0, id="the certificate fits"),
    ],
)
def test_a_namesake_with_another_number(school: School, held: dict[str, object], refused: int) -> None:
    create_student(school=school, **held)
    assert load(school, FAMILY).count()["rows_refused"] == refused


def test_two_rows_of_one_file_with_two_numbers_are_not_guessed_between(school: School) -> None:
    plan = load(school, FAMILY, FAMILY.replace(CHILD, OTHER).replace("123456", ""))
    assert plan.count()["rows_refused"] == 1
    assert Student.objects.get().snils == CHILD


def test_among_several_namesakes_a_row_without_numbers_picks_none_and_adds_none(school: School) -> None:
    for number in (OTHER, synthetic_snils(222)):
        create_student(school=school, snils=number)
    row = FAMILY.replace(CHILD, "").replace("IV-АБ 123456", "")
    for _again in range(2):
        assert "таких учеников несколько" in said(load(school, row)).lower()
    assert Student.objects.count() == 2
