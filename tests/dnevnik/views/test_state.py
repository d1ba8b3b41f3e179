"""What an open page is told while it waits."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.actions import corrections
from accounts.models import CorrectionRequest, MismatchCase, UsedState
from accounts.models.request import Request
from accounts.oidc import dialects
from accounts.oidc.errors import Refusal
from accounts.oidc.http import Answer
from tests.dnevnik.test_entrance import arrive, refuse
from tests.dnevnik.views.test_case import not_found, send
from tests.factories import create_parent, create_school, create_student
from tests.households import MOTHERS
from tests.people import NOON

pytestmark = pytest.mark.django_db

STATE, PROVIDER = "/enter/case/state/", "/enter/provider/"


def told(client: Client) -> tuple[str, str]:
    answer = client.get(STATE)
    assert "no-store" in answer.headers["Cache-Control"]
    said: dict[str, str] = answer.json()
    return said["state"], said["text"]


def test_from_naming_the_school_to_the_open_door(client: Client) -> None:
    school = create_school()
    case = not_found(client)
    assert "укажите школу" in told(client)[1]
    send(client, school)
    assert told(client) == ("waiting", "Обращение в школе, ответа пока нет. Обычно отвечают за 1–3 рабочих дня.")
    MismatchCase.objects.filter(pk=case.pk).update(closed_at=NOON, close_reason="matched")
    assert told(client) == ("open", "Теперь можно войти: войдите ещё раз.")


def test_the_schools_answer_comes_in_words(client: Client) -> None:
    create_parent(school=create_school(), snils=MOTHERS, surname="Соклова")
    arrive(client)
    assert told(client) == ("waiting", "Пока ничего не изменилось.")
    client.post("/enter/case/wrong/")
    assert "в школе" in told(client)[1]
    request = CorrectionRequest.objects.get()
    corrections.decline(request=request, reason=Request.Reason.NO_PAPER, at=timezone.now(), by="administrator")
    state, text = told(client)
    assert state == "answered"
    assert "нужен документ" in text


def test_a_case_that_turned_into_another_sends_to_the_door(client: Client) -> None:
    case = not_found(client)
    MismatchCase.objects.filter(pk=case.pk).update(closed_at=NOON, close_reason="changed")
    state, text = told(client)
    assert state == "answered"
    assert "Войдите ещё раз" in text


def test_mixed_records_put_right_are_heard_of_too(client: Client) -> None:
    """The pass was issued before the case was there."""
    create_student(school=create_school(), snils=MOTHERS)
    arrive(client)
    assert told(client)[0] == "waiting"
    client.post("/enter/case/me/")
    MismatchCase.objects.update(closed_at=timezone.now(), close_reason="matched")
    assert told(client)[0] == "open"


def test_the_pass_is_over_after_a_quarter_of_an_hour(client: Client) -> None:
    create_school()
    assert told(client)[0] == "over"
    with time_machine.travel(NOON, tick=False) as clock:
        not_found(client)
        clock.shift(timedelta(minutes=14, seconds=59))
        assert told(client)[0] == "waiting"
        clock.shift(timedelta(seconds=2))
        assert told(client) == ("over", "Эта страница больше не обновляется. Войдите ещё раз, номер будет тот же.")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the provider was asked; it answers with a key."""
    addresses: list[str] = []
    key = b'{"keys": [{"kty": "RSA", "use": "enc"}]}'

    def fetch(_method: str, url: str, **_options: Any) -> Answer:
        addresses.append(url)
        return Answer(200, "application/json", key)

    monkeypatch.setattr(dialects, "fetch", fetch)
    monkeypatch.setattr(dialects, "signing_keys", lambda body: body == key)
    cache.clear()
    return addresses


def test_an_open_page_hears_that_gosuslugi_are_back(client: Client, asked: list[str]) -> None:
    create_school()
    refuse(client, Refusal.PROVIDER_DOWN, begun=True)
    assert client.get(PROVIDER).json() == {
        "state": "answers",
        "text": "Госуслуги снова отвечают:",
        "link": "войдите",
        "url": "/enter/",
    }
    assert [Client().get(PROVIDER).json()["state"], client.get(PROVIDER).json()["state"]] == ["down", "answers"]
    assert len(asked) == 1


@pytest.mark.parametrize("code", ["", "RU-XXX", "junk", "RU-RYA'--"])
def test_a_visitor_without_a_region_asks_nobody_and_leaves_no_rows(client: Client, asked: list[str], code: str) -> None:
    client.cookies["dnevnik_region"] = code
    assert client.get(PROVIDER).json()["state"] == "down"
    assert asked == []
    assert not UsedState.objects.exists()


def test_states_are_read_and_never_written(client: Client) -> None:
    assert [client.post(address).status_code for address in (STATE, PROVIDER)] == [405, 405]
