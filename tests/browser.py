"""Chromium for the journeys: Debian's own, driven by Playwright."""

import os
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import pytest
from django.db import connections
from playwright.sync_api import Browser, ConsoleMessage, Page, Response, ViewportSize, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
PATIENCE_MS = 10_000
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
SWITCHES = [
    "--no-sandbox",  # the suite may run as root in a container, where the sandbox cannot be made
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


def chromium_is_expected() -> bool:
    """CI must have the browser, whatever it finds; elsewhere it is used where it is installed."""
    return bool(os.environ.get("CI")) or CHROMIUM.exists()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the whole run.

    Playwright keeps an event loop running in this thread. Django must be told to bear it, and be handed the
    connections it has: with a loop about, it would open others, which know nothing of the test database's first rows.
    """
    if not CHROMIUM.exists():
        pytest.fail(f"В CI нужен Chromium: {CHROMIUM} не найден, .ci/run ставит его сам.")
    held = {alias: connections[alias] for alias in connections}
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        for alias, connection in held.items():
            connections[alias] = connection
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture
def visitor(chromium: Browser) -> Iterator[Page]:
    """A page with cookies of its own, as somebody new sees the portal; its complaints fail the test."""
    complaints: list[str] = []
    with chromium.new_context(viewport=DESKTOP, locale="ru-RU", timezone_id="Europe/Moscow") as context:
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        listen(page, complaints)
        yield page
    assert complaints == []


def listen(page: Page, complaints: list[str]) -> None:
    """Collect script errors, what the security policy refused, and missing parts; a page may itself say 403 or 404."""
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.extend(said_in_console(message)))
    page.on("response", lambda response: complaints.extend(missing_part(response)))


def said_in_console(message: ConsoleMessage) -> list[str]:
    about_a_resource = message.text.startswith("Failed to load resource")
    return [message.text] if message.type == "error" and not about_a_resource else []


def missing_part(response: Response) -> list[str]:
    is_page = response.request.resource_type == "document"
    return [f"{response.status} {response.url}"] if response.status >= HTTPStatus.BAD_REQUEST and not is_page else []
