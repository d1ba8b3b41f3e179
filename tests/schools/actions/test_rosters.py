"""A roster read against the register: what is shown is what is done, and what a person entered stays."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from schools.actions import links, records
from schools.actions.rosters.applying import apply
from schools.models import AuditEvent, Parent, ParentChildLink, RecordChange, School, SchoolClass, Student
from tests.factories import TODAY, create_parent, create_school, create_student, synthetic_snils
from tests.schools.actions.roster_files import CHILD, FAMILY, MOTHER, SISTERS, data, load, look, parsed, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def school() -> School:
    return create_school(code="roster-school")


def test_a_family_comes_in_once_however_many_rows_name_it(school: School) -> None:
    load(school, FAMILY, SISTERS)
    assert Student.objects.count() == 2
    mother = Parent.objects.get()
    assert (mother.snils, mother.links.count()) == (MOTHER, 2)
    assert set(ParentChildLink.objects.values_list("relation", "basis")) == {("mother", "roster")}
    assert sorted(map(str, SchoolClass.objects.all())) == ["5 «А»", "7 «Б»"]


def test_the_preview_writes_nothing_and_promises_what_is_done(school: School) -> None:
    promised = look(school, FAMILY, SISTERS).count()
    assert Student.objects.count() == Parent.objects.count() == SchoolClass.objects.count() == 0
    assert load(school, FAMILY, SISTERS).count() == promised


def test_the_same_roster_again_changes_nothing(school: School) -> None:
    load(school, FAMILY, SISTERS)
    events = AuditEvent.objects.exclude(kind="roster_applied").count()
    counts = load(school, FAMILY, SISTERS).count()
    assert (counts["students_kept"], counts["parents_kept"], counts["links_new"]) == (2, 1, 0)
    assert AuditEvent.objects.exclude(kind="roster_applied").count() == events


def test_empty_fields_are_filled_and_entered_ones_are_left(school: School) -> None:
    student = create_student(school=school, snils=None, birth_date=None, gender="male")
    plan = load(school, FAMILY)
    student.refresh_from_db()
    assert (student.snils, str(student.birth_date), student.gender) == (CHILD, "2015-03-14", "male")
    assert "другой пол, он оставлен" in said(plan)


def test_nobody_becomes_their_own_parent(school: School) -> None:
    """One number and one name on both sides of a row is a slip of whoever typed it; the pupil comes in (I10)."""
    plan = load(school, FAMILY.replace("Соколова Анна Петровна", "Соколова Вера Ильинична").replace(MOTHER, CHILD))
    assert "один и тот же человек" in said(plan)
    assert (Student.objects.count(), Parent.objects.count(), ParentChildLink.objects.count()) == (1, 0, 0)


def test_a_mothers_number_in_the_childs_cell_keeps_the_link(school: School) -> None:
    """The commonest slip of all: the names differ, so it is two people (real-life.md, Matching)."""
    load(school, FAMILY.replace(CHILD, MOTHER))
    assert ParentChildLink.objects.count() == 1


def test_a_number_that_already_has_another_name_is_left_out(school: School) -> None:
    create_student(school=school, snils=CHILD, surname="Воронова", given_name="Яна")
    plan = load(school, FAMILY)
    assert Student.objects.count() == 1
    assert plan.count()["rows_refused"] == 1
    assert "имя другое" in said(plan)


def test_two_mothers_of_one_name_are_two_people_without_a_number(school: School) -> None:
    nameless = [row.replace(MOTHER, "") for row in (FAMILY, SISTERS)]
    load(school, *nameless)
    assert Parent.objects.count() == 2
    assert load(school, *nameless).count()["parents_new"] == 0


def test_a_mothers_number_that_arrives_later_fills_her_own_record(school: School) -> None:
    load(school, FAMILY.replace(MOTHER, ""))
    load(school, FAMILY)
    assert Parent.objects.get().snils == MOTHER


def test_a_number_of_another_adult_brings_no_parent_and_no_link(school: School) -> None:
    create_parent(school=school, snils=MOTHER, surname="Воронова", given_name="Яна")
    plan = load(school, FAMILY)
    assert (Parent.objects.count(), ParentChildLink.objects.count()) == (1, 0)
    assert "у другого взрослого" in said(plan)


def test_a_link_that_a_person_closed_stays_closed_five_imports_long(school: School) -> None:
    load(school, FAMILY)
    administrator = create_parent(school=school)  # any model signs as a person
    links.close_link(link=ParentChildLink.objects.get(), on=TODAY, by=administrator)
    for _again in range(5):
        plan = load(school, FAMILY)
    assert "закрыл сотрудник школы" in said(plan)
    assert ParentChildLink.objects.filter(valid_to=None).count() == 0


def test_a_corrected_name_is_not_undone_by_an_old_file(school: School) -> None:
    load(school, FAMILY.replace("Соколова Вера", "Соклова Вера"))
    student = Student.objects.get()
    student.surname = "Соколова"
    records.correct(record=student, fields=["surname"], by="test")
    load(school, FAMILY.replace("Соколова Вера", "Соклова Вера"))
    assert Student.objects.get().surname == "Соколова"


def test_a_pupil_moves_to_the_class_that_the_roster_says(school: School) -> None:
    load(school, FAMILY)
    load(school, FAMILY.replace("5 «А»", "6 «А»"))
    assert str(Student.objects.get().school_class) == "6 «А»"


def test_one_bell_for_a_whole_roster_and_few_queries(school: School) -> None:
    rows = [
        f"Соколова Вера Ильинична;{day:02}.03.2015;ж;5 «А»;{synthetic_snils(300 + day)};;Соколова Анна Петровна;;;"
        for day in range(1, 31)
    ]
    roster = parsed(*rows)
    with CaptureQueriesContext(connection) as queries:
        apply(roster=roster, school=school, on=TODAY, by="test")
    assert Student.objects.count() == 30
    assert RecordChange.objects.count() == 1
    assert len(queries) <= 26


def command(*arguments: str) -> str:
    out = StringIO()
    call_command("import_roster", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_shows_and_then_writes(school: School, tmp_path: Path) -> None:
    file = tmp_path / "список.csv"
    file.write_bytes(data(FAMILY, "Иванов;31.02.2015;м;5А;;;;;;"))
    shown = command(str(file), "--school", school.code)
    assert "новых учеников: 1" in shown
    assert "ОШИБКА строка 3" in shown
    assert "ничего не записано" in shown
    assert Student.objects.count() == 0
    assert "Список загружен." in command(str(file), "--school", school.code, "--apply")
    assert Student.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [
        pytest.param("нет.csv", "roster-school", "не открывается", id="no such file"),
        pytest.param("есть.csv", "other", "Школы с кодом", id="no such school"),
        pytest.param("пустой.csv", "roster-school", "пуст", id="an empty file"),
    ],
)
def test_the_command_says_what_is_wrong(school: School, tmp_path: Path, name: str, code: str, words: str) -> None:
    (tmp_path / "есть.csv").write_bytes(data(FAMILY))
    (tmp_path / "пустой.csv").write_bytes(b"")
    with pytest.raises(CommandError, match=words):
        command(str(tmp_path / name), "--school", code)
