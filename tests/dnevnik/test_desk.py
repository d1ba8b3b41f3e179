"""The desk: what each age and each role reads on it."""

from datetime import date

import pytest
from django.utils import timezone

from accounts.models import ExternalIdentity, MismatchCase
from consents.models import DiaryVisit
from dnevnik.desk import desk
from schools.actions import links
from tests.consents.families import bar, give, link_of, with_father, withdraw
from tests.dnevnik.insiders import signed_in
from tests.factories import TODAY, create_link, create_parent, create_school, create_student
from tests.households import MOTHERS, Household, child_claims, come_in, household
from tests.people import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOON)


def agreed(*, born: date = date(2016, 3, 14)) -> Household:
    family = household(born=born)
    give(family.mother, "own")
    if born > date(2008, 10, 1):
        give(family.mother, "child")
    return family


def page(identity: ExternalIdentity) -> str:
    return " ".join(signed_in(identity).get("/diary/").text.split())


def test_a_mother_sees_the_child_and_the_look_is_kept() -> None:
    family = agreed()
    text = page(family.mother)
    assert "Соколова Вера Ильинична" in text
    assert "Класс 5 «А»" in text
    assert "Добавить ребёнка" in text
    assert DiaryVisit.objects.get().visitor == family.mother


def test_a_childs_own_look_is_nobodys_to_read() -> None:
    page(agreed().child)
    assert not DiaryVisit.objects.exists()


def test_a_restriction_ends_an_open_session_at_the_next_request() -> None:
    family = agreed()
    mother = signed_in(family.mother)
    assert "Вера" in mother.get("/diary/").text
    bar(family, family.mother_record)
    closed = mother.get("/diary/").text
    assert "Войдите ещё раз" in closed
    assert "Вера" not in closed
    assert mother.get("/diary/").headers["Location"] == "/"


def test_an_adult_child_is_a_first_name_and_a_sentence() -> None:
    family = agreed(born=date(2008, 10, 1))
    give(family.child, "own")
    text = page(family.mother)
    assert "Исполнилось 18 лет: о своём дневнике решает самостоятельно" in text
    assert "Соколова Вера" not in text
    assert "Класс" not in text
    assert not DiaryVisit.objects.exists()


def test_an_adult_child_who_allows_it_is_seen() -> None:
    family = agreed(born=date(2008, 10, 1))
    give(family.child, "own")
    give(family.child, "parents")
    assert "Класс 5 «А»" in page(family.mother)


@pytest.mark.parametrize(
    ("born", "heading", "expected"),
    [
        pytest.param(date(2012, 11, 1), "Скоро тебе исполнится 14 лет", False, id="31 days before 14"),
        pytest.param(date(2012, 10, 31), "Скоро тебе исполнится 14 лет", True, id="30 days before 14"),
        pytest.param(date(2012, 10, 1), "Тебе исполнилось 14 лет", True, id="the 14th birthday"),
        pytest.param(date(2012, 7, 3), "Тебе исполнилось 14 лет", True, id="the last day of the grace"),
    ],
)
def test_the_notice_around_14(born: date, heading: str, expected: bool) -> None:  # noqa: FBT001  a table's column
    family = agreed(born=born)
    child = come_in(**(child_claims(born) | {"level": "child"}))
    assert (heading in page(child)) is expected
    assert family.child == child


def test_the_notice_names_the_last_day() -> None:
    family = agreed(born=date(2012, 10, 1))
    come_in(**(child_claims(date(2012, 10, 1)) | {"level": "child"}))
    assert "До 30 декабря включительно" in page(family.child)


def test_whoever_has_an_own_account_reads_no_notice() -> None:
    assert "14 лет" not in page(agreed(born=date(2012, 9, 1)).child)


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        pytest.param(date(2008, 12, 1), False, id="61 days before 18"),
        pytest.param(date(2008, 11, 30), True, id="60 days before 18"),
    ],
)
def test_the_decisions_of_18_are_offered_in_time(born: date, expected: bool) -> None:  # noqa: FBT001  a table's column
    assert ("ноября тебе исполнится 18 лет" in page(agreed(born=born).child)) is expected


def test_what_was_decided_in_advance_is_not_asked_again() -> None:
    family = agreed(born=date(2008, 11, 30))
    give(family.child, "own")
    assert "Родители перестанут его видеть, если не разрешить" in page(family.child)
    give(family.child, "parents")
    assert "Всё решено заранее" in page(family.child)


def test_who_sees_my_diary_from_16() -> None:
    family = agreed(born=date(2010, 10, 1))
    with_father(family)
    page(family.mother)
    text = page(family.child)
    assert "Анна Петровна, мать" in text
    assert "последний просмотр – 1 октября 2026" in text
    assert "Илья Андреевич, отец" in text
    assert "просмотров пока не было" in text


def test_under_16_nobody_is_listed() -> None:
    assert "Кто видит мой дневник" not in page(agreed(born=date(2010, 10, 2)).child)


def test_an_adult_pupils_watchers_are_those_whom_the_pupil_allowed() -> None:
    family = agreed(born=date(2008, 10, 1))
    give(family.child, "own")
    assert "Анна Петровна" not in page(family.child)
    give(family.child, "parents")
    assert "Анна Петровна, мать" in page(family.child)


def beside(identity: ExternalIdentity) -> list[str]:
    return [str(other.shown.outcome) for other in desk(identity, at=NOON).beside]


def test_another_schools_typo_stands_beside_and_leads_to_what_can_be_done() -> None:
    family = agreed()
    create_parent(school=create_school(name="Школа № 7"), snils=MOTHERS, surname="Соклова")
    mother = come_in()
    client = signed_in(mother)
    [case] = MismatchCase.objects.all()
    assert "Школа №\u00a07" in client.get("/diary/").text
    assert "Соклова" not in client.get("/diary/").text
    response = client.post(f"/diary/case/{case.pk}/")
    assert response.headers["Location"] == "/enter/outcome/"
    assert "Ошибка в школе" in client.get("/enter/outcome/").text
    assert "Соколова Вера" in client.get("/diary/").text, "the session goes on"
    assert mother == family.mother


def test_nobody_elses_case_opens_from_the_desk() -> None:
    family = agreed()
    create_parent(school=create_school(name="Школа № 7"), snils=MOTHERS, surname="Соклова")
    come_in()
    [case] = MismatchCase.objects.all()
    assert signed_in(family.child).post(f"/diary/case/{case.pk}/").status_code == 404


def test_a_restricted_place_stands_beside_an_open_one() -> None:
    family = agreed()
    create_link(parent=family.mother_record, student=create_student(school=family.school, given_name="Лев"))
    other = household(school=create_school())
    links.close_link(link=link_of(other.mother_record), on=TODAY, by="test")
    assert beside(family.mother) == ["NO_CHILD_LINK"]
    bar(other, other.mother_record)
    assert beside(family.mother) == ["RESTRICTED"]


def test_a_consent_that_was_taken_back_is_asked_for_on_the_desk() -> None:
    family = agreed()
    withdraw(family.mother, "child")
    assert "Согласия на данные ребёнка пока нет" in page(family.mother)
    assert "Прочитать и решить" in page(family.mother)
