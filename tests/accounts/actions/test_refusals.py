"""The school's «no»: every case can be answered, the person reads why, and whose turn it is follows."""

import pytest

from accounts.actions import answers, corrections, refusals
from accounts.actions.answers import AlreadyDecided, last_refusal, requests_of
from accounts.models import CaseCause, CorrectionRequest, LinkProposal, MismatchCase, Notice
from accounts.models.request import Request
from schools.models import AuditEvent
from tests.accounts.actions.test_proposals import propose
from tests.factories import create_school
from tests.people import NOON
from tests.refused import crowd, differing, open_case, outcomes_of

pytestmark = pytest.mark.django_db
Kind, Reason = MismatchCase.Kind, Request.Reason


def case_of(kind: str) -> MismatchCase:
    return differing(open_case(kind=kind, school=create_school(), role="parent"), surname=["typo"])


def refuse(case: MismatchCase, reason: Request.Reason = Reason.IN_PERSON) -> int:
    return refusals.refuse(case=case, reason=reason, at=NOON, by="administrator")


def test_everything_that_waits_is_declined_with_the_reason() -> None:
    case = case_of("not_found")
    assert case.school is not None
    propose(case.identity, case.school, case=case)
    corrections.ask(case=case, kind=CorrectionRequest.Kind.SNILS_OFFERED, at=NOON, by="the person")
    assert refuse(case, Reason.NO_PAPER) == 2
    assert {(row.state, row.reason) for row in requests_of(case)} == {("declined", "no_paper")}
    case.refresh_from_db()
    assert case.closed_at is None


@pytest.mark.parametrize("kind", ["differs", "not_found", "ambiguous", "wrong_role"])
def test_a_case_in_which_nobody_pressed_a_button_is_answered_too(kind: str) -> None:
    case = case_of(kind)
    case.identity.region.has_notice_channel = True
    case.identity.region.save()
    assert refuse(case) == 1
    told = last_refusal(requests_of(case))
    assert told is not None
    assert (told.reason, told.decided_by) == ("in_person", "administrator")
    assert Notice.objects.get().kind == "case_answered"
    assert [event.kind for event in AuditEvent.about(told)] == ["correction_answered"], "the person asked nothing"


def test_an_unasked_answer_may_be_given_again() -> None:
    case = case_of("ambiguous")
    refuse(case)
    assert refuse(case, Reason.NO_PAPER) == 1
    assert CorrectionRequest.objects.count() == 2


def test_where_a_child_is_missing_there_is_nothing_to_say_no_to_until_one_is_named() -> None:
    case = case_of("no_child")
    with pytest.raises(AlreadyDecided):
        refuse(case)
    assert case.school is not None
    propose(case.identity, case.school, case=case)
    assert refuse(case) == 1
    assert LinkProposal.objects.get().state == "declined"


def test_a_case_that_is_over_is_not_answered() -> None:
    case = case_of("differs")
    MismatchCase.objects.update(closed_at=NOON, close_reason="matched")
    with pytest.raises(AlreadyDecided):
        refuse(case)
    assert not CorrectionRequest.objects.exists()


@pytest.mark.parametrize(("reason", "owner"), [(Reason.RECORD_IS_RIGHT, "person"), (Reason.NO_PAPER, "either")])
def test_who_is_right_at_school_gives_the_turn_to_the_person(reason: Request.Reason, owner: str) -> None:
    case = case_of("differs")
    refuse(case, reason)
    assert CaseCause.objects.get().owner == owner


def test_declining_one_request_gives_the_turn_too() -> None:
    case, beside = case_of("differs"), case_of("differs")
    asked = corrections.ask(case=case, kind=CorrectionRequest.Kind.RECORD_WRONG, at=NOON, by="the person")
    answers.decline(request=asked, reason=Reason.RECORD_IS_RIGHT, at=NOON, by="administrator")
    owners = dict(CaseCause.objects.values_list("case", "owner"))
    assert owners == {case.pk: "person", beside.pk: "either"}


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_case_has_reasons_on_offer(kind: MismatchCase.Kind) -> None:
    assert refusals.REASONS[kind]


@pytest.mark.django_db(transaction=True)
def test_many_colleagues_answer_a_request_once() -> None:
    case = case_of("differs")
    asked = corrections.ask(case=case, kind=CorrectionRequest.Kind.RECORD_WRONG, at=NOON, by="the person")
    met = outcomes_of(
        crowd(), lambda: answers.decline(request=asked, reason=Reason.NO_PAPER, at=NOON, by="administrator").state
    )
    assert sorted(map(str, met)) == sorted(["declined", *[str(AlreadyDecided)] * (crowd() - 1)])
