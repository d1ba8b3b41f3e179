"""Who sees a pupil's diary, and when each last looked."""

from datetime import date, timedelta

import pytest

from accounts.models import RecordClaim
from consents.actions import visits
from consents.models import DiaryVisit
from consents.watchers import Watcher, watchers
from schools.models import Region
from tests.consents.families import as_parent, bar, give, with_father, withdraw
from tests.factories import create_link, create_student
from tests.households import Household, household
from tests.people import NOON

pytestmark = pytest.mark.django_db
BORN = date(2010, 3, 14)
DAY = timedelta(days=1)


@pytest.fixture
def family() -> Household:
    made = household(born=BORN)
    give(made.mother, "own")
    give(made.mother, "child")
    return made


def look(family: Household, *, after: timedelta = timedelta(0)) -> int:
    held = [as_parent(family.mother, at=NOON + after)]
    return visits.note(visitor=family.mother, held=held, at=NOON + after)


def seen_by(family: Household) -> list[Watcher]:
    return watchers([family.child_record])[family.child_record.pk]


def test_a_look_is_written_once_a_day(family: Household) -> None:
    assert [look(family), look(family), look(family, after=DAY), look(family, after=DAY)] == [1, 0, 1, 0]
    assert DiaryVisit.objects.count() == 2


def test_the_day_is_the_regions(family: Household) -> None:
    Region.objects.update(time_zone="Asia/Kamchatka")
    look(family, after=timedelta(hours=4))
    assert DiaryVisit.objects.get().on == date(2026, 10, 2)


def test_a_diary_that_is_shut_is_not_looked_into(family: Household) -> None:
    withdraw(family.mother, "child", at=NOON + DAY)
    assert look(family, after=DAY) == 0


def test_each_child_shown_is_a_look(family: Household) -> None:
    brother = create_student(school=family.school, given_name="Илья")
    create_link(parent=family.mother_record, student=brother)
    assert look(family) == 1, "nobody agreed about the brother"


def test_the_pupil_reads_who_sees_and_when_they_looked(family: Household) -> None:
    with_father(family, comes=False)
    look(family)
    look(family, after=DAY)
    assert seen_by(family) == [
        Watcher("Анна Петровна", "мать", date(2026, 10, 2)),
        Watcher("Илья Андреевич", "отец", None),
    ]


def test_a_trusted_person_sees_and_is_named(family: Household) -> None:
    with_father(family, relation="trusted")
    assert [watcher.relation for watcher in seen_by(family)] == ["мать", "доверенное лицо"]


def test_a_restricted_adult_sees_nothing_and_is_not_named(family: Household) -> None:
    record, _father = with_father(family)
    bar(family, record)
    assert [watcher.relation for watcher in seen_by(family)] == ["мать"]


def test_an_account_that_was_replaced_did_look(family: Household) -> None:
    look(family)
    RecordClaim.for_system(by="test").filter(identity=family.mother).update(closed_at=NOON, close_reason="replaced")
    assert [watcher.last_on for watcher in seen_by(family)] == [date(2026, 10, 1)]
