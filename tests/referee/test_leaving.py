"""A certified provider takes the portal's way out, and its own logout token is understood."""

import re
import time
from typing import Any

import pytest
from django.test import Client

from tests.dnevnik.test_entrance import family, give_everything
from tests.referee.conftest import SECONDS, Person, Referee
from tests.referee.test_sign_in import Point

pytestmark = [pytest.mark.referee, pytest.mark.django_db]
XSRF = re.compile(r'name="xsrf" value="([^"]+)"')


def leave(person: Person) -> Any:
    """Press «Выйти», then «Выйти и из Госуслуг», agree at the provider; the portal's page on the return."""
    address = person.client.post("/leave/").context["provider_logout"]
    asked = person.away.get(address, timeout=SECONDS)
    assert asked.ok, asked.text
    [xsrf] = XSRF.findall(asked.text)
    where = f"{asked.url.partition('/session/')[0]}/session/end/confirm"
    agreed = person.away.post(where, {"xsrf": xsrf, "logout": "yes"}, allow_redirects=False, timeout=SECONDS)
    return person.client.get(person.follow(agreed.headers["Location"]))


def heard(referee: Referee) -> dict[str, str]:
    """The form that the provider's server sent to ours."""
    deadline = time.monotonic() + SECONDS
    while not referee.told and time.monotonic() < deadline:
        time.sleep(0.02)
    return referee.told.pop()


def test_leaving_at_one_device_ends_the_sessions_of_the_others(portal: Point, referee: Referee) -> None:
    family()
    portal("post")
    mother, at_home = Person(), Person()
    at_home.sign_in()
    give_everything(at_home.client)
    assert mother.sign_in().headers["Location"] == "/diary/"
    assert "Вы вышли из дневника и из Госуслуг" in leave(mother).text
    token = heard(referee)
    assert at_home.client.get("/diary/").status_code == 200
    told = [Client(enforce_csrf_checks=True).post("/oidc/backchannel/stand/", token).status_code for _ in range(2)]
    assert told == [200, 400]
    assert at_home.client.get("/diary/").status_code == 302
