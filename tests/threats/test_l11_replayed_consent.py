"""L11: a consent is worth one form: not an old one, not a copied one, not one about another child, not other words."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.test import Client

from consents import texts
from consents.actions import decisions
from consents.actions.decisions import NotEntitled, Subject, TextChanged
from consents.asks import Ask
from consents.models import ConsentDecision, ConsentText
from dnevnik import case_pass
from tests.consents.families import ask_of, give, with_father, withdraw
from tests.dnevnik.insiders import signed_in
from tests.dnevnik.test_case_pass import pass_of, visitor_with
from tests.dnevnik.test_entrance import arrive
from tests.factories import create_class, create_link, create_student, synthetic_snils
from tests.households import Household, household
from tests.people import NOON

pytestmark = pytest.mark.django_db


@dataclass
class Posted:
    """A form of a consent as the browser sent it."""

    client: Client
    form: dict[str, Any]

    def again(self, **changed: Any) -> Any:
        return self.client.post("/consents/", {**self.form, **changed})


def form_of(ask: Ask) -> dict[str, Any]:
    return {"ask": ask.key, "text": str(ask.text.pk), "seen": ask.seen}


def words_about(family: Household) -> list[str]:
    rows = ConsentDecision.objects.filter(student=family.child_record).order_by("at", "id")
    return list(rows.values_list("decision", flat=True))


def shown_anew(answer: Any, *, told: str) -> None:
    """409 for machines; for people the page of their decisions as they stand, and why nothing was written down."""
    assert answer.status_code == 409
    assert told in answer.text
    assert 'name="seen"' in answer.text or "/withdraw/" in answer.text
    assert told not in answer.client.get("/consents/").text, "said once"


@pytest.fixture
def family() -> Household:
    made = household()
    give(made.mother, "own")
    return made


@pytest.fixture
def posted(family: Household) -> Posted:
    """The mother agreed; her browser remembers the form."""
    made = Posted(signed_in(family.mother), form_of(ask_of(family.mother, "child")))
    made.again()
    assert words_about(family) == ["given"]
    return made


def test_l11_the_row_says_who_to_whom_about_whom_and_which_words(family: Household, posted: Posted) -> None:
    row = ConsentDecision.objects.get(student=family.child_record)
    assert (row.giver, row.school, row.purpose.code, row.channel) == (family.mother, family.school, "diary", "portal")
    assert (row.text.subject, row.basis, row.at.date()) == ("child", "link", NOON.date())
    assert len(row.text.digest) == 64


def test_l11_the_form_sent_twice_is_one_consent(family: Household, posted: Posted) -> None:
    """An honest double click: the first press was written down, and the answer is the same."""
    assert posted.again().status_code == 302
    assert words_about(family) == ["given"]


def test_l11_the_form_replayed_after_taking_back_gives_nothing(family: Household, posted: Posted) -> None:
    withdraw(family.mother, "child")
    shown_anew(posted.again(), told=texts.decided_since())
    assert words_about(family) == ["given", "withdrawn"]


def test_l11_a_withdrawal_replayed_takes_nothing_back_anew(family: Household, posted: Posted) -> None:
    key, seen = ask_of(family.mother, "child").key, ask_of(family.mother, "child").seen
    posted.client.post(f"/consents/{key}/withdraw/", {"seen": seen})
    give(family.mother, "child")
    shown_anew(posted.client.post(f"/consents/{key}/withdraw/", {"seen": seen}), told=texts.decided_since())
    assert words_about(family) == ["given", "withdrawn", "given"]


def test_l11_another_childs_id_in_the_form_gives_nothing(family: Household, posted: Posted) -> None:
    stranger = create_student(school=family.school, given_name="Мария", school_class=create_class(school=family.school))
    posted.again(ask=f"child-{stranger.pk}")
    assert not ConsentDecision.objects.filter(student=stranger).exists()
    with pytest.raises(NotEntitled):
        decisions.give_for_child(
            identity=family.mother, student=stranger, text=text_of(Subject.CHILD), at=NOON, by=family.mother
        )


def text_of(subject: ConsentText.Subject) -> ConsentText:
    return decisions.text_in_force(subject, at=NOON)


def test_l11_another_adults_word_is_not_taken_back(family: Household, posted: Posted) -> None:
    _record, father = with_father(family)
    given = ConsentDecision.objects.get(student=family.child_record)
    with pytest.raises(NotEntitled):
        decisions.withdraw(identity=father, given=given, at=NOON, by=father)
    assert words_about(family) == ["given"]


def test_l11_words_that_changed_since_the_page_are_read_again(family: Household) -> None:
    form, old = form_of(ask_of(family.mother, "child")), text_of(Subject.CHILD)
    ConsentText.objects.create(
        purpose=old.purpose, subject=old.subject, version=9, title=old.title, body="Другие слова",
        valid_from=date(2026, 10, 1),
    )  # fmt: skip
    answer = signed_in(family.mother).post("/consents/", form)
    shown_anew(answer, told=texts.text_changed())
    assert "Другие слова" in answer.text
    with pytest.raises(TextChanged):
        decisions.give_for_child(identity=family.mother, student=family.child_record, text=old, at=NOON, by="test")
    assert words_about(family) == []


def test_l11_with_a_copied_pass_that_was_spent_nothing_is_given(client: Client) -> None:
    family = household()
    brother = create_student(school=family.school, given_name="Илья", snils=synthetic_snils(20))
    create_link(parent=family.mother_record, student=brother)
    arrive(client)
    copied, asked = pass_of(client), client.get("/enter/outcome/").context["asks"]
    for ask in asked[:-1]:
        client.post("/enter/consent/", form_of(ask))
    client.post("/enter/open/")
    assert client.cookies[case_pass.COOKIE].value == ""
    before = ConsentDecision.objects.count()
    visitor_with(copied).post("/enter/consent/", form_of(asked[-1]))
    assert ConsentDecision.objects.count() == before


def test_l11_an_old_form_under_a_pass_is_shown_anew_and_opens_no_door(client: Client) -> None:
    household()
    arrive(client)
    ask = client.get("/enter/outcome/").context["asks"][0]
    answer = client.post("/enter/consent/", {**form_of(ask), "text": "0"})
    assert answer.status_code == 409
    assert texts.text_changed() in answer.text
    assert form_of(answer.context["asks"][0]) == form_of(ask)
    assert client.get("/diary/").headers["Location"] == "/"
    assert not ConsentDecision.objects.exists()
