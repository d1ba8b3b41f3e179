"""The second person's page: who opened what, when and on which paper, and one answer (L30)."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.actions.staff import NewAdministrator
from schools.models import AuditEvent, Parent, ParentChildLink, PendingLink, School, Student
from tests.factories import create_administrator, create_link, create_parent, create_pending, create_student
from tests.restricted import restrict
from tests.schools.admin.forms import one_link, person
from tests.staff_session import sign_in

Page = Callable[..., str]
AGREE, DECLINE = "Подтвердить связь</button>", "Отклонить</button>"


@pytest.fixture
def school(school: School) -> School:
    school.region.four_eyes = True
    school.region.save()
    return school


@pytest.fixture
def child(school: School) -> Student:
    return create_student(school=school)


@pytest.fixture
def mother(school: School) -> Parent:
    return create_parent(school=school)


@pytest.fixture
def colleague(school: School) -> Client:
    """Another administrator of the same school."""
    return sign_in(Client(), create_administrator(schools=[school], name="Лебедев Олег Юрьевич"))


@pytest.fixture
def pending(child: Student, mother: Parent, administrator: NewAdministrator) -> PendingLink:
    return create_pending(parent=mother, student=child, by=administrator.user)


def state() -> str:
    return PendingLink.objects.get().state


def open_links() -> int:
    return ParentChildLink.objects.filter(valid_to=None).count()


def test_a_link_made_on_a_card_waits_and_says_so(
    office: Client, administrator: NewAdministrator, child: Student, mother: Parent, page: Page
) -> None:
    line = one_link(parent=mother.pk, relation="mother", basis="birth_certificate")
    told = office.post(page("student", "change", child.pk), person() | line | {"_continue": "1"}, follow=True).text
    assert "Связь записана и ждёт второго сотрудника школы." in told
    assert "пока ничего не открывает: Соколова Анна Петровна – Соколова Вера Ильинична, мать." in told
    assert (PendingLink.objects.get().opened_by, open_links()) == (f"user {administrator.user.pk}", 0)
    for record in (child, mother):
        card = page(str(record._meta.model_name), "change", record.pk)
        assert page("pendinglink", "decide", PendingLink.objects.get().pk) in office.get(card).text


def test_the_same_two_once_more(office: Client, pending: PendingLink, page: Page) -> None:
    line = one_link(parent=pending.parent_id, relation="mother", basis="court")
    told = office.post(page("student", "change", pending.student_id), person() | line).text
    assert "Эта связь уже записана и ждёт второго сотрудника." in told


def test_the_second_reads_who_when_and_why_and_agrees(
    colleague: Client, administrator: NewAdministrator, pending: PendingLink, page: Page
) -> None:
    address = page("pendinglink", "decide", pending.pk)
    told = colleague.get(address).text
    for word in (str(administrator.user), "01.10.2026 09:30", "решение суда", "мать", AGREE, DECLINE):
        assert word in told
    answer = colleague.post(address, {"answer": "agree"}, follow=True)
    assert answer.redirect_chain == [(page("student", "change", pending.student_id), 302)]
    assert "Связь подтверждена и действует" in answer.text
    assert (state(), open_links()) == ("agreed", 1)


def test_the_link_the_journal_and_the_list_name_both(
    colleague: Client, administrator: NewAdministrator, pending: PendingLink, page: Page
) -> None:
    colleague.post(page("pendinglink", "decide", pending.pk), {"answer": "agree"})
    first, second = str(administrator.user), "Лебедев"
    for address in (page("parentchildlink", "change", pending.pk), page("pendinglink", "change", pending.pk)):
        assert first in colleague.get(address).text
        assert second in colleague.get(address).text
    journal = colleague.get(page("auditevent")).text
    for words in ("связь ждёт второго сотрудника", "связь подтверждена вторым сотрудником", "связь открыта"):
        assert f">{words}<" in journal
    assert "Решать нечего, эта связь уже подтверждена" in colleague.get(page("pendinglink", "decide", pending.pk)).text


def test_an_ordinary_link_has_no_second(office: Client, child: Student, mother: Parent, page: Page) -> None:
    link = create_link(parent=mother, student=child)
    assert "кто подтвердил" not in office.get(page("parentchildlink", "change", link.pk)).text.lower()


def test_whoever_opened_it_may_only_take_it_back(office: Client, pending: PendingLink, page: Page) -> None:
    address = page("pendinglink", "decide", pending.pk)
    told = office.get(address).text
    assert "Вы открыли эту связь сами" in told
    assert (AGREE in told, DECLINE in told) == (False, True)
    assert "Вы открыли эту связь сами" in office.post(address, {"answer": "agree"}).text
    assert (state(), open_links()) == ("waiting", 0)
    assert "Связь отклонена, она ничего не открыла" in office.post(address, {"answer": "decline"}, follow=True).text
    assert state() == "declined"


def test_a_superuser_of_no_school_may_not_agree(operator: Client, pending: PendingLink, page: Page) -> None:
    address = page("pendinglink", "decide", pending.pk)
    assert "Вы в эту школу не назначены" in operator.post(address, {"answer": "agree"}).text
    assert (state(), open_links()) == ("waiting", 0)


def test_the_mother_who_works_here_asks_a_colleague(school: School, pending: PendingLink, page: Page) -> None:
    herself = sign_in(Client(), create_administrator(schools=[school], name="Соколова Анна Петровна"))
    told = herself.post(page("pendinglink", "decide", pending.pk), {"answer": "agree"}).text
    assert "В записи родителя ваши фамилия и имя" in told
    assert open_links() == 0


@pytest.mark.parametrize("posted", [{}, {"answer": ""}, {"answer": "maybe"}], ids=["nothing", "empty", "junk"])
def test_no_answer_is_no_answer(colleague: Client, pending: PendingLink, page: Page, posted: dict[str, str]) -> None:
    assert AGREE in colleague.post(page("pendinglink", "decide", pending.pk), posted).text
    assert state() == "waiting"


def test_what_stands_in_the_way_by_now_is_told(
    colleague: Client, pending: PendingLink, page: Page, child: Student, mother: Parent
) -> None:
    restrict(child, mother)
    told = colleague.post(page("pendinglink", "decide", pending.pk), {"answer": "agree"}).text
    assert "Связь не создана: есть ограничение." in told
    assert (state(), open_links()) == ("waiting", 0)


@pytest.mark.django_db(transaction=True)
def test_two_linked_meanwhile_are_told(colleague: Client, child: Student, mother: Parent, page: Page) -> None:
    create_link(parent=mother, student=child)
    pending = create_pending(parent=mother, student=child)
    told = colleague.post(page("pendinglink", "decide", pending.pk), {"answer": "agree"}).text
    assert "Эти двое уже связаны, подтверждать нечего." in told
    assert (state(), open_links()) == ("waiting", 1)


@pytest.mark.parametrize("name", ["change", "delete"])
def test_nothing_is_edited_or_deleted(colleague: Client, pending: PendingLink, page: Page, name: str) -> None:
    answer = colleague.post(page("pendinglink", name, pending.pk), {"post": "yes", "state": "agreed"})
    assert answer.status_code in (403, 404)
    assert state() == "waiting"


def test_the_list_tells_what_waits(colleague: Client, pending: PendingLink, page: Page) -> None:
    told = colleague.get(page("pendinglink"), {"state": "waiting"}).text
    assert "ждёт второго" in told
    assert page("pendinglink", "decide", pending.pk) in told
    assert not colleague.get(page("pendinglink"), {"state": "declined"}).context["cl"].result_list


def test_the_section_shows_itself_where_it_is_needed(office: Client, school: School, page: Page) -> None:
    assert page("pendinglink") in office.get("/admin/").text
    school.region.four_eyes = False
    school.region.save()
    assert page("pendinglink") not in office.get("/admin/").text


def test_the_switch_leaves_its_trace(operator: Client, school: School, page: Page) -> None:
    region = school.region
    told = {name: getattr(region, name) for name in ("code", "name", "time_zone", "provider", "grace_days")}
    operator.post(page("region", "change", region.pk), told)
    region.refresh_from_db()
    assert not region.four_eyes
    event = AuditEvent.about(region).first()
    assert event is not None
    assert event.fields == ["four_eyes"]
