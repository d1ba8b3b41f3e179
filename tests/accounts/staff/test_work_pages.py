"""What the technical superuser sees of the worker's work, and nobody else."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.actions.issuers import applying
from accounts.models import Notice, Shard
from tests.accounts.actions.issuers.changes import GATEWAY, Way, changed, people, person, rehearse, undo
from tests.factories import create_administrator, create_school, synthetic_snils
from tests.nights import EVENING, shard_of
from tests.outbox import put
from tests.people import ISSUER, remember
from tests.staff_session import sign_in

pytestmark = pytest.mark.django_db
PAGES = ["reconciliationrun", "shard", "notice", "identitymigration"]


def address(page: str) -> str:
    return reverse(f"admin:accounts_{page}_changelist")


@pytest.fixture
def operator() -> Client:
    return sign_in(Client(), create_administrator(superuser=True))


@pytest.mark.parametrize("page", PAGES)
def test_a_schools_administrator_has_no_such_page(page: str) -> None:
    office = sign_in(Client(), create_administrator(schools=[create_school()]))
    assert office.get(address(page)).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_the_superuser_looks_and_changes_nothing(operator: Client, page: str) -> None:
    assert operator.get(address(page)).status_code == 200
    assert operator.get(reverse(f"admin:accounts_{page}_add")).status_code == 404


def test_a_night_says_how_far_it_is(operator: Client) -> None:
    shard = shard_of(create_school())
    Shard.objects.create(run=shard.run, school=create_school())
    Shard.objects.filter(pk=shard.pk).update(state=Shard.State.PARKED, error="SealBroken", attempts=3)
    assert "1 из 2" in operator.get(address("reconciliationrun")).content.decode()
    parked = operator.get(address("shard"), {"state": "parked"}).content.decode()
    assert "SealBroken" in parked
    assert shard.school.name in parked
    assert "SealBroken" not in operator.get(address("shard"), {"state": "done"}).content.decode()


def test_a_result_is_told_in_words(operator: Client) -> None:
    shard = shard_of(create_school())
    Shard.objects.filter(pk=shard.pk).update(result={"schools": 1, "people": 12, "claims_opened": 2})
    assert "человек сверено: 12; дверей открылось: 2" in operator.get(address("shard")).content.decode()


def test_the_outbox_shows_neither_whom_nor_what(operator: Client) -> None:
    notice = put(Notice.Kind.MAY_ENTER, remember().identity, at=EVENING)
    page = operator.get(address("notice")).content.decode()
    assert "теперь можно войти" in page
    assert not any(told in page for told in ("Соколова", notice.identity.subject, notice.dedup_key))


def test_a_change_of_issuer_shows_figures_and_no_person(operator: Client) -> None:
    people(1, 2)
    migration = changed(Way.FIRST_RETURN)
    person(2, issuer=GATEWAY, subject="new-2")
    page = operator.get(address("identitymigration")).content.decode()
    for told in (ISSUER, GATEWAY, "при первом входе: 1", "выполнен", "все", str(migration.pk)):
        assert told in page
    assert not any(told in page for told in ("Соколова", "old-1", "old-2", "new-2", synthetic_snils(2)))


def test_a_rehearsal_says_how_many_would_move(operator: Client) -> None:
    people(1, 2)
    rehearse()
    assert "по репетиции: 2" in operator.get(address("identitymigration"), {"state": "rehearsed"}).content.decode()
    assert "по репетиции" not in operator.get(address("identitymigration"), {"state": "undone"}).content.decode()


def test_it_says_how_often_the_list_was_wrong(operator: Client) -> None:
    people(1, 2)
    changed()
    for number in (1, 2):
        person(number + 6, subject=f"old-{number}", issuer=GATEWAY)
    assert "список ошибся: 2" in operator.get(address("identitymigration")).content.decode()


def test_a_change_says_when_former_keys_ceased_to_count(operator: Client) -> None:
    people(1)
    migration = changed()
    ceased = "прежние номера больше не действуют"
    assert ceased not in operator.get(address("identitymigration")).content.decode()
    applying.finish(migration_id=migration.pk, at=EVENING, by="tests")
    assert ceased in operator.get(address("identitymigration")).content.decode()
    undo(migration)
    assert ceased not in operator.get(address("identitymigration")).content.decode()
