"""An administrator at work: two schools, one of them the administrator's own."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.actions.staff import NewAdministrator
from schools.models import School
from tests.factories import create_administrator, create_school
from tests.staff_session import sign_in


@pytest.fixture
def school(db: None) -> School:
    return create_school(name="Школа № 43")


@pytest.fixture
def other_school(db: None) -> School:
    return create_school(name="Лицей № 7")


@pytest.fixture
def administrator(school: School) -> NewAdministrator:
    return create_administrator(schools=[school])


@pytest.fixture
def office(client: Client, administrator: NewAdministrator) -> Client:
    """A client in the administrator's session."""
    return sign_in(client, administrator)


@pytest.fixture
def operator(db: None) -> Client:
    """A client in the technical superuser's session."""
    return sign_in(Client(), create_administrator(superuser=True))


@pytest.fixture
def page() -> Callable[..., str]:
    """The address of an admin page: `page("student", "change", pk)`."""

    def address(model: str, name: str = "changelist", *args: Any, app: str = "schools") -> str:
        return reverse(f"admin:{app}_{model}_{name}", args=args)

    return address
