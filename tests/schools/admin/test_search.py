"""Finding people: by the beginning of any part of the name, however typed, or by the very number."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from schools.models import School
from tests.factories import create_class, create_link, create_parent, create_student, synthetic_snils

Page = Callable[..., str]


@pytest.fixture
def pupils(school: School) -> None:
    named = {"surname": "Ёлкина-Белова", "given_name": "Анна Мария", "patronymic": "Юрьевна"}
    create_student(school=school, **named, snils=synthetic_snils(1), certificate="IV-АБ 123456")
    create_student(school=school, surname="Елисеев", given_name="Пётр", patronymic="", snils=synthetic_snils(2))
    create_student(school=school, surname="Абрамова", given_name="Юлия", patronymic="Петровна")


def found(client: Client, address: str, **asked: Any) -> list[str]:
    return [row.surname for row in client.get(address, asked).context["cl"].result_list]


@pytest.mark.usefixtures("pupils")
@pytest.mark.parametrize(
    ("query", "surnames"),
    [
        pytest.param("", ["Абрамова", "Елисеев", "Ёлкина-Белова"], id="everybody in the order of folded names"),
        pytest.param("ёлкина", ["Ёлкина-Белова"], id="the beginning of a double surname"),
        pytest.param("ЕЛКИНАБЕЛОВА", ["Ёлкина-Белова"], id="no ё, no hyphen, in capitals"),
        pytest.param("ел", ["Елисеев", "Ёлкина-Белова"], id="two letters"),
        pytest.param("Eлисeeв", ["Елисеев"], id="Latin letters that look Cyrillic"),
        pytest.param("пётр елисеев", ["Елисеев"], id="the name before the surname"),
        pytest.param("Ёлкина Анна Мария", ["Ёлкина-Белова"], id="a given name of two words"),
        pytest.param("Белова", [], id="the middle of a name is no beginning"),
        pytest.param("Елисеев Юлия", [], id="every word must fit"),
        pytest.param("юрьевна", ["Ёлкина-Белова"], id="a patronymic"),
        pytest.param(synthetic_snils(2), ["Елисеев"], id="a SNILS"),
        pytest.param("00000000122", [], id="a SNILS with another check number"),
        pytest.param(synthetic_snils(2).replace("-", ""), ["Елисеев"], id="a SNILS without dashes"),
        pytest.param("000-000-002", [], id="a part of a SNILS finds nobody"),
        pytest.param("4-аб 123456", ["Ёлкина-Белова"], id="a certificate as people type it"),
        pytest.param("123456", [], id="a part of a certificate finds nobody"),
        pytest.param("%", [], id="a wildcard is a letter like any other"),
        pytest.param("а " * 50, ["Абрамова", "Ёлкина-Белова"], id="the first words of very many"),
        pytest.param("---", [], id="no letters at all"),
    ],
)
def test_search(office: Client, page: Page, query: str, surnames: list[str]) -> None:
    assert found(office, page("student"), q=query) == surnames


@pytest.mark.usefixtures("pupils")
def test_a_query_that_cannot_be_is_said_to_be_so(office: Client, page: Page) -> None:
    assert "ноль-байт" in office.get(page("student"), {"q": "а\0брамова"}, follow=True).content.decode()


def test_links_are_found_by_either_end(office: Client, school: School, page: Page) -> None:
    child, adult = create_student(school=school, surname="Детская"), create_parent(school=school, surname="Взрослый")
    create_link(parent=adult, student=child)
    for query, hits in (("детская", 1), ("взрослый", 1), ("никто", 0)):
        assert len(office.get(page("parentchildlink"), {"q": query}).context["cl"].result_list) == hits


def test_filters_narrow_the_list(office: Client, school: School, page: Page) -> None:
    first, second = create_class(school=school), create_class(school=school, letter="Б")
    full = {"snils": synthetic_snils(1), "certificate": "IV-АБ 123456"}
    linked = create_student(school=school, surname="Полный", school_class=first, **full)
    create_link(parent=create_parent(school=school), student=linked)
    create_student(school=school, surname="Выбывший", school_class=second, left_on=date(2026, 6, 30))
    list_page = page("student")
    assert found(office, list_page, **{"class": first.pk}) == ["Полный"]
    assert found(office, list_page, **{"class": "none"}) == []
    assert found(office, list_page, missing="snils") == ["Выбывший"]
    assert found(office, list_page, missing="certificate") == ["Выбывший"]
    assert found(office, list_page, missing="link") == ["Выбывший"]
    assert found(office, list_page, presence="left") == ["Выбывший"]
    assert found(office, list_page, presence="here") == ["Полный"]


def test_the_class_filter_offers_the_latest_year(office: Client, school: School, page: Page) -> None:
    create_class(school=school, letter="старый", on=date(2024, 10, 1))
    create_class(school=school, letter="новый", on=date(2026, 10, 1))
    shown = office.get(page("student")).context["cl"].filter_specs[0].lookup_choices
    assert [text for _key, text in shown] == ["5 «новый»", "без класса"]
