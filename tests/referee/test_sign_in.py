"""A certified provider takes the portal's sign-in: every way of proof, every algorithm, on the day of a rotation."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.dnevnik.test_entrance import ended, family, give_everything
from tests.referee.conftest import Person, Referee

pytestmark = [pytest.mark.referee, pytest.mark.django_db]

Point = Callable[..., None]

CLIENTS: dict[str, dict[str, Any]] = {
    "post": {"algorithms": ["RS256"]},
    "basic": {"algorithms": ["PS256"], "client_auth": "client_secret_basic"},
    "signed": {"algorithms": ["RS256", "PS256"]},
}


def test_a_mother_comes_in(portal: Point) -> None:
    """All the way to the diary."""
    family()
    portal("post")
    mother = Person()
    assert mother.sign_in().headers["Location"] == "/enter/outcome/"
    give_everything(mother.client)
    assert mother.client.get("/diary/").status_code == 200


@pytest.mark.parametrize(("client_id", "described"), CLIENTS.items(), ids=CLIENTS.keys())
def test_it_recognises_the_portal(portal: Point, client_id: str, described: dict[str, Any]) -> None:
    """PKCE is demanded by this provider; RS256 and PS256, the secret in the form or in the header, signed userinfo."""
    family()
    portal(client_id, **described)
    mother = Person()
    mother.sign_in()
    assert ended(mother.client) == "CONSENT_SELF"


@pytest.mark.parametrize("audience", ["token_endpoint", "issuer"])
def test_the_portal_proves_itself_by_its_key(portal: Point, referee: Referee, audience: str) -> None:
    family()
    ours = {"file": str(referee.key), "kid": "portal-1", "algorithm": "ES256", "audience": audience}
    portal("key", algorithms=["ES256"], client_auth="private_key_jwt", client_secret="", client_key=ours)
    mother = Person()
    mother.sign_in()
    assert ended(mother.client) == "CONSENT_SELF"


def test_keys_are_rotated_between_two_sign_ins(portal: Point, referee: Referee) -> None:
    family()
    portal("post")
    Person().sign_in()
    referee.rotate()
    mother = Person()
    mother.sign_in()
    assert ended(mother.client) == "CONSENT_SELF"


def test_a_token_of_another_algorithm_is_refused(portal: Point) -> None:
    """This client's tokens are PS256, and the portal was told RS256."""
    family()
    portal("basic", client_auth="client_secret_basic")
    mother = Person()
    mother.sign_in()
    assert ended(mother.client) == "IDP_ERROR"


def test_a_code_is_worth_nothing_in_another_browser(portal: Point) -> None:
    family()
    portal("post")
    mother, stranger = Person(), Person()
    pressed = mother.client.post("/oidc/start/", {"region": "RU-RYA"})
    back = mother.follow(pressed.headers["Location"])
    stranger.client.get(back)
    assert ended(stranger.client) == "OTHER_BROWSER"
    mother.client.get(back)
    assert ended(mother.client) == "CONSENT_SELF"
