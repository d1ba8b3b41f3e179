"""Two ways of walking the same pages: plain HTTP, which every machine can do, and a real browser."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Protocol
from urllib.parse import urljoin

import requests
from playwright.sync_api import Page

SECONDS = 15


class Walker(Protocol):
    """Somebody who reads a page, fills in its fields and presses what stands on it."""

    def open(self, address: str) -> None: ...

    def follow(self, words: str) -> None:
        """Follow the first link with these words."""

    def choose(self, name: str, value: str) -> None:
        """Mark one of several choices."""

    def select(self, name: str, words: str) -> None:
        """Pick the first line with these words from the list of this name."""

    def tick(self, name: str) -> None:
        """Mark the only box of this name."""

    def fill(self, name: str, value: str) -> None:
        """Type into the field of this name."""

    def press(self, words: str) -> None:
        """Press the first button with these words."""

    def text(self) -> str:
        """All words of the page."""

    @property
    def address(self) -> str: ...


@dataclass
class Form:
    """A form as it would be sent; `options` are words and values of its lists, `buttons` are (words, name, value)."""

    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    options: dict[str, dict[str, str]] = field(default_factory=dict)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)


class Reader(HTMLParser):
    """Links, forms and words of one page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[tuple[str, str]] = []
        self.words: list[str] = []
        self._open: list[tuple[str, dict[str, str], int]] = []
        self._list = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(given.get("action", ""), given.get("method", "get")))
        elif tag in {"a", "button", "option", "textarea", "title", "script"}:
            self._open.append((tag, given, len(self.words)))
        elif tag == "select":
            self._list = given["name"]
            self.forms[-1].names.add(self._list)
            self.forms[-1].fields.setdefault(self._list, [""])
        elif tag == "input":
            self._input(given)

    def _input(self, given: dict[str, str]) -> None:
        kind, name = given.get("type", "text"), given.get("name", "")
        if not self.forms:
            return
        form = self.forms[-1]
        if kind == "submit":
            form.buttons.append((given.get("value", ""), name, given.get("value", "")))
        elif name:
            form.names.add(name)
            if kind not in {"radio", "checkbox"} or "checked" in given:
                value = given.get("value", "on" if kind == "checkbox" else "")
                form.fields[name] = [*form.fields.get(name, []), value]

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1][0] != tag:
            return
        _tag, given, start = self._open.pop()
        words = " ".join(self.words[start:])
        if tag == "a":
            self.links.append((words, given.get("href", "")))
        elif tag == "script":
            del self.words[start:]
        elif self.forms:
            self._end_of_field(tag, given, words)

    def _end_of_field(self, tag: str, given: dict[str, str], words: str) -> None:
        form = self.forms[-1]
        if tag == "button":
            form.buttons.append((words, given.get("name", ""), given.get("value", "")))
        elif tag == "textarea" and given.get("name"):
            form.names.add(given["name"])
            form.fields[given["name"]] = [words]
        elif tag == "option":
            form.options.setdefault(self._list, {})[words] = given.get("value", "")
            if "selected" in given:
                form.fields[self._list] = [given.get("value", "")]

    def handle_data(self, data: str) -> None:
        if words := " ".join(data.split()):
            self.words.append(words)


class HttpWalker:
    """A person without a screen: cookies, redirects, forms."""

    def __init__(self) -> None:
        self.session = requests.Session()
        self.address = ""
        self.page = Reader("")
        self.typed: dict[str, str] = {}

    def _hang_up(self) -> None:
        """A server shuts a connection that was idle too long, perhaps just as the next request leaves."""
        self.session.close()

    def _arrived(self, answer: requests.Response) -> None:
        assert answer.status_code < 500, answer.url
        self.address, self.page, self.typed = answer.url, Reader(answer.text), {}

    def open(self, address: str) -> None:
        here = self.address.partition("?")[0]  # «?» alone means the page without its question; urljoin keeps it
        self._hang_up()
        self._arrived(self.session.get(here if address == "?" else urljoin(self.address, address), timeout=SECONDS))

    def follow(self, words: str) -> None:
        links = [href for text, href in self.page.links if words in text]
        assert links, (words, self.text())
        self.open(links[0])

    def choose(self, name: str, value: str) -> None:
        self.typed[name] = value

    def select(self, name: str, words: str) -> None:
        lists = [form.options[name] for form in self.page.forms if name in form.options]
        found = [value for line, value in lists[0].items() if words in line] if lists else []
        assert found, (name, words, self.text())
        self.typed[name] = found[0]

    def tick(self, name: str) -> None:
        self.typed[name] = "on"

    def fill(self, name: str, value: str) -> None:
        self.typed[name] = value

    def press(self, words: str) -> None:
        found = [(form, button) for form in self.page.forms for button in form.buttons if words in button[0]]
        assert found, (words, self.text())
        form, (_words, name, value) = found[0]
        assert form.names.issuperset(self.typed), (set(self.typed) - form.names, self.text())
        sent = {**form.fields, **self.typed, **({name: value} if name else {})}
        target = urljoin(self.address, form.action)
        self._hang_up()
        self._arrived(
            self.session.post(target, data=sent, headers={"Referer": self.address}, timeout=SECONDS)
            if form.method == "post"
            else self.session.get(target, params=sent, timeout=SECONDS)
        )

    def text(self) -> str:
        return " ".join(self.page.words)


class ChromiumWalker:
    """The same person before a real browser."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def address(self) -> str:
        return self.page.url

    def open(self, address: str) -> None:
        self.page.goto(urljoin(self.page.url, address) if self.page.url.startswith("http") else address)

    def follow(self, words: str) -> None:
        self.page.get_by_role("link", name=words).first.click()
        self.page.wait_for_load_state()

    def choose(self, name: str, value: str) -> None:
        self.page.locator(f'[name="{name}"][value="{value}"]').check()

    def select(self, name: str, words: str) -> None:
        found = self.page.locator(f'select[name="{name}"]').first
        found.select_option(value=found.locator("option", has_text=words).first.get_attribute("value"))

    def tick(self, name: str) -> None:
        self.page.locator(f'[name="{name}"]').check()

    def fill(self, name: str, value: str) -> None:
        self.page.locator(f'[name="{name}"]').first.fill(value)

    def press(self, words: str) -> None:
        self.page.get_by_role("button", name=words).first.click()
        self.page.wait_for_load_state()

    def text(self) -> str:
        return " ".join(self.page.locator("body").inner_text().split())
