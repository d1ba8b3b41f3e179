"""Handing a case over: both the case and the proposal, or neither, however often it is pressed."""

import pytest

from accounts.actions import handovers, proposals
from accounts.actions.handovers import NamedPlace, TooManyHandovers
from accounts.actions.proposals import TooManyProposals
from accounts.models import LinkProposal, MismatchCase, Role
from schools.models import AuditEvent, School
from tests.accounts.actions.test_proposals import VERA
from tests.factories import create_school
from tests.people import NOON
from tests.refused import crowd, open_case, outcomes_of


def hand_over(case: MismatchCase, school: School) -> object:
    named = NamedPlace(school=school, school_class=None, role=Role.PARENT, child=VERA, relation="mother")
    return handovers.hand_over(case=case, named=named, at=NOON, by="the person").pk


@pytest.mark.django_db
def test_neither_goes_where_one_may_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proposals, "MOST_WAITING", 0)
    case = open_case(kind="not_found")
    with pytest.raises(TooManyProposals):
        hand_over(case, create_school())
    case.refresh_from_db()
    assert case.school is None
    assert not AuditEvent.about(case).exists()


@pytest.mark.django_db
def test_the_sixth_school_of_a_day_gets_nothing() -> None:
    case = open_case(kind="not_found")
    schools = [create_school() for _ in range(6)]
    for school in schools[:5]:
        hand_over(case, school)
    with pytest.raises(TooManyHandovers):
        hand_over(case, schools[5])
    case.refresh_from_db()
    assert case.school == schools[4]
    assert LinkProposal.objects.filter(state="waiting").get().school == schools[4]


@pytest.mark.django_db(transaction=True)
def test_many_clicks_at_once_hand_over_once() -> None:
    case, school = open_case(kind="not_found"), create_school()
    assert set(outcomes_of(crowd(), lambda: hand_over(case, school))) == {case.pk}
    assert AuditEvent.about(case).count() == 1
    assert LinkProposal.objects.count() == 1
