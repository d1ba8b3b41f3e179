"""What only a real browser can tell: whether the strict content policy lets people through."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from tests.dnevnik.stand.running import CAST, KIRILL, MARIA, RunningStand, SignIn, running_stand

pytestmark = pytest.mark.chromium
PHONE_WIDTH = 390


class Portal(BaseHTTPRequestHandler):
    """Greets whoever returns to the callback, and has no icon."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write('<link rel="icon" href="data:,"><h1>Дневник</h1>'.encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class calls it so
        """Say nothing."""


@pytest.fixture(scope="module")
def portal() -> Iterator[str]:
    """The origin of a portal that stands at a port of its own, as the real one does."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Portal) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def stand_of_portal(portal: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStand]:
    folder: Path = tmp_path_factory.mktemp("stand")
    with running_stand(folder, portal=portal) as stand:
        yield stand


def invite(stand: RunningStand, **members: str) -> None:
    """Give the first persona of the cast these members besides."""
    first, *rest = CAST["personas"]
    stand.cast.write_text(json.dumps({"personas": [{**first, **members}, *rest]}), encoding="utf-8")


def start(visitor: Page, stand: RunningStand, portal: str) -> None:
    parameters = SignIn(stand, {"redirect_uri": f"{portal}/oidc/callback/"}).parameters
    visitor.goto(f"{stand.issuer}/authorize?{urlencode(parameters)}")


def test_a_person_gets_from_the_card_to_the_portal(visitor: Page, stand_of_portal: RunningStand, portal: str) -> None:
    start(visitor, stand_of_portal, portal)
    visitor.get_by_role("link", name="Иванова Мария Петровна").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Предоставление прав доступа")
    visitor.get_by_role("button", name="Предоставить").click()
    expect(visitor.get_by_role("heading")).to_have_text("Дневник")
    assert visitor.url.startswith(f"{portal}/oidc/callback/?code=")


def test_a_refusal_gets_to_the_portal_too(visitor: Page, stand_of_portal: RunningStand, portal: str) -> None:
    start(visitor, stand_of_portal, portal)
    visitor.get_by_role("button", name="Отказать").click()
    expect(visitor.get_by_role("heading")).to_have_text("Дневник")
    assert visitor.url.startswith(f"{portal}/oidc/callback/?error=access_denied&")


def test_the_cards_work_from_the_keyboard(visitor: Page, stand_of_portal: RunningStand, portal: str) -> None:
    start(visitor, stand_of_portal, portal)
    visitor.get_by_role("link", name="Иванов Кирилл").press("Enter")
    expect(visitor.get_by_text("Ученик, 9 лет")).to_be_visible()
    assert visitor.url.endswith(f"subject={KIRILL}")
    assert MARIA not in visitor.url


def test_nothing_hangs_over_the_edge_of_a_phone(visitor: Page, stand_of_portal: RunningStand, portal: str) -> None:
    visitor.set_viewport_size({"width": PHONE_WIDTH, "height": 800})
    start(visitor, stand_of_portal, portal)
    cabinet = [f"/cabinet/{MARIA}/{page}" for page in ("", "change", "family", "family/child", "consents")]
    for path in ("", "/", "/inbox/", "/logout", "/nowhere", "/faults/", f"/faults/?for={MARIA}", *cabinet):
        if path:
            visitor.goto(stand_of_portal.issuer + path)
        assert visitor.evaluate("document.documentElement.scrollWidth") == PHONE_WIDTH


def test_from_the_portal_one_gets_back_to_the_same_link(
    visitor: Page, stand_of_portal: RunningStand, portal: str
) -> None:
    invite(stand_of_portal, trouble="twice")
    start(visitor, stand_of_portal, portal)
    visitor.get_by_role("link", name="Иванова Мария Петровна").click()
    visitor.get_by_role("button", name="Предоставить").click()
    visitor.get_by_role("link", name="Открыть дневник").click()
    expect(visitor.get_by_role("heading")).to_have_text("Дневник")
    first = visitor.url
    visitor.go_back()
    visitor.get_by_role("link", name="Открыть ту же ссылку ещё раз").click()
    expect(visitor.get_by_role("heading")).to_have_text("Дневник")
    assert visitor.url == first


@pytest.mark.parametrize("trouble", ["other_browser", "slow", "twice"])
def test_no_detour_hangs_over_the_edge_of_a_phone(
    visitor: Page, stand_of_portal: RunningStand, portal: str, trouble: str
) -> None:
    invite(stand_of_portal, trouble=trouble, group="Выпускники одиннадцатых классов " * 3)
    visitor.set_viewport_size({"width": PHONE_WIDTH, "height": 800})
    start(visitor, stand_of_portal, portal)
    assert visitor.evaluate("document.documentElement.scrollWidth") == PHONE_WIDTH
    visitor.get_by_role("link", name="Иванова Мария Петровна").click()
    visitor.get_by_role("button", name="Предоставить").click()
    assert visitor.evaluate("document.documentElement.scrollWidth") == PHONE_WIDTH


def test_an_anchor_leads_to_its_group(visitor: Page, stand_of_portal: RunningStand, portal: str) -> None:
    invite(stand_of_portal, group="Родители")
    visitor.set_viewport_size({"width": PHONE_WIDTH, "height": 300})
    start(visitor, stand_of_portal, portal)
    visitor.get_by_role("navigation", name="Группы").get_by_role("link", name="Родители").click()
    expect(visitor.get_by_role("heading", name="Родители")).to_be_in_viewport()


def test_the_forms_of_the_cabinet_are_sent_as_they_should_be(visitor: Page, stand_of_portal: RunningStand) -> None:
    visitor.goto(f"{stand_of_portal.issuer}/cabinet/{MARIA}/change")
    visitor.get_by_label("Фамилия").fill("Петрова")
    visitor.get_by_role("button", name="Отправить на проверку").click()
    visitor.get_by_role("button", name="Проверка закончена").click()
    expect(visitor.get_by_text("Петрова Мария Петровна")).to_be_visible()
    visitor.goto(f"{stand_of_portal.issuer}/faults/")
    switch = visitor.get_by_role("button", name="Включить").first
    switch.click()
    expect(visitor.get_by_role("button", name="Выключить")).to_be_visible()
    visitor.get_by_role("button", name="Починить всё").click()
    expect(visitor.get_by_role("button", name="Выключить")).to_have_count(0)


def test_a_wrong_password_is_told_and_recovery_is_at_hand(
    visitor: Page, stand_of_portal: RunningStand, portal: str
) -> None:
    start(visitor, stand_of_portal, portal)
    visitor.get_by_text("Войти по учебному логину и паролю").click()
    visitor.get_by_label("Телефон / Email / СНИЛС").fill("nobody")
    visitor.get_by_label("Пароль").fill("nothing")
    visitor.get_by_role("button", name="Войти").click()
    expect(visitor.get_by_role("alert")).to_have_text("Неверные логин или пароль")
    visitor.get_by_role("link", name="Восстановить").click()
    expect(visitor.get_by_role("heading")).to_have_text("Восстановление логина и пароля")
