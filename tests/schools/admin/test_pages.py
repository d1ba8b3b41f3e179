"""Every page of the admin: it opens, speaks Russian in whole phrases, and holds nothing that the policy forbids."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client

from accounts.admin.cases import CaseAdmin
from accounts.models import MismatchCase
from schools.admin.wording import WordedAdmin
from schools.models import Restriction, School
from tests.factories import create_class, create_link, create_parent, create_student, synthetic_snils
from tests.restricted import restrict, restricted_pupil

Page = Callable[..., str]
INLINE = re.compile(r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)
ENGLISH = re.compile(r"[A-Za-z]{4,}")
ALLOWED_WORDS = {"TOTP", "tests"}


@pytest.fixture
def pages(school: School, page: Page) -> list[str]:
    """The addresses a school administrator can come to."""
    child = create_student(school=school, snils=synthetic_snils(1), school_class=create_class(school=school))
    adult = create_parent(school=school)
    link = create_link(parent=adult, student=child)
    act, carried = restrict(child), restricted_pupil(school, birth_date=None)
    Restriction.for_system(by="test").filter(pk=carried.pk).update(state="proposed")
    found = ["/admin/", page("school", "change", school.pk), page("restriction", "set", child.pk)]
    found += [page("parentchildlink", name, link.pk) for name in ("close", "scopes")]
    found += [page("restriction", "decide", carried.pk), page("restriction", "lift", act.pk)]
    found += [page("restriction", name, row.pk) for name in ("change", "history") for row in (act, carried)]
    found += [page(model) for model in ("student", "parent", "parentchildlink", "restriction", "schoolclass")]
    found += [page(model) for model in ("school", "auditevent")]
    found += [page(model, app="accounts") for model in ("mismatchcase", "datafinding", "recordclaim")]
    found += [page(model, "add") for model in ("student", "parent", "schoolclass")]
    for model, row in (("student", child), ("parent", adult)):
        found += [page(model, name, row.pk) for name in ("change", "delete", "history")]
    return [*found, page("parentchildlink", "change", link.pk), page("parentchildlink", "history", link.pk)]


def test_pages_open_under_the_strict_policy_with_nothing_inline(office: Client, pages: list[str]) -> None:
    for address in pages:
        answer = office.get(address)
        assert answer.status_code == 200, address
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
        assert INLINE.findall(answer.content.decode()) == [], address
        assert "no-cache" in answer.headers["Cache-Control"], address


def visible_words(html: str) -> Iterator[str]:
    """The words between tags: what a person reads."""
    text = re.sub(r"<(script|svg|title)\b.*?</\1>|<[^>]*>|&\w+;", " ", html, flags=re.DOTALL)
    return iter(ENGLISH.findall(text))


def test_pages_speak_russian(office: Client, pages: list[str]) -> None:
    for address in pages:
        if "/school/" not in address:  # a school's page shows its code, which is Latin by nature
            assert set(visible_words(office.get(address).content.decode())) <= ALLOWED_WORDS, address


@pytest.mark.parametrize(
    ("model", "name", "title"),
    [
        ("student", "changelist", "Ученики"),
        ("student", "add", "Добавить ученика"),
        ("student", "change", "Карточка ученика"),
        ("student", "delete", "Удалить ученика?"),
        ("parent", "add", "Добавить родителя"),
        ("parent", "delete", "Удалить родителя?"),
        ("schoolclass", "add", "Добавить класс"),
    ],
)
def test_titles_stand_in_the_right_case(
    office: Client, school: School, page: Page, model: str, name: str, title: str
) -> None:
    row = create_parent(school=school) if model == "parent" else create_student(school=school)
    answer = office.get(page(model, name, *([row.pk] if name in {"change", "delete"} else [])))
    assert f"<h1>{title}</h1>" in answer.content.decode()


def test_the_button_above_a_list_stands_in_the_right_case(office: Client, page: Page) -> None:
    assert "Добавить ученика" in office.get(page("student")).content.decode()
    assert "Добавить родителя" in office.get(page("parent")).content.decode()


def test_every_registered_page_has_words_of_its_own() -> None:
    for model, pages_of_model in admin.site._registry.items():
        assert isinstance(pages_of_model, WordedAdmin), model
        assert vars(type(pages_of_model))["wording"].rows, model


def test_libraries_bring_no_pages_along() -> None:
    labels = {model._meta.app_label for model in admin.site._registry}
    assert labels == {"schools", "accounts", "consents"}


def test_the_operators_pages_open(operator: Client, school: School) -> None:
    for model, pages_of_model in admin.site._registry.items():
        base = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        assert operator.get(base).status_code == 200, base
        request = operator.get("/admin/").wsgi_request
        expected = 200 if pages_of_model.has_add_permission(request) else 404
        assert operator.get(f"{base}add/").status_code == expected, base


def test_history_names_people_and_columns(office: Client, school: School, page: Page) -> None:
    record = create_student(school=school, snils=synthetic_snils(1))
    office.post(page("student", "show", record.pk, "snils"))
    shown = office.get(page("student", "history", record.pk)).content.decode()
    for words in ("Нина Сергеевна Орлова", "номер показан полностью", "СНИЛС", "запись внесена"):
        assert words in shown


def test_the_log_of_events_filters_by_kind(office: Client, school: School, page: Page) -> None:
    create_link(parent=create_parent(school=school), student=create_student(school=school))
    rows: list[Any] = office.get(page("auditevent"), {"kind": "link_opened"}).context["cl"].result_list
    assert [row.kind for row in rows] == ["link_opened"]


def test_a_single_event_has_no_page(office: Client, school: School, page: Page) -> None:
    create_student(school=school)
    event = office.get(page("auditevent")).context["cl"].result_list[0]
    assert office.get(page("auditevent", "change", event.pk)).status_code == 404


def test_cases_are_only_read() -> None:
    pages_of_cases = CaseAdmin(MismatchCase, admin.site)
    assert (pages_of_cases.may_add, pages_of_cases.may_change, pages_of_cases.may_delete) == (False, False, False)
