"""The night, the doorbell, an edit and a sign-in meet over one family: nobody is lost, nobody sees an error (F10)."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connections

from accounts.actions import shards
from accounts.actions.reconciliation import reconcile_changes
from accounts.actions.sign_in import ask_schools
from accounts.models import MismatchCase, RecordClaim, VerifiedIdentity
from schools.actions import records
from schools.models import Parent, RecordChange
from tests.bells import rings
from tests.factories import create_link, create_parent, create_school, create_student
from tests.households import MOTHERS
from tests.nights import EVENING, shard_of
from tests.people import claims, remember

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("rings")]
__all__ = ["rings"]
ROUNDS = 5


def test_all_at_once() -> None:
    school = create_school()
    mother = create_parent(school=school)
    create_link(parent=mother, student=create_student(school=school))
    verified = remember()
    ask_schools(verified=verified, region=school.region, at=EVENING, by="test")
    shard = shard_of(school)
    together, troubles = Barrier(4), []

    def edit() -> None:
        row = Parent.objects.get(pk=mother.pk)
        row.snils = MOTHERS
        records.correct(record=row, fields=["snils"], by="administrator")

    def sign_in() -> None:
        again = VerifiedIdentity.objects.get(identity__subject=claims().subject)
        ask_schools(verified=again, region=school.region, at=EVENING, by="test")

    def night() -> None:
        assert not shards.work(shard_id=shard.pk, at=EVENING, by="test").failed

    def doorbell() -> None:
        reconcile_changes(school=school, at=EVENING, by="test")

    def at_once(deed: Callable[[], object]) -> Callable[[], None]:
        def done() -> None:
            try:
                together.wait()
                for _round in range(ROUNDS):
                    deed()
            except Exception as error:  # noqa: BLE001  whatever it is, the test tells it
                troubles.append(repr(error))
            finally:
                connections.close_all()

        return done

    threads = [Thread(target=at_once(deed)) for deed in (edit, sign_in, night, doorbell)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []
    doorbell()
    assert RecordClaim.objects.filter(closed_at=None).count() == 1
    assert not MismatchCase.objects.filter(closed_at=None).exists()
    assert not RecordChange.objects.exists()
