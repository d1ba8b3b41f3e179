"""Every address says whom it is for, and keeps its word to somebody who is nobody."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.audience import CITIZENS, EVERYBODY, STAFF

ADMIN = "admin"


def pages(resolver: URLResolver, prefix: str = "", *, inside_admin: bool = False) -> Iterator[tuple[str, str]]:
    """(address, audience) of every page; the admin's own are the staff's by their site."""
    for entry in resolver.url_patterns:
        address = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from pages(entry, address, inside_admin=inside_admin or entry.namespace == ADMIN)
        elif isinstance(entry, URLPattern):
            yield address, STAFF if inside_admin else getattr(entry.callback, "audience", "")


PAGES = dict(pages(get_resolver()))


@pytest.mark.parametrize("address", PAGES)
def test_it_says_whom_it_is_for(address: str) -> None:
    assert PAGES[address] in {EVERYBODY, CITIZENS, STAFF}, "Declare the audience: accounts.audience."


def reachable(address: str) -> str:
    """The address with something in the place of its parameters."""
    fillings = {"<path:object_id>": str(uuid4()), "<path:url>": "nothing", "<int:content_type_id>": "1"}
    for parameter, filling in fillings.items():
        address = address.replace(parameter, filling)
    return "/" + address.replace("^", "").replace("$", "")


@pytest.mark.django_db
@pytest.mark.parametrize("address", [address for address, audience in PAGES.items() if audience != EVERYBODY])
def test_a_stranger_is_sent_to_a_door(client: Client, address: str) -> None:
    answer = client.get(reachable(address))
    assert answer.status_code in {302, 404}, answer
    if answer.status_code == 302:
        assert answer.headers["Location"].startswith(("/?", "/staff/login/", "/admin/login/")) or (
            answer.headers["Location"] == "/"
        )
