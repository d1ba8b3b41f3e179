"""Keeping the second factor: sealed at rest, replaced in one step, never absent."""

import json
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions.staff import NewAdministrator
from accounts.adapter import StaffMFAAdapter
from schools.sealing import SealBroken
from tests.factories import PASSWORD
from tests.staff_session import current_code


def test_secrets_are_sealed_at_rest(administrator: NewAdministrator) -> None:
    kept = json.dumps(list(Authenticator.objects.filter(user=administrator.user).values_list("data", flat=True)))
    assert administrator.totp_secret not in kept
    assert "test-1:" in kept
    assert StaffMFAAdapter().decrypt(StaffMFAAdapter().encrypt("JBSWY3DP")) == "JBSWY3DP"


def test_a_changed_secret_does_not_open() -> None:
    sealed = StaffMFAAdapter().encrypt("JBSWY3DP")
    with pytest.raises(SealBroken):
        StaffMFAAdapter().decrypt(sealed[:-4] + "AAA=")


def test_replacing_the_phone_shuts_out_the_old_one(office: Client, administrator: NewAdministrator) -> None:
    page = office.get(reverse("mfa_activate_totp"))
    fresh = page.context["form"].secret
    answer = office.post(reverse("mfa_activate_totp"), {"code": current_code(fresh)})
    assert answer.headers["Location"] == reverse("mfa_index")
    assert office.get("/admin/").status_code == 200
    office.post(reverse("account_logout"))
    office.post("/staff/login/", {"login": administrator.user.email, "password": PASSWORD})
    old = office.post(reverse("mfa_authenticate"), {"code": current_code(administrator.totp_secret)})
    assert old.status_code == 200


def test_a_wrong_code_leaves_the_old_phone_working(office: Client, administrator: NewAdministrator) -> None:
    before = Authenticator.objects.get(user=administrator.user, type="totp").pk
    office.get(reverse("mfa_activate_totp"))
    assert office.post(reverse("mfa_activate_totp"), {"code": "000000"}).status_code == 200
    assert Authenticator.objects.get(user=administrator.user, type="totp").pk == before


@pytest.mark.parametrize("name", ["mfa_activate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"])
def test_later_in_the_day_the_factor_is_touched_only_after_another_code(office: Client, name: str) -> None:
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        answer = office.get(reverse(name))
    assert answer.headers["Location"].startswith(reverse("mfa_reauthenticate"))


def test_the_password_does_not_stand_in_for_that_code(office: Client) -> None:
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        answer = office.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        assert answer.headers["Location"] == reverse("mfa_reauthenticate")
        assert office.get(reverse("mfa_activate_totp")).status_code == 302


def test_the_code_lets_one_on(office: Client, administrator: NewAdministrator) -> None:
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        target = reverse("mfa_view_recovery_codes")
        address = office.get(target).headers["Location"]
        answer = office.post(address, {"code": current_code(administrator.totp_secret), "next": target})
        assert answer.headers["Location"] == target
        assert administrator.recovery_codes[3] in office.get(target).content.decode()


def test_codes_come_as_a_file_too(office: Client, administrator: NewAdministrator) -> None:
    answer = office.get(reverse("mfa_download_recovery_codes"))
    assert answer.headers["Content-Type"] == "text/plain"
    assert all(code in answer.content.decode() for code in administrator.recovery_codes)


def test_new_codes_replace_the_old(office: Client, administrator: NewAdministrator) -> None:
    answer = office.post(reverse("mfa_generate_recovery_codes"), follow=True)
    assert administrator.recovery_codes[0] not in answer.content.decode()
    assert office.get("/admin/").status_code == 200


def test_changing_the_password_keeps_the_session_and_wants_the_old_one(office: Client) -> None:
    change = {"oldpassword": "wrong", "password1": "quite another one 17", "password2": "quite another one 17"}
    assert office.post(reverse("account_change_password"), change).status_code == 200
    answer = office.post(reverse("account_change_password"), change | {"oldpassword": PASSWORD})
    assert answer.headers["Location"] == "/admin/"
    assert office.get("/admin/").status_code == 200


def test_weak_passwords_are_refused(office: Client) -> None:
    change = {"oldpassword": PASSWORD, "password1": "12345678", "password2": "12345678"}
    assert "пароль" in office.post(reverse("account_change_password"), change).content.decode()
