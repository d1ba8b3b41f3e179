"""L12: of many accounts that come for one record at once one holds it; the others are a case, and nobody sees an error.

How all kinds of crowds end is in `tests/races`; here is the rule itself, and the wall of the database behind it.
"""

from functools import partial

import pytest
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from accounts.actions.sign_in import ask_schools
from accounts.models import MismatchCase, RecordClaim
from tests.accounts.actions.doorway import parent_with_child
from tests.factories import create_school, synthetic_snils
from tests.people import NOON, remember
from tests.races.crowds import all_at_once

MINE = synthetic_snils(17)
CROWD = 8


def open_claims() -> QuerySet[RecordClaim]:
    return RecordClaim.objects.filter(closed_at=None)


@pytest.mark.django_db(transaction=True)
def test_l12_of_many_accounts_at_once_one_holds_the_record() -> None:
    parent_with_child(create_school(), snils=MINE)
    accounts = [remember(subject=str(number)) for number in range(CROWD)]
    region = accounts[0].identity.region
    answers = all_at_once([partial(ask_schools, verified=one, region=region, at=NOON, by="test") for one in accounts])
    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    assert open_claims().count() == 1
    assert MismatchCase.objects.filter(closed_at=None, kind="ambiguous").count() == CROWD - 1


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["parent", "student"])
def test_l12_the_database_keeps_a_second_holder_out(role: str) -> None:
    """Whatever code forgets to look first."""
    parent = parent_with_child(create_school())
    record = parent if role == "parent" else parent.links.get().student
    first, second = (remember(subject=subject, snils=None).identity for subject in ("1", "2"))
    about = {"school": record.school, "role": role, role: record, "opened_at": NOON}
    RecordClaim.objects.create(identity=first, **about)
    with transaction.atomic():
        try:
            RecordClaim.objects.bulk_create([RecordClaim(identity=second, **about)])
        except IntegrityError:
            transaction.set_rollback(True)
    assert open_claims().count() == 1
