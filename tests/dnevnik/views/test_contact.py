"""«Куда сообщить» with a pass and behind the door."""

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import ContactCode, ContactPoint, MismatchCase, Notice
from tests.dnevnik.test_entrance import arrive, family, give_everything
from tests.dnevnik.views.test_case import not_found
from tests.factories import create_school

pytestmark = pytest.mark.django_db

PASS, HOME = "/enter/case/contact/", "/contact/"


def refused(client: Client) -> None:
    create_school()
    not_found(client)


def is_in(client: Client) -> None:
    family()
    arrive(client)
    give_everything(client)


DOORS = [pytest.param(PASS, refused, id="with a pass"), pytest.param(HOME, is_in, id="behind the door")]


def secret() -> str:
    return str(ContactCode.objects.get().secret)


@pytest.mark.parametrize(("door", "come"), DOORS)
def test_named_proved_and_removed(client: Client, door: str, come: object) -> None:
    assert callable(come)
    come(client)
    assert client.post(door, {"act": "send", "address": "anna@example.ru"}).headers["Location"] == door
    assert "Код отправлен на anna@example.ru" in client.get(door).text
    spaced = f"{secret()[:3]} {secret()[3:]}"
    client.post(door, {"act": "confirm", "code": spaced})
    text = client.get(door).text
    assert "Адрес подтверждён" in text
    assert "Сообщаем на <b>anna@example.ru</b>" in text
    client.post(door, {"act": "end", "channel": "email"})
    assert "Адрес удалён" in client.get(door).text
    assert ContactPoint.objects.filter(ended_at=None).count() == 0


@pytest.mark.parametrize(
    ("posted", "said"),
    [
        pytest.param({"act": "send", "address": "anna"}, "anna@example.ru", id="no address"),
        pytest.param({"act": "send", "address": "a@b.ru\nBcc: c@d.ru"}, "не похоже на адрес", id="a header in it"),
        pytest.param(
            {"act": "send", "address": "8 900 123-45-67"}, "не похоже на адрес", id="no messages to telephones"
        ),
        pytest.param({"act": "send", "address": ""}, "Обязательное поле", id="nothing"),
        pytest.param({"act": "confirm", "code": "12"}, "шести цифр", id="no code"),
        pytest.param({"act": "dance"}, "Куда сообщить", id="no act"),
    ],
)
def test_what_does_not_hold_is_said_and_nothing_is_sent(client: Client, posted: dict[str, str], said: str) -> None:
    refused(client)
    if posted["act"] == "confirm":
        client.post(PASS, {"act": "send", "address": "anna@example.ru"})
    assert said in client.post(PASS, posted).text
    assert Notice.objects.filter(channel="phone").count() == 0
    assert Notice.objects.count() == (1 if posted["act"] == "confirm" else 0)


def test_a_telephone_where_messages_are_sent(client: Client, settings: Settings) -> None:
    settings.SMS_GATEWAY = {"url": "http://127.0.0.1:9"}
    refused(client)
    assert "мобильный телефон" in client.get(PASS).text
    assert "Нужен адрес почты" in client.post(PASS, {"act": "send", "address": "8 4912 00"}).text
    client.post(PASS, {"act": "send", "address": "8 (900) 123-45-67"})
    code, notice = ContactCode.objects.get(), Notice.objects.get()
    assert (code.channel, code.address, notice.channel) == ("phone", "+79001234567", "phone")


def test_a_wrong_code_and_too_many_codes_are_said(client: Client) -> None:
    refused(client)
    client.post(PASS, {"act": "send", "address": "anna@example.ru"})
    wrong = f"{(int(secret()) + 1) % 10**6:06}"
    assert "Код не подошёл" in client.post(PASS, {"act": "confirm", "code": wrong}, follow=True).text
    for number in range(3):
        answer = client.post(PASS, {"act": "send", "address": f"a{number}@example.ru"}, follow=True)
    assert "несколько кодов" in answer.text
    assert Notice.objects.count() == 3


def test_a_stranger_and_a_pass_without_a_person_are_led_away(client: Client) -> None:
    assert client.get(PASS).headers["Location"] == "/enter/outcome/"
    assert client.get(HOME).headers["Location"] == "/"
    assert not MismatchCase.objects.exists()
