"""What somebody refused can do at once: the pass acts on its own case, and only on what the state said."""

from datetime import date
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.models import CorrectionRequest, LinkProposal, MismatchCase
from dnevnik import case_pass
from schools.models import AuditEvent, Municipality, School
from tests.dnevnik.test_entrance import arrive, ended, family
from tests.factories import (
    create_class,
    create_parent,
    create_region,
    create_school,
    create_student,
    synthetic_snils,
)
from tests.households import CHILDS, MOTHERS, child_claims
from tests.refused import open_case

pytestmark = pytest.mark.django_db

OUTCOME = "/enter/outcome/"
SCHOOL, CHILD, WRONG, SNILS, ME = (f"/enter/case/{name}/" for name in ("school", "child", "wrong", "snils", "me"))
VERA = {"child_surname": "Соколова", "child_given_name": "Вера", "relation": "mother", "send": "1"}
STRANGER = {"snils": synthetic_snils(999)}


def not_found(client: Client, **fields: Any) -> MismatchCase:
    """Somebody whose number no school has; the case that they came away with."""
    create_region()
    arrive(client, **(STRANGER | fields))
    return MismatchCase.objects.get(school=None)


def send(client: Client, school: School, **said: str) -> str:
    """The last step; where it leads."""
    return client.post(SCHOOL, {"school": school.pk, "role": "parent", **VERA, **said}).headers.get("Location", "")


def test_a_parent_goes_step_by_step_and_the_school_has_the_case(client: Client) -> None:
    school = create_school(name="Школа № 31")
    elsewhere = Municipality.objects.create(region=school.region, name="Касимов")
    School.objects.filter(pk=create_school().pk).update(municipality=elsewhere)
    named = create_class(school=school)
    number = not_found(client).number
    assert f"?municipality={school.municipality_id}" in client.get(SCHOOL).text
    assert f"?school={school.pk}" in client.get(SCHOOL, {"municipality": str(school.municipality_id)}).text
    assert "role=parent" in client.get(SCHOOL, {"school": str(school.pk)}).text
    assert "Фамилия ребёнка" in client.get(SCHOOL, {"school": str(school.pk), "role": "parent"}).text
    assert send(client, school, school_class=str(named.pk)) == OUTCOME
    case, proposal = MismatchCase.objects.get(), LinkProposal.objects.get()
    assert (case.number, case.school, case.role, case.school_class) == (number, school, "parent", named)
    assert (proposal.case, proposal.school, proposal.child_name) == (case, school, "Соколова Вера")
    assert "Школа №\u00a031" in client.get(OUTCOME).text
    assert Session.objects.count() == 0


def test_found_by_its_number(client: Client) -> None:
    school = create_school(name="Школа № 31")
    create_school(name="Школа № 3")
    not_found(client)
    text = client.get(SCHOOL, {"q": "31"}).text
    assert f"?school={school.pk}" in text
    assert "Школа №\u00a03<" not in text
    assert "мы не нашли" in client.get(SCHOOL, {"q": "лицей"}).text


def test_a_pupil_names_the_school_and_the_class_alone(client: Client) -> None:
    school = create_school()
    not_found(client, **(child_claims(date(2016, 3, 14)) | STRANGER))
    page = client.get(SCHOOL, {"school": str(school.pk), "role": "parent"}).text
    assert "В каком ты классе?" in page
    assert "Фамилия ребёнка" not in page
    assert send(client, school) == OUTCOME
    case = MismatchCase.objects.get()
    assert (case.school, case.role, case.child_name) == (school, "student", None)
    assert not LinkProposal.objects.exists()


def test_said_twice_it_is_said_once_and_another_school_may_be_named(client: Client) -> None:
    first, second = create_school(), create_school()
    not_found(client)
    assert [send(client, first), send(client, first)] == [OUTCOME] * 2
    assert AuditEvent.objects.filter(kind="case_sent").count() == 1
    send(client, second)
    assert MismatchCase.objects.get().school == second
    states = dict(LinkProposal.objects.values_list("school", "state"))
    assert states == {first.pk: "withdrawn", second.pk: "waiting"}


def test_a_school_that_has_another_case_of_the_person_keeps_it(client: Client) -> None:
    school = create_school()
    case = not_found(client)
    open_case(kind="ambiguous", identity=case.identity, school=school, role="parent")
    assert send(client, school) == OUTCOME
    case.refresh_from_db()
    assert case.school is None
    assert "Обращение уже там" in client.get(OUTCOME).text


def test_a_case_goes_to_five_schools_a_day(client: Client) -> None:
    schools = [create_school() for _ in range(6)]
    not_found(client)
    for school in schools:
        send(client, school)
    assert MismatchCase.objects.get().school == schools[4]
    assert "в несколько школ" in client.get(OUTCOME).text


@pytest.mark.parametrize(
    "said",
    [
        pytest.param({"school": "0"}, id="no such school"),
        pytest.param({"school": "²"}, id="no number"),
        pytest.param({"role": ""}, id="nobody"),
        pytest.param({"role": "administrator"}, id="somebody else"),
        pytest.param({"child_surname": ""}, id="no child"),
        pytest.param({"child_given_name": "12"}, id="a number for a name"),
        pytest.param({"child_given_name": "В" * 101}, id="an endless name"),
        pytest.param({"child_given_name": "Ве\0ра"}, id="a NUL"),
        pytest.param({"relation": "neighbour"}, id="no relation"),
        pytest.param({"school_class": "0"}, id="a class of another school"),
        pytest.param({"send": None}, id="a step that was not finished"),
    ],
)
def test_a_step_that_does_not_hold_sends_nothing(client: Client, said: dict[str, str | None]) -> None:
    school = create_school()
    not_found(client)
    form: dict[str, Any] = {"school": school.pk, "role": "parent", **VERA, **said}
    answer = client.post(SCHOOL, {name: value for name, value in form.items() if value is not None})
    assert answer.status_code == 200
    assert MismatchCase.objects.get().school is None
    assert not LinkProposal.objects.exists()


