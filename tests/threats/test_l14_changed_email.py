"""L14: an e-mail, whoever changed it and wherever, is nobody's key: the account is (issuer, subject).

And the address that letters go to is not changed behind the back of whoever reads there.
"""

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.actions import contacts
from accounts.models import ContactCode, ContactPoint, ExternalIdentity, RecordClaim, User
from dnevnik import post
from tests.dnevnik.test_entrance import ended, family, give_everything
from tests.factories import synthetic_snils
from tests.people import NOON
from tests.threats.conftest import Gosuslugi

pytestmark = pytest.mark.django_db
HERS, DESK = "anna@mail.test", "/diary/"


def let_in(gosuslugi: Gosuslugi) -> Client:
    """Анна's browser after her first sign-in with consents."""
    family()
    client = Client()
    gosuslugi.come(client, email=HERS, email_verified=True)
    give_everything(client)
    return client


def test_l14_the_same_subject_with_another_email_is_the_same_person(gosuslugi: Gosuslugi) -> None:
    let_in(gosuslugi)
    for email in ("other@mail.test", None):
        client = Client()
        assert gosuslugi.come(client, email=email) == DESK
        assert client.get(DESK).status_code == 200
    assert (ExternalIdentity.objects.count(), User.objects.count(), RecordClaim.objects.count()) == (1, 1, 1)


@pytest.mark.parametrize("verified", [True, False])
@pytest.mark.parametrize("person", [{"snils": synthetic_snils(999)}, {}], ids=["another person", "the same number"])
def test_l14_another_subject_with_her_email_is_somebody_else(
    gosuslugi: Gosuslugi, person: dict[str, str], *, verified: bool
) -> None:
    let_in(gosuslugi)
    thief = Client()
    gosuslugi.come(thief, sub="1000300777", email=HERS, email_verified=verified, **person)
    assert ended(thief) in {"NOT_FOUND", "AMBIGUOUS"}
    assert thief.get(DESK).headers.get("Location") == "/"
    assert (ExternalIdentity.objects.count(), RecordClaim.objects.count()) == (2, 1)


def test_l14_an_address_of_ones_own_tells_nothing_of_who_one_is(gosuslugi: Gosuslugi) -> None:
    """A stranger may prove the very address that Анна proved: letters go there, and no door opens."""
    let_in(gosuslugi)
    anna = ExternalIdentity.objects.get()
    thief = Client()
    gosuslugi.come(thief, sub="1000300777", snils=synthetic_snils(999))
    stranger = ExternalIdentity.objects.exclude(pk=anna.pk).get()
    for who in (anna, stranger):
        code = contacts.send_code(identity=who, channel=ContactPoint.Channel.EMAIL, address=HERS, at=NOON)
        contacts.confirm(identity=who, typed=str(code.secret), at=NOON, by=who)
    assert gosuslugi.come(thief, sub="1000300777", snils=synthetic_snils(999)) == "/enter/outcome/"
    assert ended(thief) == "NOT_FOUND"
    assert [len(contacts.in_use(who)) for who in (anna, stranger)] == [1, 1]


def prove(client: Client, address: str) -> None:
    """Name an address on the page and type the code that came there."""
    client.post("/contact/", {"act": "send", "address": address})
    code = ContactCode.for_system(by="test").latest("made_at").secret
    client.post("/contact/", {"act": "confirm", "code": str(code)})


def last_letters() -> list[str]:
    """What came to her address after it was taken out of use."""
    post.deliver_due(clock=timezone.now)
    return [str(letter.body) for letter in mail.outbox if letter.to == [HERS] and "Код" not in letter.subject]


@pytest.mark.parametrize("deed", ["replaces it", "removes it"])
def test_l14_whoever_takes_her_address_away_is_told_of_there(gosuslugi: Gosuslugi, deed: str) -> None:
    """Her session was left open somewhere: the stranger at it cannot turn her letters away unheard."""
    client = let_in(gosuslugi)
    prove(client, HERS)
    assert last_letters() == []
    if deed == "replaces it":
        prove(client, "thief@mail.test")
    else:
        client.post("/contact/", {"act": "end", "channel": "email"})
    told = last_letters()
    assert ["этот адрес убрали из дневника" in letter for letter in told] == [True]
    assert not {"thief@mail.test", "Анна"} & set(told[0].split())
    assert last_letters() == told, "once"
