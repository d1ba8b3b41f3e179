"""A browser that is given pages out of memory and the portal's own styles, with no portal behind them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Page, Route, ViewportSize

PHONE = 390
ADDRESS = "http://portal.test"


@contextmanager
def studio(browser: Browser, pages: Mapping[str, str], *, width: int = PHONE, scale: float = 1) -> Iterator[Page]:
    """A page in a window `width` pixels wide; `pages` are addresses below ADDRESS with their HTML."""

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path
        file = finders.find(path.removeprefix("/static/")) if path.startswith("/static/") else None
        if isinstance(file, str):
            route.fulfill(path=file)
        elif path in pages:
            route.fulfill(body=pages[path], content_type="text/html; charset=utf-8")
        else:
            route.abort()

    size: ViewportSize = {"width": width, "height": 844}
    with browser.new_context(viewport=size, device_scale_factor=scale, locale="ru-RU") as context:
        context.route("**/*", answer)
        yield context.new_page()
