"""A member of staff of one school, in four states of signing in."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.actions.staff import NewAdministrator
from accounts.models import User
from schools.models import School
from tests.factories import PASSWORD, create_administrator, create_school
from tests.staff_session import sign_in


@pytest.fixture(autouse=True)
def _clean_limits(db: None) -> None:
    cache.clear()


@pytest.fixture
def school(db: None) -> School:
    return create_school()


@pytest.fixture
def administrator(school: School) -> NewAdministrator:
    return create_administrator(schools=[school])


@pytest.fixture
def newcomer(school: School) -> NewAdministrator:
    """Staff whose second factor is not enrolled yet."""
    made = create_administrator(schools=[school])
    Authenticator.objects.filter(user=made.user).delete()
    return made


@pytest.fixture
def office(client: Client, administrator: NewAdministrator) -> Client:
    return sign_in(client, administrator)


@pytest.fixture
def by_password(client: Client) -> Callable[[NewAdministrator], Client]:
    """The session after the password, before any code."""

    def signed(who: NewAdministrator) -> Client:
        client.post(reverse("account_login"), {"login": who.user.email, "password": PASSWORD})
        return client

    return signed


@pytest.fixture
def citizen(db: None) -> User:
    return User.objects.create(username="citizen-1", kind=User.Kind.CITIZEN)
