"""L31: nobody looks at the portal with somebody else's eyes; there is no such page, and no code that could be one."""

import ast
import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.contrib import admin
from django.contrib.auth import SESSION_KEY
from django.test import Client

from accounts.actions import citizens
from tests import source
from tests.consents.families import give
from tests.dnevnik.test_audience import PAGES
from tests.factories import create_administrator
from tests.households import household
from tests.staff_session import sign_in
from tests.threats.addresses import called

WORDS = ("impersonat", "hijack", "masquerade", "login_as", "login-as", "loginas", "become", "switch_user", "sudo")
OPENS_SESSIONS = {"dnevnik/entrance.py:let_in"}
"""Where our own code signs anybody in; staff are signed in by allauth, with a password and a code of their own."""
SIGNS_IN = frozenset({"login", "alogin", "perform_login", "force_login", "flow_login"})
KEPT_OUT = {"/staff/logout/", "/admin/logout/", "/leave/"}
"""Pages that end the session, as they should."""


def actions_of_the_admin() -> Iterator[str]:
    for model_admin in admin.site._registry.values():
        yield from (str(getattr(action, "__name__", action)) for action in model_admin.actions or ())


def test_l31_no_address_action_or_app_is_called_so() -> None:
    named = [*called(), *actions_of_the_admin(), *map(str.lower, settings.INSTALLED_APPS)]
    assert [name for name in named if any(word in name for word in WORDS)] == []
    assert len(named) > 100


def sign_ins() -> Iterator[str]:
    """Where the product calls what signs somebody in, or writes into a session who that is."""
    for path in source.product():
        if not any(name in path.read_text() for name in (*SIGNS_IN, "SESSION_KEY", SESSION_KEY)):
            continue
        for function in source.functions(source.tree(path)):
            if any(map(signs_in, ast.walk(function))):
                yield f"{path.relative_to(source.ROOT)}:{function.name}"


def signs_in(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="auth"), attr=name)) | ast.Call(func=ast.Name(id=name)):
            return name in SIGNS_IN
        case ast.Name(id="SESSION_KEY") | ast.Attribute(attr="SESSION_KEY"):
            return True
        case ast.Constant(value=text):
            return text == SESSION_KEY
        case _:
            return False


def test_l31_one_place_opens_a_session_and_it_is_the_citizens_own_door() -> None:
    assert set(sign_ins()) == OPENS_SESSIONS


@pytest.mark.django_db
def test_l31_on_no_page_does_a_superusers_session_become_a_citizens() -> None:
    """Every address of the portal with the mother's key in it, posted to; what is not the admin's is opened too."""
    family = household()
    give(family.mother, "own")
    mother = citizens.account_of(identity=family.mother, by="test")
    client = Client(raise_request_exception=False)
    me = create_administrator(superuser=True)
    sign_in(client, me)
    for address in sorted({filled(page, str(mother.pk)) for page in PAGES} - KEPT_OUT):
        if not address.startswith("/admin/"):
            client.get(address)
        client.post(address, {"user": mother.pk, "identity": str(family.mother.pk), "id": mother.pk})
        assert client.session.get(SESSION_KEY) == str(me.user.pk), address
    assert client.get("/diary/").headers.get("Location") == "/"


def filled(page: str, key: str) -> str:
    return "/" + re.sub(r"<[^>]*>", key, page).replace("^", "").replace("$", "")
