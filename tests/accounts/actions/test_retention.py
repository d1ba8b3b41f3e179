"""What is forgotten of people who did not come in, when, and what stays."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from accounts.actions import retention
from accounts.actions.retention import forget, forget_expired
from accounts.models import (
    ContactCode,
    ContactPoint,
    CorrectionRequest,
    ExternalIdentity,
    LinkProposal,
    MismatchCase,
    UsedState,
    VerifiedIdentity,
)
from accounts.terms import CODE_TERM, SNAPSHOT_TERM, UNANSWERED_TERM
from schools.actions import audit
from schools.models import AuditEvent, School
from tests.factories import create_link, create_parent, create_region, create_school, create_student
from tests.households import MOTHERS, come_in, household
from tests.outbox import give_address
from tests.people import NOON, remember

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def run(after: timedelta) -> int:
    return forget(region=create_region(), at=NOON + after, by="test night")


def stranger() -> ExternalIdentity:
    """Somebody whom no school knows, with a case that no school has."""
    create_school()
    return come_in()


def with_school() -> ExternalIdentity:
    """Somebody whose surname differs: the case is the school's turn as well."""
    school = create_school()
    mother = create_parent(school=school, snils=MOTHERS, surname="Соклова")
    create_link(parent=mother, student=create_student(school=school))
    return come_in()


def proposal_of(identity: ExternalIdentity) -> LinkProposal:
    proposal = LinkProposal(identity=identity, school=School.objects.get(), relation="mother", asked_at=NOON)
    proposal.child_name, proposal.child_key = "Соколова Вера", "key"
    proposal.save()
    return proposal


@pytest.mark.parametrize(
    ("who", "after", "forgotten"),
    [
        pytest.param(stranger, SNAPSHOT_TERM - DAY, 0, id="a stranger of 29 days"),
        pytest.param(stranger, SNAPSHOT_TERM, 1, id="a stranger of 30 days"),
        pytest.param(with_school, SNAPSHOT_TERM, 0, id="a school has not answered yet"),
        pytest.param(with_school, UNANSWERED_TERM - DAY, 0, id="nor after 89 days"),
        pytest.param(with_school, UNANSWERED_TERM, 1, id="after 90 days it does not wait any longer"),
    ],
)
def test_terms(who: Callable[[], ExternalIdentity], after: timedelta, forgotten: int) -> None:
    who()
    assert run(after) == forgotten
    assert VerifiedIdentity.objects.count() == 1 - forgotten


def test_whoever_came_in_is_not_forgotten() -> None:
    household()
    assert run(UNANSWERED_TERM) == 0


def test_whoever_comes_back_begins_anew() -> None:
    stranger()
    VerifiedIdentity.objects.update(verified_at=NOON + 20 * DAY)
    assert run(SNAPSHOT_TERM) == 0


def test_a_waiting_proposal_keeps_the_snapshot() -> None:
    proposal_of(stranger())
    assert run(SNAPSHOT_TERM) == 0
    assert run(UNANSWERED_TERM) == 1


def test_all_that_was_personal_goes_and_the_case_keeps_its_number() -> None:
    identity = stranger()
    case = MismatchCase.objects.get()
    case.child_name = "Соколова Вера"
    case.save()
    proposal = proposal_of(identity)
    give_address(identity)
    ContactCode(identity=identity, channel="email", address="a@b.ru", digest="x", made_at=NOON, expires_at=NOON).save()
    run(UNANSWERED_TERM)
    ended = MismatchCase.objects.get()
    assert (ended.number, ended.close_reason, ended.child_name) == (case.number, "expired", None)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.child_name, proposal.child_key) == ("withdrawn", retention.NOBODY, "")
    gone = (VerifiedIdentity, ContactPoint, ContactCode)
    assert [model.objects.count() for model in gone] == [0, 0, 0]
    assert not CorrectionRequest.objects.filter(state="waiting").exists()
    assert ExternalIdentity.objects.filter(pk=identity.pk).exists()
    event = AuditEvent.objects.get(kind=AuditEvent.Kind.SNAPSHOT_FORGOTTEN)
    assert (event.subject_id, event.by, event.fields) == (str(identity.pk), "test night", [])


def test_an_identity_that_nothing_refers_to_goes_too() -> None:
    remember()
    assert run(SNAPSHOT_TERM) == 1
    assert not ExternalIdentity.objects.exists()


def test_another_region_is_left_alone() -> None:
    stranger()
    assert forget(region=create_region(code="RU-OMS", name="Омск"), at=NOON + UNANSWERED_TERM, by="test") == 0


def test_killed_in_the_middle_it_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    create_school()
    for number in range(3):
        come_in(subject=f"stranger {number}")
    sound: Callable[..., AuditEvent] = audit.record
    calls: list[object] = []

    def dies_at_the_second(kind: AuditEvent.Kind, *args: object, **told: object) -> AuditEvent:
        calls.append(kind)
        if kind == AuditEvent.Kind.SNAPSHOT_FORGOTTEN and len(calls) > 1:
            raise KeyboardInterrupt
        return sound(kind, *args, **told)

    with monkeypatch.context() as killed:
        killed.setattr(audit, "record", dies_at_the_second)
        with pytest.raises(KeyboardInterrupt):
            run(SNAPSHOT_TERM)
    left = VerifiedIdentity.objects.count()
    assert 0 < left < 3
    assert run(SNAPSHOT_TERM) == left
    assert run(SNAPSHOT_TERM) == 0


def test_attempts_and_codes_out_of_term() -> None:
    identity = remember().identity
    for name, age in {"old": CODE_TERM + DAY, "new": timedelta(0)}.items():
        UsedState.objects.create(digest=name, expires_at=NOON - age)
        code = ContactCode(identity=identity, channel="email", address="a@b.ru", digest=name)
        code.made_at = code.expires_at = NOON - age
        code.save()
    assert forget_expired(at=NOON) == 2
    assert [UsedState.objects.get().digest, ContactCode.objects.get().digest] == ["new", "new"]
