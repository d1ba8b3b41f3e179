"""Acts against an adult: set once, lifted by a person, never gone by themselves (L04, L13, L26)."""

from datetime import date

import pytest

from schools.actions import bonds, links, records, restrictions
from schools.actions.restrictions import NothingBarred, RestrictionAcrossSchools, Unrecorded
from schools.models import AuditEvent, Parent, ParentChildLink, RecordChange, Restriction, School, Student
from schools.relations import EVERYTHING, Scope
from tests.factories import TODAY, create_link, create_parent, create_school, create_student, synthetic_snils
from tests.restricted import FATHER, restrict

pytestmark = pytest.mark.django_db
SNILS = synthetic_snils(61)


@pytest.fixture
def school() -> School:
    return create_school()


@pytest.fixture
def child(school: School) -> Student:
    return create_student(school=school)


@pytest.fixture
def father(school: School) -> Parent:
    return create_parent(school=school, snils=SNILS, **FATHER)


def scopes_of(student: Student) -> list[frozenset[Scope]]:
    return [bond.scopes for bond in bonds.of_students([student.pk], by="test")]


def test_an_act_closes_at_once_and_says_so_in_codes(child: Student, father: Parent) -> None:
    create_link(parent=father, student=child, relation="father")
    RecordChange.objects.all().delete()
    row = restrict(child, father, bars=frozenset({Scope.DIARY, Scope.MESSAGES}))
    assert scopes_of(child) == [frozenset({Scope.CONSENT, Scope.PICKUP})]
    event = AuditEvent.about(row).get()
    assert (event.kind, event.fields) == ("restriction_set", ["bars_diary", "bars_messages"])
    assert [change.school_id for change in RecordChange.objects.all()] == [child.school_id]


def test_a_form_sent_twice_is_one_restriction(child: Student, father: Parent) -> None:
    assert restrict(child, father) == restrict(child, father)
    assert restrict(child, Unrecorded("Петров", "Пётр")) == restrict(child, Unrecorded("Петров", "Петр"))
    assert restrict(child, Unrecorded(**FATHER, snils=SNILS)) == restrict(child, father)  # he has a record here
    assert Restriction.objects.count() == 2


def test_another_act_is_another_restriction(child: Student, father: Parent) -> None:
    restrict(child, father)
    restrict(child, father, act_number="2-18/2026")
    restrict(child, father, act_date=date(2026, 5, 2))
    assert Restriction.objects.count() == 3


def test_an_adult_without_a_record_is_sealed_and_known_when_a_record_comes(school: School, child: Student) -> None:
    row = restrict(child, Unrecorded(**FATHER, snils=SNILS))
    assert Restriction.objects.get().adult_name == "Соколов Илья Ильич"
    held = Restriction.objects.values_list("adult_name", flat=True).get()
    assert held is not None
    assert "Соколов" not in held
    assert row.parent is None
    late = create_parent(school=school, snils=SNILS, surname="Соколовский", given_name="Илья")
    with pytest.raises(links.AdultRestricted):
        create_link(parent=late, student=child)


def test_by_name_alone_the_record_is_taken_from_the_childs_own_adults(
    school: School, child: Student, father: Parent
) -> None:
    assert restrict(child).parent is None  # a father of that name is somewhere in the school, but not this child's
    create_link(parent=create_parent(school=school, surname="Ёлкина", given_name="Анна-Мария"), student=child)
    named = restrict(child, Unrecorded("елкина", "Анна Мария", "Петровна"), act_number="3")
    assert named.parent is not None
    assert named.parent.surname == "Ёлкина"


def test_an_act_that_bars_nothing_or_stands_in_two_schools_is_refused(child: Student, father: Parent) -> None:
    with pytest.raises(NothingBarred):
        restrict(child, father, bars=frozenset())
    with pytest.raises(RestrictionAcrossSchools):
        restrict(child, create_parent(school=create_school()))
    assert not Restriction.objects.exists()


