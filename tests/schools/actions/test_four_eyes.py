"""Where the region wants two people, a link opened by hand waits for the second, and nobody is both of them (L30)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from schools.actions import bonds, four_eyes, links, memberships, records
from schools.models import AuditEvent, Parent, ParentChildLink, PendingLink, RecordChange, School, Student
from tests.factories import (
    MORNING,
    TODAY,
    create_administrator,
    create_link,
    create_parent,
    create_pending,
    create_school,
    create_student,
)
from tests.restricted import restrict

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(hours=2)


@pytest.fixture
def school() -> School:
    made = create_school()
    made.region.four_eyes = True
    made.region.save()
    return made


@pytest.fixture
def first(school: School) -> User:
    return create_administrator(schools=[school]).user


@pytest.fixture
def second(school: School) -> User:
    return create_administrator(schools=[school], name="Лебедев Олег Юрьевич").user


@pytest.fixture
def child(school: School) -> Student:
    return create_student(school=school)


@pytest.fixture
def adult(school: School) -> Parent:
    return create_parent(school=school)


def by_hand(adult: Parent, child: Student, by: User) -> ParentChildLink | PendingLink:
    return four_eyes.open_by_hand(
        parent=adult, student=child, relation="guardian", basis="court", on=TODAY, at=MORNING, by=by
    )


def agree(pending: ParentChildLink | PendingLink, by: User) -> None:
    assert isinstance(pending, PendingLink)
    four_eyes.agree(pending=pending, on=TODAY, at=LATER, by=by)


def state_of(pending: Any) -> tuple[str, str]:
    row = PendingLink.objects.get(pk=pending.pk)
    return row.state, row.decided_by


def test_by_default_one_person_is_enough(first: User, adult: Parent, child: Student) -> None:
    child.school.region.four_eyes = False
    assert isinstance(by_hand(adult, child, first), ParentChildLink)
    assert not PendingLink.objects.exists()


def test_what_one_person_opened_is_no_link(first: User, adult: Parent, child: Student) -> None:
    pending = by_hand(adult, child, first)
    assert not ParentChildLink.objects.exists()
    assert bonds.of_parents([adult.pk], by="test") == []
    assert bonds.of_students([child.pk], by="test") == []
    assert bonds.with_a_child([adult], by="test") == frozenset()
    (event,) = AuditEvent.about(pending)
    assert (event.kind, event.by, event.school_id) == ("link_waits", f"user {first.pk}", child.school_id)


def test_the_second_one_opens_it(first: User, second: User, adult: Parent, child: Student) -> None:
    RecordChange.objects.all().delete()
    pending = by_hand(adult, child, first)
    assert not RecordChange.objects.exists(), "nothing to look at yet"
    agree(pending, second)
    (link,) = ParentChildLink.objects.all()
    assert (link.pk, link.parent, link.student) == (pending.pk, adult, child)
    assert (link.relation, link.basis, link.valid_from) == ("guardian", "court", TODAY)
    assert link.verified_by == f"user {first.pk}"
    assert state_of(pending) == ("agreed", f"user {second.pk}")
    assert [bond.student for bond in bonds.of_parents([adult.pk], by="test")] == [child]
    assert RecordChange.objects.count() == 1
    told = AuditEvent.objects.filter(subject_id=str(link.pk)).values_list("kind", "by")
    assert set(told) == {
        ("link_waits", f"user {first.pk}"),
        ("link_agreed", f"user {second.pk}"),
        ("link_opened", f"user {second.pk}"),
    }


def test_agreeing_twice_is_agreeing_once(first: User, second: User, adult: Parent, child: Student) -> None:
    pending = by_hand(adult, child, first)
    for _again in range(2):
        agree(pending, second)
    assert ParentChildLink.objects.count() == 1
    assert AuditEvent.about(PendingLink.objects.get()).filter(kind="link_agreed").count() == 1


def of_another_school(_school: School) -> User:
    return create_administrator(schools=[create_school()]).user


def superuser(_school: School) -> User:
    return create_administrator(superuser=True).user


def dismissed(school: School) -> User:
    user = create_administrator(schools=[school]).user
    memberships.dismiss(membership=user.memberships.get(), on=TODAY - timedelta(days=1), by="test")
    return user


def the_mother_herself(school: School) -> User:
    return create_administrator(schools=[school], name="СОКОЛОВА Анна Петровна").user


def whom_the_record_gives_no_patronymic(school: School) -> User:
    mother = Parent.objects.get()
    mother.patronymic = ""
    records.correct(record=mother, fields=["patronymic"], by="test")
    return create_administrator(schools=[school], name="Соколова Анна Петровна").user


def the_mother_without_her_patronymic(school: School) -> User:
    return create_administrator(schools=[school], name="Соколова Анна").user


@pytest.mark.parametrize(
    ("somebody", "refusal"),
    [
        (of_another_school, four_eyes.OfAnotherSchool),
        (superuser, four_eyes.OfAnotherSchool),
        (dismissed, four_eyes.OfAnotherSchool),
        (the_mother_herself, four_eyes.AboutOneself),
        (whom_the_record_gives_no_patronymic, four_eyes.AboutOneself),
        (the_mother_without_her_patronymic, four_eyes.AboutOneself),
    ],
)
def test_who_is_no_second(
    first: User,
    adult: Parent,
    child: Student,
    somebody: Callable[[School], User],
    refusal: type[four_eyes.NotTheSecond],
) -> None:
    pending = by_hand(adult, child, first)
    with pytest.raises(refusal):
        agree(pending, somebody(child.school))
    assert (state_of(pending), ParentChildLink.objects.count()) == (("waiting", ""), 0)


@pytest.mark.parametrize("is_superuser", [False, True])
def test_nobody_agrees_to_ones_own(school: School, adult: Parent, child: Student, *, is_superuser: bool) -> None:
    somebody = create_administrator(schools=[school], superuser=is_superuser).user
    pending = by_hand(adult, child, somebody)
    with pytest.raises(four_eyes.OwnDeed):
        agree(pending, somebody)
    child.school.region.four_eyes = False
    child.school.region.save()
    with pytest.raises(four_eyes.OwnDeed):
        agree(pending, somebody)
    assert not ParentChildLink.objects.exists(), "what was opened for two stays for two"


def test_nor_does_the_database_let_anybody(first: User, adult: Parent, child: Student) -> None:
    pending = by_hand(adult, child, first)
    told = {"state": "agreed", "decided_by": f"user {first.pk}", "decided_at": LATER}
    with pytest.raises(IntegrityError), transaction.atomic():
        PendingLink.objects.filter(pk=pending.pk).update(**told)


@pytest.mark.parametrize("name", ["Соколова Мария Петровна", "Соколова Анна Ивановна", "Соколова Анна Мария Петровна"])
def test_a_mere_namesake_is_a_second(school: School, first: User, child: Student, adult: Parent, name: str) -> None:
    pending = by_hand(adult, child, first)
    agree(pending, create_administrator(schools=[school], name=name).user)
    assert ParentChildLink.objects.count() == 1


def test_a_superuser_who_is_appointed_to_the_school_is_of_the_school(
    school: School, first: User, adult: Parent, child: Student
) -> None:
    pending = by_hand(adult, child, first)
    agree(pending, create_administrator(schools=[school], superuser=True).user)
    assert ParentChildLink.objects.count() == 1


@pytest.mark.parametrize("by_oneself", [True, False])
def test_one_person_takes_it_back(
    first: User, second: User, adult: Parent, child: Student, *, by_oneself: bool
) -> None:
    pending = by_hand(adult, child, first)
    somebody = first if by_oneself else second
    assert isinstance(pending, PendingLink)
    for _again in range(2):
        four_eyes.decline(pending=pending, at=LATER, by=somebody)
    agree(pending, second)
    assert state_of(pending) == ("declined", f"user {somebody.pk}")
    assert not ParentChildLink.objects.exists()
    assert [event.kind for event in AuditEvent.about(pending)] == ["link_declined", "link_waits"]
    assert isinstance(by_hand(adult, child, first), PendingLink), "and it may be opened anew"


def test_one_person_still_closes_a_link(first: User, second: User, adult: Parent, child: Student) -> None:
    agree(by_hand(adult, child, first), second)
    links.close_link(link=ParentChildLink.objects.get(), on=TODAY, by=first)
    assert bonds.of_parents([adult.pk], by="test") == []


def test_whoever_unlinked_does_not_link_again_alone(first: User, second: User, adult: Parent, child: Student) -> None:
    """L13: the second person is asked each time."""
    agree(by_hand(adult, child, first), second)
    links.close_link(link=ParentChildLink.objects.get(), on=TODAY, by=first)
    again = by_hand(adult, child, first)
    assert isinstance(again, PendingLink)
    assert not ParentChildLink.objects.filter(valid_to=None).exists()
    agree(again, second)
    assert ParentChildLink.objects.count() == 2


def test_what_waits_is_opened_in_no_other_way(first: User, adult: Parent, child: Student) -> None:
    by_hand(adult, child, first)
    with pytest.raises(links.AwaitsSecond):
        create_link(parent=adult, student=child)
    with pytest.raises(links.AwaitsSecond):
        by_hand(adult, child, first)
    child.school.region.four_eyes = False
    with pytest.raises(links.AwaitsSecond):
        by_hand(adult, child, first)


def test_an_act_that_came_meanwhile_counts(first: User, second: User, adult: Parent, child: Student) -> None:
    pending = by_hand(adult, child, first)
    restrict(child, adult)
    with pytest.raises(links.AdultRestricted):
        agree(pending, second)
    assert (state_of(pending), ParentChildLink.objects.count()) == (("waiting", ""), 0)


def test_what_no_link_may_be_is_not_written_down(first: User, school: School, adult: Parent, child: Student) -> None:
    restrict(child, adult)
    with pytest.raises(links.AdultRestricted):
        by_hand(adult, child, first)
    stranger = create_student(school=create_school())
    stranger.school.region.four_eyes = True
    with pytest.raises(links.LinkAcrossSchools):
        by_hand(adult, stranger, first)
    assert not PendingLink.objects.exists()


def test_two_who_are_linked_meanwhile_are_not_linked_twice(
    school: School, second: User, adult: Parent, child: Student
) -> None:
    create_link(parent=adult, student=child)
    pending = create_pending(parent=adult, student=child)
    with pytest.raises(IntegrityError), transaction.atomic():
        agree(pending, second)
    assert state_of(pending) == ("waiting", "")
