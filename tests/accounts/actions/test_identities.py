"""What the provider says is kept: written anew when it changed, and stamped when it did not."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from accounts.actions import identities
from accounts.models import ExternalIdentity, VerifiedIdentity
from schools.models.sealed import keyring
from tests.factories import create_region, synthetic_snils
from tests.people import NOON, claims, remember

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=1)


def again(**fields: Any) -> str:
    """The person comes a day later; what is written of what the provider said."""
    region = create_region()
    with CaptureQueriesContext(connection) as captured:
        identities.remember(claims=claims(**fields), region=region, at=LATER)
    updates = [query["sql"] for query in captured if query["sql"].startswith('UPDATE "accounts_verifiedidentity"')]
    return "".join(updates).partition(" WHERE ")[0]


def kept() -> VerifiedIdentity:
    return VerifiedIdentity.for_system(by="test").get()


def test_the_same_word_is_only_stamped() -> None:
    remember()
    sealed = vars(kept())["snils"]
    told = again()
    assert "verified_at" in told
    assert "surname" not in told
    assert kept().verified_at == LATER
    assert vars(kept())["snils"] == sealed
    assert kept().snils == synthetic_snils(17)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("surname", "Кузнецова"),
        ("surname", "Соколова".upper()),
        ("patronymic", ""),
        ("birth_date", None),
        ("gender", None),
        ("snils", synthetic_snils(18)),
        ("snils", None),
        ("level", "other"),
    ],
)
def test_another_word_replaces_the_earlier_one(field: str, value: Any) -> None:
    remember()
    assert "surname" in again(**{field: value})
    assert getattr(kept(), field) == (value if value is not None or field in {"snils", "birth_date"} else "")
    assert kept().verified_at == LATER


def test_what_was_sealed_under_a_former_key_is_sealed_anew(settings: Settings) -> None:
    settings.SEALING_KEY_ID = "test-0"
    keyring.cache_clear()
    remember()
    settings.SEALING_KEY_ID = "test-1"
    keyring.cache_clear()
    again()
    assert vars(kept())["snils"].startswith("test-1:")
    assert kept().snils == synthetic_snils(17)


def test_another_region_is_remembered_too() -> None:
    remember()
    other = create_region(code="RU-MOW", name="Москва")
    verified = identities.remember(claims=claims(), region=other, at=LATER)
    assert verified.identity.region == other
    assert ExternalIdentity.objects.get().region == other
