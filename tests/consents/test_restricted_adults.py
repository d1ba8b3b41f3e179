"""Who sees and who decides, by scopes and restrictions, from the very next request on (L04, L26)."""

import pytest

from accounts.models import ExternalIdentity
from consents import asks
from consents.access import open_places
from consents.actions.decisions import NotEntitled
from schools.actions import links, restrictions
from schools.relations import EVERYTHING, Scope
from tests.consents.families import as_parent, as_pupil, bar, give, kinds, link_of, with_father, withdraw
from tests.factories import TODAY, create_link, create_school, create_student
from tests.households import Household, come_in, household
from tests.people import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def family() -> Household:
    made = household()
    give(made.mother, "own")
    give(made.mother, "child")
    return made


def test_a_restriction_closes_the_diary_and_the_childs_consent_with_it(family: Household) -> None:
    assert open_places(family.mother, at=NOON)
    bar(family, family.mother_record)
    assert not open_places(family.mother, at=NOON)
    assert as_parent(family.mother).restricted
    assert not as_pupil(family.child).consent_stands


def test_the_other_parents_consent_is_untouched(family: Household) -> None:
    _record, father = with_father(family)
    give(father, "child")
    bar(family, family.mother_record)
    assert as_pupil(family.child).consent_stands


def test_lifted_it_opens_the_door_again(family: Household) -> None:
    restriction = bar(family, family.mother_record)
    restrictions.lift(restriction=restriction, on=TODAY, by="test")
    assert open_places(family.mother, at=NOON)
    assert not as_parent(family.mother).restricted


def test_a_restriction_of_consents_alone_leaves_the_diary(family: Household) -> None:
    bar(family, family.mother_record, bars=frozenset({Scope.CONSENT}))
    assert kinds(family.mother) == ["own"]
    assert [child.may_decide for child in as_parent(family.mother).children] == [False]
    assert not as_pupil(family.child).consent_stands
    assert not as_parent(family.mother).restricted


def test_a_restriction_of_the_diary_alone_leaves_the_decision(family: Household) -> None:
    bar(family, family.mother_record, bars=frozenset({Scope.DIARY}))
    assert as_parent(family.mother).restricted
    assert as_pupil(family.child).consent_stands
    withdraw(family.mother, "child")
    assert not as_pupil(family.child).consent_stands


def test_another_child_goes_on_being_seen(family: Household) -> None:
    create_link(parent=family.mother_record, student=create_student(school=family.school, given_name="Лев"))
    bar(family, family.mother_record)
    place = as_parent(family.mother)
    assert [child.student.given_name for child in place.children] == ["Лев"]
    assert not place.restricted


def test_a_closed_link_to_a_child_with_an_act_is_restricted_too(family: Household) -> None:
    bar(family, family.mother_record)
    links.close_link(link=link_of(family.mother_record), on=TODAY, by="test")
    assert as_parent(family.mother).restricted


def test_a_closed_link_alone_is_no_restriction(family: Household) -> None:
    links.close_link(link=link_of(family.mother_record), on=TODAY, by="test")
    assert not as_parent(family.mother).restricted


def test_an_act_about_somebody_else_is_no_restriction(family: Household) -> None:
    record, _father = with_father(family)
    bar(family, record)
    links.close_link(link=link_of(family.mother_record), on=TODAY, by="test")
    assert not as_parent(family.mother).restricted


def test_what_nobody_decided_yet_looks_like_no_link(family: Household) -> None:
    bar(family, family.mother_record, waiting=True)
    place = as_parent(family.mother)
    assert place.children == ()
    assert place.wards == ()
    assert not place.restricted
    assert not as_pupil(family.child).has_parents


def test_an_act_that_leaves_the_diary_does_not_restrict(family: Household) -> None:
    bar(family, family.mother_record, bars=EVERYTHING - {Scope.DIARY})
    links.close_link(link=link_of(family.mother_record), on=TODAY, by="test")
    assert not as_parent(family.mother).restricted


def test_a_trusted_person_sees_and_decides_nothing(family: Household) -> None:
    _record, grandmother = with_father(family, relation="trusted")
    give(grandmother, "own")
    [child] = as_parent(grandmother).children
    assert child.is_shown
    assert not child.may_decide
    with pytest.raises(NotEntitled):
        asks.give(identity=grandmother, key=f"child-{family.child_record.pk}", text_id="1", at=NOON, by="test")


@pytest.mark.parametrize(
    ("relation", "has_parents"),
    [
        pytest.param("mother", True, id="a mother"),
        pytest.param("guardian", True, id="a guardian"),
        pytest.param("institution", True, id="an institution stands for the child"),
        pytest.param("trusted", False, id="a trusted person decides nothing"),
    ],
)
def test_who_counts_as_somebody_to_ask(relation: str, has_parents: bool) -> None:  # noqa: FBT001  a table's column
    assert as_pupil(household(relation=relation).child).has_parents is has_parents


def test_a_restriction_about_one_child_shuts_no_school_where_another_learns(family: Household) -> None:
    other = household(school=create_school())
    create_link(parent=other.mother_record, student=create_student(school=other.school, given_name="Лев"))
    mother: ExternalIdentity = come_in()
    for ask in asks.asks(mother, at=NOON):
        asks.give(identity=mother, key=ask.key, text_id=str(ask.text.pk), seen=ask.seen, at=NOON, by="test")
    bar(family, family.mother_record)
    assert [place.school for place in open_places(mother, at=NOON)] == [other.school]