def test_unlinking_and_linking_again_sheds_nothing(child: Student, father: Parent) -> None:
    """L13: the restriction hangs on the two people, not on the link."""
    link = create_link(parent=father, student=child, relation="father")
    restrict(child, father)
    links.close_link(link=link, on=TODAY, by="test")
    with pytest.raises(links.AdultRestricted):
        create_link(parent=father, student=child, relation="father")
    assert AuditEvent.about(link).count() == 2
    assert Restriction.objects.get().state == "in_force"


def test_a_restriction_that_leaves_the_diary_lets_the_two_be_linked_and_still_counts(
    child: Student, father: Parent
) -> None:
    restrict(child, father, bars=frozenset({Scope.PICKUP}))
    for _again in range(2):
        link = create_link(parent=father, student=child, relation="father")
        assert scopes_of(child) == [EVERYTHING - {Scope.PICKUP}]
        links.close_link(link=link, on=TODAY, by="test")


def test_a_second_record_of_the_same_adult_is_no_way_round(school: School, child: Student, father: Parent) -> None:
    restrict(child, father)
    father.snils = None
    father.left_on = TODAY
    records.correct(record=father, fields=["snils", "left_on"], by="test")
    with pytest.raises(links.AdultRestricted):
        create_link(parent=create_parent(school=school, **FATHER), student=child, relation="father")


def test_the_last_day_reopens_nothing_until_the_school_lifts_it(child: Student, father: Parent) -> None:
    create_link(parent=father, student=child, relation="father")
    row = restrict(child, father, valid_to=TODAY)
    ours = Restriction.for_system(by="test")
    assert not restrictions.expired(ours, on=TODAY).exists()
    tomorrow = date(2026, 10, 2)
    assert restrictions.expired(ours, on=tomorrow).get() == row
    assert scopes_of(child) == [frozenset()]
    restrictions.lift(restriction=row, on=tomorrow, by="test")
    assert scopes_of(child) == [EVERYTHING]
    assert not restrictions.expired(ours, on=date(2027, 1, 1)).exists()


def test_lifting_twice_changes_nothing(child: Student, father: Parent) -> None:
    row = restrict(child, father)
    for day in (TODAY, date(2026, 11, 1)):
        restrictions.lift(restriction=row, on=day, by="test")
    assert Restriction.objects.get().ended_on == TODAY
    assert AuditEvent.about(row).filter(kind="restriction_lifted").count() == 1


def test_after_lifting_the_same_act_may_be_entered_again(child: Student, father: Parent) -> None:
    restrictions.lift(restriction=restrict(child, father), on=TODAY, by="test")
    restrict(child, father)
    assert sorted(Restriction.objects.values_list("state", flat=True)) == ["in_force", "lifted"]


def test_a_guardian_is_replaced_by_an_act_and_the_next_one_has_a_link_of_his_own(
    school: School, child: Student
) -> None:
    """L26: the old link is closed and kept."""
    aunt = create_parent(school=school, surname="Воронова", given_name="Яна")
    old = create_link(parent=aunt, student=child, relation="guardian", basis="guardianship_act")
    links.close_link(link=old, on=TODAY, by="test")
    uncle = create_parent(school=school, surname="Воронов", given_name="Пётр")
    create_link(parent=uncle, student=child, relation="guardian", basis="guardianship_act")
    assert [bond.parent for bond in bonds.of_students([child.pk], by="test")] == [uncle]
    assert ParentChildLink.objects.count() == 2


def test_reading_a_sealed_name_leaves_a_trace(child: Student, father: Parent) -> None:
    unknown = restrict(child, Unrecorded("Петров", "Пётр"), act_number="1")
    assert restrictions.show_adult(restriction=unknown, by="somebody") == "Петров Пётр"
    assert AuditEvent.about(unknown).filter(kind="name_shown", by="somebody").count() == 1
    known = restrict(child, father)
    assert restrictions.show_adult(restriction=known, by="somebody") == "Соколов Илья Ильич"
    assert not AuditEvent.about(known).filter(kind="name_shown").exists()
