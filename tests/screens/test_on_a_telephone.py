"""Every ending of a sign-in, and the pages around it, in a window 390 pixels wide."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Browser, Page

from tests.screens.outcomes import drawn
from tests.screens.studio import ADDRESS, PHONE, studio

pytestmark = pytest.mark.chromium

AROUND = (
    *(
        "entrance/welcome.html",
        "entrance/closed.html",
        "entrance/no_pass.html",
        "entrance/left.html",
        "entrance/left_gosuslugi.html",
    ),
    *("400.html", "403.html", "403_csrf.html", "404.html"),
)
FINGER = 44
LOOK = """(finger) => {
  const shown = [...document.querySelectorAll("a:not(.skip), button, summary, select, input:not([type=hidden])")];
  const height = (element) => element.getBoundingClientRect().height;
  const small = shown.filter((element) => element.offsetParent && height(element) < finger);
  return {width: document.documentElement.scrollWidth, small: small.map((element) => element.outerHTML)};
}"""


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    outcomes = {f"/{page.names[0]}": page.html for page in drawn()}
    return outcomes | {f"/{name}": render_to_string(name) for name in AROUND}


@pytest.fixture
def telephone(chromium: Browser, pages: dict[str, str]) -> Iterator[Page]:
    addresses = {f"/{number}": html for number, html in enumerate(pages.values())}
    with studio(chromium, addresses) as page:
        yield page


def test_a_page_fits_and_a_finger_hits_what_it_aims_at(telephone: Page, pages: dict[str, str]) -> None:
    seen: dict[str, Any] = {}
    for number, name in enumerate(pages):
        telephone.goto(f"{ADDRESS}/{number}")
        seen[name] = telephone.evaluate(LOOK, FINGER)
    assert not {name: told["width"] for name, told in seen.items() if told["width"] > PHONE}
    assert not {name: told["small"] for name, told in seen.items() if told["small"]}
