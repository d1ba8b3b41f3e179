"""Letting somebody in by the paper: record, number and link in one go, or nothing at all."""

from typing import Any

import pytest

from accounts.actions import admissions, corrections
from accounts.actions.admissions import OtherNumber
from accounts.actions.answers import AlreadyDecided, NothingVerified, WrongRecord
from accounts.actions.corrections import NothingToAsk, NumberTaken
from accounts.models import CorrectionRequest, LinkProposal, MismatchCase, VerifiedIdentity
from schools.actions.links import AdultRestricted
from schools.models import AuditEvent, Parent, ParentChildLink, RecordChange, School, Student
from tests.accounts.actions.doorway import night, open_kinds
from tests.accounts.actions.test_proposals import propose
from tests.factories import TODAY, create_parent, create_school, create_student, synthetic_snils
from tests.people import NOON, remember
from tests.refused import crowd, open_case, outcomes_of, somebody
from tests.restricted import restrict

MINE = synthetic_snils(17)


@pytest.fixture
def school(db: None) -> School:
    return create_school()


def asked(school: School) -> LinkProposal:
    """Somebody not found has named this school and a child."""
    identity = somebody()
    case = open_case(kind="not_found", identity=identity, school=school, role="parent", sent_at=NOON)
    return propose(identity, school, case=case)


def admit(proposal: LinkProposal, student: Student, parent: Parent | None = None) -> LinkProposal:
    return admissions.admit(
        proposal=proposal,
        student=student,
        parent=parent,
        basis="birth_certificate",
        relation="mother",
        at=NOON,
        on=TODAY,
        by="administrator",
    )


def test_a_parent_whom_the_school_never_had_is_entered_linked_and_gets_in(school: School) -> None:
    proposal, child = asked(school), create_student(school=school)
    assert admit(proposal, child).state == "accepted"
    record = Parent.objects.get()
    assert (record.full_name(), record.snils) == ("Соколова Анна Петровна", MINE)
    assert ParentChildLink.objects.get().student == child
    night()
    assert open_kinds() == []
    assert MismatchCase.objects.get().close_reason == "matched"


def test_a_record_without_a_number_is_given_the_verified_one(school: School) -> None:
    record = create_parent(school=school, surname="Соклова")
    admit(asked(school), create_student(school=school), record)
    held = Parent.objects.get()
    assert (held.snils, held.surname) == (MINE, "Соклова"), "the name is the school's to correct"
    assert [e.fields for e in AuditEvent.about(held) if e.kind == "record_corrected"] == [["snils"]]


@pytest.mark.parametrize("stands_in_the_way", ["other number", "taken", "restricted", "stranger", "forgotten"])
def test_all_or_nothing(school: School, stands_in_the_way: str) -> None:
    proposal, child = asked(school), create_student(school=school)
    record: Parent | None = create_parent(school=school)
    met: dict[str, type[Exception]] = {
        "other number": OtherNumber,
        "taken": NumberTaken,
        "restricted": AdultRestricted,
        "stranger": WrongRecord,
        "forgotten": NothingVerified,
    }
    if stands_in_the_way == "other number":
        record = create_parent(school=school, snils=synthetic_snils(900))
    elif stands_in_the_way == "taken":
        create_parent(school=school, snils=MINE, given_name="Ольга")
    elif stands_in_the_way == "restricted":
        restrict(child, record)
    elif stands_in_the_way == "stranger":
        record = create_parent(school=create_school())
    else:
        VerifiedIdentity.objects.all().delete()
        record = None
    count = Parent.objects.count()
    with pytest.raises(met[stands_in_the_way]):
        admit(proposal, child, record)
    proposal.refresh_from_db()
    assert (proposal.state, Parent.objects.count()) == ("waiting", count)
    assert not ParentChildLink.objects.exists()


def test_a_forgotten_person_is_still_linked_to_an_existing_record(school: School) -> None:
    proposal = asked(school)
    VerifiedIdentity.objects.all().delete()
    assert admit(proposal, create_student(school=school), create_parent(school=school)).state == "accepted"


@pytest.mark.django_db(transaction=True)
def test_many_colleagues_at_once_make_one_parent_and_one_link() -> None:
    school = create_school()
    proposal, child = asked(school), create_student(school=school)
    met = outcomes_of(crowd(), lambda: admit(proposal, child).state)
    assert sorted(map(str, met)) == sorted(["accepted", *[str(AlreadyDecided)] * (crowd() - 1)])
    assert (Parent.objects.count(), ParentChildLink.objects.count()) == (1, 1)


def give(case: MismatchCase, record: Student | Parent) -> list[str]:
    return corrections.give_number(case=case, record=record, at=NOON, by="administrator")


def sent(school: School, role: str = "parent", **fields: Any) -> MismatchCase:
    return open_case(kind="not_found", school=school, role=role, sent_at=NOON, **fields)


def test_the_verified_number_lands_in_the_chosen_record_alone(school: School) -> None:
    record, other = create_parent(school=school, surname="Орлова"), create_parent(school=school)
    RecordChange.objects.all().delete()
    assert give(sent(school), record) == ["snils"]
    record.refresh_from_db()
    other.refresh_from_db()
    assert (record.snils, record.surname, other.snils) == (MINE, "Орлова", None)
    assert RecordChange.objects.count() == 1


@pytest.mark.parametrize(("held", "fields"), [(None, ["snils", "certificate"]), ("V-АБ 123456", ["snils"])])
def test_a_pupils_certificate_comes_along_where_there_is_none(
    school: School, held: str | None, fields: list[str]
) -> None:
    record = create_student(school=school, certificate=held)
    verified = remember()
    verified.certificate = "IV-АБ 123456"
    verified.save()
    assert give(sent(school, role="student", identity=verified.identity), record) == fields
    record.refresh_from_db()
    assert record.certificate == (held or "IV-АБ 123456")


def test_a_number_that_was_wrong_is_replaced(school: School) -> None:
    record = create_parent(school=school, snils=synthetic_snils(19))
    give(sent(school), record)
    assert Parent.objects.get().snils == MINE


def test_an_offered_number_is_answered_by_it(school: School) -> None:
    case, record = sent(school), create_parent(school=school)
    corrections.ask(case=case, kind=CorrectionRequest.Kind.SNILS_OFFERED, at=NOON, by="the person")
    give(case, record)
    assert CorrectionRequest.objects.get().state == "accepted"


def test_what_cannot_take_the_number(school: School) -> None:
    case, mine = sent(school), create_parent(school=school)
    strangers = (create_student(school=school), create_parent(school=create_school()))
    for record in (*strangers, create_parent(school=school, left_on=TODAY)):
        with pytest.raises(WrongRecord):
            give(case, record)
    create_parent(school=school, snils=MINE)
    with pytest.raises(NumberTaken):
        give(case, mine)
    VerifiedIdentity.objects.all().delete()
    with pytest.raises(NothingVerified):
        give(case, mine)
    mine.refresh_from_db()
    assert mine.snils is None


@pytest.mark.parametrize("kind", ["differs", "ambiguous", "no_child", "over"])
def test_other_cases_take_no_number(school: School, kind: str) -> None:
    ended: dict[str, Any] = {"closed_at": NOON, "close_reason": "matched"} if kind == "over" else {}
    case = open_case(kind="not_found" if ended else kind, school=school, role="parent", **ended)
    with pytest.raises(NothingToAsk):
        give(case, create_parent(school=school))
