"""An adult whom the school took away from a child does not come back with an old file, whatever was corrected since."""

from datetime import date

import pytest
from django.db import models

from schools.actions import four_eyes, links, records
from schools.models import Parent, ParentChildLink, PendingLink, School, Student
from tests.factories import (
    TODAY,
    create_administrator,
    create_link,
    create_parent,
    create_school,
    create_student,
    synthetic_snils,
)
from tests.people import NOON
from tests.schools.actions.roster_files import CHILD, MOTHER, load, look, said

pytestmark = pytest.mark.django_db

FATHER = synthetic_snils(211)
OLD_FILE = f"Соколова Вера Ильинична;14.03.2015;ж;5 «А»;{CHILD};;;;Соколов Илья Ильич;{FATHER}"
WITHOUT_NUMBER = OLD_FILE.replace(FATHER, "")
CLOSED = "закрыл сотрудник школы"
MOTHER_TOO = OLD_FILE.replace(";;;;", f";;Соколова Анна Петровна;{MOTHER};")


@pytest.fixture
def school() -> School:
    return create_school()


@pytest.fixture
def administrator(school: School) -> models.Model:
    return create_administrator(schools=[school]).user


def close(by: models.Model) -> Parent:
    """The administrator closes the only open link; the father's record as it then stands."""
    link = ParentChildLink.objects.get(valid_to=None)
    links.close_link(link=link, on=TODAY, by=by)
    return Parent.objects.get(pk=link.parent_id)


def change(record: Parent | Student, **fields: object) -> None:
    for name, value in fields.items():
        setattr(record, name, value)
    records.correct(record=record, fields=list(fields), by="test")


def open_parents() -> list[str]:
    return sorted(str(link.parent) for link in ParentChildLink.objects.filter(valid_to=None))


@pytest.mark.parametrize(
    ("file", "since"),
    [
        pytest.param(OLD_FILE, {}, id="nothing was corrected"),
        pytest.param(OLD_FILE, {"left_on": TODAY}, id="he is marked as left"),
        pytest.param(WITHOUT_NUMBER, {"left_on": TODAY}, id="he is marked as left and has no number"),
        pytest.param(OLD_FILE, {"surname": "Соколовский"}, id="his name was corrected"),
        pytest.param(WITHOUT_NUMBER, {"surname": "Соколовский"}, id="his name was corrected and he has no number"),
        pytest.param(OLD_FILE, {"snils": synthetic_snils(212)}, id="his number was corrected"),
        pytest.param(OLD_FILE, {"snils": None}, id="his number was removed"),
        pytest.param(OLD_FILE, {"snils": None, "surname": "Соколовский"}, id="the number removed, the name corrected"),
        pytest.param(
            OLD_FILE, {"snils": synthetic_snils(212), "surname": "Соколовский", "left_on": TODAY}, id="all of it"
        ),
    ],
)
def test_a_closed_link_stays_closed(
    school: School, administrator: models.Model, file: str, since: dict[str, object]
) -> None:
    load(school, file)
    change(close(administrator), **since)
    for _again in range(2):
        plan = load(school, file)
        assert open_parents() == []
        assert Parent.objects.count() == 1
        assert CLOSED in said(plan)


def test_the_preview_says_it_before(school: School, administrator: models.Model) -> None:
    load(school, OLD_FILE)
    change(close(administrator), left_on=TODAY)
    plan = look(school, OLD_FILE)
    assert CLOSED in said(plan)
    assert (plan.count()["parents_new"], plan.count()["links_new"]) == (0, 0)


def test_the_other_parent_still_comes(school: School, administrator: models.Model) -> None:
    load(school, OLD_FILE)
    change(close(administrator), surname="Соколовский")
    load(school, MOTHER_TOO)
    assert open_parents() == ["Соколова Анна Петровна"]


def test_a_father_put_in_his_place_by_hand_is_kept_and_the_old_one_stays_out(
    school: School, administrator: models.Model
) -> None:
    load(school, OLD_FILE)
    change(close(administrator), surname="Соколовский", snils=None)
    real = create_parent(school=school, surname="Воронов", given_name="Пётр", patronymic="", snils=synthetic_snils(213))
    create_link(parent=real, student=Student.objects.get(), relation="father", basis="court")
    new_file = OLD_FILE.replace("Соколов Илья Ильич", "Воронов Пётр").replace(FATHER, real.snils or "")
    assert CLOSED not in said(load(school, new_file))
    assert CLOSED not in said(load(school, new_file.replace(real.snils or "", "")))
    assert CLOSED in said(load(school, OLD_FILE))
    assert open_parents() == ["Воронов Пётр"]


def test_a_link_opened_again_by_hand_is_kept(school: School, administrator: models.Model) -> None:
    load(school, OLD_FILE)
    father = close(administrator)
    create_link(parent=father, student=Student.objects.get(), relation="father", basis="court")
    plan = load(school, OLD_FILE)
    assert said(plan) == ""
    assert plan.count()["parents_kept"] == 1


