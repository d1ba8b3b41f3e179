"""A session is written once when it begins, under a key that nobody knew before."""

import secrets

import pytest
from django.contrib.sessions.models import Session
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

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


def test_a_key_that_is_taken_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = begun()
    taken.save()
    monkeypatch.setattr(secrets, "token_hex", lambda _bytes: str(taken.session_key))
    session = begun()
    session["who"] = "father"
    with pytest.raises(IntegrityError), transaction.atomic():
        session.save()
    assert SessionStore(taken.session_key)["who"] == "mother"


def writes(session: SessionStore) -> int:
    with CaptureQueriesContext(connection) as captured:
        session.save()
    return len([query for query in captured if query["sql"].startswith(("INSERT", "UPDATE"))])


def test_what_was_written_is_not_written_again() -> None:
    session = begun()
    session["shown"] = {"texts": [1]}
    assert (writes(session), writes(session)) == (1, 0)
    session["shown"]["texts"].append(2)
    assert writes(session) == 1
    assert SessionStore(session.session_key)["shown"] == {"texts": [1, 2]}


def test_the_last_word_is_kept_even_where_it_is_the_first() -> None:
    session = begun()
    for who in ("mother", "father", "mother"):
        session["who"] = who
        session.save()
    assert SessionStore(session.session_key)["who"] == "mother"


def test_a_session_that_was_thrown_away_is_not_the_next() -> None:
    session = begun()
    session.save()
    session.flush()
    session["who"] = "mother"
    assert writes(session) == 1
    assert SessionStore(session.session_key)["who"] == "mother"
