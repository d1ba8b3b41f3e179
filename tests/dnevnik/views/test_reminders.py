"""«Напомнить родителям» on the page of a child who waits."""

from datetime import date

import pytest
from django.test import Client

from schools.models import Region
from tests.consents.families import letters, with_notices
from tests.dnevnik.test_entrance import arrive, ended, family
from tests.households import child_claims, come_in

pytestmark = pytest.mark.django_db
CHILD = child_claims(date(2016, 3, 14))


@pytest.fixture
def child(client: Client) -> Client:
    """A child at the page of M-06; the mother has been here once, in a region that sends notices."""
    family()
    with_notices()
    come_in()
    arrive(client, **CHILD)
    assert ended(client) == "CONSENT_PARENT"
    return client


def test_the_parents_were_asked_and_the_page_says_so(child: Client) -> None:
    text = child.get("/enter/outcome/").text
    assert "Согласия уже запрошены автоматически — родителям в их личные кабинеты" in text
    assert "Напомнить родителям" in text
    assert letters(come_in()) == ["consent_asked"]


def test_once_a_day(child: Client) -> None:
    assert "Напоминание отправлено" in child.post("/enter/case/remind/", follow=True).text
    assert "Сейчас напоминание не отправить" in child.post("/enter/case/remind/", follow=True).text
    assert letters(come_in()) == ["consent_asked", "consent_reminder"]


def test_where_nobody_has_an_address_the_words_are_the_same(child: Client) -> None:
    Region.objects.update(has_notice_channel=False)
    assert "Сейчас напоминание не отправить" in child.post("/enter/case/remind/", follow=True).text


def test_only_with_the_pass_of_such_a_page(client: Client) -> None:
    family()
    assert client.post("/enter/case/remind/").headers["Location"] == "/enter/outcome/"
    arrive(client)
    client.post("/enter/case/remind/")
    assert ended(client) == "CONSENT_SELF"
    assert client.get("/enter/case/remind/").status_code == 405


def test_parents_who_never_came_are_not_promised_a_notice(client: Client) -> None:
    family()
    with_notices()
    arrive(client, **CHILD)
    text = client.get("/enter/outcome/").text
    assert "Согласия уже запрошены" not in text
    assert "даёт согласие в разделе «Согласия»" in text
    assert "Напомнить родителям" not in text
