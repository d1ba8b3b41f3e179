"""L30: the technical superuser reads no diary, and cannot link anybody to a child without the school seeing who did.

No page of staff shows a diary, so there is none to break into. Where the region wants two people («связь открывают
двое», off by default: a village school has one administrator), what one of them opened by hand is no link.
"""

from datetime import date
from typing import Any

import pytest
from django.contrib import admin
from django.db import DatabaseError, transaction
from django.test import Client

from accounts.actions.staff import NewAdministrator
from accounts.models import ContactCode, ContactPoint, ExternalIdentity, RecordClaim, User, VerifiedIdentity
from consents import access
from consents.models import ConsentDecision, ConsentRequest, DiaryVisit
from schools.actions import bonds, memberships
from schools.models import AuditEvent, Parent, ParentChildLink, PendingLink, Region, School, Student
from tests.accounts.actions.doorway import write
from tests.accounts.actions.test_proposals import propose
from tests.consents.families import give
from tests.factories import TODAY, create_administrator, create_class, create_school, create_student, synthetic_snils
from tests.households import Household, come_in, household
from tests.people import NOON
from tests.schools.admin.forms import one_link, person
from tests.staff_session import sign_in

pytestmark = pytest.mark.django_db
PRIVATE = {
    *(ConsentDecision, ConsentRequest, DiaryVisit, ContactPoint, ContactCode),
    *(ExternalIdentity, VerifiedIdentity),
}
"""What citizens decided, looked at, wrote and showed the state: no page of staff."""
WRITTEN_BY_THE_DOOR = {RecordClaim}
MINE = {"surname": "Хозяйкина", "given_name": "Ольга", "patronymic": "Павловна", "birth_date": "01.02.1980"}


@pytest.fixture
def superuser() -> NewAdministrator:
    return create_administrator(superuser=True, name="Хозяйкина Ольга Павловна")


@pytest.fixture
def operator(superuser: NewAdministrator) -> Client:
    return sign_in(Client(), superuser)


@pytest.fixture
def family() -> Household:
    made = household()
    give(made.mother, "own")
    give(made.mother, "child")
    return made


def test_l30_no_page_of_staff_is_about_what_citizens_keep_to_themselves() -> None:
    assert PRIVATE & set(admin.site._registry) == set()
    assert len(admin.site._registry) > 15


def test_l30_nor_can_anybody_write_there_who_came_to_the_door(operator: Client, family: Household) -> None:
    for model in WRITTEN_BY_THE_DOOR:
        page = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        row = model.objects.all()[0]
        before = model.objects.count()
        for address in (f"{page}add/", f"{page}{row.pk}/change/", f"{page}{row.pk}/delete/"):
            operator.post(address, {"post": "yes", "identity": str(family.child.pk), "role": "parent"})
        assert (model.objects.count(), model.objects.get(pk=row.pk).identity) == (before, row.identity)


@pytest.mark.parametrize("page", ["/diary/", "/consents/", "/contact/", "/children/add/"])
def test_l30_the_citizens_pages_are_not_the_superusers(
    operator: Client, superuser: NewAdministrator, family: Household, page: str
) -> None:
    """Not even were a row of the database to tie a citizen's identity to the staff account."""
    ExternalIdentity.objects.filter(pk=family.mother.pk).update(user=superuser.user)
    assert operator.get(page).headers.get("Location") == "/"
    assert not DiaryVisit.objects.exists()


def test_l30_no_page_turns_a_staff_account_into_a_citizens(operator: Client, superuser: NewAdministrator) -> None:
    page = f"/admin/accounts/user/{superuser.user.pk}/change/"
    told = {"email": "other@school.test", "last_name": "Хозяйкина", "first_name": "Ольга", "is_active": "on"}
    operator.post(page, {**told, "kind": "citizen", "is_staff": "", "is_superuser": ""})
    mine = User.objects.get(pk=superuser.user.pk)
    assert (mine.kind, mine.is_staff, mine.is_superuser, mine.email) == ("staff", True, True, superuser.user.email)


def link_herself(operator: Client, child: Student) -> ParentChildLink:
    """The superuser enters a parent's card with her own name and links it to a child, by the pages of the admin."""
    added = operator.post(f"/admin/schools/parent/add/?school={child.school_id}", {**person(), **MINE})
    assert added.status_code == 302
    record = Parent.objects.get(surname="Хозяйкина")
    line = one_link(parent=record.pk, relation="guardian", basis="court")
    operator.post(f"/admin/schools/student/{child.pk}/change/", person() | line)
    return ParentChildLink.objects.get(parent=record)


@pytest.fixture
def child() -> Student:
    school: School = create_school(name="Школа № 31")
    return create_student(school=school, school_class=create_class(school=school, on=TODAY))


def test_l30_a_link_of_her_own_is_in_the_schools_events_under_her_name(
    operator: Client, superuser: NewAdministrator, child: Student
) -> None:
    link = link_herself(operator, child)
    deeds = [event for row in (link.parent, link) for event in AuditEvent.about(row)]
    assert {(event.kind, event.by, event.school_id) for event in deeds} == {
        (kind, f"user {superuser.user.pk}", child.school_id) for kind in ("record_entered", "link_opened")
    }
    office = sign_in(Client(), create_administrator(schools=[child.school]))
    assert office.get("/admin/schools/auditevent/").text.count(str(superuser.user)) >= 2
    assert "Хозяйкина" in office.get(f"/admin/schools/student/{child.pk}/change/").text


