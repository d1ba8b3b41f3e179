"""From 18 a pupil decides alone: parents are not asked, and see only that it is so."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import ExternalIdentity, RecordClaim
from consents import asks
from consents.access import Child, ParentPlace, places
from consents.actions.decisions import NotEntitled, give_for_child, text_in_force
from consents.models import ConsentDecision, ConsentText
from dnevnik.desk import desk
from tests.consents.families import give
from tests.dnevnik.test_entrance import arrive, give_everything
from tests.households import Household, household
from tests.people import NOON

pytestmark = pytest.mark.django_db
TURNS_18 = date(2008, 10, 1)
A_DAY_YOUNGER = TURNS_18 + timedelta(days=1)


@pytest.fixture
def family() -> Household:
    return household(born=TURNS_18)


def keys(identity: ExternalIdentity) -> list[str]:
    return [ask.key for ask in asks.asks(identity, at=NOON)]


def give_all(identity: ExternalIdentity) -> None:
    for ask in asks.asks(identity, at=NOON):
        asks.give(identity=identity, key=ask.key, text_id=str(ask.text.pk), at=NOON, by="test")


def as_the_mother_sees(family: Household) -> Child:
    [place] = places(family.mother, at=NOON)
    assert isinstance(place, ParentPlace)
    return place.children[0]


def give_past_the_asks(family: Household) -> None:
    text = text_in_force(ConsentText.Subject.CHILD, at=NOON)
    give_for_child(identity=family.mother, student=family.child_record, text=text, at=NOON, by="test")


def test_parents_are_asked_for_themselves_alone(family: Household) -> None:
    assert keys(family.mother) == [f"own-{family.school.pk}"]


def test_the_day_before_they_are_asked_for_the_child_too() -> None:
    family = household(born=A_DAY_YOUNGER)
    assert keys(family.mother) == [f"own-{family.school.pk}", f"child-{family.child_record.pk}"]
    give_past_the_asks(family)
    assert as_the_mother_sees(family).consent_stands


def test_a_parents_consent_is_not_taken(family: Household) -> None:
    with pytest.raises(NotEntitled):
        give_past_the_asks(family)
    assert not ConsentDecision.objects.exists()


def test_the_birthday_comes_by_the_schools_own_clock() -> None:
    """At 15:00 UTC of the day before it is the birthday already in Kamchatka."""
    family = household(born=TURNS_18)
    evening = NOON - timedelta(hours=18)
    assert f"child-{family.child_record.pk}" in [ask.key for ask in asks.asks(family.mother, at=evening)]
    family.school.region.time_zone = "Asia/Kamchatka"
    family.school.region.save()
    mother = ExternalIdentity.objects.select_related("region", "verified").get(pk=family.mother.pk)
    assert [ask.key for ask in asks.asks(mother, at=evening)] == [f"own-{family.school.pk}"]
    text = text_in_force(ConsentText.Subject.CHILD, at=evening)
    family.child_record.refresh_from_db()
    with pytest.raises(NotEntitled):
        give_for_child(identity=mother, student=family.child_record, text=text, at=evening, by="test")


def test_a_consent_of_earlier_years_ends_with_the_birthday(family: Household) -> None:
    text = text_in_force(ConsentText.Subject.CHILD, at=NOON)
    give_for_child(
        identity=family.mother, student=family.child_record, text=text, at=NOON - timedelta(days=1), by="test"
    )
    assert not as_the_mother_sees(family).consent_stands


def test_the_pupils_own_word_is_the_consent(family: Household) -> None:
    assert not as_the_mother_sees(family).consent_stands
    give_all(family.child)
    seen = as_the_mother_sees(family)
    assert seen.consent_stands
    assert not seen.may_decide


def test_a_word_by_an_account_that_holds_the_record_no_longer_does_not_count(family: Household) -> None:
    give_all(family.child)
    RecordClaim.for_system(by="test").filter(identity=family.child).update(closed_at=NOON)
    assert not as_the_mother_sees(family).consent_stands


def test_the_desk_does_not_call_for_a_decision_that_is_not_the_parents(family: Household) -> None:
    give_all(family.mother)
    assert not desk(family.mother, at=NOON).awaits_consent


def test_nor_does_the_desk_of_a_trusted_person() -> None:
    family = household(relation="trusted")
    give_all(family.mother)
    assert not desk(family.mother, at=NOON).awaits_consent


def test_the_mothers_page_says_so_and_shows_no_class(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    family = household(born=TURNS_18)
    arrive(client)
    give_everything(client)
    give(family.child, "own")
    page = client.get("/diary/").text
    assert "Исполнилось 18 лет" in page
    assert "Класс" not in page
    assert "Решить сейчас" not in page
    assert "Прочитать и решить" not in page
