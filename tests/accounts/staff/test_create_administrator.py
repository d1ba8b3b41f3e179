"""The first administrator: made by a command, with everything needed to sign in, printed once."""

import io
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from accounts.actions.staff import EmailTaken, NewAdministrator, create_administrator
from accounts.models import User
from schools.models import AuditEvent, School, StaffMembership
from tests.factories import PASSWORD
from tests.staff_session import current_code, sign_in

NAME = "Орлова Нина Сергеевна"


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("create_administrator", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_prints_everything_needed_to_sign_in(client: Client, school: School) -> None:
    printed = run("--email", "Orlova@School.test", "--name", NAME, "--school", school.code)
    found = {line.split(":")[0].strip(): line.split(":", 1)[1].strip() for line in printed.splitlines()[1:]}
    client.post("/staff/login/", {"login": "orlova@school.test", "password": found["Пароль"]})
    code = found["Резервные коды"].split()[0]
    assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    assert client.get("/admin/schools/student/").status_code == 200
    assert found["Ключ для приложения с кодами"] in found["То же ссылкой"]


def test_the_printed_secret_is_the_one_that_works(client: Client, school: School) -> None:
    printed = run("--email", "orlova@school.test", "--name", NAME, "--school", school.code)
    secret = printed.split("Ключ для приложения с кодами: ")[1].split()[0]
    password = printed.split("Пароль:")[1].split()[0]
    client.post("/staff/login/", {"login": "orlova@school.test", "password": password})
    assert client.post(reverse("mfa_authenticate"), {"code": current_code(secret)}).status_code == 302


def test_a_given_password_is_not_printed(monkeypatch: pytest.MonkeyPatch, school: School) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD + "\n"))
    printed = run("--email", "orlova@school.test", "--name", NAME, "--school", school.code, "--password-stdin")
    assert PASSWORD not in printed
    assert User.objects.get(email="orlova@school.test").check_password(PASSWORD)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(["--email", "a@school.test", "--name", NAME], "Назовите школу", id="no school"),
        pytest.param(["--email", "a@school.test", "--name", NAME, "--school", "nowhere"], "нет", id="unknown school"),
        pytest.param(["--email", "not an address", "--name", NAME, "--superuser"], "адрес", id="no e-mail address"),
    ],
)
@pytest.mark.django_db
def test_the_command_refuses_in_russian(arguments: list[str], told: str) -> None:
    with pytest.raises(CommandError, match=told):
        run(*arguments)
    assert not User.objects.exists()


def test_a_taken_address_is_refused_whatever_its_case(administrator: NewAdministrator, school: School) -> None:
    with pytest.raises(CommandError, match="уже есть"):
        run("--email", administrator.user.email.upper(), "--name", NAME, "--school", school.code)


def make(**changes: object) -> NewAdministrator:
    given = {"email": "o@school.test", "name": NAME, "password": PASSWORD, "schools": [], "by": "tests"}
    return create_administrator(on=date(2026, 10, 1), **(given | changes))  # type: ignore[arg-type]  # a table of arguments


def test_the_account_is_staff_of_its_schools_with_a_trace(school: School) -> None:
    made = make(schools=[school])
    user = User.objects.get(pk=made.user.pk)
    assert (user.kind, user.is_staff, user.is_superuser) == ("staff", True, False)
    assert (user.last_name, user.first_name) == ("Орлова", "Нина Сергеевна")
    assert StaffMembership.for_system(by="test").filter(user=user, school=school, until=None).exists()
    assert set(AuditEvent.about(user).values_list("kind", "by")) == {("record_entered", "tests")}


@pytest.mark.django_db
def test_a_weak_password_makes_nobody() -> None:
    with pytest.raises(ValidationError):
        make(password="12345678")
    assert not User.objects.exists()


def test_a_failed_appointment_leaves_no_account(school: School) -> None:
    with pytest.raises(ValueError, match="must be saved"):
        make(schools=[school, School()])
    assert not User.objects.exists()


def test_one_address_is_one_account(administrator: NewAdministrator) -> None:
    with pytest.raises(EmailTaken):
        make(email=administrator.user.email)


@pytest.mark.django_db
def test_secrets_do_not_show_in_a_traceback() -> None:
    made = make()
    assert made.totp_secret not in repr(made)
    assert made.recovery_codes[0] not in repr(made)


def test_who_lost_everything_gets_it_anew(client: Client, administrator: NewAdministrator) -> None:
    sign_in(client, administrator)
    out = io.StringIO()
    call_command("renew_administrator", "--email", administrator.user.email.upper(), stdout=out)
    assert client.get("/admin/").status_code == 302, "the live session goes on"
    password = out.getvalue().split("Пароль:")[1].split()[0]
    client.post("/staff/login/", {"login": administrator.user.email, "password": password})
    old = client.post(reverse("mfa_authenticate"), {"code": administrator.recovery_codes[0]})
    assert old.status_code == 200
    fresh = out.getvalue().split("Резервные коды: ")[1].split()[0]
    assert client.post(reverse("mfa_authenticate"), {"code": fresh}).status_code == 302
    assert AuditEvent.about(administrator.user).first().fields == ["password", "second_factor"]  # type: ignore[union-attr]  # there is one


@pytest.mark.django_db
def test_nobody_is_not_renewed() -> None:
    with pytest.raises(CommandError, match="нет"):
        call_command("renew_administrator", "--email", "nobody@school.test")


def test_a_weak_new_password_changes_nothing(monkeypatch: pytest.MonkeyPatch, administrator: NewAdministrator) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("12345678\n"))
    with pytest.raises(CommandError, match="пароль"):
        call_command("renew_administrator", "--email", administrator.user.email, "--password-stdin")
    administrator.user.refresh_from_db()
    assert administrator.user.check_password(PASSWORD)
