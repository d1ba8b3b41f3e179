"""Taking back one's own, giving again, and forms that come twice or late (L11)."""

from datetime import timedelta

import pytest

from consents import asks
from consents.access import open_places
from consents.actions import decisions
from consents.actions.decisions import DecidedSince, NotEntitled, TextChanged
from consents.models import ConsentDecision
from schools.actions import links
from schools.models import AuditEvent
from tests.consents.families import as_pupil, ask_of, give, kinds, link_of, seen_child, with_father, withdraw
from tests.factories import TODAY, create_school
from tests.households import Household, come_in, household
from tests.people import NOON

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def family() -> Household:
    made = household()
    give(made.mother, "own")
    give(made.mother, "child")
    return made


def words() -> list[str]:
    return list(ConsentDecision.objects.order_by("at", "id").values_list("decision", flat=True))


def test_taking_back_ones_own_shuts_the_door_at_the_next_request(family: Household) -> None:
    withdraw(family.mother, "own", at=LATER)
    assert not open_places(family.mother, at=LATER)
    assert open_places(family.child, at=LATER), "the child's diary rests on the consent about the child"
    assert AuditEvent.objects.filter(kind="consent_withdrawn").count() == 1


def test_taking_back_the_childs_shuts_the_childs_door(family: Household) -> None:
    withdraw(family.mother, "child", at=LATER)
    assert not open_places(family.child, at=LATER)
    assert not seen_child(family.mother).consent_stands
    assert open_places(family.mother, at=LATER)


def test_another_parents_consent_goes_on_standing(family: Household) -> None:
    _record, father = with_father(family)
    give(father, "child")
    withdraw(family.mother, "child", at=LATER)
    assert as_pupil(family.child, at=LATER).consent_stands
    assert ask_of(father, "child").given
    assert not ask_of(family.mother, "child").given


def test_what_was_taken_back_may_be_given_again(family: Household) -> None:
    withdraw(family.mother, "child", at=LATER)
    give(family.mother, "child", at=LATER)
    assert words() == ["given", "given", "withdrawn", "given"]
    assert as_pupil(family.child).consent_stands


def test_a_later_word_is_later_whatever_the_clock_says(family: Household) -> None:
    withdraw(family.mother, "child", at=NOON - timedelta(minutes=5))
    assert not as_pupil(family.child).consent_stands


def test_a_double_click_takes_back_once(family: Household) -> None:
    form = ask_of(family.mother, "child")
    for _click in range(2):
        asks.withdraw(identity=family.mother, key=form.key, seen=form.seen, at=LATER, by="test")
    assert words() == ["given", "given", "withdrawn"]


def test_an_old_form_gives_nothing_anew(family: Household) -> None:
    """The page from before the first yes, sent once more after the withdrawal."""
    withdraw(family.mother, "child", at=LATER)
    form = ask_of(family.mother, "child")
    with pytest.raises(DecidedSince):
        asks.give(identity=family.mother, key=form.key, text_id=str(form.text.pk), seen="", at=LATER, by="test")
    assert words() == ["given", "given", "withdrawn"]


def test_an_old_form_takes_nothing_back_anew(family: Household) -> None:
    form = ask_of(family.mother, "child")
    withdraw(family.mother, "child", at=LATER)
    give(family.mother, "child", at=LATER)
    with pytest.raises(DecidedSince):
        asks.withdraw(identity=family.mother, key=form.key, seen=form.seen, at=LATER, by="test")


def test_words_that_changed_meanwhile_are_read_again(family: Household) -> None:
    withdraw(family.mother, "child", at=LATER)
    form = ask_of(family.mother, "child")
    newer = form.text
    old_id, newer.pk, newer.version, newer.body = str(newer.pk), None, 7, "Новый текст"
    newer.save(force_insert=True)
    with pytest.raises(TextChanged):
        asks.give(identity=family.mother, key=form.key, text_id=old_id, seen=form.seen, at=LATER, by="test")


@pytest.mark.parametrize("key", ["", "own-0", "child-", "parents-1", "child-0190a6c4-0000-7000-8000-000000000000"])
def test_an_edited_form_takes_nothing_back(family: Household, key: str) -> None:
    with pytest.raises(NotEntitled):
        asks.withdraw(identity=family.mother, key=key, seen="", at=LATER, by="test")


def test_nobody_takes_back_another_persons_word(family: Household) -> None:
    _record, father = with_father(family)
    [hers] = ConsentDecision.objects.filter(student=family.child_record)
    with pytest.raises(NotEntitled):
        decisions.withdraw(identity=father, given=hers, at=LATER, by="test")


def test_what_was_never_given_is_not_taken_back(family: Household) -> None:
    _record, father = with_father(family)
    withdraw(father, "child", at=LATER)
    assert words() == ["given", "given"]


def test_a_consent_that_a_school_needs_no_longer_can_still_be_taken_back(family: Household) -> None:
    other = household(school=create_school())
    mother = come_in()
    give_in_other = next(ask for ask in asks.asks(mother, at=NOON) if ask.key == f"own-{other.school.pk}")
    asks.give(identity=mother, key=give_in_other.key, text_id=str(give_in_other.text.pk), seen="", at=NOON, by="test")
    links.close_link(link=link_of(family.mother_record), on=TODAY, by="test")
    left = next(ask for ask in asks.asks(mother, at=LATER) if ask.key == f"own-{family.school.pk}")
    assert left.ended
    with pytest.raises(NotEntitled):
        asks.give(identity=mother, key=left.key, text_id=str(left.text.pk), seen=left.seen, at=LATER, by="test")
    asks.withdraw(identity=mother, key=left.key, seen=left.seen, at=LATER, by="test")
    assert left.key not in [ask.key for ask in asks.asks(mother, at=LATER)]


def test_a_parent_sees_only_own_decisions(family: Household) -> None:
    _record, father = with_father(family)
    assert kinds(father) == ["own", "child"]
    assert not any(ask.given for ask in asks.asks(father, at=NOON))
