"""Eight sealers at once, while events are still being written: one chain, each event in one seal."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from schools.actions import audit, seals
from schools.models import AuditEvent, AuditSeal, School
from tests.factories import create_school
from tests.people import NOON

SEALERS, WRITERS, EACH = 8, 2, 15
BEFORE = 40


def write(school: School) -> None:
    audit.record(AuditEvent.Kind.ROSTER_APPLIED, school, by="test", school_id=school.pk)


@pytest.mark.django_db(transaction=True)
def test_eight_sealers_make_one_chain() -> None:
    school, gate = create_school(), Barrier(SEALERS + WRITERS, timeout=30)
    for _ in range(BEFORE):
        write(school)

    def seal() -> int:
        return sum(seals.seal_batch(at=NOON, most=7) for _ in range(4))

    def go_on_writing() -> int:
        for _ in range(EACH):
            write(school)
        return 0

    def on_its_own(deed: int) -> int:
        gate.wait()
        try:
            return seal() if deed < SEALERS else go_on_writing()
        finally:
            connection.close()

    with ThreadPoolExecutor(SEALERS + WRITERS) as crowd:
        done = sum(crowd.map(on_its_own, range(SEALERS + WRITERS)))
    while more := seals.seal_batch(at=NOON, most=7):
        done += more
    written = BEFORE + WRITERS * EACH
    assert done == AuditEvent.objects.filter(sealed_in__isnull=False).count() == written
    assert [seal.number for seal in AuditSeal.objects.order_by("number")] == [*range(1, AuditSeal.objects.count() + 1)]
    assert seals.verify(at=NOON) == []
