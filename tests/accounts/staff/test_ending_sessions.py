"""«Завершить все сеансы» in the lists of people (ASVS 7.4.5)."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.actions.staff import NewAdministrator
from accounts.adapter import StaffAdapter
from accounts.models import ExternalIdentity, RecordClaim, User
from schools.models import AuditEvent, School
from tests.factories import create_administrator, create_school
from tests.households import household
from tests.staff_session import sign_in

CLAIMS = reverse("admin:accounts_recordclaim_changelist")
STAFF = reverse("admin:accounts_user_changelist")


def press(client: Client, page: str, action: str, *rows: object) -> str:
    told = {"action": action, "_selected_action": [str(row) for row in rows]}
    return client.post(page, told, follow=True).text


def rounds(school: School) -> list[int]:
    claims = RecordClaim.for_system(by="test").filter(school=school).order_by("pk")
    return list(claims.values_list("identity__session_round", flat=True))


def test_a_school_ends_the_sessions_of_its_own_people(office: Client, school: School) -> None:
    household(school=school)
    claims = RecordClaim.for_system(by="test").filter(school=school).order_by("pk")
    assert "Завершить все сеансы" in office.get(CLAIMS).text
    assert "Сеансы завершены, человек: 1." in press(office, CLAIMS, "end_of_citizens", claims[0].pk)
    assert rounds(school) == [1, 0]
    [event] = AuditEvent.objects.filter(kind="sessions_ended")
    assert event.by.startswith("user ")


def test_people_of_another_school_are_out_of_reach(office: Client) -> None:
    other = create_school(name="Школа № 32")
    household(school=other)
    press(office, CLAIMS, "end_of_citizens", *RecordClaim.for_system(by="test").values_list("pk", flat=True))
    assert rounds(other) == [0, 0]
    assert not ExternalIdentity.objects.filter(session_round__gt=0).exists()


def test_who_no_longer_comes_in_here_is_out_of_reach(office: Client, school: School) -> None:
    """The family left: its former school must not sign it out of the diary of the next one."""
    household(school=school)
    claim = RecordClaim.for_system(by="test").filter(school=school).order_by("pk")[0]
    RecordClaim.for_system(by="test").filter(pk=claim.pk).update(closed_at=claim.opened_at)
    assert "Сеансы завершены, человек: 0." in press(office, CLAIMS, "end_of_citizens", claim.pk)
    assert rounds(school) == [0, 0]


def test_a_new_password_revives_no_session_that_was_ended_meanwhile(administrator: NewAdministrator) -> None:
    """allauth would save the whole row as it was read."""
    User.objects.filter(pk=administrator.user.pk).update(session_round=1)
    StaffAdapter().set_password(administrator.user, "совсем другой пароль 7")
    kept = User.objects.get(pk=administrator.user.pk)
    assert kept.session_round == 1
    assert kept.check_password("совсем другой пароль 7")


@pytest.mark.parametrize("superuser", [True, False], ids=["the superuser", "a school"])
def test_staff_are_ended_by_the_superuser_alone(client: Client, school: School, superuser: bool) -> None:  # noqa: FBT001  a table's column
    who = create_administrator(email="boss@school.example", schools=[school], superuser=superuser)
    target = create_administrator(email="lost@school.example", schools=[school])
    sign_in(client, who)
    press(client, STAFF, "end_of_staff", target.user.pk)
    assert User.objects.get(pk=target.user.pk).session_round == int(superuser)
