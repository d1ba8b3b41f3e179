"""L17: who somebody is stands in the token alone; a form that says it is not believed, and that is written down."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import CorrectionRequest, ExternalIdentity, LinkProposal, MismatchCase, VerifiedIdentity
from schools.models import Parent, School
from tests.dnevnik.test_entrance import arrive, family, give_everything
from tests.factories import create_parent, create_school, synthetic_snils
from tests.households import MOTHERS

pytestmark = pytest.mark.django_db
ANOTHER = {
    "snils": synthetic_snils(5),
    "surname": "Чужая",
    "given_name": "Ольга",
    "patronymic": "Олеговна",
    "birth_date": "1980-01-01",
    "certificate": "II-АБ 123456",
}
VERA = {"child_surname": "Соколова", "child_given_name": "Вера", "relation": "mother", "send": "1"}
SAID = ("surname", "given_name", "patronymic", "birth_date", "certificate")


def known() -> list[Any]:
    """All that the state said of everybody, and all that the school wrote down of parents."""
    people = VerifiedIdentity.objects.order_by("identity__subject")
    return [
        *((str(one.pk), one.snils, *(getattr(one, field) for field in SAID)) for one in people),
        *((str(one.pk), one.snils, one.surname, one.given_name) for one in Parent.objects.order_by("pk")),
    ]


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == "dnevnik.views.holders"]


def not_found(client: Client) -> tuple[School, str]:
    school = create_school()
    arrive(client, snils=synthetic_snils(999))
    return school, "/enter/case/school/"


def known_without_a_child(client: Client) -> tuple[School, str]:
    family(linked=False)
    arrive(client)
    return School.objects.get(), "/enter/case/child/"


def inside(client: Client) -> tuple[School, str]:
    family()
    arrive(client)
    give_everything(client)
    return School.objects.get(), "/children/add/"


@pytest.mark.parametrize("come", [not_found, known_without_a_child, inside], ids=lambda come: come.__name__)
def test_l17_another_persons_number_posted_is_ignored_and_written_down(
    client: Client, caplog: pytest.LogCaptureFixture, come: Any
) -> None:
    """Gitea, CVE-2026-120263, at each form that links a parent to a child."""
    school, door = come(client)
    create_parent(school=school, snils=ANOTHER["snils"], surname="Чужая", given_name="Ольга")
    before = known()
    client.post(door, {"school": school.pk, "role": "parent", **VERA, **ANOTHER})
    assert known() == before
    assert LinkProposal.objects.get().identity.subject == ExternalIdentity.objects.get().subject
    assert warnings(caplog) == [f"posted claims ignored: {', '.join(sorted(ANOTHER))}"]
    assert not any(value in caplog.text for value in ANOTHER.values())


@pytest.mark.parametrize("door", ["wrong", "snils", "me"])
def test_l17_a_request_is_about_the_cases_own_fields_and_the_states_own_values(
    client: Client, caplog: pytest.LogCaptureFixture, door: str
) -> None:
    create_parent(school=create_school(), snils=MOTHERS, surname="Соклова")
    arrive(client)
    before = known()
    client.post(f"/enter/case/{door}/", {"fields": "snils", **ANOTHER})
    assert known() == before
    assert [row.fields for row in CorrectionRequest.objects.all()] == ([["surname"]] if door == "wrong" else [])
    assert warnings(caplog) == [f"posted claims ignored: {', '.join(sorted(ANOTHER))}"]
    assert MismatchCase.objects.get().identity.verified.snils == MOTHERS
