"""Somebody whom no school knows hands a case to a school, and keeps its number whatever comes (text 2)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.actions import cases
from accounts.models import CaseCause, MismatchCase
from schools.ids import uuid7
from schools.models import AuditEvent, School, SchoolClass
from tests.accounts.actions.doorway import LATER, come, holders, night, open_case, open_kinds, parent_with_child, write
from tests.factories import create_class, create_parent, create_school, create_student, synthetic_snils
from tests.people import NOON

pytestmark = pytest.mark.django_db
MINE = synthetic_snils(17)


def send(school: School, *, child: str = "Вера", school_class: SchoolClass | None = None) -> MismatchCase:
    return cases.send_to_school(
        case=open_case(), school=school, school_class=school_class, child_name=child, role="parent", at=NOON, by="test"
    )


@pytest.fixture
def sent() -> MismatchCase:
    """The case of a father whom nobody knows, with the school that he named."""
    school = create_school()
    come()
    return send(school, school_class=create_class(school=school))


def test_until_a_school_is_named_it_is_the_persons_own_turn() -> None:
    come()
    assert open_case().causes.get().owner == CaseCause.Owner.PERSON


def test_the_case_goes_to_the_school_with_what_the_person_said(sent: MismatchCase) -> None:
    found = open_case()
    assert (found.school, found.school_class, found.child_name) == (sent.school, sent.school_class, "Вера")
    assert (found.role, found.sent_at, found.causes.get().owner) == ("parent", NOON, CaseCause.Owner.SCHOOL)
    assert AuditEvent.about(found).filter(kind="case_sent").count() == 1


@pytest.mark.usefixtures("sent")
def test_at_a_new_sign_in_and_at_night_the_number_is_the_same() -> None:
    number, school = open_case().number, open_case().school
    come(at=LATER)
    night(at=LATER)
    assert (open_case().number, open_case().school, open_case().kind) == (number, school, "not_found")
    assert night(at=LATER) == {}


def test_saying_the_same_again_leaves_no_trace(sent: MismatchCase) -> None:
    assert sent.school is not None
    before = AuditEvent.objects.count()
    send(sent.school, school_class=sent.school_class)
    assert AuditEvent.objects.count() == before


def test_while_it_waits_it_may_go_to_another_school(sent: MismatchCase) -> None:
    other = create_school()
    send(other)
    assert (open_case().number, open_case().school, open_case().school_class) == (sent.number, other, None)


def test_once_the_school_writes_the_number_down_the_case_is_over(sent: MismatchCase) -> None:
    assert sent.school is not None
    parent_with_child(sent.school, snils=MINE)
    night()
    sent.refresh_from_db()
    assert (sent.close_reason, len(holders())) == ("matched", 1)


def test_a_difference_in_that_school_goes_on_under_the_number_and_keeps_what_was_said(sent: MismatchCase) -> None:
    assert sent.school is not None
    create_parent(school=sent.school, snils=MINE, surname="Соклова")
    night()
    assert (open_case().number, open_case().kind, open_case().child_name) == (sent.number, "differs", "Вера")


def test_a_difference_in_another_school_goes_on_there_under_the_number(sent: MismatchCase) -> None:
    other = create_parent(school=create_school(), snils=MINE, surname="Соклова")
    night()
    found = open_case()
    assert (found.number, found.kind, found.school) == (sent.number, "differs", other.school)
    assert (found.child_name, found.school_class, found.sent_at) == (None, None, None)
    assert night() == {}


def test_a_match_in_another_school_ends_it(sent: MismatchCase) -> None:
    parent_with_child(create_school(), snils=MINE)
    night()
    sent.refresh_from_db()
    assert sent.close_reason == "matched"
    assert night() == {}


def test_when_the_school_takes_the_number_out_again_it_waits_there_as_before(sent: MismatchCase) -> None:
    assert sent.school is not None
    parent = create_parent(school=sent.school, snils=MINE, surname="Соклова")
    night()
    write(parent, snils=None)
    night()
    assert (open_case().number, open_case().kind, open_case().school) == (sent.number, "not_found", sent.school)


def test_a_closed_case_goes_nowhere(sent: MismatchCase) -> None:
    assert sent.school is not None
    cases.close(case=sent, reason=MismatchCase.Closed.DECLINED, at=NOON, by="administrator")
    with pytest.raises(cases.NotWaiting):
        cases.send_to_school(
            case=sent, school=sent.school, school_class=None, child_name="", role="parent", at=NOON, by="test"
        )


def test_a_case_of_another_kind_goes_nowhere() -> None:
    school = create_parent(school=create_school(), snils=MINE, surname="Соклова").school
    come()
    with pytest.raises(cases.NotWaiting):
        send(school)


def test_a_class_of_another_school_is_refused() -> None:
    come()
    with pytest.raises(cases.ClassElsewhere):
        send(create_school(), school_class=create_class(school=create_school()))


@pytest.mark.usefixtures("sent")
def test_nobody_ever_has_two_cases_of_this_kind() -> None:
    twin = open_case()
    twin.pk, twin.number, twin.school, twin.school_class, twin.child_name = uuid7(), "0000-0000", None, None, None
    with pytest.raises(IntegrityError, match="identity"), transaction.atomic():
        twin.save(force_insert=True)


def differs_then_nobody() -> str:
    """A school's case ends with nothing in its place; its number."""
    parent = create_parent(school=create_school(), snils=MINE, surname="Соклова")
    come()
    number = open_case().number
    write(parent, snils=None)
    night()
    assert open_kinds() == []
    return number


def test_a_case_that_ended_with_nothing_in_its_place_goes_on_at_the_next_sign_in() -> None:
    number = differs_then_nobody()
    come(at=LATER)
    assert (open_case().number, open_case().kind, open_case().school) == (number, "not_found", None)
    assert MismatchCase.objects.count() == 1
    assert AuditEvent.about(open_case()).order_by("-id")[0].kind == "case_changed"


def test_it_goes_on_in_another_school_too() -> None:
    number = differs_then_nobody()
    elsewhere = create_parent(school=create_school(), snils=MINE, given_name="Анан")
    come(at=LATER)
    assert (open_case().number, open_case().kind, open_case().school) == (number, "differs", elsewhere.school)


def test_after_ninety_days_the_number_is_forgotten() -> None:
    number = differs_then_nobody()
    come(at=NOON + timedelta(days=91))
    assert open_case().number != number


@pytest.mark.parametrize("reason", ["matched", "declined", "expired"])
def test_a_case_that_was_answered_is_not_opened_again(reason: str) -> None:
    come()
    number = open_case().number
    cases.close(case=open_case(), reason=MismatchCase.Closed(reason), at=NOON, by="test")
    come(at=LATER)
    assert open_case().number != number


def test_with_a_case_elsewhere_another_schools_number_is_not_taken_over() -> None:
    first = create_parent(school=create_school(), snils=MINE, surname="Соклова")
    second = create_parent(school=create_school(), snils=MINE, surname="Соклова")
    come()
    write(first, snils=None)
    night()
    third = create_parent(school=create_school(), snils=MINE, surname="Соклова")
    come(at=LATER)
    numbers = dict(MismatchCase.objects.values_list("school", "number"))
    assert set(numbers) == {first.school_id, second.school_id, third.school_id}


def test_a_pupil_names_no_child() -> None:
    come(given_name="Вера")
    case = cases.send_to_school(
        case=open_case(),
        school=create_student(school=create_school()).school,
        school_class=None,
        child_name="",
        role="student",
        at=NOON,
        by="test",
    )
    assert (case.child_name, case.role) == (None, "student")
