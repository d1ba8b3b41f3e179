"""A person's data at ESIA, as far as their token opens it: one budget of time and of questions for all of it."""

from collections.abc import Iterator

from accounts.esia.answers import EXPECTED, object_in
from accounts.esia.messages import OID
from accounts.esia.provider import EsiaProvider
from accounts.oidc.errors import ProviderDown, ProviderRefused, ScopeDenied, TokenRejected
from accounts.oidc.http import fetch
from accounts.oidc.strict_json import Object

MOST_QUESTIONS = 64
FORBIDDEN = "http_403"
"""A part that the token does not open, told without a code: the token is good, or the person would not have come."""
EMBEDDED = "?embed=(elements)"


class Reader:
    """One person's data. `deadline` as for `fetch`, shared by all questions.

    Every method raises ProviderDown, ProviderRefused, ScopeDenied or Declined, and TokenRejected for an answer that
    points at another host or another person.
    """

    def __init__(self, provider: EsiaProvider, *, oid: str, access_token: str, deadline: float) -> None:
        self._root = provider.person_url(oid)
        self._headers = {"Authorization": f"Bearer {access_token}", "Accept": "application/json"}
        self._deadline = deadline
        self._left = MOST_QUESTIONS

    def person(self) -> Object:
        """`/rs/prns/{oid}`."""
        return self._asked(self._root)

    def contacts(self) -> list[Object] | None:
        """`/ctts`; None, here and below, where the scope was not granted."""
        return self._collection("/ctts")

    def documents(self) -> list[Object] | None:
        """`/docs`."""
        return self._collection("/docs")

    def children(self) -> list[Object] | None:
        """`/kids`."""
        return self._collection("/kids")

    def documents_of(self, child: Object) -> list[Object] | None:
        """`/kids/{id}/docs`; what came with the child already is not asked for again."""
        kid = str(child.get("id", ""))
        if not OID.fullmatch(kid):
            return None
        path, held = f"/kids/{kid}/docs", child.get("documents")
        if isinstance(held, dict) and "elements" in held:
            return list(self._elements(held, within=f"{self._root}{path}/"))
        return self._collection(path)

    def _collection(self, path: str) -> list[Object] | None:
        try:
            return list(self._elements(self._asked(f"{self._root}{path}{EMBEDDED}"), within=f"{self._root}{path}/"))
        except ScopeDenied:
            return None
        except ProviderRefused as refused:
            if refused.code != FORBIDDEN:
                raise
            return None

    def _elements(self, collection: Object, *, within: str) -> Iterator[Object]:
        """Objects as they are; links, which ESIA sends to whoever does not ask to embed, are followed one by one."""
        elements = collection.get("elements", [])
        if not isinstance(elements, list):
            raise ProviderDown("rest_elements")
        for element in elements:
            match element:
                case dict():
                    yield element
                case str():
                    yield self._asked(_safe_link(element, within=within))
                case _:
                    raise ProviderDown("rest_elements")

    def _asked(self, url: str) -> Object:
        if self._left == 0:
            raise ProviderDown("rest_too_many")
        self._left -= 1
        return object_in(fetch("GET", url, deadline=self._deadline, headers=self._headers, expected=EXPECTED))


def _safe_link(link: str, *, within: str) -> str:
    """A link into the very collection it stands in: the token must reach no other host and no other person.

    Raises TokenRejected.
    """
    rest = link.removeprefix(within)
    if not link.startswith(within) or not rest.isascii() or not rest.isalnum():
        raise TokenRejected("rest_link")
    return link
