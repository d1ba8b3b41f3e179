"""People whose session is open."""

from django.test import Client

from accounts.actions import citizens
from accounts.models import ExternalIdentity
from dnevnik.entrance import BACKEND


def signed_in(identity: ExternalIdentity) -> Client:
    """A browser in which this person has come in."""
    client = Client()
    client.force_login(citizens.account_of(identity=identity, by="test"), backend=BACKEND)
    return client
