"""O5: a bot may come as often as it likes; the database does not grow by a row."""

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from accounts.audience import EVERYBODY
from tests.dnevnik.test_audience import PAGES, reachable
from tests.factories import create_school

pytestmark = pytest.mark.django_db

OPEN = [reachable(address) for address, audience in PAGES.items() if audience == EVERYBODY]
CLOSED = ["/nowhere/", "/diary/", "/admin/"]
ANSWERS = ["/oidc/callback/?error=x", "/oidc/callback/?code=c&state=" + "s" * 43, "/leave/done/?state=s"]
POSTED = ["/leave/", "/enter/open/", "/enter/consent/", "/enter/case/school/", "/oidc/backchannel/stand/"]


def rows() -> dict[str, int]:
    """How many each table holds, the cache's own among them."""
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)} | {"django_cache"}
    counted = {}
    with connection.cursor() as cursor:
        for table in sorted(tables):
            cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608  our own names
            counted[table] = cursor.fetchone()[0]
    return counted


@pytest.mark.parametrize("returns", [False, True], ids=["a new browser each time", "the same browser"])
def test_a_look_at_every_page_leaves_no_row(returns: bool) -> None:  # noqa: FBT001  a table's column
    create_school()
    before, browser = rows(), Client()
    for address in [*OPEN, *CLOSED, *ANSWERS]:
        answer = (browser if returns else Client()).get(address)
        assert answer.status_code in {200, 302, 404, 405}, address
    assert rows() == before


def test_fifty_starts_leave_no_row() -> None:
    create_school()
    before = rows()
    for _ in range(50):
        assert Client().post("/oidc/start/", {"region": "RU-RYA"}).status_code == 302
    assert rows() == before


def test_posts_without_a_pass_leave_no_row(client: Client) -> None:
    create_school()
    before = rows()
    for address in POSTED:
        assert client.post(address, {"logout_token": "a.b.c"}).status_code in {200, 302, 400}, address
    assert rows() == before


@pytest.mark.parametrize("address", ["/", "/staff/login/", "/nowhere/"])
@pytest.mark.parametrize("language", ["", "en", "tt,en;q=0.9"])
def test_whatever_a_browser_prefers_the_pages_are_russian(address: str, language: str) -> None:
    create_school()
    page = Client(headers={"accept-language": language}).get(address)
    assert '<html lang="ru"' in page.text
    assert "Accept-Language" not in page.headers.get("Vary", "")
