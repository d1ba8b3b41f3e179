"""Cookies that nobody here wrote are nothing to the pages, on either database."""

from itertools import product

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from dnevnik.cookies import LONGEST, JunkCookiesMiddleware
from tests.dnevnik.test_entrance import arrive, family, give_everything
from tests.factories import create_school

# A quoted cookie may name any byte in octal: this is how a NUL travels in a header.
NUL, NEW_LINE, DELETE = '"\\000aaaaaaaaaaaa"', '"\\012aaaaaaaaaaaa"', '"\\177aaaaaaaaaaaa"'
JUNK = [NUL, NEW_LINE, DELETE, "x" * (LONGEST + 1), "Ж".encode().decode("latin-1") * 40, '"\\377\\376aaaaaaaa"', '"']
NAMES = [
    "dnevnik_session",
    "dnevnik_region",
    "dnevnik_case_pass",
    "dnevnik_csrf",
    "messages",
    "oidc_0",
    "dnevnik_leaving",
]
PAGES = [
    ("get", "/"),
    ("get", "/enter/"),
    ("get", "/enter/outcome/"),
    ("get", "/diary/"),
    ("get", "/admin/"),
    ("get", "/staff/login/"),
    ("get", "/nowhere/"),
    ("post", "/enter/open/"),
    ("post", "/leave/"),
    ("get", "/leave/done/?state=a"),
]


def kept(header: str) -> dict[str, str]:
    """The cookies that reach the pages."""
    seen: dict[str, str] = {}

    def page(request: HttpRequest) -> HttpResponse:
        seen.update(request.COOKIES)
        return HttpResponse()

    JunkCookiesMiddleware(page)(RequestFactory().get("/", headers={"cookie": header}))
    return seen


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        pytest.param("a=1; b=two words", {"a": "1", "b": "two words"}, id="ordinary ones"),
        pytest.param(f"a=1; b={NUL}", {"a": "1"}, id="a NUL"),
        pytest.param(f"a={NEW_LINE}; b=2", {"b": "2"}, id="a line end"),
        pytest.param(f"a={DELETE}", {}, id="a delete sign"),
        pytest.param(f"a={'x' * LONGEST}", {"a": "x" * LONGEST}, id="the longest"),
        pytest.param(f"a={'x' * (LONGEST + 1)}", {}, id="too long"),
        pytest.param("", {}, id="none"),
    ],
)
def test_junk_does_not_reach_the_pages(header: str, expected: dict[str, str]) -> None:
    assert kept(header) == expected


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_every_page_bears_any_cookie(name: str) -> None:
    create_school()
    browser = Client(raise_request_exception=False)
    for value, (method, page) in product(JUNK, PAGES):
        answer = getattr(browser, method)(page, headers={"cookie": f"{name}={value}"})
        assert answer.status_code in {200, 302, 404}, (value[:15], method, page)


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["RU-RYA", "ru-rya", "RU-RYA ", "RU-RYA-1", "' OR 1=1"])
def test_only_a_region_that_is_written_so_is_remembered(client: Client, code: str) -> None:
    create_school()
    client.cookies["dnevnik_region"] = code
    assert client.get("/enter/").context["remembered"] == ("RU-RYA" if code == "RU-RYA" else "")
    assert bool(client.post("/leave/").context["provider_logout"]) == (code == "RU-RYA")


@pytest.mark.django_db
def test_the_cookies_of_the_portal_pass(client: Client) -> None:
    family()
    arrive(client)
    give_everything(client)
    assert client.get("/diary/").status_code == 200
