"""What a citizen may read, computed from claims, links and consents as they stand now."""

from datetime import date

import pytest

from accounts.models import ExternalIdentity
from consents import asks
from consents.access import open_places, places
from consents.actions.decisions import NotEntitled, TextChanged
from consents.models import ConsentDecision
from schools.actions import links, records
from schools.models import AuditEvent, ParentChildLink
from tests.factories import TODAY, create_link, create_school, create_student
from tests.households import Household, come_in, household
from tests.people import NOON

pytestmark = pytest.mark.django_db


def keys(identity: ExternalIdentity) -> list[str]:
    return [ask.key for ask in asks.asks(identity, at=NOON) if not ask.given]


def give_all(identity: ExternalIdentity) -> None:
    for ask in asks.asks(identity, at=NOON):
        asks.give(identity=identity, key=ask.key, text_id=str(ask.text.pk), at=NOON, by="test")


def is_open(identity: ExternalIdentity) -> bool:
    return bool(open_places(identity, at=NOON))


@pytest.fixture
def family() -> Household:
    return household()


def test_nobody_enters_before_a_consent(family: Household) -> None:
    assert not is_open(family.mother)
    assert not is_open(family.child)


def test_a_mother_is_asked_for_herself_and_for_each_child(family: Household) -> None:
    assert keys(family.mother) == [f"own-{family.school.pk}", f"child-{family.child_record.pk}"]


def test_a_child_is_asked_for_nothing(family: Household) -> None:
    assert keys(family.child) == []


def test_her_own_consent_opens_her_door_and_not_the_childs(family: Household) -> None:
    [own, _child] = asks.asks(family.mother, at=NOON)
    asks.give(identity=family.mother, key=own.key, text_id=str(own.text.pk), at=NOON, by="test")
    assert is_open(family.mother)
    assert not is_open(family.child)


def test_the_mothers_consent_lets_the_child_in(family: Household) -> None:
    give_all(family.mother)
    assert is_open(family.child)


def test_saying_yes_twice_is_one_yes(family: Household) -> None:
    give_all(family.mother)
    give_all(family.mother)
    assert ConsentDecision.objects.count() == 2
    assert AuditEvent.objects.filter(kind="consent_given").count() == 2


def test_a_closed_link_ends_the_consent_and_the_desk(family: Household) -> None:
    give_all(family.mother)
    links.close_link(link=ParentChildLink.objects.get(), on=TODAY, by="test")
    assert not is_open(family.mother)
    assert not is_open(family.child)


def test_a_pupil_who_left_sees_nothing(family: Household) -> None:
    give_all(family.mother)
    family.child_record.left_on = TODAY
    records.correct(record=family.child_record, fields=["left_on"], by="test")
    assert not is_open(family.child)
    assert not is_open(family.mother)


def test_a_trusted_person_is_not_asked_for_the_child() -> None:
    family = household(relation="trusted")
    assert keys(family.mother) == [f"own-{family.school.pk}"]
    with pytest.raises(NotEntitled):
        asks.give(identity=family.mother, key=f"child-{family.child_record.pk}", text_id="1", at=NOON, by="test")


def test_a_pupil_of_18_decides_alone() -> None:
    family = household(born=date(2008, 10, 1))
    give_all(family.mother)
    assert not is_open(family.child)
    give_all(family.child)
    assert is_open(family.child)


@pytest.mark.parametrize("key", ["", "own-0", "child-", "child-0190a6c4-0000-7000-8000-000000000000", "\0"])
def test_a_forged_ask_is_refused(family: Household, key: str) -> None:
    with pytest.raises(NotEntitled):
        asks.give(identity=family.mother, key=key, text_id="1", at=NOON, by="test")


def test_another_familys_child_is_not_decided_for(family: Household) -> None:
    stranger = create_student(school=family.school)
    with pytest.raises(NotEntitled):
        asks.give(identity=family.mother, key=f"child-{stranger.pk}", text_id="1", at=NOON, by="test")


def test_words_that_changed_are_read_again(family: Household) -> None:
    [own, _child] = asks.asks(family.mother, at=NOON)
    newer = own.text
    newer.pk, newer.version, newer.body = None, 3, "Новый текст"
    newer.save(force_insert=True)
    with pytest.raises(TextChanged):
        asks.give(identity=family.mother, key=own.key, text_id="1", at=NOON, by="test")


def test_one_account_two_schools(family: Household) -> None:
    other = household(school=create_school())
    mother = come_in()
    give_all(mother)
    assert [place.school for place in places(mother, at=NOON)] == [family.school, other.school]
    assert len(open_places(mother, at=NOON)) == 2


def test_a_second_child_waits_for_its_own_consent(family: Household) -> None:
    give_all(family.mother)
    brother = create_student(school=family.school, given_name="Илья", patronymic="Ильич")
    create_link(parent=family.mother_record, student=brother)
    assert keys(family.mother) == [f"child-{brother.pk}"]
    assert is_open(family.mother)


def test_a_decision_is_never_changed(family: Household) -> None:
    give_all(family.mother)
    decision = ConsentDecision.objects.all()[0]
    with pytest.raises(ValueError, match="never changed"):
        decision.save()
