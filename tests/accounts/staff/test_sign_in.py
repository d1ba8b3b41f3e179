"""Staff come in by e-mail, password and code, and by nothing else."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode

from accounts.actions.staff import NewAdministrator
from accounts.models import User
from tests.factories import PASSWORD, create_administrator
from tests.staff_session import current_code, sign_in

LOGIN = "/staff/login/"
ADMIN = "/admin/"


def try_password(client: Client, email: str, password: str = PASSWORD, **more: str) -> str:
    answer = client.post(LOGIN, {"login": email, "password": password, **more}, follow=True)
    return answer.content.decode()


def test_password_and_code_open_the_admin(client: Client, administrator: NewAdministrator) -> None:
    assert "Код из приложения" in try_password(client, administrator.user.email)
    answer = client.post(reverse("mfa_authenticate"), {"code": current_code(administrator.totp_secret)}, follow=True)
    assert answer.redirect_chain == [(ADMIN, 302)]
    assert "С чего начнём?" in answer.content.decode()


def test_the_password_alone_opens_nothing(client: Client, administrator: NewAdministrator) -> None:
    try_password(client, administrator.user.email)
    assert client.get(ADMIN).headers["Location"].startswith("/admin/login/")
    assert User.objects.get(pk=administrator.user.pk).signed_in_at is None


def test_when_somebody_last_came_in_is_known(client: Client, administrator: NewAdministrator) -> None:
    sign_in(client, administrator)
    came_in_at = User.objects.get(pk=administrator.user.pk).signed_in_at
    assert came_in_at is not None
    assert timezone.now() - came_in_at < timedelta(minutes=1)
    colleagues = sign_in(Client(), create_administrator(superuser=True)).get("/admin/accounts/user/").text
    assert "Последний вход" in colleagues
    assert date_format(timezone.localtime(came_in_at), "DATETIME_FORMAT") in colleagues


def test_a_recovery_code_works_once(client: Client, administrator: NewAdministrator) -> None:
    code = administrator.recovery_codes[0]
    for expected in (302, 200):
        try_password(client, administrator.user.email)
        assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == expected
        client.post(reverse("account_logout"))


def test_a_code_from_the_app_works_once(client: Client, administrator: NewAdministrator) -> None:
    code = current_code(administrator.totp_secret)
    try_password(client, administrator.user.email)
    assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    client.post(reverse("account_logout"))
    try_password(client, administrator.user.email)
    again = client.post(reverse("mfa_authenticate"), {"code": code})
    assert again.status_code == 200
    assert "Код не подошёл" in again.content.decode()


def test_the_sixth_wrong_password_is_refused_and_so_is_the_right_one_after_it(
    client: Client, administrator: NewAdministrator
) -> None:
    pages = [try_password(client, administrator.user.email, "wrong") for _ in range(6)]
    assert all("Почта или пароль не подходят." in page for page in pages[:5])
    assert "Слишком много неудачных попыток" in pages[5]
    assert "Слишком много неудачных попыток" in try_password(client, administrator.user.email)


def test_the_sixth_wrong_code_is_refused(client: Client, administrator: NewAdministrator) -> None:
    try_password(client, administrator.user.email)
    answers = [client.post(reverse("mfa_authenticate"), {"code": f"{n:06}"}).content.decode() for n in range(6)]
    assert "Слишком много неудачных попыток" in answers[5]


def test_a_stranger_and_a_wrong_password_read_the_same(client: Client, administrator: NewAdministrator) -> None:
    known = try_password(client, administrator.user.email, "wrong")
    assert "Почта или пароль не подходят." in known
    assert "Почта или пароль не подходят." in try_password(client, "nobody@school.test", "wrong")


def test_a_citizen_has_no_way_in_even_with_a_password(client: Client, citizen: User) -> None:
    citizen.email = "citizen@school.test"
    citizen.set_password(PASSWORD)
    citizen.save()
    assert "Почта или пароль не подходят." in try_password(client, citizen.email)


def test_a_closed_account_is_told_so_and_stays_out(client: Client, administrator: NewAdministrator) -> None:
    administrator.user.is_active = False
    administrator.user.save()
    assert "Учётная запись закрыта" in try_password(client, administrator.user.email)
    assert client.get(ADMIN).status_code == 302


def test_a_closed_account_loses_its_live_session_at_the_next_request(
    office: Client, administrator: NewAdministrator
) -> None:
    assert office.get(ADMIN).status_code == 200
    User.objects.filter(pk=administrator.user.pk).update(is_active=False)
    assert office.get(ADMIN).headers["Location"].startswith("/admin/login/")


@pytest.mark.parametrize(
    ("destination", "arrives"),
    [
        pytest.param("/admin/schools/student/", "/admin/schools/student/", id="a page of ours is kept"),
        pytest.param("https://evil.example/", ADMIN, id="another site is not"),
        pytest.param("//evil.example/", ADMIN, id="nor without a scheme"),
        pytest.param("javascript:alert(1)", ADMIN, id="nor a script"),
        pytest.param("/\\evil.example", ADMIN, id="nor with a backslash"),
    ],
)
def test_after_signing_in_one_arrives_where_one_went(
    client: Client, administrator: NewAdministrator, destination: str, arrives: str
) -> None:
    step = client.get(f"/admin/login/?{urlencode({'next': destination})}", follow=True)
    assert step.redirect_chain[0][0].startswith(LOGIN)
    try_password(client, administrator.user.email, next=destination)
    answer = client.post(reverse("mfa_authenticate"), {"code": current_code(administrator.totp_secret)})
    assert answer.headers["Location"] == arrives


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_admins_own_login_page_is_no_way_round(
    client: Client, administrator: NewAdministrator, method: str
) -> None:
    credentials = {"username": administrator.user.email, "password": PASSWORD}
    answer = getattr(client, method)("/admin/login/?next=/admin/", credentials)
    assert answer.headers["Location"] == f"{LOGIN}?next=%2Fadmin%2F"
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("name", ["account_signup", "account_reset_password", "account_email", "mfa_deactivate_totp"])
def test_doors_that_staff_do_not_need_are_not_there(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_leaving_ends_the_session(office: Client) -> None:
    before = office.cookies["dnevnik_session"].value
    assert office.post("/admin/logout/").headers["Location"] == LOGIN
    thief = Client()
    thief.cookies["dnevnik_session"] = before
    assert thief.get(ADMIN).status_code == 302
