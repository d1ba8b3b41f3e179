"""Whoever chooses a child of the list is not asked to type a name beside it."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import LinkProposal
from tests.dnevnik.views.test_listed_children import known_parent
from tests.dnevnik.views.test_waiting_in_a_browser import sit_down

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]


def test_a_name_is_typed_only_for_another_child(visitor: Page, live_server: LiveServer, client: Client) -> None:
    door = known_parent(client)
    sit_down(visitor, live_server, client)
    visitor.goto(live_server.url + door)
    surname = visitor.get_by_label("Фамилия ребёнка")
    expect(surname).to_be_hidden()
    visitor.get_by_label("Другой ребёнок: впишу имя").check()
    expect(surname).to_be_visible()
    visitor.click("[name=send]")
    expect(visitor.get_by_label("Фамилия ребёнка")).to_be_visible()
    visitor.get_by_label("Соколов Олег").check()
    visitor.get_by_label("Кем вы приходитесь ребёнку").select_option("mother")
    visitor.click("[name=send]")
    visitor.wait_for_url("**/enter/outcome/")
    assert LinkProposal.objects.get().child_name == "Соколов Олег"
