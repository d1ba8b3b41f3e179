"""The chain over the audit: what it covers, and every way to tamper with it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from schools.actions import audit, seals
from schools.actions.seals import Fault, Problem
from schools.append_only import Ledger
from schools.models import AuditEvent, AuditSeal, School
from schools.models.sealed import keyring
from tests.factories import create_school
from tests.people import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def school() -> School:
    return create_school()


@pytest.fixture
def tampering() -> None:
    """Somebody who owns the database takes the triggers away; the end of the test's transaction brings them back."""
    with connection.cursor() as cursor:
        for table in ("schools_auditevent", "schools_auditseal"):
            for statement in Ledger(table).removals(connection.vendor):
                cursor.execute(statement)


def write(school: School, *, times: int = 1) -> list[int]:
    kind = AuditEvent.Kind.RECORD_CORRECTED
    return [audit.record(kind, school, by="test", school_id=school.pk, fields=["name"]).pk for _ in range(times)]


def sealed(school: School, *batches: int) -> None:
    for events in batches:
        write(school, times=events)
        assert seals.seal_batch(at=NOON) == events


def found() -> list[tuple[Fault, int | None, int]]:
    return [(problem.fault, problem.seal, problem.events) for problem in seals.verify(at=NOON)]


class TestSealing:
    def test_nothing_waits_and_nothing_is_sealed(self) -> None:
        assert seals.seal_batch(at=NOON) == 0
        assert not AuditSeal.objects.exists()

    def test_batches_follow_one_another(self, school: School) -> None:
        sealed(school, 2, 3)
        first, second = AuditSeal.objects.order_by("number")
        assert (first.number, first.previous, first.events) == (1, "", 2)
        assert (second.number, second.previous, second.events) == (2, first.digest, 3)
        assert found() == []

    def test_a_batch_is_the_oldest_events_and_no_more_than_asked(self, school: School) -> None:
        ids = write(school, times=5)
        assert [seals.seal_batch(at=NOON, most=2) for _ in range(4)] == [2, 2, 1, 0]
        by_seal = AuditEvent.objects.order_by("id").values_list("id", "sealed_in")
        assert list(by_seal) == list(zip(ids, [1, 1, 2, 2, 3], strict=True))
        assert found() == []

    def test_an_event_that_commits_late_goes_into_a_later_seal(self, school: School) -> None:
        """On PostgreSQL a lower id may be committed after a higher one was sealed."""
        first, _second = write(school, times=2)
        late = AuditEvent(pk=first - 1, kind="signed_in", by="test", subject_type="schools.school", subject_id="1")
        seals.seal_batch(at=NOON)
        late.save(force_insert=True)
        assert seals.seal_batch(at=NOON) == 1
        assert AuditEvent.objects.get(pk=late.pk).sealed_in == 2
        assert found() == []

    def test_a_seal_cannot_be_made_without_the_key(self, school: School, monkeypatch: pytest.MonkeyPatch) -> None:
        sealed(school, 1)
        seal, events = AuditSeal.objects.get(), list(AuditEvent.objects.all())
        monkeypatch.setattr(seals, "proof_key", lambda **_: keyring().index_key)
        assert seals.digest_of(seal, events) != seal.digest

    @pytest.mark.parametrize("step", ["save", "update"])
    def test_what_is_killed_on_the_way_leaves_nothing_half_done(
        self, school: School, step: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write(school, times=3)
        model: Any = {"save": AuditSeal, "update": type(AuditEvent.objects.all())}[step]
        done: Callable[..., Any] = getattr(model, step)

        def killed(*given: Any, **named: Any) -> None:
            done(*given, **named)
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(model, step, killed)
            with pytest.raises(KeyboardInterrupt):
                seals.seal_batch(at=NOON)
        assert not AuditSeal.objects.exists()
        assert AuditEvent.objects.filter(sealed_in=None).count() == 3
        assert seals.seal_batch(at=NOON) == 3
        assert found() == []


@pytest.mark.usefixtures("tampering")
class TestTampering:
    @pytest.mark.parametrize(
        ("column", "value"),
        [
            ("at", NOON + timedelta(days=9)),
            ("kind", "link_closed"),
            ("by", "somebody else"),
            ("school_id", None),
            ("subject_type", "schools.region"),
            ("subject_id", "10001"),
            ("fields", ["name", "site"]),
        ],
    )
    def test_a_changed_column_is_found(self, school: School, column: str, value: Any) -> None:
        sealed(school, 2, 2)
        middle = AuditEvent.objects.filter(sealed_in=1).order_by("id")[:1].values("pk")
        AuditEvent.objects.filter(pk__in=list(middle.values_list("pk", flat=True))).update(**{column: value})
        assert found() == [(Fault.CHANGED, 1, 2)]

    def test_every_column_is_covered(self) -> None:
        columns = {field.attname for field in AuditEvent._meta.concrete_fields}
        assert columns == {*seals.SEALED, "sealed_in"}

    def test_an_id_is_covered_as_well(self, school: School) -> None:
        sealed(school, 2)
        last = AuditEvent.objects.latest("id")
        AuditEvent.objects.filter(pk=last.pk).update(id=last.pk + 1)
        assert found() == [(Fault.CHANGED, 1, 2)]

    def test_a_removed_event_is_counted(self, school: School) -> None:
        sealed(school, 2, 2)
        AuditEvent.objects.filter(sealed_in=2).order_by("id")[0].delete()
        assert found() == [(Fault.COUNT, 2, 1)]

    def test_an_event_slipped_in_is_counted(self, school: School) -> None:
        sealed(school, 2, 2)
        write(school)
        AuditEvent.objects.filter(sealed_in=None).update(sealed_in=1)
        assert found() == [(Fault.COUNT, 1, 1)]

    def test_events_that_changed_seals_are_counted_in_both(self, school: School) -> None:
        sealed(school, 2, 2)
        AuditEvent.objects.filter(pk=AuditEvent.objects.latest("id").pk).update(sealed_in=1)
        assert found() == [(Fault.COUNT, 1, 1), (Fault.COUNT, 2, 1)]

    def test_a_removed_seal_leaves_a_gap_and_its_events_behind(self, school: School) -> None:
        sealed(school, 1, 2, 1)
        AuditSeal.objects.filter(number=2).delete()
        assert found() == [(Fault.CHAIN, 3, 0), (Fault.NO_SEAL, 2, 2)]

    def test_a_whole_batch_taken_away_leaves_a_gap(self, school: School) -> None:
        sealed(school, 1, 2, 1)
        AuditEvent.objects.filter(sealed_in=2).delete()
        AuditSeal.objects.filter(number=2).delete()
        assert found() == [(Fault.CHAIN, 3, 0)]

    @pytest.mark.parametrize(
        ("columns", "faults"),
        [
            pytest.param({"previous": "0" * 64}, [Fault.CHAIN, Fault.CHANGED], id="another past"),
            pytest.param({"digest": "0" * 64}, [Fault.CHANGED, Fault.CHAIN], id="another digest"),
            pytest.param({"at": NOON + timedelta(days=1)}, [Fault.CHANGED], id="another time"),
            pytest.param({"events": 3}, [Fault.COUNT], id="another count"),
        ],
    )
    def test_a_changed_seal_is_found(self, school: School, columns: dict[str, Any], faults: list[Fault]) -> None:
        sealed(school, 2, 2, 2)
        AuditSeal.objects.filter(number=2).update(**columns)
        assert [fault for fault, _seal, _events in found()] == faults


class TestWaiting:
    def test_an_hour_without_a_seal_is_a_warning(self, school: School) -> None:
        write(school, times=2)
        now = timezone.now()
        assert seals.verify(at=now + timedelta(minutes=59)) == []
        (late,) = seals.verify(at=now + timedelta(minutes=61))
        assert late == Problem(Fault.LATE, None, 2)
        assert late.is_warning


def test_memory_holds_one_batch_at_a_time(school: School, django_assert_num_queries: Any) -> None:
    """One query for the seals, one for each batch, one for each of the two remainders."""
    with transaction.atomic():
        sealed(school, 1, 1, 1)
    with django_assert_num_queries(6):
        seals.verify(at=NOON)
