"""«Да, это я»: the school looks whether an adult's and a child's records are mixed up (real-life.md, text 6)."""

import pytest

from accounts.actions import cases
from accounts.models import ExternalIdentity, MismatchCase
from schools.actions import records
from schools.models import Student
from tests.accounts.actions.doorway import LATER, come, holders, night, open_case, open_kinds, parent_with_child
from tests.factories import create_parent, create_school, create_student, synthetic_snils
from tests.people import NOON

pytestmark = pytest.mark.django_db
MINE = synthetic_snils(17)


@pytest.fixture
def card() -> Student:
    """A child's card with the mother's SNILS; she has been at the door and was asked whether it is she."""
    card = create_student(school=create_school(), snils=MINE)
    come()
    return card


def press() -> MismatchCase | None:
    return cases.open_wrong_role(identity=ExternalIdentity.objects.get(), at=NOON, by="test")


def without_number(card: Student) -> None:
    card.snils = None
    records.correct(record=card, fields=["snils"], by="administrator")


def test_the_answer_says_where_and_as_whom_the_person_is_looked_for() -> None:
    card = create_student(school=create_school(), snils=MINE)
    [answer] = come()
    assert (answer.school, answer.judgement.own_role) == (card.school, "parent")


def test_until_it_is_pressed_no_school_hears_of_it(card: Student) -> None:
    assert open_kinds() == []
    assert night() == {}


def test_it_opens_a_case_that_points_to_the_card(card: Student) -> None:
    case = press()
    assert case is not None
    assert (case.kind, case.role, case.school, case.student) == ("wrong_role", "parent", card.school, card)
    assert (case.sent_at, case.causes.get().owner) == (NOON, "school")


def test_pressing_twice_opens_one(card: Student) -> None:
    assert press() == press()
    assert open_kinds() == ["wrong_role"]


def test_it_stands_under_its_number_while_nothing_changes(card: Student) -> None:
    case = press()
    come(at=LATER)
    assert night(at=LATER) == {}
    assert open_case() == case


def test_nobody_presses_without_a_reason() -> None:
    create_school()
    come()
    assert press() is None


def test_who_holds_a_record_there_needs_no_such_case() -> None:
    mother = parent_with_child(create_school(), snils=MINE)
    create_student(school=mother.school, given_name="Нина", snils=MINE)
    come()
    assert press() is None


def test_the_case_of_somebody_not_found_goes_on_under_its_number() -> None:
    come()
    number = open_case().number
    card = create_student(school=create_school(), snils=MINE)
    come(at=LATER)
    case = press()
    assert case is not None
    assert (case.number, case.kind, case.school, open_kinds()) == (number, "wrong_role", card.school, ["wrong_role"])


def test_the_mothers_own_record_ends_it(card: Student) -> None:
    case = press()
    assert case is not None
    parent_with_child(card.school, snils=MINE)
    night()
    case.refresh_from_db()
    assert (case.close_reason, len(holders())) == ("matched", 1)


def test_her_own_record_with_a_typo_goes_on_under_the_number(card: Student) -> None:
    case = press()
    create_parent(school=card.school, snils=MINE, surname="Соклова")
    night()
    assert (open_case(), open_case().kind, open_case().student) == (case, "differs", None)


def test_a_card_put_right_leaves_her_not_found_in_that_school_under_the_number(card: Student) -> None:
    case = press()
    without_number(card)
    night()
    assert (open_case(), open_case().kind, open_case().school) == (case, "not_found", card.school)
    assert night() == {}
    come(at=LATER)
    assert open_case() == case


def test_a_card_put_right_ends_it_for_whom_another_school_knows(card: Student) -> None:
    press()
    parent_with_child(create_school(), snils=MINE)
    night()
    without_number(card)
    night()
    assert open_kinds() == []
    assert night() == {}


def test_the_childs_number_in_the_mothers_record_is_looked_for_among_pupils() -> None:
    mother = create_parent(school=create_school(), snils=MINE)
    [answer] = come(given_name="Вера", patronymic="Ильинична", level="child", birth_date=None)
    case = press()
    assert case is not None
    assert (answer.judgement.own_role, case.role, case.parent) == ("student", "student", mother)
