"""The pages of problems answer whatever the body is: they never read it."""

import pytest
from django.test import Client

from tests.factories import create_school

pytestmark = pytest.mark.django_db
WITHOUT_BOUNDARY = "multipart/form-data"
KNOWN = [
    "/enter/consent/",
    "/enter/open/",
    "/leave/",
    "/oidc/start/",
    "/staff/login/",
    "/staff/factor/",
    "/admin/login/",
    "/admin/",
    "/consents/",
    "/",
]


@pytest.fixture(params=["the body is read for the token", "is not read for it", "nothing is checked"])
def stranger(request: pytest.FixtureRequest) -> Client:
    create_school()
    client = Client(enforce_csrf_checks=request.param != "nothing is checked", raise_request_exception=False)
    if request.param == "the body is read for the token":
        client.get("/enter/")  # hands out the cookie; without one there is nothing to compare a token with
        assert "dnevnik_csrf" in client.cookies
    return client


@pytest.mark.parametrize("page", ["/nowhere/", "/staff/nowhere/", "/favicon.ico"])
def test_a_broken_body_to_an_unknown_page_is_not_found(stranger: Client, page: str) -> None:
    answer = stranger.post(page, b"junk", content_type=WITHOUT_BOUNDARY)
    assert answer.status_code == 404
    assert "Такой страницы нет" in answer.text


@pytest.mark.parametrize("page", [*KNOWN, "/admin/nowhere/"])
def test_a_broken_body_to_a_known_page_is_no_error_of_ours(stranger: Client, page: str) -> None:
    assert stranger.post(page, b"junk", content_type=WITHOUT_BOUNDARY).status_code in {200, 302, 400, 403, 405}


def test_a_host_that_is_not_ours_with_a_broken_body(stranger: Client) -> None:
    answer = stranger.post("/", b"junk", content_type=WITHOUT_BOUNDARY, headers={"host": "elsewhere.example"})
    assert answer.status_code == 400
    assert "Запрос не понят" in answer.text


def test_too_large_a_body_to_an_unknown_page(stranger: Client) -> None:
    form = "application/x-www-form-urlencoded"
    assert stranger.post("/nowhere/", b"a=" + b"x" * 3_000_000, content_type=form).status_code == 404


def test_nothing_of_the_request_is_on_the_page(stranger: Client) -> None:
    answer = stranger.get("/nowhere/<b>junk</b>/?who=junk")
    assert answer.status_code == 404
    assert "junk" not in answer.text
