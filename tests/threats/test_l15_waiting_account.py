"""L15: nobody makes an account beforehand and waits in it for the one whose e-mail it bears."""

import pytest
from django.conf import settings
from django.contrib.auth import authenticate
from django.test import Client, RequestFactory

from accounts.adapter import StaffAdapter
from accounts.models import ExternalIdentity, User
from tests.dnevnik.test_entrance import family, give_everything
from tests.factories import PASSWORD
from tests.threats.addresses import called
from tests.threats.conftest import Gosuslugi

pytestmark = pytest.mark.django_db
HERS = "anna@mail.test"
SIGN_UP = ("signup", "sign-up", "register", "reset", "socialaccount")


def test_l15_there_is_no_address_where_anybody_signs_up() -> None:
    found = [name for name in called() if any(word in name for word in SIGN_UP)]
    assert found == []
    assert len(list(called())) > 100


def test_l15_nor_is_signing_up_open_where_a_library_would_offer_it() -> None:
    assert f"{StaffAdapter.__module__}.{StaffAdapter.__name__}" == settings.ACCOUNT_ADAPTER
    assert StaffAdapter().is_open_for_signup(RequestFactory().get("/")) is False


def test_l15_an_account_that_waits_with_her_email_stays_empty(gosuslugi: Gosuslugi) -> None:
    """However it came to be there: she gets an account of her own, and its password opens nothing."""
    waiting = User.objects.create_user("anna", HERS, PASSWORD, kind=User.Kind.CITIZEN)
    family()
    client = Client()
    gosuslugi.come(client, email=HERS, email_verified=True)
    assert give_everything(client).headers.get("Location") == "/diary/"
    hers = ExternalIdentity.objects.get().user
    assert hers is not None
    assert hers != waiting
    assert not hers.has_usable_password()
    assert authenticate(RequestFactory().get("/"), email=HERS, password=PASSWORD) is None
    client.force_login(waiting, backend="accounts.backends.CitizenBackend")
    assert client.get("/diary/").headers.get("Location") == "/"


def test_l15_one_who_came_first_with_her_email_shares_nothing_with_her(gosuslugi: Gosuslugi) -> None:
    """Better Auth, CVE-2026-53516: the attacker's own account at the same provider, with her address in it."""
    family()
    thief, anna = Client(), Client()
    gosuslugi.come(thief, sub="1000300777", snils="000-999-777 25", email=HERS, email_verified=True)
    gosuslugi.come(anna, email=HERS, email_verified=True)
    give_everything(anna)
    assert anna.get("/diary/").status_code == 200
    assert thief.get("/diary/").headers.get("Location") == "/"
    first, second = ExternalIdentity.objects.order_by("created_at")
    assert (first.subject, first.user) == ("1000300777", None)
    assert second.claims.count() == 1
