"""`make screens`: every ending of a sign-in on a telephone, on one sheet."""

from collections.abc import Sequence
from html import escape
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import CHROMIUM, SWITCHES
from tests.screens.outcomes import Drawn, drawn
from tests.screens.small_png import small_png
from tests.screens.studio import ADDRESS, PHONE, studio

SHEET = Path("docs/screens/outcomes.png")
COLUMNS, GAP = 16, 16
SCALE = 0.75
STRIP = 2000  # pixels of the sheet that are photographed at once
STYLE = f"""
body {{ margin: {GAP}px; display: flex; flex-wrap: wrap; gap: {GAP}px; align-items: flex-start; background: #b9c2cd; }}
figure {{ margin: 0; width: {PHONE}px; background: #fff; }}
figcaption {{ padding: 8px 12px; height: 62px; overflow: hidden; font: 16px/23px "DejaVu Sans", sans-serif; }}
iframe {{ display: block; width: {PHONE}px; height: 0; border: 0; }}
"""
BARE = ".top, .bottom { display: none; } body { min-height: 0; }"
FIT = """async (bare) => {
  for (const frame of document.querySelectorAll("iframe")) {
    const inside = frame.contentDocument;
    inside.head.append(Object.assign(inside.createElement("style"), {textContent: bare}));
    frame.style.height = inside.documentElement.scrollHeight + "px";
  }
  return document.documentElement.scrollHeight;
}"""


def draw() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        SHEET.write_bytes(contact_sheet(browser, drawn()))
        browser.close()


def contact_sheet(browser: Browser, pages: Sequence[Drawn]) -> bytes:
    """A PNG of all pages, each under its label."""
    frames = {f"/page/{number}": page.html for number, page in enumerate(pages)}
    width = COLUMNS * (PHONE + GAP) + GAP
    with studio(browser, {"/": sheet(pages), **frames}, width=width, scale=SCALE) as page:
        page.goto(ADDRESS, wait_until="networkidle")
        strips = photographed(page, width=width, height=page.evaluate(FIT, BARE))
        return small_png(page, strips)


def photographed(page: Page, *, width: int, height: int) -> list[bytes]:
    """The whole page from top to bottom."""
    tops = range(0, height, STRIP)
    return [
        page.screenshot(full_page=True, clip={"x": 0, "y": top, "width": width, "height": min(STRIP, height - top)})
        for top in tops
    ]


def sheet(pages: Sequence[Drawn]) -> str:
    figures = "".join(figure(number, page) for number, page in enumerate(pages))
    return f'<!doctype html><html lang="ru"><meta charset="utf-8"><style>{STYLE}</style><body>{figures}</body></html>'


def figure(number: int, page: Drawn) -> str:
    caption = f"<b>{page.code}</b> {escape(page.label)}"
    return f'<figure><figcaption>{caption}</figcaption><iframe src="/page/{number}" scrolling="no"></iframe></figure>'
