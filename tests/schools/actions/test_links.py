"""What a link allows from its first day, and how it is narrowed."""

import pytest

from schools.actions import bonds, links
from schools.actions.links import ScopesTooWide
from schools.models import AuditEvent, Parent, ParentChildLink, RecordChange, Student
from schools.relations import EVERYTHING, TRUSTED_PERSON, Scope
from tests.factories import TODAY, create_link, create_parent, create_school, create_student, synthetic_snils

pytestmark = pytest.mark.django_db
DIARY = frozenset({Scope.DIARY})


@pytest.fixture
def child() -> Student:
    return create_student(school=create_school())


@pytest.fixture
def adult(child: Student) -> Parent:
    return create_parent(school=child.school)


@pytest.mark.parametrize("relation", ParentChildLink.Relation.values)
def test_a_relation_brings_its_scopes(child: Student, adult: Parent, relation: str) -> None:
    """An institution represents the child as a parent does; a trusted person sees marks alone."""
    link = create_link(parent=adult, student=child, relation=relation)
    assert bonds.allowed(link) == (TRUSTED_PERSON if relation == "trusted" else EVERYTHING)


def opened(child: Student, adult: Parent, *, relation: str, scopes: frozenset[Scope]) -> ParentChildLink:
    return links.open_link(
        parent=adult, student=child, relation=relation, basis="court", on=TODAY, by="test", scopes=scopes
    )


def test_a_link_may_be_narrower_than_its_relation(child: Student, adult: Parent) -> None:
    assert bonds.allowed(opened(child, adult, relation="guardian", scopes=DIARY)) == DIARY


def test_a_link_is_never_wider_than_its_relation(child: Student, adult: Parent) -> None:
    with pytest.raises(ScopesTooWide):
        opened(child, adult, relation="trusted", scopes=EVERYTHING)
    link = create_link(parent=adult, student=child, relation="trusted")
    with pytest.raises(ScopesTooWide):
        links.change_scopes(link=link, scopes=EVERYTHING, by="test")
    assert bonds.allowed(ParentChildLink.objects.get()) == TRUSTED_PERSON


def test_scopes_change_with_a_trace_and_a_bell(child: Student, adult: Parent) -> None:
    link = create_link(parent=adult, student=child)
    RecordChange.objects.all().delete()
    for _again in range(2):
        links.change_scopes(link=link, scopes=EVERYTHING - {Scope.PICKUP}, by="test")
    assert bonds.allowed(ParentChildLink.objects.get()) == EVERYTHING - {Scope.PICKUP}
    assert AuditEvent.about(link).filter(kind="record_corrected").get().fields == ["picks_up"]
    assert RecordChange.objects.count() == 1


def test_a_closed_link_stays_as_it_was(child: Student, adult: Parent) -> None:
    link = create_link(parent=adult, student=child)
    links.close_link(link=link, on=TODAY, by="test")
    links.change_scopes(link=link, scopes=DIARY, by="test")
    assert bonds.allowed(ParentChildLink.objects.get()) == EVERYTHING


SAME = {"surname": "Белова", "given_name": "Алёна", "patronymic": "-", "snils": synthetic_snils(30)}


def test_nobody_is_linked_to_oneself() -> None:
    """However the one name is spelt (I10)."""
    school = create_school()
    adult = create_parent(school=school, **SAME | {"given_name": "АЛЕНА", "patronymic": ""})
    with pytest.raises(links.OwnParent):
        create_link(parent=adult, student=create_student(school=school, **SAME))
    assert not ParentChildLink.objects.exists()


def test_a_mothers_number_in_her_childs_card_is_a_slip_and_no_obstacle() -> None:
    school = create_school()
    create_link(
        parent=create_parent(school=school, **SAME),
        student=create_student(school=school, **SAME | {"given_name": "Вера"}),
    )
    assert ParentChildLink.objects.count() == 1
