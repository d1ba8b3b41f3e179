"""«Добавить меня к ребёнку»: asked once, answered once, and nothing believed that the state did not say."""

from datetime import timedelta
from typing import Any

import pytest

from accounts.actions import proposals
from accounts.actions.answers import AlreadyDecided, NothingVerified, WrongRecord
from accounts.actions.proposals import NamedChild, TooManyProposals
from accounts.models import ExternalIdentity, LinkProposal, Notice, VerifiedIdentity
from accounts.models.request import Request
from schools.models import AuditEvent, Parent, ParentChildLink, RecordChange, School, Student
from tests.factories import (
    TODAY,
    create_class,
    create_link,
    create_parent,
    create_school,
    create_student,
    synthetic_snils,
)
from tests.people import NOON
from tests.refused import crowd, open_case, outcomes_of, somebody

VERA = NamedChild(surname="Соколова", given_name="Вера", patronymic="Ильинична")
OLEG = NamedChild(surname="Соколов", given_name="Олег")
Reason, State = Request.Reason, Request.State


def propose(identity: ExternalIdentity, school: School, **said: Any) -> LinkProposal:
    told: dict[str, Any] = {"child": VERA, "relation": "mother", "school_class": None, "case": None, "by": identity}
    return proposals.propose(identity=identity, school=school, at=NOON, **(told | said))


def accept(proposal: LinkProposal, student: Student, parent: Parent) -> LinkProposal:
    return proposals.accept(
        proposal=proposal,
        student=student,
        parent=parent,
        basis="birth_certificate",
        relation="mother",
        at=NOON + timedelta(days=1),
        on=TODAY,
        by="administrator",
    )


@pytest.mark.django_db
def test_a_proposal_waits_with_the_words_sealed_and_a_trace() -> None:
    identity, school = somebody(), create_school()
    made = propose(identity, school, school_class=create_class(school=school))
    row = LinkProposal.objects.get()
    assert (row.state, row.child_name, str(row.school_class)) == ("waiting", "Соколова Вера Ильинична", "5 «А»")
    assert "Соколова" not in str(LinkProposal.objects.values_list("child_name", flat=True)[0])
    [event] = AuditEvent.about(made)
    assert (event.kind, event.by) == ("link_proposed", f"externalidentity {identity.pk}")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("again", "count"),
    [
        pytest.param(VERA, 1, id="the same words"),
        pytest.param(NamedChild(surname="соколова", given_name=" Вера"), 1, id="the same name spelt carelessly"),
        pytest.param(OLEG, 2, id="another child"),
    ],
)
def test_the_same_child_is_the_same_proposal(again: NamedChild, count: int) -> None:
    identity, school = somebody(), create_school()
    propose(identity, school)
    propose(identity, school, child=again)
    assert LinkProposal.objects.count() == count


@pytest.mark.django_db
def test_later_words_are_taken_and_not_knowing_takes_nothing_back() -> None:
    identity, school = somebody(), create_school()
    propose(identity, school)
    propose(identity, school, school_class=create_class(school=school), relation="guardian")
    propose(identity, school, relation="guardian")
    row = LinkProposal.objects.get()
    assert (str(row.school_class), row.relation) == ("5 «А»", "guardian")


@pytest.mark.django_db
def test_ten_may_wait_and_the_eleventh_may_not() -> None:
    identity, school = somebody(), create_school()
    for letter in "абвгдежзик":
        propose(identity, school, child=NamedChild(surname=letter, given_name="Имя"))
    with pytest.raises(TooManyProposals):
        propose(identity, school)
    propose(somebody(subject="2", snils=synthetic_snils(2)), school)
    assert LinkProposal.objects.count() == 11


@pytest.mark.django_db
def test_accepting_opens_the_link_and_rings() -> None:
    identity, school = somebody(), create_school()
    child, parent = create_student(school=school), create_parent(school=school)
    RecordChange.objects.all().delete()
    answered = accept(propose(identity, school), child, parent)
    link = ParentChildLink.objects.get()
    assert (link.student, link.parent, link.verified_by) == (child, parent, "administrator")
    assert (answered.state, answered.student, answered.decided_by) == ("accepted", child, "administrator")
    assert RecordChange.objects.count() == 1
    assert {event.kind for event in AuditEvent.about(answered)} == {"link_proposed", "link_answered"}


@pytest.mark.django_db
def test_a_link_that_is_there_already_stays() -> None:
    school = create_school()
    child, parent = create_student(school=school), create_parent(school=school)
    create_link(parent=parent, student=child, relation="guardian")
    accept(propose(somebody(), school), child, parent)
    assert ParentChildLink.objects.get().relation == "guardian"


