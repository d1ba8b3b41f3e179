"""The browser that walks the journeys notices what a visitor would: broken scripts and parts that are refused."""

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Error as PlaywrightError

from tests.browser import listen

POLICY = "<meta http-equiv='Content-Security-Policy' content=\"script-src 'self'\">"


def complaints_of(chromium: Browser, page: str) -> list[str]:
    complaints: list[str] = []
    with chromium.new_context() as context:
        tab = context.new_page()
        listen(tab, complaints)
        tab.set_content(page)
    return complaints


@pytest.mark.chromium
def test_a_quiet_page_gives_no_complaint(chromium: Browser) -> None:
    assert complaints_of(chromium, "<h1>Дневник</h1>") == []


@pytest.mark.chromium
@pytest.mark.parametrize(
    "page",
    [
        pytest.param("<script>nobody()</script>", id="a script that fails"),
        pytest.param(f"<head>{POLICY}</head><script>1</script>", id="a script the policy refuses"),
    ],
)
def test_a_broken_page_is_noticed(chromium: Browser, page: str) -> None:
    assert complaints_of(chromium, page)


@pytest.mark.chromium
def test_the_browser_stays_on_this_machine(chromium: Browser) -> None:
    tab = chromium.new_page()
    with pytest.raises(PlaywrightError, match="ERR_NAME_NOT_RESOLVED"):
        tab.goto("http://dnevnik.example/")
    tab.close()
