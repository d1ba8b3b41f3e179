"""The administrator's day in a real browser: the pages' scripts run under the strict policy without a complaint."""

import pytest
from django.core.cache import cache
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from schools.models import ParentChildLink, Restriction, Student
from tests.factories import (
    PASSWORD,
    create_administrator,
    create_link,
    create_parent,
    create_school,
    create_student,
    synthetic_snils,
)
from tests.restricted import restrict, restricted_pupil
from tests.staff_session import lasting_code

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]


def enter(visitor: Page, address: str, email: str, secret: str) -> None:
    """Sign in as a person does."""
    cache.clear()
    visitor.goto(f"{address}/admin/schools/student/")
    visitor.fill("[name=login]", email)
    visitor.fill("[name=password]", PASSWORD)
    visitor.click("main button.button")
    visitor.fill("[name=code]", lasting_code(secret))
    visitor.click("main button.button")
    visitor.wait_for_url("**/admin/schools/student/")


def test_find_link_and_look_at_a_number(live_server: LiveServer, visitor: Page) -> None:
    school = create_school()
    child = create_student(school=school, snils=synthetic_snils(7))
    create_parent(school=school, surname="Соколов", given_name="Илья", patronymic="Маркович")
    staff = create_administrator(schools=[school])
    enter(visitor, live_server.url, staff.user.email, staff.totp_secret)

    visitor.fill("#searchbar", "соколова вера")
    visitor.keyboard.press("Enter")
    visitor.click("#result_list a")
    visitor.click("#links-0 .select2-selection")
    visitor.fill(".select2-search__field", "соколов")
    visitor.click(".select2-results__option--highlighted")
    visitor.select_option("[name=links-0-relation]", "father")
    visitor.select_option("[name=links-0-basis]", "birth_certificate")
    visitor.click("[name=_continue]")
    visitor.wait_for_selector("text=Карточка ученика сохранена")
    assert ParentChildLink.for_system(by="test").get().student == child

    with visitor.context.expect_page() as opened:
        visitor.click("button[form=show-snils]")
    opened.value.wait_for_load_state()
    assert synthetic_snils(7) in opened.value.inner_text("main")


def test_a_parent_is_added_without_leaving_the_pupils_page(live_server: LiveServer, visitor: Page) -> None:
    school = create_school()
    child = create_student(school=school)
    staff = create_administrator(schools=[school])
    enter(visitor, live_server.url, staff.user.email, staff.totp_secret)
    visitor.goto(f"{live_server.url}/admin/schools/student/{child.pk}/change/")
    with visitor.expect_popup() as opened:
        visitor.click("#add_id_links-0-parent")
    opened.value.fill("[name=surname]", "Орлова")
    opened.value.fill("[name=given_name]", "Анна")
    opened.value.click("[name=_save]")
    visitor.wait_for_selector("#links-0 .select2-selection__rendered >> text=Орлова Анна")
    visitor.select_option("[name=links-0-relation]", "mother")
    visitor.select_option("[name=links-0-basis]", "court")
    visitor.click("[name=_save]")
    visitor.wait_for_selector("text=Карточка ученика сохранена")
    assert Student.for_system(by="test").get().links.get().parent.surname == "Орлова"


@pytest.mark.parametrize("width", [1280, 390])
def test_pages_fit_the_screen(live_server: LiveServer, visitor: Page, width: int) -> None:
    school = create_school()
    child = create_student(school=school, snils=synthetic_snils(8), certificate="IV-АБ 123456")
    staff = create_administrator(schools=[school])
    visitor.set_viewport_size({"width": width, "height": 800})
    enter(visitor, live_server.url, staff.user.email, staff.totp_secret)
    paths = ["/admin/", "/admin/schools/student/", f"/admin/schools/student/{child.pk}/change/"]
    link, act = create_link(parent=create_parent(school=school), student=child), restrict(child)
    carried = restricted_pupil(school, birth_date=None)
    Restriction.for_system(by="test").filter(pk=carried.pk).update(state="proposed")
    paths += [f"/admin/schools/parentchildlink/{link.pk}/{name}/" for name in ("change", "scopes")]
    paths += ["/admin/schools/restriction/", f"/admin/schools/restriction/{child.pk}/set/"]
    paths += [f"/admin/schools/restriction/{carried.pk}/{name}/" for name in ("change", "decide")]
    paths += [f"/admin/schools/restriction/{act.pk}/lift/"]
    paths += ["/admin/schools/parent/add/", "/admin/accounts/mismatchcase/", "/staff/factor/", "/staff/password/"]
    for path in paths:
        visitor.goto(live_server.url + path)
        assert visitor.evaluate("document.documentElement.scrollWidth") <= width, path