@pytest.mark.django_db
@pytest.mark.parametrize("stray", ["student", "parent", "departed"])
def test_records_of_another_school_or_gone_are_refused(stray: str) -> None:
    school, other = create_school(), create_school()
    left_on = TODAY if stray == "departed" else None
    child = create_student(school=other if stray == "student" else school, left_on=left_on)
    parent = create_parent(school=other if stray == "parent" else school)
    proposal = propose(somebody(), school)
    with pytest.raises(WrongRecord):
        accept(proposal, child, parent)
    proposal.refresh_from_db()
    assert proposal.state == State.WAITING
    assert not ParentChildLink.objects.exists()


@pytest.mark.django_db
def test_a_refusal_says_why_and_is_announced_once() -> None:
    identity, school = somebody(), create_school()
    identity.region.has_notice_channel = True
    identity.region.save()
    case = open_case(kind="no_child", identity=identity, school=school, role="parent")
    proposal = propose(identity, school, case=case)
    proposals.decline(proposal=proposal, reason=Reason.NO_PAPER, at=NOON, by="administrator")
    proposal.refresh_from_db()
    assert (proposal.state, proposal.reason) == ("declined", "no_paper")
    notice = Notice.objects.get()
    assert (notice.kind, notice.school, notice.subject) == ("case_answered", school, case.pk)
    assert str(proposal.pk) in notice.dedup_key


@pytest.mark.django_db
def test_nothing_is_decided_twice() -> None:
    school = create_school()
    proposal = propose(somebody(), school)
    proposals.decline(proposal=proposal, reason=Reason.NOT_OURS, at=NOON, by="administrator")
    with pytest.raises(AlreadyDecided):
        proposals.decline(proposal=proposal, reason=Reason.NO_PAPER, at=NOON, by="administrator")
    with pytest.raises(AlreadyDecided):
        accept(proposal, create_student(school=school), create_parent(school=school))
    with pytest.raises(AlreadyDecided):
        proposals.enter_parent_from_verified(proposal=proposal, by="administrator")
    assert LinkProposal.objects.get().reason == "not_ours"


@pytest.mark.django_db
def test_the_parent_record_is_made_of_what_the_state_said() -> None:
    identity, school = somebody(), create_school()
    made = proposals.enter_parent_from_verified(proposal=propose(identity, school), by="administrator")
    row, verified = Parent.objects.get(), identity.verified
    assert row == made
    same = ("surname", "given_name", "patronymic", "birth_date", "gender", "snils", "snils_index")
    assert [getattr(row, name) for name in same] == [getattr(verified, name) for name in same]


@pytest.mark.django_db
def test_the_record_with_that_number_is_taken_and_not_changed() -> None:
    school = create_school()
    create_parent(school=create_school(), snils=synthetic_snils(17))
    held = create_parent(school=school, snils=synthetic_snils(17), surname="Иванова")
    found = proposals.enter_parent_from_verified(proposal=propose(somebody(), school), by="administrator")
    assert found == held
    assert found.surname == "Иванова"


@pytest.mark.django_db
@pytest.mark.parametrize("kept", [True, False], ids=["without a SNILS", "forgotten by its term"])
def test_no_record_of_nothing(kept: bool) -> None:  # noqa: FBT001  a table's column
    identity, school = somebody(snils=None), create_school()
    proposal = propose(identity, school)
    if not kept:
        VerifiedIdentity.objects.all().delete()
    with pytest.raises(NothingVerified):
        proposals.enter_parent_from_verified(proposal=proposal, by="administrator")
    assert not Parent.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_many_clicks_at_once_are_one_proposal() -> None:
    identity, school = somebody(), create_school()
    met = outcomes_of(crowd(), lambda: propose(identity, school).pk)
    assert set(met) == {LinkProposal.objects.get().pk}


@pytest.mark.django_db(transaction=True)
def test_of_many_answers_at_once_one_counts() -> None:
    school = create_school()
    child, parent = create_student(school=school), create_parent(school=school)
    proposal = propose(somebody(), school)
    met = outcomes_of(crowd(), lambda: accept(proposal, child, parent).pk)
    assert sorted(met, key=str) == sorted([AlreadyDecided] * (crowd() - 1) + [proposal.pk], key=str)
    assert ParentChildLink.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_administrators_enter_one_parent() -> None:
    proposal = propose(somebody(), create_school())
    met = outcomes_of(crowd(), lambda: proposals.enter_parent_from_verified(proposal=proposal, by="administrator").pk)
    assert set(met) == {Parent.objects.get().pk}
