"""Asking parents: every entitled adult who has been here, once, and nobody learns of anybody else."""

from datetime import date, timedelta

import pytest

from accounts.models import ExternalIdentity
from consents.actions import requests
from consents.models import ConsentRequest
from schools.actions import links
from schools.models import AuditEvent, Region
from schools.relations import Scope
from tests.consents.families import (
    bar,
    give,
    letters,
    link_of,
    with_address,
    with_father,
    with_notices,
    withdraw,
)
from tests.factories import TODAY, create_school
from tests.households import Household, household
from tests.people import NOON

pytestmark = pytest.mark.django_db
TOMORROW = NOON + timedelta(days=1)


@pytest.fixture
def family() -> Household:
    with_region = create_school()
    with_notices()
    return household(school=with_region)


def ask(family: Household) -> int:
    return requests.ask_parents(student=family.child_record, at=NOON, by="test")


def asked() -> dict[ExternalIdentity, str]:
    """Who was asked and how it ended, "" while it is open."""
    return {row.giver: row.close_reason for row in ConsentRequest.objects.select_related("giver")}


def test_every_entitled_adult_is_asked_once(family: Household) -> None:
    _record, father = with_father(family)
    assert ask(family) == 2
    assert ask(family) == 0
    assert asked() == {family.mother: "", father: ""}
    assert letters(family.mother) == letters(father) == ["consent_asked"]
    assert AuditEvent.objects.filter(kind="consent_asked").count() == 2


def test_an_adult_who_never_came_is_not_asked(family: Household) -> None:
    with_father(family, comes=False)
    assert ask(family) == 1
    assert asked() == {family.mother: ""}


def test_a_trusted_person_is_not_asked(family: Household) -> None:
    with_father(family, relation="trusted")
    ask(family)
    assert asked() == {family.mother: ""}


def test_nor_a_restricted_one(family: Household) -> None:
    record, father = with_father(family)
    bar(family, record)
    ask(family)
    assert father not in asked()
    assert letters(father) == []


def test_while_a_carried_restriction_waits_nobody_is_asked(family: Household) -> None:
    record, _father = with_father(family)
    bar(family, record, waiting=True)
    assert ask(family) == 0


def test_one_barred_from_messages_alone_is_asked_without_a_letter(family: Household) -> None:
    bar(family, family.mother_record, bars=frozenset({Scope.MESSAGES}))
    assert ask(family) == 1
    assert letters(family.mother) == []
    [request] = ConsentRequest.objects.all()
    assert not requests.still_wanted(request_id=request.pk, at=NOON)


def test_nobody_is_asked_where_a_consent_stands(family: Household) -> None:
    give(family.mother, "child")
    assert ask(family) == 0


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        pytest.param(date(2008, 10, 2), 1, id="the day before 18"),
        pytest.param(date(2008, 10, 1), 0, id="the 18th birthday: no parent is asked"),
    ],
)
def test_only_for_children_under_18(born: date, expected: int) -> None:
    assert ask(household(born=born)) == expected


def test_giving_answers_ones_own_and_ends_the_others(family: Household) -> None:
    _record, father = with_father(family)
    ask(family)
    give(family.mother, "child")
    assert asked() == {family.mother: "answered", father: "not_needed"}
    assert letters(father) == ["consent_asked"]


def test_after_a_withdrawal_the_next_try_asks_again(family: Household) -> None:
    ask(family)
    give(family.mother, "child")
    withdraw(family.mother, "child", at=TOMORROW)
    assert ask(family) == 1
    assert ConsentRequest.objects.count() == 2


def test_a_restriction_ends_a_request_and_stops_its_letter(family: Household) -> None:
    record, father = with_father(family)
    ask(family)
    [request] = ConsentRequest.objects.filter(giver=father)
    assert requests.still_wanted(request_id=request.pk, at=NOON)
    bar(family, record)
    assert not requests.still_wanted(request_id=request.pk, at=NOON)
    assert requests.settle_school(school=family.school, at=NOON, by="night") == 1
    assert asked() == {family.mother: "", father: "not_entitled"}


def test_a_closed_link_ends_a_request(family: Household) -> None:
    ask(family)
    links.close_link(link=link_of(family.mother_record), on=TODAY, by="test")
    assert requests.settle_school(school=family.school, at=NOON, by="night") == 1
    assert asked() == {family.mother: "not_entitled"}


def test_the_18th_birthday_ends_a_request() -> None:
    family = household(born=date(2008, 10, 2))
    ask(family)
    assert requests.settle_school(school=family.school, at=TOMORROW, by="night") == 1
    assert asked() == {family.mother: "not_entitled"}


def test_settling_twice_changes_nothing_and_leaves_other_schools_alone(family: Household) -> None:
    ask(family)
    assert requests.settle_school(school=family.school, at=NOON, by="night") == 0
    links.close_link(link=link_of(family.mother_record), on=TODAY, by="test")
    assert requests.settle_school(school=create_school(), at=NOON, by="night") == 0
    assert requests.settle_school(school=family.school, at=NOON, by="night") == 1
    assert requests.settle_school(school=family.school, at=TOMORROW, by="night") == 0


def test_a_reminder_goes_out_once_a_day(family: Household) -> None:
    ask(family)
    remind = [requests.remind(student=family.child_record, at=at, by="test") for at in (NOON, NOON, TOMORROW)]
    assert remind == [True, False, True]
    assert letters(family.mother) == ["consent_asked", "consent_reminder", "consent_reminder"]


def test_the_day_is_the_regions(family: Household) -> None:
    """At 20:00 UTC it is still the same day in Ryazan, and the next morning in Kamchatka."""
    ask(family)
    assert requests.remind(student=family.child_record, at=NOON, by="test")
    late = NOON + timedelta(hours=11)
    assert not requests.remind(student=family.child_record, at=late, by="test")
    Region.objects.update(time_zone="Asia/Kamchatka")
    assert requests.remind(student=family.child_record, at=late, by="test")


def test_there_is_nothing_to_remind_of_without_a_channel_or_a_request(family: Household) -> None:
    assert not requests.remind(student=family.child_record, at=NOON, by="test")
    Region.objects.update(has_notice_channel=False)
    ask(family)
    assert not requests.remind(student=family.child_record, at=NOON, by="test")
    with_address(family.mother)
    assert requests.remind(student=family.child_record, at=TOMORROW, by="test")


def test_a_restricted_adult_is_not_reminded(family: Household) -> None:
    record, father = with_father(family)
    ask(family)
    bar(family, record)
    assert requests.remind(student=family.child_record, at=NOON, by="test")
    assert letters(father) == ["consent_asked"]


def test_a_child_knows_whether_somebody_was_asked(family: Household) -> None:
    assert not requests.somebody_was_asked(child=family.child, school=family.school)
    ask(family)
    assert requests.somebody_was_asked(child=family.child, school=family.school)
    assert not requests.somebody_was_asked(child=family.mother, school=family.school)
    assert not requests.somebody_was_asked(child=family.child, school=create_school())
