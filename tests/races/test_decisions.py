"""The school decides, in many windows at once: a proposal, a correction, a link, an account."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import CorrectionRequest, LinkProposal, MismatchCase, Notice, RecordClaim
from schools.models import AuditEvent, Parent, ParentChildLink, PendingLink, School, Student
from tests.accounts.oidc.test_parallel import copy_of
from tests.dnevnik.test_entrance import arrive, family
from tests.factories import create_administrator, create_parent, create_pending, create_school, create_student
from tests.households import MOTHERS
from tests.races.crowds import all_at_once, all_is_well, in_crowds, told
from tests.schools.admin.forms import one_link, person
from tests.staff_session import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
VERA = {"child_surname": "Соколова", "child_given_name": "Вера", "relation": "mother", "send": "1"}
YES = {"relation": "mother", "basis": "birth_certificate", "confirmed": "1"}
NO = {"reason": "no_paper"}


def office(school: School) -> Client:
    return sign_in(Client(), create_administrator(schools=[school]))


def address(row: Any, deed: str) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{deed}", args=[row.pk])


def press(client: Client, row: Any, deed: str, form: dict[str, Any]) -> Callable[[], object]:
    """A click in a window of its own."""
    return partial(copy_of(client).post, address(row, deed), form)


def proposal(visitor: Client, school: School, *, name: str = "Вера") -> LinkProposal:
    """A parent whom the school does not know has named it and the child."""
    visitor.post("/enter/case/school/", {"school": school.pk, "role": "parent", **VERA, "child_given_name": name})
    return LinkProposal.objects.latest("asked_at")


@in_crowds
def test_a_proposal_is_decided_once(client: Client, ways: int) -> None:
    school = create_school()
    child = create_student(school=school)
    arrive(client)
    row, desk = proposal(client, school), office(school)
    deeds = ("decide", YES | {"student": child.pk, "whom": "verified"}), ("decline", NO)
    assert told(all_at_once([press(desk, row, *deeds[n % 2]) for n in range(ways)]))
    row.refresh_from_db()
    accepted = row.state == LinkProposal.State.ACCEPTED
    assert row.state in (LinkProposal.State.ACCEPTED, LinkProposal.State.DECLINED)
    assert AuditEvent.objects.filter(kind="link_answered").count() == 1
    assert ParentChildLink.objects.count() == Parent.objects.count() == int(accepted)
    assert all_is_well()


@in_crowds
def test_two_children_of_one_parent(client: Client, ways: int) -> None:
    """Both are decided at once, and the parent's record is entered once."""
    school = create_school()
    children = [create_student(school=school, given_name=name) for name in ("Вера", "Надежда")]
    arrive(client)
    rows = [proposal(client, school, name=child.given_name) for child in children]
    desk = office(school)
    forms = [YES | {"student": child.pk, "whom": "verified"} for child in children]
    assert told(all_at_once([press(desk, rows[n % 2], "decide", forms[n % 2]) for n in range(ways)]))
    waiting = LinkProposal.objects.filter(state="waiting")
    for row, form in zip(rows, forms, strict=True):  # whoever met «кто-то изменил» looks again
        if row in waiting:
            press(desk, row, "decide", form)()
    assert not waiting.exists()
    assert (Parent.objects.count(), ParentChildLink.objects.filter(valid_to=None).count()) == (1, 2)
    assert all_is_well()


@in_crowds
def test_one_child_proposed_in_two_spellings(client: Client, ways: int) -> None:
    """Two proposals, one child: one open link."""
    school = create_school()
    child = create_student(school=school)
    arrive(client)
    rows = [proposal(client, school, name=name) for name in ("Вера", "Верочка")]
    desk, form = office(school), YES | {"student": child.pk, "whom": "verified"}
    assert told(all_at_once([press(desk, rows[n % 2], "decide", form) for n in range(ways)]))
    assert ParentChildLink.objects.filter(valid_to=None).count() == 1
    assert Parent.objects.count() == 1
    assert all_is_well()


@in_crowds
def test_a_correction_is_decided_once(client: Client, ways: int) -> None:
    school = create_school()
    record = create_parent(school=school, snils=MOTHERS, surname="Соклова")
    arrive(client)
    client.post("/enter/case/wrong/")
    row, desk = CorrectionRequest.objects.get(), office(school)
    deeds: Any = ("decide", {}), ("decline", {"reason": "record_is_right"})
    assert told(all_at_once([press(desk, row, *deeds[n % 2]) for n in range(ways)]))
    row.refresh_from_db()
    record.refresh_from_db()
    assert (row.state, record.surname) in {("accepted", "Соколова"), ("declined", "Соклова")}
    assert AuditEvent.objects.filter(kind="correction_answered").count() == 1
    assert Notice.objects.filter(kind="case_answered").count() <= 1
    assert all_is_well()


@in_crowds
def test_a_link_is_closed_once(ways: int) -> None:
    family()
    link = ParentChildLink.objects.get()
    desk = office(link.school)
    answers = all_at_once([press(desk, link, "close", {}) for _ in range(ways)])
    assert set(told(answers)) == {reverse("admin:schools_student_change", args=[link.student_id])}
    assert AuditEvent.objects.filter(kind="link_closed").count() == 1
    assert all_is_well()


@in_crowds
def test_a_link_is_entered_once(ways: int) -> None:
    """On the page of the pupil; whoever comes second is told, in words."""
    school = create_school()
    child, parent = create_student(school=school), create_parent(school=school)
    desk, page = office(school), reverse("admin:schools_student_change", args=[child.pk])
    form = person() | one_link(parent=parent.pk, relation="mother", basis="birth_certificate")
    posts = [partial(copy_of(desk).post, page, form) for _ in range(ways)]
    assert told(all_at_once(posts))
    assert ParentChildLink.objects.filter(valid_to=None).count() == 1
    assert Student.objects.count() == 1
    assert all_is_well()


@in_crowds
def test_an_account_is_replaced_once(client: Client, ways: int) -> None:
    """«Это один человек»: the record changes hands once, while both accounts knock."""
    family()
    arrive(client, subject="old")
    arrive(Client(), subject="new")
    case = MismatchCase.objects.get(closed_at=None)
    assert case.school is not None
    desk = office(case.school)
    knocks: list[Callable[[], object]] = [
        partial(arrive, Client(), subject="new"),
        press(desk, case, "replace", {"confirmed": "1"}),
    ]
    assert told(all_at_once([knocks[n % 2] for n in range(ways)]))
    assert RecordClaim.objects.get(closed_at=None).identity.subject == "new"
    assert AuditEvent.objects.filter(kind="identity_replaced").count() == 2
    assert all_is_well()


@in_crowds
def test_a_link_for_two_is_decided_once(ways: int) -> None:
    """Two colleagues agree and decline at once: one answer counts, and there is a link or there is none (L30)."""
    school = create_school()
    row = create_pending(parent=create_parent(school=school), student=create_student(school=school), by="user 0")
    desks = [office(school) for _colleague in range(2)]
    answers = [{"answer": "agree"}, {"answer": "agree"}, {"answer": "decline"}]
    calls = [press(desks[n % 2], row, "decide", answers[n % 3]) for n in range(ways)]
    assert told(all_at_once(calls))
    row.refresh_from_db()
    assert row.state in (PendingLink.State.AGREED, PendingLink.State.DECLINED)
    assert ParentChildLink.objects.count() == int(row.state == PendingLink.State.AGREED)
    assert AuditEvent.objects.filter(kind__in=["link_agreed", "link_declined"]).count() == 1
    assert all_is_well()
