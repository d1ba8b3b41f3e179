"""L19: whoever the provider vouches for comes in as a citizen; no e-mail, name or slip of the database makes staff."""

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, transaction
from django.test import Client, RequestFactory

from accounts.actions.staff import NewAdministrator
from accounts.models import ExternalIdentity, User
from tests.dnevnik.test_entrance import family, give_everything
from tests.factories import PASSWORD, create_administrator
from tests.threats.conftest import Gosuslugi

pytestmark = pytest.mark.django_db
HERS = "director@school.test"


@pytest.fixture
def superuser() -> NewAdministrator:
    return create_administrator(superuser=True, email=HERS, name="Соколова Анна Петровна")


def reaches_staff_pages(client: Client) -> bool:
    pages = ("/admin/", "/admin/schools/student/", "/staff/password/", "/staff/factor/")
    return any(client.get(page).status_code == 200 for page in pages)


def test_l19_a_citizen_with_the_superusers_name_and_email_is_a_citizen(
    gosuslugi: Gosuslugi, superuser: NewAdministrator
) -> None:
    family()
    client = Client()
    gosuslugi.come(client, email=HERS, email_verified=True, preferred_username=superuser.user.username)
    give_everything(client)
    mine = ExternalIdentity.objects.get().user
    assert mine is not None
    assert (mine.kind, mine.is_staff, mine.is_superuser) == ("citizen", False, False)
    assert client.get("/diary/").status_code == 200
    assert not reaches_staff_pages(client)


def test_l19_an_identity_tied_to_a_staff_account_opens_neither_door(
    gosuslugi: Gosuslugi, superuser: NewAdministrator
) -> None:
    """Were a row of the database to say so: the backend of citizens knows no staff."""
    family()
    client = Client()
    gosuslugi.come(client)
    ExternalIdentity.objects.update(user=superuser.user)
    give_everything(client)
    assert client.get("/diary/").headers.get("Location") == "/"
    assert not reaches_staff_pages(client)
    assert gosuslugi.come(client) == "/diary/"
    assert client.get("/diary/").headers.get("Location") == "/"
    assert not reaches_staff_pages(client)


def test_l19_a_citizens_account_has_no_password_door(superuser: NewAdministrator) -> None:
    User.objects.create_user("citizen", "anna@mail.test", PASSWORD, kind=User.Kind.CITIZEN)
    request = RequestFactory().get("/")
    assert authenticate(request, email=HERS, password=PASSWORD) == superuser.user
    assert authenticate(request, email="anna@mail.test", password=PASSWORD) is None
    assert authenticate(request, username="citizen", password=PASSWORD) is None


@pytest.mark.parametrize("rights", [{"is_staff": True}, {"is_superuser": True}], ids=str)
def test_l19_the_database_holds_no_citizen_with_rights_of_staff(rights: dict[str, bool]) -> None:
    user = User.objects.create(username="citizen", kind=User.Kind.CITIZEN)
    with transaction.atomic():
        try:
            User.objects.filter(pk=user.pk).update(**rights)
        except IntegrityError:
            transaction.set_rollback(True)
    user.refresh_from_db()
    assert (user.is_staff, user.is_superuser) == (False, False)
