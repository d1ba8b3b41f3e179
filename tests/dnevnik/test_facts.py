"""What a page learns of a case: its requests, its clock, where the answer comes, how long data are kept."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.actions import contacts, corrections, proposals
from accounts.models import (
    ContactPoint,
    CorrectionRequest,
    ExternalIdentity,
    MismatchCase,
    ReconciliationRun,
    Shard,
)
from accounts.models.request import Request
from accounts.outcomes import Asked, Facts, Refused
from dnevnik.facts import facts_of
from schools.models import School
from tests.factories import create_parent, create_school
from tests.households import MOTHERS, come_in
from tests.people import NOON

pytestmark = pytest.mark.django_db
ADDRESS = "anna@mail.example"
NEXT_DAY = NOON + timedelta(days=1)


def misspelt(*, school: School | None = None) -> MismatchCase:
    """A mother whose surname the school has with a slip comes to the door."""
    school = school or create_school(name="Школа № 31")
    create_parent(school=school, snils=MOTHERS, surname="Соклова")
    come_in()
    case: MismatchCase = MismatchCase.for_system(by="test").select_related("school__region", "identity").get()
    return case


def facts(case: MismatchCase, *, now: datetime = NEXT_DAY) -> Facts:
    held = MismatchCase.for_system(by="test").prefetch_related("causes").get(pk=case.pk)
    identity = ExternalIdentity.objects.select_related("region", "verified").get(pk=case.identity_id)
    return facts_of(
        region=identity.region,
        school=held.school,
        case=held,
        identity=identity,
        band="parent",
        time="12:00",
        now=now,
    )


def wrong(case: MismatchCase) -> CorrectionRequest:
    return corrections.ask(case=case, kind=CorrectionRequest.Kind.RECORD_WRONG, at=NOON, by="test")


def night(school: School, *, finished: datetime, state: str = Shard.State.DONE) -> None:
    run = ReconciliationRun.objects.create(
        kind=ReconciliationRun.Kind.NIGHT, region=school.region, business_date=finished.date(), started_at=finished
    )
    Shard.objects.create(run=run, school=school, state=state, finished_at=finished)


def test_a_case_tells_fields_and_no_values() -> None:
    told = facts(misspelt())
    assert [field for field, _kinds in told.differences] == ["surname"]
    assert "Соклова" not in repr(told)


def test_a_request_is_told_with_its_day_and_then_with_its_answer() -> None:
    case = misspelt()
    asked = wrong(case)
    assert facts(case).pleas[0].asked is Asked.RECORD_WRONG
    assert facts(case).pleas[0].on == date(2026, 10, 1)
    corrections.decline(request=asked, reason=Request.Reason.RECORD_IS_RIGHT, at=NEXT_DAY, by="test")
    [plea] = facts(case).pleas
    assert (plea.refused, plea.answered_on) == (Refused.RECORD_IS_RIGHT, date(2026, 10, 2))


def test_what_was_withdrawn_is_not_told() -> None:
    case = misspelt()
    CorrectionRequest.for_system(by="test").filter(pk=wrong(case).pk).update(state=Request.State.WITHDRAWN)
    assert facts(case).pleas == ()


def test_the_clock_is_the_last_nights_of_that_school() -> None:
    case = misspelt()
    assert case.school is not None
    night(case.school, finished=datetime(2026, 10, 2, 1, 4, tzinfo=UTC))
    clock = facts(case).clock
    assert clock is not None
    assert (clock.checked_on, clock.time, clock.today, clock.day) == (date(2026, 10, 2), "04:04", clock.checked_on, 2)


@pytest.mark.parametrize(
    ("finished", "state"),
    [
        pytest.param(NOON - timedelta(hours=8), Shard.State.DONE, id="a night before the case"),
        pytest.param(NOON + timedelta(hours=16), Shard.State.PARKED, id="a night that did not get through"),
    ],
)
def test_a_night_that_has_not_seen_the_case_does_not_count(finished: datetime, state: str) -> None:
    case = misspelt()
    assert case.school is not None
    night(case.school, finished=finished, state=state)
    clock = facts(case).clock
    assert clock is not None
    assert (clock.checked_on, clock.time) == (date(2026, 10, 1), "12:00")


def test_the_night_of_another_school_does_not_count() -> None:
    case = misspelt()
    night(create_school(), finished=NOON + timedelta(hours=16))
    clock = facts(case).clock
    assert clock is not None
    assert clock.time == "12:00"


def test_waiting_begins_when_the_school_was_asked() -> None:
    case = misspelt()
    corrections.ask(case=case, kind=CorrectionRequest.Kind.RECORD_WRONG, at=NEXT_DAY, by="test")
    clock = facts(case, now=NOON + timedelta(days=4)).clock
    assert clock is not None
    assert clock.day == 2, "asked on a Friday, read on the Monday"


def test_where_the_answer_comes_is_masked() -> None:
    case = misspelt()
    ContactPoint(identity=case.identity, channel=ContactPoint.Channel.EMAIL, address=ADDRESS, confirmed_at=NOON).save()
    assert facts(case).contact == "a•••@mail.example"
    contacts.end(identity=case.identity, channel=ContactPoint.Channel.EMAIL, at=NOON, by="test")
    assert facts(case).contact == ""


def test_a_telephone_is_masked_too() -> None:
    case = misspelt()
    ContactPoint(
        identity=case.identity, channel=ContactPoint.Channel.PHONE, address="+79001234567", confirmed_at=NOON
    ).save()
    assert facts(case).contact == "+7 9•• •••-••-67"


@pytest.mark.parametrize(
    ("knows_the_person", "last_day"),
    [
        pytest.param(False, date(2026, 10, 31), id="thirty days when nobody owes an answer"),
        pytest.param(True, date(2026, 12, 30), id="ninety while a school does"),
    ],
)
def test_how_long_the_data_are_kept(knows_the_person: bool, last_day: date) -> None:  # noqa: FBT001  a table's column
    if knows_the_person:
        case = misspelt()
    else:
        create_school()
        come_in()
        case = MismatchCase.for_system(by="test").get()
    assert facts(case).kept_until == last_day


def test_a_proposal_is_told_as_one() -> None:
    case = misspelt()
    assert case.school is not None
    proposals.propose(
        identity=case.identity,
        school=case.school,
        child=proposals.NamedChild(surname="Соколова", given_name="Вера"),
        relation="mother",
        school_class=None,
        case=case,
        at=NOON,
        by="test",
    )
    assert [plea.asked for plea in facts(case).pleas] == [Asked.LINK]