def want_two(child: Student) -> None:
    child.school.region.four_eyes = True
    child.school.region.save()


def pend_herself(operator: Client, child: Student) -> PendingLink:
    """The same pages where the region wants two."""
    want_two(child)
    with pytest.raises(ParentChildLink.DoesNotExist):
        link_herself(operator, child)
    return PendingLink.objects.get(parent__surname="Хозяйкина")


def agree(client: Client, pending: PendingLink) -> str:
    return client.post(f"/admin/schools/pendinglink/{pending.pk}/decide/", {"answer": "agree"}, follow=True).text


def test_l30_where_two_are_wanted_a_link_of_her_own_opens_nothing(operator: Client, child: Student) -> None:
    """Neither the diary nor the door: she is somebody without a child, like any stranger."""
    pending = pend_herself(operator, child)
    number = synthetic_snils(45)
    write(pending.parent, snils=number)
    her = come_in(subject="hers", surname="Хозяйкина", given_name="Ольга", patronymic="Павловна", snils=number)
    assert [place.children for place in access.parent_places(access.places(her, at=NOON))] == [()]
    assert not bonds.of_students([child.pk], by="test")


@pytest.mark.parametrize("appointed", [False, True])
def test_l30_she_does_not_agree_to_it_herself(
    operator: Client, superuser: NewAdministrator, child: Student, *, appointed: bool
) -> None:
    """Not even as an administrator of that very school, and not with the switch turned off for a moment."""
    if appointed:
        memberships.appoint(user=superuser.user, school=child.school, on=TODAY, by="test")
    pending = pend_herself(operator, child)
    for is_on in (True, False):
        Region.objects.update(four_eyes=is_on)
        assert "Вы открыли эту связь сами" in agree(operator, pending)
    assert not ParentChildLink.objects.exists()


def test_l30_nor_does_another_superuser_for_her(operator: Client, child: Student) -> None:
    pending = pend_herself(operator, child)
    agree(sign_in(Client(), create_administrator(superuser=True)), pending)
    assert not ParentChildLink.objects.exists()


def test_l30_the_school_agrees_or_nobody_does_and_both_stand_in_the_journal(
    operator: Client, superuser: NewAdministrator, child: Student
) -> None:
    pending = pend_herself(operator, child)
    administrator = create_administrator(schools=[child.school])
    office = sign_in(Client(), administrator)
    assert str(superuser.user) in office.get(f"/admin/schools/pendinglink/{pending.pk}/decide/").text
    agree(office, pending)
    link = ParentChildLink.objects.get()
    assert (link.parent, link.student) == (pending.parent, child)
    signed = AuditEvent.objects.filter(subject_id=str(pending.pk)).values_list("kind", "by")
    assert set(signed) == {
        ("link_waits", f"user {superuser.user.pk}"),
        ("link_agreed", f"user {administrator.user.pk}"),
        ("link_opened", f"user {administrator.user.pk}"),
    }


def test_l30_a_request_of_her_own_is_decided_by_somebody_else(
    operator: Client, superuser: NewAdministrator, child: Student
) -> None:
    """A parent who asks and a member of staff who answers are two people, unless they are one."""
    want_two(child)
    her = come_in(subject="hers", **(MINE | {"birth_date": date(1980, 2, 1)}), snils=synthetic_snils(45))
    asked = propose(her, child.school)
    told = {"student": child.pk, "whom": "verified", "relation": "mother", "basis": "court", "confirmed": "1"}
    page = f"/admin/accounts/linkproposal/{asked.pk}/decide/"
    assert "решит другой сотрудник" in operator.post(page, told, follow=True).text
    assert not ParentChildLink.objects.exists()
    office = sign_in(Client(), create_administrator(schools=[child.school]))
    office.post(page, told)
    assert ParentChildLink.objects.get().student == child, "asked by one, decided by another: that is two"


@pytest.mark.parametrize("deed", ["delete", "update"])
def test_l30_nobody_takes_the_trace_away(operator: Client, child: Student, deed: str) -> None:
    """Nor the link itself; not even past all our code."""
    link = link_herself(operator, child)
    operator.post(f"/admin/schools/parentchildlink/{link.pk}/delete/", {"post": "yes"})
    event = AuditEvent.about(link).get()
    rows: Any = AuditEvent.objects.filter(pk=event.pk)
    with transaction.atomic():
        try:
            rows.delete() if deed == "delete" else rows.update(by="somebody else")
        except DatabaseError:
            transaction.set_rollback(True)
    assert list(rows.values_list("by", flat=True)) == [event.by]
    assert ParentChildLink.objects.filter(pk=link.pk, valid_to=None).exists()


def test_l30_to_read_she_comes_through_the_citizens_door_like_anybody(operator: Client, child: Student) -> None:
    """By her own Gosuslugi, and the school reads that she came."""
    link = link_herself(operator, child)
    number = synthetic_snils(45)
    write(link.parent, snils=number)
    her = come_in(subject="hers", surname="Хозяйкина", given_name="Ольга", patronymic="Павловна", snils=number)
    claim = RecordClaim.objects.get(identity=her)
    assert (claim.parent_id, claim.school) == (link.parent_id, child.school)
    assert AuditEvent.about(claim).get().school_id == child.school_id
    office = sign_in(Client(), create_administrator(schools=[child.school]))
    assert "Хозяйкина" in office.get("/admin/accounts/recordclaim/").text
