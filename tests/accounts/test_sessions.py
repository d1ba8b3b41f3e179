"""A session is written once when it begins, under a key that nobody knew before."""

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts import sessions
from accounts.sessions import SessionStore

pytestmark = pytest.mark.django_db


def begun(key: str | None = None) -> SessionStore:
    """As `login()` begins it for a browser that brought this key."""
    session = SessionStore(key)
    session.cycle_key()
    session["who"] = "mother"
    return session


def test_a_new_session_is_one_row_written_once() -> None:
    with CaptureQueriesContext(connection) as captured:
        session = begun()
        assert session.modified
        session.save()
    assert [query["sql"].split()[0] for query in captured if "django_session" in query["sql"]] == ["INSERT"]
    assert SessionStore(session.session_key)["who"] == "mother"


def test_a_key_that_a_browser_made_up_is_not_taken() -> None:
    session = begun("a" * 32)
    session.save()
    assert session.session_key != "a" * 32
    assert Session.objects.count() == 1


def test_a_kept_session_goes_on_under_a_new_key_and_the_old_one_is_void() -> None:
    first = begun()
    first.save()
    second = SessionStore(first.session_key)
    second.cycle_key()
    second.save()
    assert second.session_key != first.session_key
    assert second["who"] == "mother"
    assert SessionStore(first.session_key).get("who") is None


def test_a_key_that_is_taken_is_refused_and_another_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = begun()
    taken.save()
    keys = iter([str(taken.session_key), "b" * 32])
    monkeypatch.setattr(sessions, "get_random_string", lambda _length, _letters: next(keys))
    session = begun()
    session["who"] = "father"
    session.save()
    assert session.session_key == "b" * 32
    assert SessionStore(taken.session_key)["who"] == "mother"
