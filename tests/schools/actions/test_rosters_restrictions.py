"""A roster brings a child whom an act protects: what is shown is what is done, and nobody slips in with an old file."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from schools.actions import transfers
from schools.actions.restrictions import Unrecorded
from schools.actions.rosters.applying import apply
from schools.models import Parent, ParentChildLink, School, Student
from schools.relations import Scope
from tests.factories import TODAY, create_parent, create_school, create_student, synthetic_snils
from tests.people import NOON
from tests.restricted import of_school, restrict, restricted_pupil
from tests.schools.actions.roster_files import CHILD, FAMILY, MOTHER, SISTER, SISTERS, load, look, parsed, said

pytestmark = pytest.mark.django_db
FATHER = synthetic_snils(211)
BOTH = FAMILY.removesuffix(";;") + f";Соколов Илья Ильич;{FATHER}"
NAMELESS = BOTH.replace(FATHER, "")
NAMED = {CHILD: {}, SISTER: {"given_name": "Нина", "birth_date": date(2013, 2, 1)}}
WAITS, REFUSED = "связи откроются после решения", "есть ограничение"


@pytest.fixture
def old() -> School:
    return create_school()


@pytest.fixture
def new() -> School:
    return create_school()


def decide(school: School, *, accept: bool) -> None:
    for row in of_school(school).filter(state="proposed"):
        transfers.decide(restriction=row, accept=accept, at=NOON, by="test")


def adults(school: School) -> list[str]:
    return sorted(map(str, Parent.objects.filter(school=school)))


@pytest.mark.parametrize(
    "known",
    [
        pytest.param({"snils": CHILD, "surname": "Воронова"}, id="by SNILS"),
        pytest.param({"certificate": "IV-АБ 123456", "surname": "Воронова"}, id="by certificate"),
        pytest.param({"surname": "соколова"}, id="by name and birth date"),
    ],
)
def test_a_child_comes_with_the_act_and_without_adults(old: School, new: School, known: dict[str, Any]) -> None:
    restricted_pupil(old, **known)
    plan = look(new, BOTH)
    assert not of_school(new).exists()
    assert plan.count()["restrictions_carried"] == 1
    assert WAITS in said(plan)
    load(new, BOTH)
    assert of_school(new).get().state == "proposed"
    assert (Student.objects.filter(school=new).count(), adults(new), ParentChildLink.objects.count()) == (1, [], 0)


def test_the_same_file_five_times_carries_once_and_links_nobody(old: School, new: School) -> None:
    """L09 for what came with a transfer."""
    restricted_pupil(old, snils=CHILD)
    for _again in range(5):
        assert WAITS in said(load(new, BOTH))
    assert of_school(new).count() == 1
    assert adults(new) == []


def test_the_sister_who_is_not_meant_gets_her_mother(old: School, new: School) -> None:
    restricted_pupil(old, snils=CHILD)
    load(new, BOTH, SISTERS)
    assert [str(link.student) for link in ParentChildLink.objects.all()] == ["Соколова Нина Ильинична"]


@pytest.mark.parametrize("file", [BOTH, NAMELESS], ids=["with his number", "by name"])
@pytest.mark.parametrize(
    "adult",
    [
        pytest.param(Unrecorded("Соколов", "Илья", "Ильич"), id="the act has the name"),
        pytest.param(Unrecorded("Соколов", "Илья", "Ильич", FATHER), id="the act has name and number"),
        pytest.param(Unrecorded("Соколов", "Илья", "Ильич", synthetic_snils(212)), id="the act has another number"),
    ],
)
def test_accepted_an_old_file_brings_the_mother_and_nothing_of_him(
    old: School, new: School, file: str, adult: Unrecorded
) -> None:
    restricted_pupil(old, adult, snils=CHILD)
    load(new, file)
    decide(new, accept=True)
    for _again in range(5):
        plan = load(new, file)
        assert REFUSED in said(plan)
        assert WAITS not in said(plan)
        assert adults(new) == ["Соколова Анна Петровна"]
        assert ParentChildLink.objects.count() == 1


def test_declined_everybody_comes(old: School, new: School) -> None:
    restricted_pupil(old, snils=CHILD)
    load(new, BOTH)
    decide(new, accept=False)
    load(new, BOTH)
    assert adults(new) == ["Соколов Илья Ильич", "Соколова Анна Петровна"]
    assert ParentChildLink.objects.count() == 2


def test_his_record_for_another_child_stays_and_no_link_to_this_one(new: School) -> None:
    father = create_parent(school=new, snils=FATHER, surname="Соколов", given_name="Илья", patronymic="Ильич")
    restrict(create_student(school=new, snils=CHILD), father)
    sisters = SISTERS.removesuffix(";;") + f";Соколов Илья Ильич;{FATHER}"
    plan = load(new, BOTH, sisters)
    assert REFUSED in said(plan)
    linked = ParentChildLink.objects.filter(parent=father).values_list("student__snils_index", flat=True)
    assert list(linked) == [Student.objects.get(given_name="Нина").snils_index]


def test_an_act_that_leaves_the_diary_keeps_nobody_out(new: School) -> None:
    restrict(create_student(school=new, snils=CHILD), bars=frozenset({Scope.PICKUP}))
    load(new, BOTH)
    assert ParentChildLink.objects.count() == 2


def test_a_number_filled_by_the_roster_carries_on_to_the_next_school(old: School, new: School) -> None:
    third = create_student(school=create_school(), snils=CHILD, surname="Воронова")
    restrict(create_student(school=new))
    load(new, FAMILY)
    assert of_school(third.school).get().state == "proposed"


def test_queries_do_not_grow_with_the_roster(old: School) -> None:
    def queries(count: int) -> int:
        rows = [
            f"Соколова Вера Ильинична;{day:02}.03.2015;ж;5 «А»;{synthetic_snils(300 + day)};;Соколова Анна Петровна;;;"
            for day in range(1, count + 1)
        ]
        school, roster = create_school(), parsed(*rows)
        with CaptureQueriesContext(connection) as captured:
            apply(roster=roster, school=school, on=TODAY, by="test")
        return len(captured)

    for day in range(1, 29):
        restricted_pupil(old, snils=synthetic_snils(300 + day), birth_date=date(2015, 3, day))
    queries(1)  # the year is made
    assert queries(28) == queries(2)


class Worlds(TestCase):
    """Whoever is restricted elsewhere and whatever was decided, the preview promises what is done."""

    @settings(max_examples=30)
    @given(
        children=st.sets(st.sampled_from([CHILD, SISTER])),
        bars=st.sets(st.sampled_from(Scope), min_size=1),
        first=st.sampled_from([(BOTH,), (BOTH, SISTERS), ()]),
        accept=st.sampled_from([True, False, None]),
        adult=st.sampled_from([("Соколов", "Илья", "Ильич"), ("Соколова", "Анна", "Петровна")]),
        number=st.sampled_from([None, FATHER, MOTHER]),
    )
    def test_the_preview_is_what_is_done(
        self,
        children: set[str],
        bars: set[Scope],
        first: tuple[str, ...],
        accept: bool | None,  # noqa: FBT001  given by name
        adult: tuple[str, str, str],
        number: str | None,
    ) -> None:
        old, new = create_school(), create_school()
        for child in sorted(children):
            pupil = create_student(school=old, snils=child, **NAMED[child])
            restrict(pupil, Unrecorded(*adult, snils=number), bars=frozenset(bars))
        if first:
            load(new, *first)
        if accept is not None:
            decide(new, accept=accept)
        promised = look(new, BOTH, SISTERS)
        links, held = set(ParentChildLink.objects.values_list("pk", flat=True)), of_school(new).count()
        done = load(new, BOTH, SISTERS)
        assert [remark.message for remark in done.remarks] == [remark.message for remark in promised.remarks]
        assert ParentChildLink.objects.exclude(pk__in=links).count() == len(promised.links)
        assert of_school(new).count() - held == len(promised.restrictions)
        waiting = of_school(new).filter(state="proposed").values("student")
        assert not ParentChildLink.objects.filter(student__in=waiting, valid_to=None).exists()
