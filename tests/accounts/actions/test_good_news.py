"""«Теперь можно войти»: told once, to whoever is not at the door to see it."""

import pytest

from accounts.actions import cases
from accounts.models import MismatchCase, Notice
from tests.accounts.actions.doorway import LATER, come, night, open_case, parent_with_child, write
from tests.factories import create_link, create_parent, create_region, create_school, create_student, synthetic_snils
from tests.people import NOON

pytestmark = pytest.mark.django_db
MINE = synthetic_snils(17)


@pytest.fixture(autouse=True)
def _letters_reach_people() -> None:
    create_region(has_notice_channel=True)


def test_a_case_that_the_night_closes_is_told_once() -> None:
    mother = parent_with_child(create_school(), snils=MINE, surname="Соклова")
    come()
    case = open_case()
    write(mother, surname="Соколова")
    night()
    night(at=LATER)
    letter = Notice.objects.get()
    assert (letter.kind, letter.identity, letter.school, letter.subject) == (
        "may_enter",
        case.identity,
        mother.school,
        case.pk,
    )


def test_a_child_linked_at_last_is_told() -> None:
    mother = create_parent(school=create_school(), snils=MINE)
    come()
    create_link(parent=mother, student=create_student(school=mother.school))
    night()
    assert Notice.objects.count() == 1


def test_who_sees_it_at_the_door_gets_no_letter() -> None:
    mother = parent_with_child(create_school(), snils=MINE, surname="Соклова")
    come()
    write(mother, surname="Соколова")
    come(at=LATER)
    assert (MismatchCase.objects.get().close_reason, Notice.objects.count()) == ("matched", 0)


@pytest.mark.parametrize("reason", ["changed", "declined", "expired"])
def test_another_end_is_no_good_news(reason: str) -> None:
    come()
    cases.close(case=open_case(), reason=MismatchCase.Closed(reason), at=NOON, by="administrator")
    assert Notice.objects.count() == 0


def test_closing_twice_changes_nothing() -> None:
    come()
    case, again = open_case(), open_case()
    cases.close(case=case, reason=MismatchCase.Closed.DECLINED, at=NOON, by="administrator")
    cases.close(case=again, reason=MismatchCase.Closed.MATCHED, at=LATER, by="administrator")
    case.refresh_from_db()
    assert (case.close_reason, Notice.objects.count()) == ("declined", 0)
