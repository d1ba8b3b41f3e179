"""A child changes schools and the act comes along as a proposal for the new school (real-life.md, story 4)."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from schools.actions import bonds, links, records, transfers
from schools.actions.restrictions import Unrecorded
from schools.models import AuditEvent, RecordChange, Restriction, School
from schools.relations import EVERYTHING, Scope
from tests.factories import TODAY, create_link, create_parent, create_school, create_student, synthetic_snils
from tests.people import NOON
from tests.restricted import FATHER, left, of_school, restrict, restricted_pupil

pytestmark = pytest.mark.django_db
CHILD, ANOTHER, FATHERS = synthetic_snils(71), synthetic_snils(72), synthetic_snils(73)
OTHER_NAME = {"surname": "Воронова", "given_name": "Яна", "patronymic": ""}


@pytest.fixture
def old() -> School:
    return create_school(name="Прежняя школа")


@pytest.fixture
def new() -> School:
    return create_school(name="Новая школа")


def decided(row: Restriction, *, accept: bool) -> Restriction:
    transfers.decide(restriction=row, accept=accept, at=NOON, by="the new school")
    row.refresh_from_db()
    return row


@pytest.mark.parametrize(
    ("held", "entered", "carried"),
    [
        pytest.param({"snils": CHILD}, {"snils": CHILD} | OTHER_NAME, True, id="one SNILS, whatever the name"),
        pytest.param(
            {"certificate": "IV-АБ 123456"}, {"certificate": "IV-АБ 123456"} | OTHER_NAME, True, id="one certificate"
        ),
        pytest.param({}, {"surname": "СОКОЛОВА"}, True, id="name and birth date, folded"),
        pytest.param({"snils": CHILD}, {"snils": ANOTHER}, False, id="a namesake with another SNILS is another child"),
        pytest.param(
            {"snils": CHILD, "certificate": "IV-АБ 123456"},
            {"snils": ANOTHER, "certificate": "IV-АБ 123456"},
            True,
            id="a number typed wrong is no way round where the certificate is one",
        ),
        pytest.param({"snils": CHILD}, {}, True, id="one of the two has no number yet"),
        pytest.param({}, {"birth_date": date(2015, 3, 15)}, False, id="born on another day"),
        pytest.param({}, {"birth_date": None}, False, id="nobody knows when"),
        pytest.param({"birth_date": None}, {"birth_date": None}, False, id="neither school knows when"),
        pytest.param({}, {"patronymic": "Петровна"}, False, id="another patronymic"),
        pytest.param({}, {"left_on": TODAY}, False, id="entered as one who has left already"),
    ],
)
def test_who_is_known_elsewhere(
    old: School, new: School, held: dict[str, Any], entered: dict[str, Any], *, carried: bool
) -> None:
    restricted_pupil(old, **held)
    create_student(school=new, **entered)
    assert of_school(new).filter(state="proposed").exists() is carried


@pytest.mark.parametrize("gone", [True, False])
def test_what_is_carried_is_the_act_and_the_adult_and_nothing_of_the_old_school(
    old: School, new: School, *, gone: bool
) -> None:
    father = create_parent(school=old, snils=FATHERS, **FATHER)
    source = restrict(create_student(school=old), father)
    if gone:
        left(source.student)
    RecordChange.objects.all().delete()
    pupil = create_student(school=new)
    row = of_school(new).get()
    told = ("act", "act_number", "act_date", "act_issuer", "valid_from", "valid_to", "bars_diary", "bars_pickup")
    assert [getattr(row, name) for name in told] == [getattr(source, name) for name in told]
    assert (row.student, row.parent, row.origin, row.state) == (pupil, None, source.pk, "proposed")
    assert row.adult_name == "Соколов Илья Ильич"
    assert bonds.bar_of(row).is_about(bonds.adult_of(father))
    assert (row.decided_by, row.decided_at) == ("", None)
    event = AuditEvent.about(row).get()
    assert (event.kind, event.by, event.school_id, event.fields) == ("restriction_carried", "transfer", new.pk, [])
    assert set(RecordChange.objects.values_list("school_id", flat=True)) == {new.pk}


def test_until_it_is_decided_nobody_gets_anything(old: School, new: School) -> None:
    pupil = create_student(school=new)
    mother = create_parent(school=new)
    create_link(parent=mother, student=pupil)
    restricted_pupil(old)
    assert [bond.scopes for bond in bonds.of_parents([mother.pk], by="test")] == [frozenset()]
    with pytest.raises(links.AwaitsDecision):
        create_link(parent=create_parent(school=new, surname="Воронова"), student=pupil, relation="guardian")


def test_an_act_set_while_the_child_is_in_two_schools_comes_at_once(old: School, new: School) -> None:
    create_student(school=new, snils=CHILD)
    left(create_student(school=create_school(), snils=CHILD))
    restricted_pupil(old, snils=CHILD)
    assert of_school(new).get().state == "proposed"
    assert Restriction.objects.count() == 2  # who has left gets nothing


def test_accepting_opens_the_others_and_names_the_adult(old: School, new: School) -> None:
    mother, father = create_parent(school=new), create_parent(school=new, snils=FATHERS, **FATHER)
    restricted_pupil(old, Unrecorded("Соколовский", "Илья", snils=FATHERS))
    pupil = create_student(school=new)
    row = decided(of_school(new).get(), accept=True)
    assert (row.state, row.parent, row.decided_by, row.decided_at) == ("in_force", father, "the new school", NOON)
    create_link(parent=mother, student=pupil)
    with pytest.raises(links.AdultRestricted):
        create_link(parent=father, student=pupil, relation="father")
    assert [bond.scopes for bond in bonds.of_students([pupil.pk], by="test")] == [EVERYTHING]
    assert AuditEvent.about(row).filter(kind="restriction_decided").get().fields == ["accepted"]


def test_an_adult_already_linked_is_known_by_name(old: School, new: School) -> None:
    pupil, father = create_student(school=new), create_parent(school=new, **FATHER)
    create_link(parent=father, student=pupil, relation="father")
    create_parent(school=new, **FATHER)  # somebody else's father of the same name
    restrict(create_student(school=old), bars=frozenset({Scope.DIARY}))
    assert decided(of_school(new).get(), accept=True).parent == father
    assert [bond.scopes for bond in bonds.of_students([pupil.pk], by="test")] == [EVERYTHING - {Scope.DIARY}]


def test_declining_stands_for_good(old: School, new: School) -> None:
    pupil = create_student(school=new)
    source = restricted_pupil(old, snils=CHILD)
    row = decided(of_school(new).get(), accept=False)
    pupil.snils = CHILD
    records.correct(record=pupil, fields=["snils"], by="test")
    decided(row, accept=True)
    assert of_school(new).get().state == "declined"
    assert AuditEvent.about(row).filter(kind="restriction_decided").get().fields == ["declined"]
    create_link(parent=create_parent(school=new, **FATHER), student=pupil, relation="father")
    assert Restriction.objects.get(pk=source.pk).state == "in_force"


def test_it_goes_round_once_and_never_comes_back(old: School, new: School) -> None:
    """A → B → C, and nothing returns to a school that knows the act, however often the records are touched."""
    third = create_school()
    source = restricted_pupil(old, snils=CHILD)
    pupils = [source.student, *(create_student(school=school, snils=CHILD) for school in (new, third))]
    decided(of_school(new).get(), accept=True)
    for pupil in [*pupils, *pupils]:
        records.correct(record=pupil, fields=["snils"], by="test")
    assert set(Restriction.objects.values_list("school", "origin")) == {
        (old.pk, None),
        (new.pk, source.pk),
        (third.pk, source.pk),
    }


def test_it_goes_on_from_a_school_that_had_it_itself_from_elsewhere(old: School, new: School) -> None:
    """The first school knew the child by name, the last one by SNILS: what lies between knows both."""
    source = restricted_pupil(old)
    far = create_student(school=create_school(), snils=CHILD, **OTHER_NAME)
    middle = create_student(school=new)
    assert not of_school(far.school).exists()
    middle.snils = CHILD
    records.correct(record=middle, fields=["snils"], by="test")
    assert of_school(far.school).get().origin == source.pk


@pytest.mark.parametrize("state", ["lifted", "declined"])
def test_what_does_not_count_is_not_carried(old: School, new: School, state: str) -> None:
    source = restricted_pupil(old)
    ended = TODAY if state == "lifted" else None
    Restriction.objects.filter(pk=source.pk).update(state=state, ended_on=ended)
    create_student(school=new)
    assert not of_school(new).exists()


def test_a_past_term_is_carried_because_it_still_stands(old: School, new: School) -> None:
    restricted_pupil(old, snils=CHILD)
    Restriction.objects.update(valid_to=date(2026, 5, 1))
    create_student(school=new, snils=CHILD)
    assert of_school(new).get().valid_to == date(2026, 5, 1)


def test_a_child_who_comes_back_to_the_same_school_meets_the_act_again(old: School) -> None:
    source = restricted_pupil(old, snils=CHILD)
    left(source.student)
    again = create_student(school=old, snils=CHILD)
    assert of_school(old).get(student=again).origin == source.pk


def test_two_pupils_of_one_school_are_two_children(old: School) -> None:
    restricted_pupil(old, snils=CHILD)
    create_student(school=old, snils=ANOTHER)
    assert Restriction.objects.count() == 1


def test_a_record_corrected_into_likeness_brings_it(old: School, new: School) -> None:
    pupil = create_student(school=new, **OTHER_NAME)
    restricted_pupil(old)
    assert not of_school(new).exists()
    pupil.surname, pupil.given_name, pupil.patronymic = "Соколова", "Вера", "Ильинична"
    records.correct(record=pupil, fields=["surname", "given_name", "patronymic"], by="test")
    assert of_school(new).exists()


def test_a_pupil_marked_as_left_by_mistake_gets_it_on_return(old: School, new: School) -> None:
    pupil = create_student(school=new, left_on=TODAY)
    restricted_pupil(old)
    pupil.left_on = None
    records.correct(record=pupil, fields=["left_on"], by="test")
    assert of_school(new).exists()


def test_what_two_schools_wrote_at_one_moment_is_caught_up_with(old: School, new: School) -> None:
    source = restricted_pupil(old)
    create_student(school=new)
    Restriction.objects.exclude(pk=source.pk).delete()  # as if neither had seen the other's row
    assert [transfers.catch_up(school=school, by="night") for school in (new, old, old)] == [0, 1, 0]
    assert of_school(new).get().origin == source.pk


def test_an_ordinary_pupil_costs_four_queries_more_whoever_is_restricted(new: School) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            transfers.follow(student=pupil)
        return len(captured)

    pupil = create_student(school=new, snils=CHILD, certificate="IV-АБ 123456", **OTHER_NAME)
    assert queries() == 4
    for number in range(80, 90):
        restricted_pupil(create_school(), snils=synthetic_snils(number), surname="Воронова")
    assert queries() == 4
