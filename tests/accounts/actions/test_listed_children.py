"""The state's list of somebody's children: the last one granted, and it strengthens what waits and nothing else."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actions import identities, listed_children, retention
from accounts.actions.proposals import NamedChild, NotGrown
from accounts.claims import MOST_CHILDREN, Gender, Level, VerifiedChild
from accounts.models import ExternalIdentity, LinkProposal, ListedChild, RecordClaim
from accounts.models.request import Request
from accounts.terms import UNANSWERED_TERM
from schools.identifiers.birth_certificate import parse
from schools.models import Parent, ParentChildLink, School
from tests.accounts.actions.test_proposals import OLEG, VERA, accept, propose
from tests.accounts.oidc.test_parallel import all_at_once
from tests.factories import create_parent, create_region, create_school, create_student, synthetic_snils
from tests.households import come_in
from tests.people import NOON, claims
from tests.refused import somebody

pytestmark = pytest.mark.django_db
State = Request.State
HERS = synthetic_snils(18)
LISTED = VerifiedChild(
    surname="Соколова",
    given_name="Вера",
    patronymic="Ильинична",
    birth_date=date(2015, 3, 14),
    gender=Gender.FEMALE,
    snils=HERS,
    certificate=parse("IV-АБ 123456"),
)
BROTHER = VerifiedChild(surname="Соколов", given_name="Олег")


def mother(**fields: Any) -> ExternalIdentity:
    return somebody(**({"children": (LISTED,)} | fields))


def names() -> list[str]:
    return [row.full_name() for row in ListedChild.objects.all()]


def strengthened() -> bool:
    return LinkProposal.objects.get().strengthened


def test_a_child_is_kept_as_the_register_keeps_people() -> None:
    mother()
    row = ListedChild.objects.get()
    pupil = create_student(school=create_school(), snils=HERS, certificate="IV-АБ 123456")
    same = ("snils", "snils_index", "certificate", "certificate_index", "surname_key", "patronymic_key", "gender")
    assert [getattr(row, name) for name in same] == [getattr(pupil, name) for name in same]
    told = " ".join(map(str, ListedChild.objects.values_list("snils", "certificate")[0]))
    assert HERS not in told
    assert "123456" not in told


@pytest.mark.parametrize(
    ("again", "left"),
    [
        pytest.param((LISTED, BROTHER), ["Соколов Олег", "Соколова Вера Ильинична"], id="a child was born"),
        pytest.param((BROTHER,), ["Соколов Олег"], id="another list"),
        pytest.param((), [], id="an empty list"),
        pytest.param(None, [], id="a list that was not granted is no list"),
    ],
)
def test_each_sign_in_replaces_the_whole_list(again: tuple[VerifiedChild, ...] | None, left: list[str]) -> None:
    mother()
    mother(children=again)
    assert names() == left


def test_another_person_s_list_is_left_alone() -> None:
    mother()
    somebody(subject="2", snils=synthetic_snils(2), children=(BROTHER,))
    mother(children=None)
    assert names() == ["Соколов Олег"]


@pytest.mark.parametrize("level", [Level.OTHER, Level.CHILD])
def test_an_account_of_which_the_state_is_not_sure_vouches_for_nobody(level: Level) -> None:
    mother(level=level)
    assert not ListedChild.objects.exists()


def test_no_more_are_kept_than_any_family_has() -> None:
    mother(children=tuple(replace(BROTHER, given_name=f"Олег {number}") for number in range(MOST_CHILDREN + 5)))
    assert ListedChild.objects.count() == MOST_CHILDREN


def test_killed_between_the_person_and_the_list_nothing_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    mother()

    def dies(*_args: object, **_told: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(listed_children, "replace", dies)
    with pytest.raises(KeyboardInterrupt):
        mother(surname="Другая", children=None)
    assert names() == ["Соколова Вера Ильинична"]
    assert ExternalIdentity.objects.get().verified.surname == "Соколова"


def test_a_list_is_written_in_as_many_queries_however_long() -> None:
    region = create_region()
    counts = []
    for size in (1, 20):
        somebody()
        listed = tuple(replace(BROTHER, given_name=f"Олег {number}") for number in range(size))
        with CaptureQueriesContext(
            connection,
        ) as seen:
            identities.remember(claims=claims(children=listed), region=region, at=NOON)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_the_list_is_forgotten_with_the_snapshot() -> None:
    create_school()
    come_in(children=(LISTED,))
    retention.forget(region=create_region(), at=NOON + UNANSWERED_TERM, by="test night")
    assert not ListedChild.objects.exists()


@pytest.mark.parametrize(
    ("listed", "said", "is_strengthened"),
    [
        pytest.param((LISTED,), VERA, True, id="the child is listed"),
        pytest.param((BROTHER, LISTED), VERA, True, id="among others"),
        pytest.param(
            (LISTED,), NamedChild(surname="соколова", given_name="Вера", patronymic="ИЛЬИНИЧНА"), True, id="spelt"
        ),
        pytest.param((LISTED,), NamedChild(surname="Соколова", given_name="Вера"), False, id="another name"),
        pytest.param(
            (LISTED,), NamedChild(surname="Соклова", given_name="Вера", patronymic="Ильинична"), False, id="alike"
        ),
        pytest.param((LISTED,), OLEG, False, id="a child who is not listed"),
        pytest.param((), VERA, False, id="no children"),
        pytest.param(None, VERA, False, id="the list was not granted"),
        pytest.param(
            (BROTHER,), NamedChild(surname="Соколов", given_name="Олег", patronymic="нет"), True, id="no patronymic"
        ),
    ],
)
def test_a_proposal_is_strengthened_by_the_very_child(
    listed: tuple[VerifiedChild, ...] | None,
    said: NamedChild,
    is_strengthened: bool,  # noqa: FBT001  a table's column
) -> None:
    propose(mother(children=listed), create_school(), child=said)
    assert strengthened() is is_strengthened


def test_the_same_child_named_as_the_list_has_it_is_taken_in_those_words() -> None:
    identity, school = mother(), create_school()
    propose(identity, school, child=NamedChild(surname="Соколова", given_name="Вера"))
    propose(identity, school, child=VERA)
    assert (LinkProposal.objects.get().child_name, strengthened()) == ("Соколова Вера Ильинична", True)
    propose(identity, school, child=NamedChild(surname="Соколова", given_name="Вера"), relation="guardian")
    row = LinkProposal.objects.get()
    assert (row.child_name, row.strengthened, row.relation) == ("Соколова Вера Ильинична", True, "guardian")


@pytest.mark.parametrize(
    ("first", "then", "is_strengthened"),
    [
        pytest.param(None, (LISTED,), True, id="granted later"),
        pytest.param((LISTED,), (LISTED, BROTHER), True, id="still there"),
        pytest.param((LISTED,), (BROTHER,), False, id="no longer in it"),
        pytest.param((LISTED,), None, False, id="not granted again"),
    ],
)
def test_what_waits_says_what_the_last_sign_in_says(
    first: tuple[VerifiedChild, ...] | None,
    then: tuple[VerifiedChild, ...] | None,
    is_strengthened: bool,  # noqa: FBT001  a table's column
) -> None:
    propose(mother(children=first), create_school())
    mother(children=then)
    assert strengthened() is is_strengthened


@pytest.mark.parametrize("state", [State.ACCEPTED, State.DECLINED, State.WITHDRAWN])
@pytest.mark.parametrize("then", [(), None, (LISTED,)], ids=["emptied", "not granted", "granted"])
def test_what_is_decided_stays_as_it_was(state: State, then: tuple[VerifiedChild, ...] | None) -> None:
    was = then != (LISTED,)
    proposal = propose(mother(children=(LISTED,) if was else None), create_school())
    LinkProposal.objects.update(state=state)
    mother(children=then)
    proposal.refresh_from_db()
    assert proposal.strengthened is was


@pytest.mark.parametrize(
    ("found", "is_strengthened"),
    [
        pytest.param({"snils": HERS}, True, id="the very number"),
        pytest.param({"snils": HERS, "surname": "Соклова"}, True, id="the number under a slip of the pen"),
        pytest.param({"certificate": "IV-АБ 123456"}, True, id="the certificate"),
        pytest.param({}, True, id="the very name, no number to compare"),
        pytest.param({"snils": synthetic_snils(99)}, False, id="a namesake"),
        pytest.param({"given_name": "Олег"}, False, id="another child"),
        pytest.param({"surname": "Соклова"}, False, id="a child whose name is alike"),
    ],
)
def test_the_answer_is_about_the_pupil_whom_the_school_found(found: dict[str, str], is_strengthened: bool) -> None:  # noqa: FBT001  a table's column
    school = create_school()
    pupil, parent = create_student(school=school, **found), create_parent(school=school)
    accept(propose(mother(), school), pupil, parent)
    assert strengthened() is is_strengthened


def written(school: School) -> tuple[int, int, int]:
    rows = (ParentChildLink, Parent, RecordClaim)
    linked, parents, held = (model.for_system(by="tests").filter(school=school).count() for model in rows)
    return linked, parents, held


def test_a_list_links_nobody() -> None:
    """R3: the school knows the child by the very number, and nothing opens until it says so."""
    school = create_school()
    create_student(school=school, snils=HERS, certificate="IV-АБ 123456")
    identity = come_in(children=(LISTED,))
    propose(identity, school)
    come_in(children=(LISTED,))
    assert strengthened()
    assert written(school) == (0, 0, 0)


@pytest.mark.parametrize(
    "child",
    [
        pytest.param({"level": Level.CHILD, "birth_date": date(2015, 3, 14)}, id="a child's account"),
        pytest.param({"level": Level.CHILD, "birth_date": None}, id="a child's account without a birth date"),
        pytest.param({"birth_date": date(2008, 10, 2)}, id="the eve of the 18th birthday"),
    ],
)
def test_a_pupil_s_account_stands_for_nobody(child: dict[str, Any]) -> None:
    """L06, whatever list it comes with."""
    with pytest.raises(NotGrown):
        propose(mother(**child), create_school())
    assert not LinkProposal.objects.exists()


def test_from_the_18th_birthday_one_may_ask() -> None:
    propose(mother(birth_date=date(2008, 10, 1)), create_school())
    assert LinkProposal.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_asked_in_one_window_while_another_signs_in() -> None:
    """Whichever is first, what waits says what the list says."""
    school = create_school()
    people = [mother(subject=str(number), snils=synthetic_snils(200 + number)) for number in range(4)]
    calls: list[Callable[[], object]] = []
    for number, identity in enumerate(people):
        calls.append(partial(propose, identity, school))
        calls.append(partial(mother, subject=str(number), snils=synthetic_snils(200 + number), children=None))
    all_at_once(calls)
    assert list(LinkProposal.objects.values_list("strengthened", flat=True)) == [False] * 4
