"""The gate: a staff account reaches nothing without a second factor, enrolled and used in this very session."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver

from accounts.actions.staff import NewAdministrator
from accounts.gate import ALWAYS_OPEN, ENROLMENT, STAFF_ALONE
from accounts.models import User
from tests.factories import PASSWORD
from tests.staff_session import current_code, sign_in

STAFF = "accounts.backends.StaffBackend"
CITIZEN = "accounts.backends.CitizenBackend"
PAGES = ["/admin/", "/admin/schools/student/", "/admin/jsi18n/", "/staff/factor/", "/staff/password/", "/"]


@pytest.mark.parametrize("page", PAGES)
def test_a_session_made_past_the_sign_in_is_ended(client: Client, administrator: NewAdministrator, page: str) -> None:
    client.force_login(administrator.user, backend=STAFF)
    answer = client.get(page, follow=True)
    assert answer.redirect_chain[0][0].startswith("/staff/login/?next=")
    assert "войдите с паролем и кодом" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_posted_form_is_not_repeated_after_the_gate(client: Client, administrator: NewAdministrator) -> None:
    client.force_login(administrator.user, backend=STAFF)
    answer = client.post("/admin/schools/parent/add/", {"surname": "Соколова"})
    assert answer.headers["Location"] == "/staff/login/?next=%2Fadmin%2F"


def test_staff_are_nobody_to_the_citizens_backend(client: Client, administrator: NewAdministrator) -> None:
    client.force_login(administrator.user, backend=CITIZEN)
    assert client.get("/admin/").headers["Location"].startswith("/admin/login/")


def test_a_citizen_is_told_that_this_is_not_their_door(client: Client, citizen: User) -> None:
    client.force_login(citizen, backend=CITIZEN)
    answer = client.get("/admin/", follow=True)
    assert answer.status_code == 403
    assert "Сейчас здесь открыт дневник семьи" in answer.content.decode()


@pytest.mark.parametrize("name", sorted(STAFF_ALONE))
def test_pages_of_the_second_factor_do_not_exist_for_citizens(client: Client, citizen: User, name: str) -> None:
    client.force_login(citizen, backend=CITIZEN)
    assert client.get(reverse(name)).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_without_a_factor_every_page_leads_to_enrolment(
    by_password: Callable[[NewAdministrator], Client], newcomer: NewAdministrator, page: str
) -> None:
    answer = by_password(newcomer).get(page)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/staff/factor/app/")


def enrol(client: Client) -> str:
    """Go through enrolment as a person does; the secret of the app."""
    page = client.get("/staff/factor/app/")
    secret: str = page.context["form"].secret
    answer = client.post("/staff/factor/app/", {"code": current_code(secret)})
    if answer.status_code == 200:  # the code ran out between reading and typing
        answer = client.post("/staff/factor/app/", {"code": current_code(secret)})
    assert answer.headers["Location"] == "/staff/factor/codes/"
    return secret


def test_the_session_that_enrolled_has_proved_itself_and_sees_the_recovery_codes(
    by_password: Callable[[NewAdministrator], Client], newcomer: NewAdministrator
) -> None:
    client = by_password(newcomer)
    enrol(client)
    codes = Authenticator.objects.get(user=newcomer.user, type="recovery_codes").wrap().generate_codes()  # type: ignore[attr-defined]  # recovery codes have them
    page = client.get("/staff/factor/codes/").content.decode()
    assert all(code in page for code in codes)
    assert client.get("/admin/").status_code == 200


def test_the_code_that_enrolled_opens_nothing_a_second_time(
    by_password: Callable[[NewAdministrator], Client], newcomer: NewAdministrator
) -> None:
    client = by_password(newcomer)
    secret = enrol(client)
    code = current_code(secret)
    client.post(reverse("account_logout"))
    client.post("/staff/login/", {"login": newcomer.user.email, "password": PASSWORD})
    assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200


def test_a_wrong_code_enrols_nothing(
    by_password: Callable[[NewAdministrator], Client], newcomer: NewAdministrator
) -> None:
    client = by_password(newcomer)
    client.get("/staff/factor/app/")
    assert "Код не подошёл" in client.post("/staff/factor/app/", {"code": "000000"}).content.decode()
    assert not Authenticator.objects.filter(user=newcomer.user).exists()
    assert client.get("/admin/").headers["Location"] == "/staff/factor/app/"


def test_a_proof_by_a_factor_since_replaced_is_void(administrator: NewAdministrator) -> None:
    session = sign_in(Client(), administrator)
    assert session.get("/admin/").status_code == 200
    Authenticator.objects.filter(user=administrator.user).delete()
    TOTP.activate(administrator.user, generate_totp_secret())
    assert session.get("/admin/").headers["Location"].startswith("/staff/login/")


def test_the_gate_stands_after_authentication() -> None:
    order = settings.MIDDLEWARE
    assert order.index("accounts.gate.StaffGateMiddleware") > order.index(
        "django.contrib.auth.middleware.AuthenticationMiddleware"
    )


def staff_names() -> set[str]:
    """The names of all addresses under /staff/."""
    part = next(p for p in get_resolver().url_patterns if isinstance(p, URLResolver) and str(p.pattern) == "staff/")
    return {str(page.name) for page in part.url_patterns if isinstance(page, URLPattern)}


def test_every_staff_page_says_on_which_side_of_the_gate_it_stands() -> None:
    assert staff_names() == (ALWAYS_OPEN - {"admin:login"}) | STAFF_ALONE
    assert ENROLMENT < STAFF_ALONE
