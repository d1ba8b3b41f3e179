"""The letters' pages: one's own schools, nothing personal in an address, nothing in a letter but the adult's own."""

import re
from base64 import b64decode
from collections.abc import Callable

import pytest
from django.test import Client
from qrcode import ERROR_CORRECT_M, QRCode

from schools.admin.qr_picture import QUIET_EDGE, qr_address
from schools.models import AuditEvent, Parent, School
from tests.factories import (
    create_administrator,
    create_class,
    create_link,
    create_parent,
    create_student,
    synthetic_snils,
)
from tests.schools.admin.test_pages import INLINE
from tests.staff_session import sign_in

Page = Callable[..., str]
CHILDS = synthetic_snils(31)


@pytest.fixture
def mother(school: School) -> Parent:
    """A mother without a number, the child's father with one, both of a girl of 5 «А»."""
    of_class = create_class(school=school)
    child = create_student(school=school, given_name="Милана", snils=CHILDS, school_class=of_class)
    adult = create_parent(school=school)
    create_link(parent=adult, student=child)
    father = create_parent(school=school, surname="Белов", given_name="Захар", patronymic="", snils=synthetic_snils(32))
    create_link(parent=father, student=child, relation="father")
    return adult


def sheets(client: Client, page: Page, school: School, pile: str = "grade-5") -> str:
    answer = client.post(page("parent", "letters_print", school.pk), {"pile": pile})
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_leads_to_the_letters(office: Client, page: Page) -> None:
    shown = office.get(page("parent")).content.decode()
    assert f'<a href="{page("parent", "letters")}">Письма для печати</a>' in shown
    assert "Письма для печати" not in office.get(page("student")).content.decode()


def test_the_page_counts_by_class(office: Client, page: Page, school: School, mother: Parent) -> None:
    shown = office.get(page("parent", "letters")).content.decode()
    for words in ("нужно письмо: <strong>1</strong>", "5-е классы: 1", "5 «А»: 1"):
        assert words in shown


def test_without_anybody_to_write_to_the_page_says_so(office: Client, page: Page, school: School) -> None:
    create_parent(school=school)
    shown = office.get(page("parent", "letters")).content.decode()
    assert "Писем нет" in shown
    assert "без связи с ребёнком: 1" in shown


def test_a_letter_speaks_of_its_reader_alone(office: Client, page: Page, school: School, mother: Parent) -> None:
    letter = sheets(office, page, school)
    for words in ("Здравствуйте, Анна Петровна!", "Соколова Анна Петровна", "5 «А»", "Школа № 43", "Рязанская область"):
        assert words in letter
    assert "http://testserver/" in letter
    for silent in ("Захар", "Белов", "Милана", "Вера", CHILDS, CHILDS[:11], "отец", "мать"):
        assert silent not in letter


@pytest.mark.parametrize("pile", ["grade-5", "class"])
def test_opening_is_written_in_the_history(
    office: Client, page: Page, school: School, mother: Parent, pile: str
) -> None:
    key = pile if pile != "class" else f"class-{create_class(school=school).pk}"
    sheets(office, page, school, key)
    assert [event.kind for event in AuditEvent.about(mother)[:1]] == ["letter_printed"]
    assert "письмо открыто для печати" in office.get(page("parent", "history", mother.pk)).content.decode()


def test_looking_at_the_list_of_letters_leaves_no_trace(
    office: Client, page: Page, school: School, mother: Parent
) -> None:
    office.get(page("parent", "letters"))
    assert not AuditEvent.objects.filter(kind="letter_printed").exists()


def test_the_sheets_are_kept_nowhere_and_stand_under_the_policy(
    office: Client, page: Page, school: School, mother: Parent
) -> None:
    answer = office.post(page("parent", "letters_print", school.pk), {"pile": "grade-5"})
    assert answer.headers["Cache-Control"].startswith("no-store, private")
    assert "img-src 'self' data:" in answer.headers["Content-Security-Policy"]
    for html in (answer.content.decode(), office.get(page("parent", "letters")).content.decode()):
        assert INLINE.findall(html) == []
    assert office.get(page("parent", "letters_print", school.pk)).status_code == 405


@pytest.mark.parametrize("pile", ["", "grade-6", "class-999999", "none", "\0"])
def test_letters_that_are_no_more_lead_back(
    office: Client, page: Page, school: School, mother: Parent, pile: str
) -> None:
    answer = office.post(page("parent", "letters_print", school.pk), {"pile": pile}, follow=True)
    assert "Этих писем больше не нужно" in answer.content.decode()
    assert not AuditEvent.objects.filter(kind="letter_printed").exists()


def test_another_schools_letters_do_not_exist(
    office: Client, page: Page, school: School, other_school: School, mother: Parent
) -> None:
    child = create_student(school=other_school, school_class=create_class(school=other_school))
    create_link(parent=create_parent(school=other_school, surname="Чужая"), student=child)
    assert office.post(page("parent", "letters_print", other_school.pk), {"pile": "grade-5"}).status_code == 404
    assert (
        "нужно письмо: <strong>1</strong>"
        in office.get(page("parent", "letters"), {"school": other_school.pk}).content.decode()
    )
    assert "Чужая" not in sheets(office, page, school)


def test_whoever_works_nowhere_finds_no_letters(client: Client, page: Page, school: School, mother: Parent) -> None:
    nobody = sign_in(client, create_administrator())
    assert nobody.get(page("parent", "letters")).status_code == 404
    assert nobody.post(page("parent", "letters_print", school.pk), {"pile": "grade-5"}).status_code == 404


def test_with_several_schools_one_is_chosen_first(
    client: Client, page: Page, school: School, other_school: School, mother: Parent
) -> None:
    both = sign_in(client, create_administrator(schools=[school, other_school]))
    assert "Письма какой школы?" in both.get(page("parent", "letters")).content.decode()
    assert "нужно письмо" in both.get(page("parent", "letters"), {"school": school.pk}).content.decode()
    listed = both.get(page("parent"), {"school": school.pk}).content.decode()
    assert f'{page("parent", "letters")}?school={school.pk}"' in listed


STROKE = re.compile(r"M(\d+) (\d+)h(\d+)v1h-\3z")


def test_the_picture_holds_every_module_of_the_code() -> None:
    picture = b64decode(qr_address("https://diary.example/").partition(",")[2]).decode()
    dark = {(int(x) + step, int(y)) for x, y, width in STROKE.findall(picture) for step in range(int(width))}
    code = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET_EDGE)
    code.add_data("https://diary.example/")
    code.make()
    modules = code.get_matrix()

    assert dark == {(x, y) for y, row in enumerate(modules) for x, is_dark in enumerate(row) if is_dark}
    assert f'viewBox="0 0 {len(modules)} {len(modules)}"' in picture
