"""What people notice of a change of issuer: nothing. Open sessions and passes name the identity, which stays."""

from datetime import date

import pytest
from django.test import Client

from accounts.models import ExternalIdentity, MismatchCase, User
from consents.models import ConsentDecision
from tests.accounts.actions.issuers.changes import GATEWAY, Way, apply, changed, rehearse_map, undo
from tests.dnevnik.test_entrance import arrive, ended, family, give_everything
from tests.factories import create_school, synthetic_snils
from tests.households import MOTHERS

pytestmark = pytest.mark.django_db
DESK = "/diary/"


@pytest.fixture
def mother(client: Client) -> Client:
    """Somebody who is in, by the former provider."""
    family()
    arrive(client)
    give_everything(client)
    return client


def test_whoever_is_in_stays_in(mother: Client) -> None:
    migration = changed()
    assert "Здравствуйте, Анна!" in mother.get(DESK).text
    undo(migration)
    assert "Здравствуйте, Анна!" in mother.get(DESK).text


def test_the_next_sign_in_by_the_new_provider_asks_for_nothing_again(mother: Client) -> None:
    changed()
    assert arrive(Client(), issuer=GATEWAY).headers["Location"] == DESK
    assert (User.objects.filter(kind="citizen").count(), ConsentDecision.objects.count()) == (1, 2)


def test_nor_does_the_first_return_by_proof(mother: Client) -> None:
    changed(Way.FIRST_RETURN)
    assert arrive(Client(), issuer=GATEWAY, subject="new").headers["Location"] == DESK
    assert (User.objects.filter(kind="citizen").count(), ConsentDecision.objects.count()) == (1, 2)


def test_a_pass_goes_on(client: Client) -> None:
    """Somebody reads that a consent is wanted, and gives it after the change."""
    family()
    arrive(client)
    changed()
    assert ended(client) == "CONSENT_SELF"
    assert give_everything(client).headers["Location"] == DESK


def test_a_case_goes_on_under_its_number(client: Client) -> None:
    create_school()
    arrive(client, snils=MOTHERS)
    assert ended(client) == "NOT_FOUND"
    case = MismatchCase.objects.get()
    changed(Way.FIRST_RETURN)
    arrive(client, snils=MOTHERS, issuer=GATEWAY, subject="new")
    assert (MismatchCase.objects.get().number, MismatchCase.objects.get().identity) == (
        case.number,
        ExternalIdentity.objects.get(subject="new"),
    )


def test_whoever_comes_under_her_new_key_by_a_mistake_of_the_list_sees_nothing_of_hers(mother: Client) -> None:
    """And she is in as before, by the session that she has and by her own new key."""
    [hers] = ExternalIdentity.objects.all()
    apply(rehearse_map(f"{hers.subject},anothers").migration)
    another = Client()
    told = {"snils": synthetic_snils(9), "given_name": "Вера"}
    assert arrive(another, issuer=GATEWAY, subject="anothers", **told).headers["Location"] != DESK
    assert (ended(another), another.get(DESK).status_code) == ("NOT_FOUND", 302)
    assert not ConsentDecision.objects.exclude(giver=hers).exists()
    assert "Здравствуйте, Анна!" in mother.get(DESK).text
    assert arrive(Client(), issuer=GATEWAY, subject="hers").headers["Location"] == DESK
    assert ExternalIdentity.objects.get(subject="hers") == hers


def test_whoever_is_not_proved_gets_in_nowhere_until_the_school_says_so(mother: Client) -> None:
    """L23: the account that was made anew waits, the former one is as it was, and there is one case."""
    changed(Way.FIRST_RETURN)
    again = Client()
    assert arrive(again, issuer=GATEWAY, subject="new", birth_date=date(1988, 5, 3)).headers["Location"] != DESK
    assert again.get(DESK).status_code == 302
    assert [case.kind for case in MismatchCase.objects.filter(closed_at=None)] == ["ambiguous"]
    assert "Здравствуйте, Анна!" in mother.get(DESK).text