def test_his_record_with_a_brother_is_not_linked_instead(school: School, administrator: models.Model) -> None:
    """Without numbers each child has a record of him; the number that comes later would have joined them."""
    brother = f"Соколов Егор Ильич;01.02.2014;м;6 «А»;{synthetic_snils(214)};;;;Соколов Илья Ильич;"
    load(school, WITHOUT_NUMBER)
    change(close(administrator), given_name="Илия")
    load(school, brother)
    plan = load(school, brother + FATHER, OLD_FILE)
    assert CLOSED in said(plan)
    assert [link.student.given_name for link in ParentChildLink.objects.filter(valid_to=None)] == ["Егор"]


@pytest.mark.parametrize(
    ("relation", "stays_out"),
    [
        pytest.param("father", True, id="the relation of the file"),
        pytest.param("parent", True, id="a relation nobody told"),
        pytest.param("guardian", False, id="another relation"),
        pytest.param("mother", False, id="the mother"),
    ],
)
def test_where_neither_name_nor_number_fits_the_relation_decides(
    school: School, administrator: models.Model, *, relation: str, stays_out: bool
) -> None:
    student = create_student(school=school, snils=CHILD)
    create_link(parent=create_parent(school=school), student=student, relation=relation)
    close(administrator)
    plan = load(school, OLD_FILE)
    assert (CLOSED in said(plan), open_parents() == []) == (stays_out, stays_out)


@pytest.mark.parametrize(
    ("pupil", "stays_out"),
    [
        pytest.param({}, True, id="known by all"),
        pytest.param({"snils": None, "certificate": None}, True, id="known by name and date of birth"),
        pytest.param({"snils": None, "certificate": None, "birth_date": None}, True, id="known by name alone"),
        pytest.param({"surname": "Соколовская"}, True, id="known by number"),
        pytest.param({"snils": None, "surname": "Соколовская"}, True, id="known by certificate"),
        pytest.param({"snils": None, "certificate": None, "birth_date": date(2014, 5, 6)}, False, id="a namesake"),
    ],
)
def test_a_pupil_who_left_and_comes_back_does_not_bring_him(
    school: School, administrator: models.Model, *, pupil: dict[str, object], stays_out: bool
) -> None:
    file = MOTHER_TOO.replace(";;Соколова Анна", ";IV-АБ 123456;Соколова Анна").replace(MOTHER, "")
    load(school, OLD_FILE.replace(";;;;", ";IV-АБ 123456;;;"))
    close(administrator)
    change(Student.objects.get(), left_on=TODAY, **pupil)
    assert (CLOSED in said(load(school, file))) is stays_out
    assert open_parents() == sorted(["Соколова Анна Петровна", *([] if stays_out else ["Соколов Илья Ильич"])])


def test_an_adult_marked_as_left_is_not_recorded_anew(school: School) -> None:
    load(school, OLD_FILE)
    change(Parent.objects.get(), left_on=TODAY)
    plan = load(school, OLD_FILE)
    assert "отмечено, что взрослый выбыл" in said(plan)
    assert Parent.objects.count() == 1


def test_a_link_that_the_system_closed_is_opened_by_the_file(school: School) -> None:
    load(school, OLD_FILE)
    links.close_link(link=ParentChildLink.objects.get(), on=TODAY, by="a system job")
    load(school, OLD_FILE)
    assert open_parents() == ["Соколов Илья Ильич"]


@pytest.mark.parametrize("taken_back", [False, True], ids=["waits", "taken back"])
def test_a_link_to_which_no_second_person_agreed_does_not_come_with_the_file(
    school: School, administrator: models.Model, *, taken_back: bool
) -> None:
    """Else whoever opened it alone would only have to write it into the list (L30)."""
    school.region.four_eyes = True
    school.region.save()
    father = create_parent(school=school, surname="Соколов", given_name="Илья", patronymic="Ильич", snils=FATHER)
    child = create_student(school=school, snils=CHILD)
    pending = four_eyes.open_by_hand(
        parent=father, student=child, relation="father", basis="court", on=TODAY, at=NOON, by=administrator
    )
    assert isinstance(pending, PendingLink)
    if taken_back:
        four_eyes.decline(pending=pending, at=NOON, by=administrator)
    plan = load(school, OLD_FILE)
    assert open_parents() == []
    assert "её не подтвердил второй" in said(plan)
    four_eyes.decline(pending=pending, at=NOON, by=administrator)
    create_link(parent=father, student=child, relation="father", basis="court")
    assert said(load(school, OLD_FILE)) == "", "linked in another way, he is kept"


def test_a_number_that_the_school_corrected_is_not_brought_back_with_a_second_parent(school: School) -> None:
    load(school, OLD_FILE)
    change(Parent.objects.get(), snils=synthetic_snils(212))
    plan = load(school, OLD_FILE)
    assert "записан другой СНИЛС, он оставлен" in said(plan)
    assert Parent.objects.get().snils == synthetic_snils(212)
