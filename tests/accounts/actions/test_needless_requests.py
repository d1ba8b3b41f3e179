"""What a closed case had asked is asked no more, and an old request reaches nobody else's record."""

import pytest

from accounts.actions import corrections
from accounts.actions.answers import WrongRecord
from accounts.models import CorrectionRequest, MismatchCase
from schools.models import Parent
from tests.accounts.actions.doorway import come, night, open_case, parent_with_child, write
from tests.factories import create_school, synthetic_snils
from tests.people import NOON

pytestmark = pytest.mark.django_db
MINE, ANOTHERS = synthetic_snils(17), synthetic_snils(40)


@pytest.fixture
def record() -> Parent:
    """The school mistyped a surname; she came and pressed «В школе ошибка»."""
    record = parent_with_child(create_school(), snils=MINE, surname="Соклова")
    come()
    corrections.ask(case=open_case(), kind=CorrectionRequest.Kind.RECORD_WRONG, at=NOON, by="the person")
    return record


def test_the_school_corrects_it_by_hand_and_has_nothing_left_to_answer(record: Parent) -> None:
    write(record, surname="Соколова")
    night()
    assert CorrectionRequest.objects.get().state == "withdrawn"
    assert night() == {}


def test_a_number_that_was_a_slip_takes_the_request_along(record: Parent) -> None:
    write(record, snils=ANOTHERS, given_name="Нина")
    night()
    assert MismatchCase.objects.get().close_reason == "changed"
    assert CorrectionRequest.objects.get().state == "withdrawn"


def test_until_the_night_has_looked_it_changes_no_record_that_became_somebody_elses(record: Parent) -> None:
    write(record, snils=ANOTHERS, given_name="Нина")
    with pytest.raises(WrongRecord):
        corrections.accept(request=CorrectionRequest.objects.get(), record=record, at=NOON, by="administrator")
    record.refresh_from_db()
    assert record.surname == "Соклова"
