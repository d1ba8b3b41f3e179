"""What the sign-in of somebody known asks of the database, and what it writes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models.sql.compiler import SQLCompiler
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import VerifiedIdentity
from accounts.oidc.start import Start
from accounts.sessions import SessionStore
from dnevnik import entrance
from schools.models import School
from tests.consents.families import give
from tests.factories import create_link, create_parent, create_school, create_student, synthetic_snils
from tests.households import household
from tests.people import claims

pytestmark = pytest.mark.django_db
WRITING = ("INSERT", "UPDATE", "DELETE")
STATEMENTS = 23
"""From the moment the provider vouched for her to her session; a school more costs a few more."""


@pytest.fixture
def school() -> School:
    """Of a mother who came in before, and her child."""
    family = household()
    give(family.mother, "own")
    give(family.mother, "child")
    arrive()
    return family.school


def arrive() -> list[str]:
    """The mother comes back from the provider, the session is saved; the statements, without what frames them."""
    request = RequestFactory().get("/oidc/callback/")
    request.session = SessionStore()
    start = Start.fresh(region="RU-RYA", provider="stand", next_path="", started_at=0)
    with CaptureQueriesContext(connection) as captured:
        response = entrance.arrive(request, start=start, claims=claims())
        request.session.save()
    assert response.headers["Location"] == "/diary/"
    statements = [query["sql"] for query in captured]
    return [sql for sql in statements if sql.startswith(("SELECT", *WRITING))]


def written(statements: list[str]) -> list[str]:
    """`INSERT schools_auditevent` and so on."""
    words = [sql.replace('"', "").split() for sql in statements if sql.startswith(WRITING)]
    return [f"{first} {second if first == 'UPDATE' else third}" for first, second, third, *_rest in words]


def test_the_number_of_statements_is_fixed(school: School) -> None:
    assert len(arrive()) == STATEMENTS


def test_a_large_school_asks_no_more(school: School) -> None:
    for number in range(5):
        other = create_parent(school=school, snils=synthetic_snils(500 + number))
        for _child in range(3):
            create_link(parent=other, student=create_student(school=school))
    assert len(arrive()) == STATEMENTS


def test_brothers_and_sisters_ask_no_more(school: School) -> None:
    mother = next(iter(school.parent_set.all()))
    for year in range(2012, 2016):
        create_link(parent=mother, student=create_student(school=school, birth_date=date(year, 1, 1)))
    assert len(arrive()) == STATEMENTS


def test_nothing_that_she_is_asked_about_is_compiled_again(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    arrive()
    compiled: list[SQLCompiler] = []
    usual = SQLCompiler.as_sql

    def noted(self: SQLCompiler, *args: Any, **kwargs: Any) -> Any:
        compiled.append(self)
        return usual(self, *args, **kwargs)

    monkeypatch.setattr(SQLCompiler, "as_sql", noted)
    arrive()
    assert not compiled


def test_nothing_is_written_but_that_she_was_here(school: School) -> None:
    assert written(arrive()) == [
        "UPDATE accounts_verifiedidentity",
        "INSERT schools_auditevent",
        "INSERT django_session",
    ]


def test_the_term_of_her_data_begins_anew(school: School) -> None:
    rows = VerifiedIdentity.for_system(by="test").filter(surname="Соколова", given_name="Анна")
    rows.update(verified_at=timezone.now() - timedelta(days=20))
    arrive()
    assert timezone.now() - rows.get().verified_at < timedelta(minutes=1)


def test_a_second_school_costs_the_same_however_large(school: School) -> None:
    second = household(school=create_school())
    twice = len(arrive())
    assert twice > STATEMENTS
    for _child in range(3):
        create_link(parent=second.mother_record, student=create_student(school=second.school))
    assert len(arrive()) == twice
