"""Whoever has a verified list of children chooses from it; it is looked up in one's own list and nowhere else."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from accounts.actions.proposals import child_key
from accounts.models import LinkProposal, ListedChild, MismatchCase
from schools.models import School
from tests.accounts.actions.test_listed_children import BROTHER, HERS, LISTED
from tests.dnevnik.test_entrance import arrive, family, give_everything
from tests.dnevnik.views.test_case import CHILD, OUTCOME, SCHOOL, STRANGER, VERA, not_found
from tests.dnevnik.views.test_children import ADD
from tests.factories import create_school, create_student, synthetic_snils
from tests.households import child_claims
from tests.people import remember

pytestmark = pytest.mark.django_db
HER_KEY, HIS_KEY = child_key("Соколова", "Вера"), child_key("Соколов", "Олег")
CHOSEN = {"listed": HER_KEY, "relation": "mother", "send": "1"}
LIST = (LISTED, BROTHER)


def known_parent(client: Client, **fields: Any) -> str:
    """Somebody whom the school knows as a parent of nobody yet; the page where the child is named."""
    family(linked=False)
    arrive(client, **({"children": LIST} | fields))
    return CHILD


def somebody_not_found(client: Client, **fields: Any) -> str:
    school = create_school()
    not_found(client, **({"children": LIST} | fields))
    return f"{SCHOOL}?school={school.pk}&role=parent"


def parent_inside(client: Client, **fields: Any) -> str:
    family()
    arrive(client, **({"children": LIST} | fields))
    give_everything(client)
    return f"{ADD}?school={School.objects.get().pk}"


DOORS = pytest.mark.parametrize(
    "door", [known_parent, somebody_not_found, parent_inside], ids=lambda door: door.__name__
)


def post(client: Client, address: str, said: dict[str, str]) -> Any:
    """The form of the page at the address, with the hidden fields it shows."""
    hidden = dict(re.findall(r'<input type="hidden" name="(school|role)" value="(\w+)">', client.get(address).text))
    return client.post(address.partition("?")[0], {**hidden, **said})


@DOORS
def test_one_s_own_children_are_offered_and_none_is_chosen(client: Client, door: Any) -> None:
    page = client.get(door(client)).text
    for words in ("Соколова Вера Ильинична", "Соколов Олег", "Другой ребёнок: впишу имя", "Фамилия ребёнка"):
        assert words in page
    assert "checked" not in page
    assert HERS not in page
    assert "123456" not in page


@DOORS
@pytest.mark.parametrize("children", [None, ()], ids=["not granted", "empty"])
def test_without_a_list_nothing_is_offered(client: Client, door: Any, children: Any) -> None:
    page = client.get(door(client, children=children)).text
    assert "Фамилия ребёнка" in page
    assert "О ком вы просите" not in page


@DOORS
def test_the_chosen_child_is_proposed_in_the_state_s_words(client: Client, door: Any) -> None:
    assert post(client, door(client), CHOSEN | {"child_given_name": "12"}).status_code == 302
    proposal = LinkProposal.objects.get()
    assert (proposal.child_name, proposal.strengthened) == ("Соколова Вера Ильинична", True)


@DOORS
@pytest.mark.parametrize("listed", ["another", ""], ids=["another", "nothing chosen"])
def test_typing_stays_possible(client: Client, door: Any, listed: str) -> None:
    assert post(client, door(client), VERA | {"listed": listed, "child_given_name": "Анна"}).status_code == 302
    proposal = LinkProposal.objects.get()
    assert (proposal.child_name, proposal.strengthened) == ("Соколова Анна", False)


@DOORS
@pytest.mark.parametrize(
    ("said", "words"),
    [
        pytest.param({}, "Выберите ребёнка или впишите имя", id="nobody"),
        pytest.param({"listed": "another"}, "Обязательное поле", id="another without a name"),
        pytest.param({"listed": HER_KEY, "relation": ""}, "Обязательное поле", id="no relation"),
    ],
)
def test_what_is_missing_is_said(client: Client, door: Any, said: dict[str, str], words: str) -> None:
    answer = post(client, door(client), {"relation": "mother", "send": "1"} | said)
    assert answer.status_code == 200
    assert words in answer.text
    assert not LinkProposal.objects.exists()


@DOORS
@pytest.mark.parametrize("whose", ["another person's", "a pupil's", "an id", "an index", "junk"])
def test_a_child_of_somebody_else_is_not_there(client: Client, door: Any, whose: str) -> None:
    """L17, L33: the same answer whatever the key is of."""
    address = door(client, children=(LISTED,))
    other = remember(subject="2", snils=synthetic_snils(2), children=(BROTHER,))
    pupil = create_student(school=create_school(), surname="Петрова", given_name="Анна")
    keys = {
        "another person's": HIS_KEY,
        "a pupil's": child_key(pupil.surname, pupil.given_name),
        "an id": str(ListedChild.objects.get(verified=other).pk),
        "an index": "0",
        "junk": "\0²",
    }
    answer = post(client, address, CHOSEN | {"listed": keys[whose]})
    assert answer.status_code == 404
    assert "Этого ребёнка в вашем списке нет" in answer.text
    assert "Олег" not in answer.text
    assert not LinkProposal.objects.exists()


@DOORS
def test_the_adult_s_own_name_and_number_are_not_posted(client: Client, door: Any) -> None:
    """L17: the form has no such fields, and what is posted under their names is not read."""
    address = door(client)
    fields = set(re.findall(r'name="(\w+)"', client.get(address).text))
    assert not fields & {"snils", "surname", "given_name", "patronymic", "birth_date", "certificate", "identity"}
    post(client, address, CHOSEN | {"snils": synthetic_snils(5), "surname": "Чужая"})
    identity = LinkProposal.objects.get().identity
    assert identity.verified.surname == "Соколова"
    assert identity.verified.snils_index != remember(subject="5", snils=synthetic_snils(5)).snils_index


def test_nothing_shown_depends_on_the_school_s_records() -> None:
    """L29: whether the school has the very pupil whom the list names, the form and what follows it are the same."""
    empty, full = create_school(name="Школа № 5"), create_school(name="Школа № 5")
    create_student(school=full, snils=HERS, certificate="IV-АБ 123456")
    pages = []
    for number, school in enumerate((empty, full)):
        visitor = Client()
        case = not_found(visitor, subject=str(number), children=LIST)
        address = f"{SCHOOL}?school={school.pk}&role=parent"
        form = visitor.get(address).text
        post(visitor, address, CHOSEN)
        shown = form + visitor.get(OUTCOME).text
        pages.append(
            re.sub(f'csrfmiddlewaretoken" value="\\w+"|name="school" value="{school.pk}"|{case.number}', "…", shown)
        )
        assert LinkProposal.objects.get(identity=case.identity).strengthened
    assert pages[0] == pages[1]


@pytest.mark.parametrize("born", [date(2016, 3, 14), date(2009, 3, 14)], ids=["a child", "seventeen"])
def test_a_pupil_s_account_reaches_no_guardian_s_page(client: Client, born: date) -> None:
    """L06: at none of the doors, whatever is posted and whatever list the account came with."""
    family()
    mother = Client()
    arrive(mother)
    give_everything(mother)
    arrive(client, **(child_claims(born) | {"children": LIST}))
    stranger = Client()
    not_found(stranger, **(child_claims(born) | STRANGER | {"subject": "3", "children": LIST}))
    tries = {"school": str(School.objects.get().pk), "role": "parent", **CHOSEN, **VERA}
    for visitor in (client, stranger):
        for door in (ADD, CHILD, SCHOOL):
            assert "Соколов Олег" not in visitor.get(door, {"school": tries["school"], "role": "parent"}).text
            visitor.post(door, tries)
    assert not LinkProposal.objects.exists()
    assert not MismatchCase.objects.filter(role="parent").exists()
