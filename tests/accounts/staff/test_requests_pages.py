"""«Просят связать с ребёнком», «Просят исправить запись»: answered by the paper, once, with the state's values."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.actions import answers
from accounts.actions.proposals import NamedChild
from accounts.models import CorrectionRequest, LinkProposal
from accounts.models.request import Request
from schools.models import Parent, ParentChildLink, School, Student
from tests.accounts.actions.test_proposals import propose
from tests.accounts.staff.asked import MINE, asks_for_child, asks_to_correct, mixed_up
from tests.factories import create_class, create_link, create_parent, create_school, create_student, synthetic_snils
from tests.households import household
from tests.people import NOON
from tests.refused import open_case, somebody
from tests.restricted import restrict

SomeRequest = LinkProposal | CorrectionRequest


def page(row: SomeRequest, name: str = "decide") -> str:
    return reverse(f"admin:accounts_{row._meta.model_name}_{name}", args=[row.pk])


def said(client: Client, address: str, **posted: Any) -> str:
    return client.post(address, posted, follow=True).text


@pytest.fixture
def child(school: School) -> Student:
    return create_student(school=school, school_class=create_class(school=school))


@pytest.fixture
def asked(school: School, child: Student) -> LinkProposal:
    return asks_for_child(school, of_class=child.school_class)


def chosen(**changes: Any) -> dict[str, Any]:
    by_paper = {"suggested": "on", "relation": "mother", "basis": "birth_certificate", "whom": "verified"}
    return {key: value for key, value in {**by_paper, **changes}.items() if value}


def linked() -> list[tuple[str, str]]:
    return [(str(link.parent), str(link.student)) for link in ParentChildLink.objects.select_related()]


def test_nothing_is_chosen_beforehand(office: Client, asked: LinkProposal) -> None:
    form = office.get(page(asked)).context["form"]
    assert "Соколова Вера Ильинична, 5 «А»" in form.fields["suggested"].label
    assert not any(form.fields[name].initial for name in ("suggested", "student", "basis", "whom", "parent"))
    assert "roster" not in dict(form.fields["basis"].choices)


def test_a_namesake_takes_the_suggestion_away(office: Client, asked: LinkProposal, child: Student) -> None:
    create_student(school=child.school, school_class=child.school_class)
    assert "suggested" not in office.get(page(asked)).context["form"].fields


def test_all_is_shown_once_more_and_then_linked(office: Client, asked: LinkProposal) -> None:
    shown = said(office, page(asked), **chosen())
    for words in ("Связать?", "Соколова Вера Ильинична, 5 «А»", "Соколова Анна Петровна", "свидетельство о рождении"):
        assert words in shown
    assert linked() == []
    assert "Связь записана" in said(office, page(asked), confirmed="1", **chosen())
    assert linked() == [("Соколова Анна Петровна", "Соколова Вера Ильинична")]
    link = ParentChildLink.objects.get()
    assert (link.relation, link.basis, link.parent.snils) == ("mother", "birth_certificate", MINE)


def test_posted_values_of_the_person_are_not_taken(office: Client, asked: LinkProposal) -> None:
    forged = {"surname": "Другая", "snils": synthetic_snils(999), "school": "1", "identity": "1"}
    said(office, page(asked), confirmed="1", **chosen(), **forged)
    assert (Parent.objects.get().surname, Parent.objects.get().snils) == ("Соколова", MINE)


def test_an_existing_record_is_offered_and_given_the_number(office: Client, asked: LinkProposal) -> None:
    record = create_parent(school=asked.school)
    assert str(record.pk) in dict(office.get(page(asked)).context["form"].fields["whom"].choices)
    assert "будет внесён СНИЛС" in said(office, page(asked), **chosen(whom=record.pk))
    said(office, page(asked), confirmed="1", **chosen(whom=record.pk))
    assert (Parent.objects.get().snils, len(linked())) == (MINE, 1)


def test_whoever_is_in_already_is_asked_for_no_record(office: Client, school: School) -> None:
    home = household(school=school)
    asked = propose(home.mother, school, child=NamedChild(surname="Соколов", given_name="Олег"))
    brother = create_student(school=school, surname="Соколов", given_name="Олег")
    shown = office.get(page(asked))
    assert "уже входит в дневник" in shown.text
    assert not {"whom", "parent"} & set(shown.context["form"].fields)
    assert "Связь записана" in said(office, page(asked), confirmed="1", **chosen(whom=""))
    assert ParentChildLink.objects.get(student=brother).parent == home.mother_record


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        pytest.param({"suggested": ""}, "Выберите одного ученика", id="no pupil"),
        pytest.param({"whom": ""}, "Выберите одну запись родителя", id="no parent"),
        pytest.param({"basis": "roster"}, "Выберите корректный вариант", id="a list is no paper"),
        pytest.param({"whom": "0"}, "Выберите корректный вариант", id="no such record"),
        pytest.param({"student": "junk"}, "Выберите человека из списка", id="no such pupil"),
    ],
)
def test_what_is_missing_is_said(office: Client, asked: LinkProposal, changes: dict[str, Any], words: str) -> None:
    assert words in said(office, page(asked), confirmed="1", **chosen(**changes))
    assert linked() == []


def test_strangers_are_no_choice(office: Client, asked: LinkProposal) -> None:
    elsewhere = create_school()
    pupil, parent = create_student(school=elsewhere), create_parent(school=elsewhere)
    for changes in ({"suggested": "", "student": pupil.pk}, {"whom": "", "parent": parent.pk}):
        assert "Выберите человека из списка" in said(office, page(asked), confirmed="1", **chosen(**changes))


def test_a_record_with_another_number_is_not_taken(office: Client, asked: LinkProposal) -> None:
    other = create_parent(school=asked.school, given_name="Ольга", snils=synthetic_snils(900))
    told = said(office, page(asked), confirmed="1", **chosen(whom="", parent=other.pk))
    assert "другой СНИЛС" in told
    assert linked() == []


def test_an_act_of_a_court_stands_in_the_way(office: Client, asked: LinkProposal, child: Student) -> None:
    record = create_parent(school=child.school)
    restrict(child, record)
    assert "не видит дневник ребёнка" in said(office, page(asked), confirmed="1", **chosen(whom=record.pk))
    assert linked() == []


@pytest.mark.parametrize("made", [asks_for_child, asks_to_correct])
def test_a_decline_tells_why_and_may_come_second(
    office: Client, school: School, made: Callable[[School], SomeRequest]
) -> None:
    asked = made(school)
    assert "Выберите причину" in said(office, page(asked, "decline"))
    assert "Отказ отправлен" in said(office, page(asked, "decline"), reason="no_paper")
    for name in ("decide", "decline"):
        assert "Уже решено коллегой" in said(office, page(asked, name), reason="in_person", confirmed="1")
    asked.refresh_from_db()
    assert (asked.state, asked.reason) == ("declined", "no_paper")


def test_the_records_field_becomes_the_states_word_and_no_other(office: Client, school: School) -> None:
    asked = asks_to_correct(school)
    shown = office.get(page(asked)).text
    assert "Соклова" in shown
    assert "Соколова" in shown
    Parent.objects.update(gender="")
    assert "Запись исправлена" in said(office, page(asked), surname="Чужая", gender="male", fields="gender")
    held = Parent.objects.get()
    assert (held.surname, held.gender) == ("Соколова", "")


def test_mixed_up_records_are_put_right_on_the_card(office: Client, school: School) -> None:
    case = mixed_up(school)
    asked = CorrectionRequest.objects.get()
    card = reverse("admin:accounts_mismatchcase_change", args=[case.pk])
    assert office.get(page(asked)).headers["Location"] == card
    assert page(asked) not in office.get(card).text


@pytest.mark.parametrize("name", ["change", "decide", "decline"])
@pytest.mark.parametrize("made", [asks_for_child, asks_to_correct])
def test_a_request_elsewhere_does_not_exist(office: Client, made: Callable[[School], SomeRequest], name: str) -> None:
    asked = made(create_school())
    assert office.get(page(asked, name)).status_code == 404
    assert office.post(page(asked, name), {"reason": "no_paper", **chosen(confirmed="1")}).status_code == 404
    asked.refresh_from_db()
    assert asked.state == "waiting"
    assert not office.get(reverse(f"admin:accounts_{asked._meta.model_name}_changelist")).context["cl"].result_list


@pytest.mark.parametrize("name", ["add", "delete"])
def test_requests_are_not_made_or_deleted_here(office: Client, asked: LinkProposal, name: str) -> None:
    args = [asked.pk] if name == "delete" else []
    address = reverse(f"admin:accounts_linkproposal_{name}", args=args)
    assert office.post(address, {"post": "yes"}).status_code == 404
    assert LinkProposal.objects.exists()


def test_answered_ones_say_how_and_by_whom(office: Client, asked: LinkProposal) -> None:
    answers.decline(request=asked, reason=Request.Reason.NOT_OURS, at=NOON, by="administrator")
    told = office.get(page(asked, "change")).text
    for words in ("отказано: такого ученика в нашей школе нет", "administrator", "Соколова Вера"):
        assert words in told
    assert page(asked) not in told


@pytest.mark.parametrize("model", ["linkproposal", "correctionrequest", "mismatchcase"])
def test_the_number_of_queries_does_not_grow(office: Client, school: School, model: str) -> None:
    def ask_more(start: int) -> None:
        for number in range(start, start + 5):
            identity = somebody(subject=f"q{number}", snils=synthetic_snils(600 + number))
            case = open_case(kind="not_found", identity=identity, school=school, role="parent", sent_at=NOON)
            propose(identity, school, case=case, school_class=create_class(school=school))
            CorrectionRequest.objects.create(
                identity=identity, school=school, case=case, kind="snils_offered", role="parent", asked_at=NOON
            )

    def queries() -> int:
        address = reverse(f"admin:accounts_{model}_changelist")
        office.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert office.get(address).status_code == 200
        return len(captured)

    ask_more(0)
    before = queries()
    ask_more(5)
    assert queries() == before
    assert before <= 12


def test_a_link_that_is_there_already_is_no_error(office: Client, asked: LinkProposal, child: Student) -> None:
    record = create_parent(school=child.school, snils=MINE)
    create_link(parent=record, student=child)
    assert "Связь записана" in said(office, page(asked), confirmed="1", **chosen())
    assert len(linked()) == 1
