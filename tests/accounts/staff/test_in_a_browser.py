"""Answering a parent in a real browser: the box that finds a pupil works, and every page fits a telephone."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from accounts.models import LinkProposal
from schools.models import ParentChildLink
from tests.accounts.actions.doorway import LATER, come, parent_with_child
from tests.accounts.staff.asked import MINE, asks_for_child, asks_to_correct, mixed_up, not_found
from tests.factories import create_administrator, create_class, create_parent, create_school, create_student
from tests.refused import open_case
from tests.schools.admin.test_in_a_browser import enter

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]


def test_a_parent_is_linked_to_the_pupil_whom_the_school_finds(live_server: LiveServer, visitor: Page) -> None:
    school = create_school()
    create_student(school=school, surname="Орлова")
    child = create_student(school=school, surname="Соколов", given_name="Олег", patronymic="Ильич")
    asked = asks_for_child(school)
    staff = create_administrator(schools=[school])
    enter(visitor, live_server.url, staff.user.email, staff.totp_secret)

    visitor.goto(live_server.url + reverse("admin:accounts_mismatchcase_change", args=[asked.case_id]))
    visitor.click("a.button >> text=Решить")
    visitor.click(".field-student .select2-selection")
    visitor.fill(".select2-search__field", "соколов ол")
    visitor.wait_for_selector(".select2-results__option:only-child >> text=Соколов Олег")
    visitor.click(".select2-results__option")
    visitor.check("[name=basis][value=birth_certificate]")
    visitor.check("[name=whom][value=verified]")
    visitor.click("input[value=Дальше]")
    visitor.wait_for_selector("text=Соколов Олег Ильич")
    visitor.click("input[value=Связать]")
    visitor.wait_for_selector("text=Связь записана: Соколов Олег Ильич")
    assert ParentChildLink.objects.get().student == child
    assert LinkProposal.objects.get().state == "accepted"


@pytest.mark.parametrize("width", [1280, 390])
def test_pages_fit_the_screen(live_server: LiveServer, visitor: Page, width: int) -> None:
    school = create_school()
    child = create_student(school=school, school_class=create_class(school=school))
    asked, mixed, record = (
        asks_for_child(school, of_class=child.school_class),
        mixed_up(school),
        create_parent(school=school),
    )
    ambiguous = open_case(kind="ambiguous", school=school, role="student")
    wrong = asks_to_correct(school)
    parent_with_child(elsewhere := create_school(), snils=MINE)
    come(subject="old")
    come(subject="new", at=LATER)
    staff = create_administrator(schools=[school, elsewhere])
    visitor.set_viewport_size({"width": width, "height": 800})
    enter(visitor, live_server.url, staff.user.email, staff.totp_secret)
    case = f"/admin/accounts/mismatchcase/{asked.case_id}"
    twice = elsewhere.mismatchcase_set.get(kind="ambiguous")
    paths = [f"{case}/{name}/" for name in ("change", "number", "refuse")] + [f"{case}/number/?record={record.pk}"]
    paths += [
        f"/admin/accounts/mismatchcase/{one.pk}/change/" for one in (mixed, ambiguous, not_found(school, subject="7"))
    ]
    paths += [f"/admin/accounts/mismatchcase/{twice.pk}/replace/", "/admin/accounts/mismatchcase/"]
    paths += [f"/admin/accounts/linkproposal/{tail}" for tail in ("", f"{asked.pk}/decide/", f"{asked.pk}/decline/")]
    paths += [
        f"/admin/accounts/correctionrequest/{tail}" for tail in ("", f"{wrong.pk}/decide/", f"{wrong.pk}/change/")
    ]
    for path in paths:
        visitor.goto(live_server.url + path)
        assert visitor.evaluate("document.documentElement.scrollWidth") <= width, path
