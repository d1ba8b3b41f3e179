"""«В школе ошибка»: the school copies the state's word, the asked fields alone, once."""

from datetime import date
from typing import Any

import pytest

from accounts.actions import corrections, withdrawals
from accounts.actions.answers import AlreadyDecided, NothingVerified, WrongRecord, last_refusal, requests_of
from accounts.actions.corrections import NothingToAsk, NumberTaken
from accounts.actions.proposals import NamedChild
from accounts.models import CorrectionRequest, LinkProposal, MismatchCase, Notice, VerifiedIdentity
from accounts.models.request import Request
from schools.models import AuditEvent, Parent, RecordChange, School, Student
from tests.accounts.actions.test_proposals import propose
from tests.factories import create_link, create_parent, create_school, create_student, synthetic_snils
from tests.people import NOON
from tests.refused import crowd, differing, open_case, outcomes_of, requests_waiting, somebody

Kind, Reason = CorrectionRequest.Kind, Request.Reason


def typo(school: School | None = None) -> MismatchCase:
    """A mother whose surname the school mistyped, and whose given name it did not."""
    record = create_parent(school=school or create_school(), snils=synthetic_snils(17), surname="Соклова")
    case = open_case(kind="differs", school=record.school, role="parent", parent=record)
    return differing(case, surname=["typo"])


def ask(case: MismatchCase, kind: CorrectionRequest.Kind = Kind.RECORD_WRONG) -> CorrectionRequest:
    return corrections.ask(case=case, kind=kind, at=NOON, by="the person")


def accept(request: CorrectionRequest, record: Student | Parent | None) -> CorrectionRequest:
    return corrections.accept(request=request, record=record, at=NOON, by="administrator")


@pytest.mark.django_db
def test_asking_twice_is_one_request_about_the_cases_fields() -> None:
    case = typo()
    assert ask(case) == ask(case)
    row = CorrectionRequest.objects.get()
    assert (row.fields, row.role, row.parent, row.school) == (["surname"], "parent", case.parent, case.school)
    [event] = AuditEvent.about(row)
    assert (event.kind, event.fields) == ("correction_asked", ["surname"])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("made", "kind", "fields"),
    [
        pytest.param({"kind": "differs"}, Kind.RECORD_WRONG, ["surname", "snils"], id="an error in the school"),
        pytest.param({"kind": "differs"}, Kind.SNILS_OFFERED, ["snils"], id="the number alone"),
        pytest.param({"kind": "wrong_role"}, Kind.ROLE_MIXED, [], id="records mixed up"),
    ],
)
def test_what_a_case_lets_ask(made: dict[str, Any], kind: CorrectionRequest.Kind, fields: list[str]) -> None:
    case = open_case(**made)
    if made["kind"] == "differs":
        differing(case, surname=["typo"], snils=["absent"])
    assert ask(case, kind).fields == fields


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("made", "kind"),
    [
        pytest.param({"kind": "not_found"}, Kind.SNILS_OFFERED, id="no school was named"),
        pytest.param({"kind": "differs"}, Kind.RECORD_WRONG, id="nothing differs"),
        pytest.param({"kind": "differs"}, Kind.SNILS_OFFERED, id="the number is not what is missing"),
        pytest.param({"kind": "no_child"}, Kind.ROLE_MIXED, id="nothing is mixed up"),
        pytest.param({"kind": "ambiguous"}, Kind.RECORD_WRONG, id="the school compares already"),
        pytest.param({"kind": "wrong_role", "closed_at": NOON, "close_reason": "matched"}, Kind.ROLE_MIXED, id="over"),
    ],
)
def test_what_a_case_does_not_let_ask(made: dict[str, Any], kind: CorrectionRequest.Kind) -> None:
    with pytest.raises(NothingToAsk):
        ask(open_case(**made), kind)
    assert not CorrectionRequest.objects.exists()


@pytest.mark.django_db
def test_a_case_handed_to_a_school_may_bring_the_number() -> None:
    case = open_case(kind="not_found", school=create_school(), role="parent")
    assert ask(case, Kind.SNILS_OFFERED).fields == ["snils"]


@pytest.mark.django_db
def test_accepting_copies_the_asked_field_and_no_other() -> None:
    case = typo()
    Parent.objects.update(gender="")
    request = ask(case)
    RecordChange.objects.all().delete()
    accept(request, Parent.objects.get())
    row = Parent.objects.get()
    assert (row.surname, row.surname_key, row.gender, row.birth_date) == ("Соколова", "соколова", "", None)
    assert RecordChange.objects.count() == 1
    request.refresh_from_db()
    assert (request.state, request.decided_by) == ("accepted", "administrator")
    assert [event.fields for event in AuditEvent.about(row) if event.kind == "record_corrected"] == [["surname"]]


