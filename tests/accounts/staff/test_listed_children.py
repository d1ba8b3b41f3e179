"""What the school sees of the state's list of somebody's children: whether it speaks for the request, nothing more."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import LinkProposal
from schools.models import School, Student
from tests.accounts.actions.test_listed_children import BROTHER, HERS, LISTED
from tests.accounts.staff.asked import asks_for_child
from tests.accounts.staff.test_requests_pages import chosen, linked, page, said
from tests.factories import create_class, create_student, synthetic_snils

LIST = reverse("admin:accounts_linkproposal_changelist")
THE_CHILD = "именно этот ученик"
THE_NAME = "ребёнок с таким именем; номеров, чтобы сравнить, нет"
NAMESAKE = "с другим номером: сверьте"
THE_WORDS = "с тем именем, которое назвал взрослый"
WRITTEN_OTHERWISE = "имя этого ученика записано иначе"
PAPER = "не заменяет документ"
ALL = (THE_CHILD, THE_NAME, NAMESAKE, THE_WORDS, WRITTEN_OTHERWISE, PAPER)


def told(text: str) -> set[str]:
    return {words for words in ALL if words in text}


def pupil(school: School, **fields: Any) -> Student:
    return create_student(school=school, school_class=create_class(school=school), **fields)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        pytest.param({"snils": HERS}, {THE_CHILD, PAPER}, id="the very number"),
        pytest.param({"certificate": "IV-АБ 123456"}, {THE_CHILD, PAPER}, id="the very certificate"),
        pytest.param({}, {THE_NAME, PAPER}, id="no number to compare"),
        pytest.param({"snils": synthetic_snils(99)}, {NAMESAKE}, id="a namesake"),
        pytest.param({"patronymic": "Игоревна"}, {THE_WORDS, WRITTEN_OTHERWISE, PAPER}, id="another patronymic"),
        pytest.param({"given_name": "Олег"}, {THE_WORDS, PAPER}, id="nobody of that name here"),
    ],
)
def test_the_answer_page_says_what_the_list_says(
    office: Client, school: School, fields: dict[str, str], words: set[str]
) -> None:
    pupil(school, **fields)
    assert told(office.get(page(asks_for_child(school, children=(LISTED, BROTHER)))).text) == words


@pytest.mark.parametrize("children", [None, (), (BROTHER,)], ids=["not granted", "empty", "another child"])
def test_a_list_without_the_child_says_nothing(office: Client, school: School, children: Any) -> None:
    pupil(school, snils=HERS)
    asked = asks_for_child(school, children=children)
    assert told(office.get(page(asked)).text) == set()
    assert "Это ничего не значит" in office.get(page(asked, "change")).text
    assert "Связь записана" in said(office, page(asked), confirmed="1", **chosen())
    assert len(linked()) == 1


def test_what_is_shown_once_more_is_about_the_chosen_pupil(office: Client, school: School) -> None:
    pupil(school, snils=HERS)
    other = pupil(school, given_name="Анна", snils=synthetic_snils(99))
    asked = asks_for_child(school, children=(LISTED,))
    assert told(said(office, page(asked), **chosen())) == {THE_CHILD, PAPER}
    shown = said(office, page(asked), **chosen(suggested="", student=other.pk))
    assert told(shown) == {THE_WORDS, WRITTEN_OTHERWISE, PAPER}


def test_the_list_and_the_cards_say_it_and_the_list_can_be_narrowed(office: Client, school: School) -> None:
    asked = asks_for_child(school, children=(LISTED,))
    assert "подтверждает список детей на Госуслугах" in office.get(LIST).text
    assert told(office.get(page(asked, "change")).text) == {THE_WORDS, PAPER}
    case = reverse("admin:accounts_mismatchcase_change", args=[asked.case_id])
    assert "подтверждает список детей на Госуслугах" in office.get(case).text
    assert list(office.get(LIST, {"listed": "yes"}).context["cl"].result_list) == [asked]
    LinkProposal.objects.update(strengthened=False)
    assert not office.get(LIST, {"listed": "yes"}).context["cl"].result_list
    assert "подтверждает список детей на Госуслугах" not in office.get(case).text


def test_the_answered_one_says_what_was_so_on_that_day(office: Client, school: School) -> None:
    pupil(school, snils=HERS)
    asked = asks_for_child(school, children=(LISTED,))
    said(office, page(asked), confirmed="1", **chosen())
    assert "В день ответа в нём был этот ученик" in office.get(page(asked, "change")).text


def test_other_children_of_the_list_are_nobody_s_business(office: Client, school: School) -> None:
    pupil(school, snils=HERS)
    brother = pupil(school, surname=BROTHER.surname, given_name="Олег", patronymic="")
    asked = asks_for_child(school, children=(LISTED, BROTHER))
    shown = office.get(page(asked)).text + office.get(page(asked, "change")).text
    assert brother.full_name() not in shown
    assert HERS not in shown
