"""The section «Согласия»: what is given and when, and taking it back with eyes open."""

from datetime import date

import pytest
from django.utils import timezone

from consents.models import ConsentDecision
from tests.consents.families import ask_of, give, with_father
from tests.dnevnik.insiders import signed_in
from tests.factories import create_school
from tests.households import Household, household
from tests.people import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOON)


@pytest.fixture
def family() -> Household:
    made = household()
    give(made.mother, "own")
    give(made.mother, "child")
    return made


def decisions() -> list[str]:
    return list(ConsentDecision.objects.order_by("at", "id").values_list("decision", flat=True))


def test_a_given_consent_says_when_and_which_words(family: Household) -> None:
    text = signed_in(family.mother).get("/consents/").text
    assert text.count("✓ Согласие дано 1 октября 2026, версия текста 1") == 2
    assert text.count("Отозвать</a>") == 2


def test_the_page_before_says_what_will_happen_and_not_who_else_agreed(family: Household) -> None:
    key = ask_of(family.mother, "child").key
    alone = signed_in(family.mother).get(f"/consents/{key}/withdraw/").text
    assert "Доступ к дневнику ребёнка на сайте закончится, если нет согласия другого" in alone
    _record, father = with_father(family)
    give(father, "child")
    with_another = signed_in(family.mother).get(f"/consents/{key}/withdraw/").text
    assert masked(with_another) == masked(alone)


def masked(page: str) -> list[str]:
    return [line for line in page.splitlines() if "csrfmiddlewaretoken" not in line]


def test_the_button_takes_it_back_and_it_can_be_given_again(family: Household) -> None:
    client, form = signed_in(family.mother), ask_of(family.mother, "child")
    done = client.post(f"/consents/{form.key}/withdraw/", {"seen": form.seen}, follow=True)
    assert "Согласие отозвано" in done.text
    again = ask_of(family.mother, "child")
    client.post("/consents/", {"ask": again.key, "text": again.text.pk, "seen": again.seen})
    assert decisions() == ["given", "given", "withdrawn", "given"]


def test_ones_own_taken_back_ends_the_session(family: Household) -> None:
    client, form = signed_in(family.mother), ask_of(family.mother, "own")
    done = client.post(f"/consents/{form.key}/withdraw/", {"seen": form.seen}, follow=True)
    assert "Согласие отозвано" in done.text
    assert client.get("/diary/").headers["Location"] == "/"


def test_a_form_from_before_is_not_a_new_decision(family: Household) -> None:
    client, form = signed_in(family.mother), ask_of(family.mother, "child")
    client.post(f"/consents/{form.key}/withdraw/", {"seen": form.seen})
    told = client.post("/consents/", {"ask": form.key, "text": form.text.pk, "seen": ""}, follow=True)
    assert "это решение изменилось" in told.text
    assert decisions() == ["given", "given", "withdrawn"]


def test_a_stranger_meets_404(family: Household) -> None:
    other = household(school=create_school())
    client = signed_in(family.child)
    assert client.get(f"/consents/child-{other.child_record.pk}/withdraw/").status_code == 404
    assert client.get("/consents/own-1/withdraw/").status_code == 404


def test_what_is_not_given_has_nothing_to_take_back(family: Household) -> None:
    _record, father = with_father(family)
    give(father, "own")
    key = ask_of(father, "child").key
    assert signed_in(father).get(f"/consents/{key}/withdraw/").headers["Location"] == "/consents/"


def test_a_pupil_soon_of_age_decides_in_advance() -> None:
    family = household(born=date(2008, 11, 1))
    give(family.mother, "child")
    client = signed_in(family.child)
    text = client.get("/consents/").text
    assert text.count("Решать можно заранее: начнёт действовать 1 ноября 2026.") == 2
    form = ask_of(family.child, "parents")
    client.post("/consents/", {"ask": form.key, "text": form.text.pk, "seen": form.seen})
    assert "Начнёт действовать 1 ноября 2026." in client.get("/consents/").text


def test_a_younger_child_is_asked_for_nothing(family: Household) -> None:
    assert "Сейчас от тебя согласий не требуется" in signed_in(family.child).get("/consents/").text
