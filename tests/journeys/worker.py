"""The worker between two pages: called by hand, because a journey's portal has no broker."""

import re
from io import StringIO

from django.core import mail
from django.core.mail import EmailMessage
from django.core.management import call_command

from accounts.tasks import recheck_school
from dnevnik.tasks import deliver_notices
from schools.models import School

CODE = re.compile(r"\b\d{6}\b")


def answers_the_bell() -> None:
    """Looks again at every school whose records changed, and sends the letters that this makes due."""
    for school in School.objects.all():
        recheck_school(school.pk)
    deliver_notices()


def works_through_the_night() -> None:
    """The night's check of every school, and its letters."""
    call_command("reconcile_identities", stdout=StringIO())
    deliver_notices()


def letters_to(address: str) -> list[EmailMessage]:
    """Everything that has come to an address, the oldest first."""
    return [letter for letter in mail.outbox if address in letter.to]


def code_in(letter: EmailMessage) -> str:
    found = CODE.search(str(letter.body))
    assert found, letter.body
    return found[0]
