"""Finding one's school by number, by name or step by step."""

from datetime import date

import pytest

from accounts.actions import directory_of_schools as directory
from schools.models import AcademicYear, Municipality, School
from tests.factories import TODAY, create_class, create_region, create_school


@pytest.fixture
def schools() -> list[School]:
    region = create_region()
    for name in ("Школа № 31", "Школа № 1", "Школа № 10", "Лицей «Ёлочка»"):
        create_school(name=name, region=region)
    create_school(name="Школа № 4", full_name="МБОУ «Гимназия имени С. А. Есенина»", region=region)
    create_school(name="Школа № 1 Тулы", region=create_region(code="RU-TUL", name="Тульская область"))
    return directory.schools_of(region)


@pytest.mark.django_db
def test_schools_of_the_region_stand_in_the_order_of_their_numbers(schools: list[School]) -> None:
    assert [school.name for school in schools] == [
        "Лицей «Ёлочка»",
        "Школа № 1",
        "Школа № 4",
        "Школа № 10",
        "Школа № 31",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "names"),
    [
        pytest.param("1", ["Школа № 1"], id="a number counts whole"),
        pytest.param("школа №31", ["Школа № 31"], id="as it is written on the door"),
        pytest.param("ЕЛОЧКА", ["Лицей «Ёлочка»"], id="whatever the case and ё"),
        pytest.param("есенин", ["Школа № 4"], id="the beginning of a word of the full name"),
        pytest.param("школа елочка", [], id="all words must be there"),
        pytest.param("№ – !", [], id="no word at all"),
        pytest.param("тула", [], id="nothing of another region"),
    ],
)
def test_found_by_words(schools: list[School], words: str, names: list[str]) -> None:
    assert [school.name for school in directory.found(schools, words)] == names


@pytest.mark.django_db
def test_municipalities_without_a_school_are_not_offered(schools: list[School]) -> None:
    region = schools[0].region
    Municipality.objects.create(region=region, name="Касимов")
    assert [row.name for row in directory.municipalities_of(region)] == ["Рязань"]


@pytest.mark.django_db
def test_classes_of_this_year_alone_and_nothing_is_made() -> None:
    school = create_school()
    for grade, letter in ((10, "А"), (5, "Б"), (5, "А")):
        create_class(school=school, grade=grade, letter=letter)
    create_class(school=school, grade=4, on=date(2025, 10, 1))
    assert [str(row) for row in directory.classes_of(school, on=TODAY)] == ["5 «А»", "5 «Б»", "10 «А»"]
    assert directory.classes_of(school, on=date(2030, 1, 1)) == []
    assert AcademicYear.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("on", "classes"),
    [
        pytest.param(date(2026, 7, 31), ["4 «А»"], id="in July those of the year that ends"),
        pytest.param(date(2026, 8, 28), ["5 «А»"], id="in August those of the list that has come"),
        pytest.param(date(2026, 9, 1), ["5 «А»"], id="in September the same"),
    ],
)
def test_classes_of_a_list_loaded_in_august(on: date, classes: list[str]) -> None:
    school = create_school()
    create_class(school=school, grade=4, on=date(2025, 10, 1))
    create_class(school=school, grade=5, on=date(2026, 10, 1))
    assert [str(row) for row in directory.classes_of(school, on=on)] == classes


@pytest.mark.django_db
def test_till_a_new_list_comes_august_has_the_old_classes() -> None:
    school = create_school()
    create_class(school=school, grade=4, on=date(2025, 10, 1))
    assert [str(row) for row in directory.classes_of(school, on=date(2026, 8, 28))] == ["4 «А»"]