def test_a_school_of_another_region_is_not_there(client: Client) -> None:
    create_school()
    stray = create_school(region=create_region(code="RU-TUL", name="Тульская область"))
    not_found(client)
    assert "Фамилия ребёнка" not in client.get(SCHOOL, {"school": str(stray.pk), "role": "parent"}).text
    assert send(client, stray) == ""
    assert MismatchCase.objects.get().school is None


def test_own_names_and_numbers_posted_are_ignored_and_written_down(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    """L17: a form is believed about the child alone."""
    school = create_school()
    case = not_found(client)
    send(client, school, snils=synthetic_snils(5), surname="Чужая")
    case.refresh_from_db()
    assert case.identity.verified.snils == STRANGER["snils"]
    assert case.identity.verified.surname == "Соколова"
    [line] = [record.getMessage() for record in caplog.records if record.name == "dnevnik.views.holders"]
    assert line == "posted claims ignored: snils, surname"


def test_the_answer_is_the_same_whatever_the_school_has_written_down(client: Client) -> None:
    """L29: neither the page nor what it reads depends on records."""
    empty, full = create_school(name="Школа № 5"), create_school(name="Школа № 5")
    create_student(school=full, school_class=create_class(school=full))
    create_parent(school=full)
    create_class(school=empty)
    pages = []
    for school in (empty, full):
        not_found(client)
        send(client, school)
        pages.append(client.get(OUTCOME).text.replace(MismatchCase.objects.get().number, "…"))
        LinkProposal.objects.all().delete()
        MismatchCase.objects.all().delete()
        client = Client()
    assert pages[0] == pages[1]


def test_a_known_parent_asks_for_the_child(client: Client) -> None:
    family(linked=False)
    arrive(client)
    assert ended(client) == "NO_CHILD_LINK"
    assert "Добавить меня к ребёнку" in client.get(CHILD).text
    assert [client.post(CHILD, VERA).headers["Location"] for _ in range(2)] == [OUTCOME] * 2
    proposal = LinkProposal.objects.get()
    assert (proposal.case, proposal.relation) == (MismatchCase.objects.get(), "mother")


def test_an_error_in_the_school_is_about_what_differs(client: Client) -> None:
    record = create_parent(school=create_school(), snils=MOTHERS, surname="Соклова")
    arrive(client)
    assert [client.post(WRONG, {"fields": "snils"}).headers["Location"] for _ in range(2)] == [OUTCOME] * 2
    request = CorrectionRequest.objects.get()
    assert (request.kind, request.fields, request.parent) == ("record_wrong", ["surname"], record)


def test_the_number_is_handed_to_the_named_school(client: Client) -> None:
    school = create_school()
    not_found(client)
    client.post(SNILS)
    assert not CorrectionRequest.objects.exists()
    send(client, school)
    client.post(SNILS)
    assert CorrectionRequest.objects.get().fields == ["snils"]


def test_yes_it_is_me_opens_the_case_and_asks(client: Client) -> None:
    create_student(school=create_school(), snils=MOTHERS)
    arrive(client)
    assert ended(client) == "WRONG_ROLE"
    assert [client.post(ME).headers["Location"] for _ in range(2)] == [OUTCOME] * 2
    case = MismatchCase.objects.get()
    assert (case.kind, CorrectionRequest.objects.get().case) == ("wrong_role", case)
    assert case.number in client.get(OUTCOME).text


@pytest.mark.parametrize("door", [SCHOOL, CHILD, WRONG, SNILS, ME])
@pytest.mark.parametrize("held", ["none", "forged", "spent", "another outcome"])
def test_without_the_right_pass_nothing_happens(client: Client, door: str, held: str) -> None:
    """L18: the last step is not believed without the first."""
    school = create_school()
    if held == "another outcome":
        family()
        arrive(client, **CHILD_WAITS)
    elif held != "none":
        not_found(client)
    if held == "forged":
        client.cookies[case_pass.COOKIE] = client.cookies[case_pass.COOKIE].value[:-2] + "xx"
    if held == "spent":
        copied = client.cookies[case_pass.COOKIE].value
        client.post("/leave/")
        client.cookies[case_pass.COOKIE] = copied
    answer = client.post(door, {"school": school.pk, "role": "parent", **VERA})
    assert answer.headers["Location"] == OUTCOME
    assert not LinkProposal.objects.exists()
    assert not CorrectionRequest.objects.exists()
    assert not MismatchCase.objects.exclude(school=None).exists()


CHILD_WAITS: dict[str, Any] = child_claims(date(2016, 3, 14)) | {"snils": CHILDS}


@pytest.mark.parametrize("door", [WRONG, SNILS, ME])
def test_an_act_is_never_a_link(client: Client, door: str) -> None:
    not_found(client)
    assert client.get(door).status_code == 405