@pytest.mark.django_db
def test_what_the_state_did_not_say_erases_nothing_but_a_patronymic() -> None:
    school = create_school()
    record = create_parent(school=school, snils=synthetic_snils(17), birth_date=date(1988, 1, 1))
    identity = somebody(patronymic="", birth_date=None)
    case = open_case(kind="differs", identity=identity, school=school, role="parent", parent=record)
    accept(ask(differing(case, patronymic=["patronymic_absent"], birth_date=["value"])), record)
    row = Parent.objects.get()
    assert (row.patronymic, row.birth_date) == ("", date(1988, 1, 1))


@pytest.mark.django_db
def test_a_number_offered_lands_in_the_record_that_the_school_found() -> None:
    school = create_school()
    record = create_parent(school=school)
    accept(ask(open_case(kind="not_found", school=school, role="parent"), Kind.SNILS_OFFERED), record)
    assert Parent.objects.get().snils == synthetic_snils(17)


@pytest.mark.django_db
def test_a_number_that_another_record_has_is_refused_by_name() -> None:
    school = create_school()
    create_parent(school=school, snils=synthetic_snils(17), given_name="Ольга")
    record = create_parent(school=school)
    request = ask(open_case(kind="not_found", school=school, role="parent"), Kind.SNILS_OFFERED)
    with pytest.raises(NumberTaken):
        accept(request, record)
    record.refresh_from_db()
    request.refresh_from_db()
    assert (record.snils, request.state) == (None, "waiting")


@pytest.mark.django_db
def test_a_record_of_another_school_or_kind_is_refused() -> None:
    case = typo()
    request = ask(case)
    assert case.school is not None
    for record in (create_parent(school=create_school()), create_student(school=case.school), None):
        with pytest.raises(WrongRecord):
            accept(request, record)


@pytest.mark.django_db
def test_a_forgotten_snapshot_copies_nothing() -> None:
    request = ask(typo())
    VerifiedIdentity.objects.all().delete()
    with pytest.raises(NothingVerified):
        accept(request, Parent.objects.get())


@pytest.mark.django_db
def test_mixed_records_are_put_right_by_hand() -> None:
    assert accept(ask(open_case(kind="wrong_role"), Kind.ROLE_MIXED), None).state == "accepted"


@pytest.mark.django_db
def test_a_refusal_is_told_unless_something_newer_waits() -> None:
    case = typo()
    request = ask(case)
    case.identity.region.has_notice_channel = True
    case.identity.region.save()
    corrections.decline(request=request, reason=Reason.RECORD_IS_RIGHT, at=NOON, by="administrator")
    assert Notice.objects.get().kind == "case_answered"
    told = last_refusal(requests_of(case))
    assert told is not None
    assert told.reason == "record_is_right"
    with pytest.raises(AlreadyDecided):
        corrections.decline(request=request, reason=Reason.NO_PAPER, at=NOON, by="administrator")
    ask(case)
    assert last_refusal(requests_of(case)) is None


@pytest.mark.django_db
def test_what_nobody_needs_any_more_is_withdrawn_and_another_child_waits_on() -> None:
    case = typo()
    assert case.school is not None
    assert case.parent is not None
    ask(case)
    propose(case.identity, case.school, case=case)
    propose(case.identity, case.school, case=case, child=NamedChild(surname="Соколов", given_name="Олег"))
    create_link(parent=case.parent, student=create_student(school=case.school))
    case.parent.claims.create(school=case.school, identity=case.identity, role="parent", opened_at=NOON)
    assert withdrawals.withdraw_needless(case=case, at=NOON, by="night") == 2
    assert withdrawals.withdraw_needless(case=case, at=NOON, by="night") == 0
    assert requests_waiting() == 1
    assert LinkProposal.objects.get(state="waiting").child_name == "Соколов Олег"


@pytest.mark.django_db(transaction=True)
def test_many_clicks_and_many_answers_at_once() -> None:
    case = typo()
    assert len(set(outcomes_of(crowd(), lambda: ask(case).pk))) == 1
    request, record = CorrectionRequest.objects.get(), Parent.objects.get()
    met = outcomes_of(crowd(), lambda: accept(request, Parent.objects.get(pk=record.pk)).state)
    assert sorted(map(str, met)) == sorted(["accepted", *[str(AlreadyDecided)] * (crowd() - 1)])
