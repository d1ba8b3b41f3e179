"""The list of cases: whose turn, which day, what is asked, and how one is found."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from time_machine import travel

from accounts.actions import answers
from accounts.models import CaseCause, CorrectionRequest, LinkProposal, MismatchCase
from accounts.models.request import Request
from schools.models import School
from tests.accounts.staff.asked import asks_for_child, asks_to_correct, mistyped, mixed_up, not_found
from tests.people import NOON
from tests.refused import open_case, somebody

LIST = "admin:accounts_mismatchcase_changelist"


def listed(office: Client, **query: str) -> list[MismatchCase]:
    cases: list[MismatchCase] = list(office.get(reverse(LIST), query).context["cl"].result_list)
    return cases


def cells(office: Client) -> str:
    text = office.get(reverse(LIST)).text
    return text[text.index("result_list") : text.index("paginator")]


@pytest.mark.parametrize(
    ("made", "words"),
    [
        pytest.param(asks_for_child, ["не найден", "связать с ребёнком", "школа, 1-й рабочий день"], id="not found"),
        pytest.param(asks_to_correct, ["фамилия: похоже на опечатку", "исправить запись", "школа, 1-й"], id="asked"),
        pytest.param(mistyped, ["данные отличаются", "школа или человек"], id="not asked"),
        pytest.param(mixed_up, ["взрослый и ребёнок перепутаны", "проверить, не перепутаны ли"], id="wrong role"),
    ],
)
def test_a_line_says_who_what_and_whose_turn(
    office: Client, school: School, made: Callable[[School], Any], words: list[str]
) -> None:
    made(school)
    with travel(NOON, tick=False):
        told = cells(office)
    for word in ("Соколова Анна Петровна", "•••-•••-017 ••", "родитель", *words):
        assert word in told


def test_the_day_counts_as_the_persons_page_does(office: Client, school: School) -> None:
    asks_for_child(school)
    with travel(NOON + timedelta(days=4), tick=False):  # Thursday to Monday
        assert "школа, 3-й рабочий день" in cells(office)


@pytest.mark.parametrize("made", [asks_for_child, asks_to_correct])
def test_after_the_schools_no_it_is_the_persons_turn(
    office: Client, school: School, made: Callable[[School], LinkProposal | CorrectionRequest]
) -> None:
    asked = made(school)
    answers.decline(request=asked, reason=Request.Reason.NO_PAPER, at=NOON, by="administrator")
    assert "школа" not in cells(office)
    assert listed(office, turn="person") == [asked.case]
    assert not listed(office, turn="school") + listed(office, turn="either")
    card = office.get(reverse("admin:accounts_mismatchcase_change", args=[asked.case_id])).text
    assert "01.10.2026: нужен документ: принесите его в школу" in card


def test_what_was_said_of_an_earlier_cause_does_not_count(office: Client, school: School) -> None:
    asked = asks_for_child(school)
    answers.decline(request=asked, reason=Request.Reason.NO_PAPER, at=NOON, by="administrator")
    CaseCause.objects.update(since=NOON + timedelta(days=1))
    assert "школа, " in cells(office)
    assert listed(office, turn="school") == [asked.case]


def test_filters_narrow_by_turn_kind_and_what_is_asked(office: Client, school: School) -> None:
    link, correction, unasked = asks_for_child(school).case, asks_to_correct(school).case, mixed_up(school)
    either = open_case(kind="differs", identity=somebody(subject="9"), school=school, role="parent")
    either.causes.create(field="surname", kinds=["typo"], owner="either", since=NOON)
    persons = open_case(kind="differs", identity=somebody(subject="8"), school=school, role="parent")
    persons.causes.create(field="surname", kinds=["typo"], owner="person", since=NOON)
    for query, found in (
        ({"turn": "school"}, {link, correction, unasked}),
        ({"turn": "either"}, {either}),
        ({"turn": "person"}, {persons}),
        ({"asks": "link"}, {link}),
        ({"asks": "record"}, {correction, unasked}),
        ({"asks": "any"}, {link, correction, unasked}),
        ({"kind": "not_found", "state": "open"}, {link}),
        ({"state": "closed"}, set()),
        ({"turn": "nobody"}, {link, correction, unasked, either, persons}),
    ):
        assert set(listed(office, **query)) == found, query


def test_the_oldest_open_case_comes_first_and_the_closed_ones_last(office: Client, school: School) -> None:
    young, old, ended = (not_found(school, subject=str(number)) for number in range(3))
    MismatchCase.objects.filter(pk=old.pk).update(opened_at=NOON - timedelta(days=3))
    MismatchCase.objects.filter(pk=ended.pk).update(
        opened_at=NOON - timedelta(days=9), closed_at=NOON, close_reason="matched"
    )
    assert listed(office) == [old, young, ended]


@pytest.mark.parametrize("query", ["1234-5678", "12345678", " 1234 5678 ", "1234–5678"])
def test_a_number_is_found_however_it_is_written(office: Client, school: School, query: str) -> None:
    case = not_found(school)
    MismatchCase.objects.filter(pk=case.pk).update(number="1234-5678")
    assert listed(office, q=query) == [case]
    assert listed(office, q="87654321") == []


@pytest.mark.parametrize("query", ["%", "²²²²3333", "-", "1234-56789"])
def test_junk_finds_nothing(office: Client, school: School, query: str) -> None:
    not_found(school)
    assert listed(office, q=query) == []
