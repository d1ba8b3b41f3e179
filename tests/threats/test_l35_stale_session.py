"""L35: rights are what the rows say at this very request; a session carries none of them."""

from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.models import RecordClaim, User, VerifiedIdentity
from consents.models import ConsentDecision
from schools.actions import links, memberships, restrictions
from schools.models import StaffMembership, Student
from tests.consents.families import bar, give, link_of, withdraw
from tests.dnevnik.insiders import signed_in
from tests.factories import TODAY, create_administrator, create_school, create_student
from tests.households import Household, household
from tests.people import NOON
from tests.staff_session import sign_in

pytestmark = pytest.mark.django_db

CHILD = "Вера"
CARRIED = frozenset(
    {
        *("_auth_user_id", "_auth_user_backend", "_auth_user_hash", "_session_expiry"),
        *("account_authentication_methods", "account_authentication_methods_user"),
    }
)
"""Who, until when, and how they proved it; nothing of what they may."""


@pytest.fixture
def home() -> Household:
    made = household()
    give(made.mother, "own")
    give(made.mother, "child")
    return made


def close_the_link(home: Household) -> None:
    links.close_link(link=link_of(home.mother_record), on=TODAY, by="test")


def set_an_act(home: Household) -> None:
    bar(home, home.mother_record)


def take_back_her_own_consent(home: Household) -> None:
    withdraw(home.mother, "own")


def end_the_claim(home: Household) -> None:
    RecordClaim.objects.filter(identity=home.mother).update(closed_at=NOON, close_reason="not_the_person")


def lower_the_account(home: Household) -> None:
    VerifiedIdentity.objects.filter(pk=home.mother.pk).update(level="other")


def let_the_parent_leave(home: Household) -> None:
    type(home.mother_record).objects.update(left_on=TODAY)


def let_the_child_leave(_home: Household) -> None:
    Student.objects.update(left_on=TODAY)


def close_the_account(_home: Household) -> None:
    User.objects.filter(kind="citizen").update(is_active=False)


def untie_the_identity(home: Household) -> None:
    type(home.mother).objects.filter(pk=home.mother.pk).update(user=None)


ENDS = (
    *(close_the_link, set_an_act, take_back_her_own_consent, end_the_claim, lower_the_account),
    *(let_the_parent_leave, let_the_child_leave, close_the_account, untie_the_identity),
)


@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.__name__)
def test_l35_what_ends_a_parents_right_shuts_the_open_desk(home: Household, end: Callable[[Household], None]) -> None:
    client = signed_in(home.mother)
    assert CHILD in client.get("/diary/").text
    end(home)
    for page in ("/diary/", "/consents/", "/contact/", "/children/add/"):
        assert CHILD not in client.get(page, follow=True).text
    assert client.get("/diary/", follow=True).redirect_chain[-1] == ("/", 302)


def test_l35_a_right_given_is_there_at_the_next_request_too(home: Household) -> None:
    act = bar(home, home.mother_record)
    restrictions.lift(restriction=act, on=TODAY, by="test")
    client = signed_in(home.mother)
    assert CHILD in client.get("/diary/").text
    withdraw(home.mother, "child")
    assert "дневник закрыт" in client.get("/diary/").text
    give(home.mother, "child")
    assert "дневник закрыт" not in client.get("/diary/").text
    assert ConsentDecision.objects.count() == 4


def test_l35_a_childs_open_desk_shuts_when_the_consent_goes(home: Household) -> None:
    client = signed_in(home.child)
    assert client.get("/diary/").status_code == 200
    assert "Мой дневник" in client.get("/diary/").text
    withdraw(home.mother, "child")
    assert "Мой дневник" not in client.get("/diary/").text


@pytest.fixture
def office() -> Client:
    """An administrator of one school who is looking at its pupils."""
    school = create_school()
    create_student(school=school, surname="Воронова")
    client = sign_in(Client(), create_administrator(schools=[school]))
    assert "Воронова" in client.get("/admin/schools/student/").text
    return client


def test_l35_a_dismissed_administrator_sees_no_pupils_in_the_open_page(office: Client) -> None:
    StaffMembership.objects.update(since="2026-09-01")
    membership = StaffMembership.objects.get()
    memberships.dismiss(membership=membership, on=TODAY.replace(year=2026, month=9, day=30), by="test")
    pupil = Student.objects.get()
    assert "Воронова" not in office.get("/admin/schools/student/").text
    assert office.get(f"/admin/schools/student/{pupil.pk}/change/", follow=True).text.count("Воронова") == 0


def test_l35_a_superuser_no_more_loses_the_operators_pages_at_once() -> None:
    client = sign_in(Client(), create_administrator(superuser=True))
    assert client.get("/admin/schools/region/").status_code == 200
    User.objects.filter(kind="staff").update(is_superuser=False)
    assert client.get("/admin/schools/region/").status_code == 404


def test_l35_a_closed_staff_account_is_nobody_at_the_next_request(office: Client) -> None:
    User.objects.filter(kind="staff").update(is_active=False)
    assert office.get("/admin/schools/student/").status_code == 302


def test_l35_a_session_says_who_and_never_what_they_may(home: Household) -> None:
    office = sign_in(Client(), create_administrator(superuser=True))
    office.get("/admin/schools/region/")
    signed_in(home.mother).get("/diary/")
    held = [row.get_decoded() for row in Session.objects.all()]
    assert len(held) == 2
    assert frozenset().union(*held) <= CARRIED
