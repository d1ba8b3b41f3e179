"""Whatever comes in an address or a form, the admin answers with a page and never with an error of its own."""

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch

from schools.models import School
from tests.factories import create_student
from tests.schools.admin.forms import one_link, person

Page = Callable[..., str]
NOBODY = "019a2000-0000-7000-8000-000000000000"
LISTS = [
    ("schools", "student"),
    ("schools", "parent"),
    ("schools", "parentchildlink"),
    ("schools", "restriction"),
    ("schools", "schoolclass"),
    ("schools", "school"),
    ("schools", "auditevent"),
    ("accounts", "mismatchcase"),
    ("accounts", "datafinding"),
    ("accounts", "recordclaim"),
]
OWN_PAGES = ["close", "scopes", "show", "lift", "decide", "set"]
JUNK = [
    {"q": "\0"},
    {"q": "ы" * 100_000},
    {"q": "'; DROP TABLE schools_student; --"},
    {"q": "1" * 400},
    {"p": "999999"},
    {"p": "abc"},
    {"p": "-1"},
    {"p": "9" * 50},
    {"o": "1.-2.99.x"},
    {"o": "\0"},
    {"all": ""},
    {"class": "\0"},
    {"class": "9" * 50},
    {"class": "abc"},
    {"school": "9" * 50},
    {"school": "\0"},
    {"missing": "surname"},
    {"presence": "\0"},
    {"state": "x"},
    {"kind": "x"},
    {"snils": "1"},
    {"snils__isnull": "1"},
    {"surname__regex": "("},
    {"school__region__code": "RU-RYA"},
    {"nobody_knows": "1"},
    {"_facets": "True"},
    {"_to_field": "id", "_popup": "1"},
    {"e": "1"},
    {"_changelist_filters": "\0"},
]


@pytest.mark.parametrize("asked", JUNK, ids=lambda asked: str(asked)[:40])
def test_lists_bear_any_question(office: Client, page: Page, asked: dict[str, str]) -> None:
    for app, model in LISTS:
        answer = office.get(page(model, app=app), asked)
        assert answer.status_code in {200, 302}, model
        assert answer.headers.get("Location", page(model, app=app) + "?e=1") == page(model, app=app) + "?e=1"


@pytest.mark.parametrize("key", ["7777777", "not-a-key", NOBODY, "9" * 60, "%00", "..", "'", "add", "_5F"])
def test_addresses_of_nothing_are_not_found(office: Client, page: Page, key: str) -> None:
    for (app, model), name in product(LISTS, ["change", "delete", "history", *OWN_PAGES]):
        try:
            address = page(model, name, key, *(["snils"] if name == "show" else []), app=app)
        except NoReverseMatch:  # this model has no such page
            continue
        for answer in (office.get(address), office.post(address, {"post": "yes"})):
            assert answer.status_code in {404, 405}, address


@pytest.mark.parametrize("name", ["change", "delete"])
def test_an_empty_name_of_a_key_is_none(office: Client, school: School, page: Page, name: str) -> None:
    address = page("student", name, create_student(school=school).pk)
    assert office.get(address, {"_to_field": ""}).status_code == 200


AUTOCOMPLETE = {"app_label": "schools", "model_name": "parentchildlink", "field_name": "parent"}


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        pytest.param({}, 404, id="nothing asked"),
        pytest.param(AUTOCOMPLETE | {"term": "\0"}, 200, id="a NUL"),
        pytest.param(AUTOCOMPLETE | {"term": "я" * 10_000}, 200, id="a long term"),
        pytest.param(AUTOCOMPLETE | {"page": "abc"}, 404, id="no page number"),
        pytest.param(AUTOCOMPLETE | {"page": "99999"}, 404, id="a far page"),
        pytest.param(AUTOCOMPLETE | {"school": "\0"}, 200, id="a NUL for a school"),
        pytest.param(AUTOCOMPLETE | {"school": "9" * 50}, 200, id="a long school"),
        pytest.param(AUTOCOMPLETE | {"model_name": "\0"}, 404, id="no such model"),
        pytest.param(AUTOCOMPLETE | {"field_name": "verified_by"}, 404, id="a field that leads nowhere"),
        pytest.param(
            {"app_label": "schools", "model_name": "staffmembership", "field_name": "user"}, 404, id="accounts of staff"
        ),
        pytest.param(
            {"app_label": "mfa", "model_name": "authenticator", "field_name": "user"}, 404, id="a library's model"
        ),
    ],
)
def test_suggestions_bear_any_question(office: Client, asked: dict[str, str], status: int) -> None:
    assert office.get("/admin/autocomplete/", asked).status_code == status


@pytest.mark.parametrize(
    "posted",
    [
        pytest.param({}, id="nothing at all"),
        pytest.param(person(school_class="\0"), id="a NUL for a class"),
        pytest.param(person(school_class="9" * 50), id="a class number too large"),
        pytest.param(person(birth_date="\0"), id="a NUL for a date"),
        pytest.param(person(new_snils="\0", new_certificate="\0"), id="NULs for numbers"),
        pytest.param(person(new_snils="١٢٣٤٥٦٧٨٩٠١"), id="digits of another script"),
        pytest.param(person() | {"links-TOTAL_FORMS": "abc"}, id="a broken management form"),
        pytest.param(person() | {"links-TOTAL_FORMS": "100000"}, id="a hundred thousand lines"),
        pytest.param(one_link(parent="\0", relation="\0", basis="\0"), id="a line of NULs"),
        pytest.param(person(_popup="1", _to_field="\0"), id="a NUL for the key of a popup"),
    ],
)
def test_forms_bear_anything(office: Client, school: School, page: Page, posted: dict[str, Any]) -> None:
    record = create_student(school=school)
    for address in (page("student", "add"), page("student", "change", record.pk)):
        assert office.post(address, posted).status_code in {200, 302, 400}


@pytest.mark.parametrize(
    "address", ["/admin/r/1/1/", f"/admin/r/{'9' * 20}/1/", "/admin/r/a/b/", "/admin/nowhere/", "/admin/schools"]
)
def test_addresses_that_django_brings_along_show_nothing(office: Client, address: str) -> None:
    assert office.get(address, follow=True).status_code in {200, 404}
