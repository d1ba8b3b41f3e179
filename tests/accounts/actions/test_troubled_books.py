"""Numbers that turn out to be somebody else's, accounts that come twice, people who come through another region."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError

from accounts.actions import shards
from accounts.actions.rechecks import Report, recheck
from accounts.actions.reconciliation import reconcile_all
from accounts.actions.sign_in import ask_schools
from accounts.models import MismatchCase, RecordClaim
from schools.actions import records
from schools.models import Parent, School
from tests.factories import create_link, create_parent, create_region, create_school, create_student, synthetic_snils
from tests.households import come_in
from tests.people import NOON, claims, remember

pytestmark = pytest.mark.django_db
MINE, OTHERS = synthetic_snils(17), synthetic_snils(19)


def night() -> dict[str, int]:
    return dict(reconcile_all(at=NOON, by="test night").changes)


def holders() -> list[str]:
    return sorted(RecordClaim.objects.filter(closed_at=None).values_list("identity__subject", flat=True))


def open_kinds() -> list[str]:
    return sorted(MismatchCase.objects.filter(closed_at=None).values_list("kind", flat=True))


def with_child(parent: Parent) -> Parent:
    create_link(parent=parent, student=create_student(school=parent.school))
    return parent


def renumber(parent: Parent, snils: str | None) -> None:
    parent.snils = snils
    records.correct(record=parent, fields=["snils"], by="administrator")


def test_of_two_accounts_with_one_number_one_gets_the_record_and_the_night_goes_on() -> None:
    father = with_child(create_parent(school=create_school()))
    come_in()
    come_in(subject="re-created")
    renumber(father, MINE)
    night()
    assert len(holders()) == 1
    assert open_kinds() == ["ambiguous"]
    assert night() == {}


def test_a_number_given_to_another_moves_the_record_in_one_night() -> None:
    record = with_child(create_parent(school=create_school(), snils=MINE))
    come_in()
    come_in(subject="other", snils=OTHERS)
    renumber(record, OTHERS)
    night()
    assert holders() == ["other"]
    assert night() == {}


def test_swapped_namesakes_change_places_in_one_night() -> None:
    school = create_school()
    first = with_child(create_parent(school=school, snils=MINE))
    second = with_child(create_parent(school=school, snils=OTHERS))
    come_in(subject="one")
    come_in(subject="two", snils=OTHERS)
    renumber(first, None)
    renumber(second, MINE)
    renumber(first, OTHERS)
    night()
    assert holders() == ["one", "two"]
    assert RecordClaim.objects.get(identity__subject="one", closed_at=None).parent == second
    assert open_kinds() == []
    assert night() == {}


def test_at_the_door_whoever_holds_anothers_record_lets_go_first() -> None:
    record = with_child(create_parent(school=create_school(), snils=MINE))
    come_in()
    renumber(record, OTHERS)
    come_in(subject="rightful", snils=OTHERS)
    assert holders() == ["rightful"]


def test_coming_through_another_region_freezes_nothing() -> None:
    record = with_child(create_parent(school=create_school(), snils=MINE))
    come_in()
    elsewhere = create_region(code="RU-OMS", name="Омская область")
    moved = remember()
    moved.identity.region = elsewhere
    moved.identity.save(update_fields=["region"])
    ask_schools(verified=moved, region=elsewhere, at=NOON, by="test")
    assert open_kinds() == []
    renumber(record, OTHERS)
    night()
    assert holders() == []


def test_a_fathers_number_in_his_namesake_sons_card_is_let_go_once_the_age_is_known() -> None:
    school = create_school()
    son = create_student(
        school=school, snils=MINE, given_name="Анна", patronymic="Петровна", birth_date=None, gender=""
    )
    come_in()
    assert holders() == [claims().subject]
    son.birth_date = date(2015, 1, 1)
    records.correct(record=son, fields=["birth_date"], by="administrator")
    night()
    assert holders() == []


def test_the_number_of_a_case_stays_when_a_school_turns_up() -> None:
    father = with_child(create_parent(school=create_school(), surname="Соклова"))
    come_in()
    number = MismatchCase.objects.get().number
    renumber(father, MINE)
    night()
    case = MismatchCase.objects.get()
    assert (case.number, case.kind, case.school) == (number, "differs", father.school)


def test_a_number_in_somebody_elses_card_opens_no_case_without_a_school() -> None:
    create_student(school=create_school(), snils=MINE)
    come_in()
    assert open_kinds() == []


@pytest.fixture
def one_school_fails(monkeypatch: pytest.MonkeyPatch) -> School:
    """The first of two schools has books that the database refuses; in the second somebody waits."""
    broken = create_school()
    renumber(with_child(create_parent(school=create_school())), None)
    come_in()
    renumber(Parent.objects.get(), MINE)
    sound: Callable[..., Report] = recheck

    def sometimes(*, school: School, **told: object) -> Report:
        if school == broken:
            raise IntegrityError
        return sound(school=school, **told)

    monkeypatch.setattr(shards, "recheck", sometimes)
    return broken


@pytest.mark.usefixtures("one_school_fails")
def test_one_schools_trouble_keeps_no_other_waiting() -> None:
    report = reconcile_all(at=NOON, by="test night")
    assert (report.failed, report.schools) == (1, 1)
    assert holders() == [claims().subject]


@pytest.mark.usefixtures("one_school_fails")
def test_an_incomplete_night_is_said_aloud() -> None:
    with pytest.raises(CommandError, match="не удалось проверить: 1"):
        call_command("reconcile_identities")
