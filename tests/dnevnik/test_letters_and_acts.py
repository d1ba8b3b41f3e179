"""Letters that an act against an adult stops, written before it or after (L04)."""

from datetime import date

import pytest
from django.db import models

from accounts.actions.birthdays import announce_in
from accounts.models import Notice
from dnevnik.letters import addressed
from schools.models import ParentChildLink
from schools.relations import Scope
from tests.consents.families import bar, with_notices
from tests.dnevnik.test_letters import may_enter
from tests.households import Household, household
from tests.nights import EVENING
from tests.outbox import STATE, put

pytestmark = pytest.mark.django_db
MESSAGES = frozenset({Scope.MESSAGES})


@pytest.fixture
def home() -> Household:
    """A pupil who will be 18 in a month."""
    home = household(born=date(2008, 10, 30))
    with_notices()
    home.mother.refresh_from_db()
    return home


def told(home: Household) -> models.QuerySet[Notice]:
    announce_in(school=home.school, on=date(2026, 10, 1), at=EVENING, by="test")
    return Notice.for_system(by="test").filter(kind=Notice.Kind.AGE_18_SOON, identity=home.mother)


def test_whoever_may_not_be_written_to_hears_of_no_birthday(home: Household) -> None:
    bar(home, home.mother_record, bars=MESSAGES)
    assert not told(home).exists()


def test_an_act_after_the_letter_was_written_stops_it(home: Household) -> None:
    letter = told(home).get()
    assert addressed(letter, at=EVENING) is not None
    bar(home, home.mother_record, bars=MESSAGES)
    assert addressed(letter, at=EVENING) is None


def test_nobody_is_told_that_a_door_is_open_which_an_act_keeps_shut() -> None:
    home, letter = may_enter()
    put(Notice.Kind.MAY_ENTER, home.mother, subject=letter.subject, channel=STATE)
    [by_state] = Notice.for_system(by="test").filter(channel=STATE, kind=Notice.Kind.MAY_ENTER)
    assert addressed(by_state, at=EVENING) is not None
    ParentChildLink.for_system(by="test").update(sees_diary=False)
    assert addressed(by_state, at=EVENING) is None
