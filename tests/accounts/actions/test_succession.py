"""At 14 a person's own account takes the child account's place, without a click (real-life.md, Consents and ages)."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from accounts.actions import contacts
from accounts.actions.sign_in import Answer
from accounts.claims import Level
from accounts.models import ContactPoint, ExternalIdentity, MismatchCase, RecordClaim
from schools.actions import records
from schools.identifiers import birth_certificate
from schools.models import AuditEvent, MatchProfile, Student
from tests.accounts.actions.doorway import come, holders, night, open_kinds
from tests.factories import create_region, create_school, create_student, synthetic_snils
from tests.outbox import give_address

pytestmark = pytest.mark.django_db
MINE = synthetic_snils(18)
CERTIFICATE = birth_certificate.parse("II-АБ 123456")
BORN = date(2012, 9, 12)
BEFORE, AFTER = datetime(2026, 9, 1, 9, tzinfo=UTC), datetime(2026, 11, 20, 9, tzinfo=UTC)
HER = {"surname": "Соколова", "given_name": "Вера", "patronymic": "Ильинична", "birth_date": BORN, "snils": MINE}


def as_child(*, at: datetime = BEFORE) -> list[Answer]:
    return come(at=at, subject="child", level=Level.CHILD, certificate=CERTIFICATE, **HER)


def as_herself(*, at: datetime = AFTER, **fields: Any) -> list[Answer]:
    return come(at=at, subject="own", level=Level.CONFIRMED, **{**HER, **fields})


@pytest.fixture
def pupil() -> Student:
    """A pupil who came in by a child's account before she was fourteen."""
    pupil = create_student(school=create_school(), birth_date=BORN, snils=MINE, certificate=str(CERTIFICATE))
    as_child()
    return pupil


@pytest.mark.usefixtures("pupil")
def test_the_own_account_takes_over_and_nobody_is_asked() -> None:
    as_herself()
    ended, opened = RecordClaim.objects.order_by("opened_at")
    assert (ended.close_reason, ended.closed_at, opened.closed_at) == ("age_14", AFTER, None)
    assert holders() == ["own"]
    assert open_kinds() == []
    assert AuditEvent.about(ended).filter(kind="claim_closed").count() == 1
    assert AuditEvent.about(opened).filter(kind="claim_opened").count() == 1


@pytest.mark.usefixtures("pupil")
def test_the_night_leaves_it_so() -> None:
    as_herself()
    assert night(at=AFTER) == {}
    assert holders() == ["own"]


@pytest.mark.usefixtures("pupil")
@pytest.mark.parametrize("region_takes_childrens_accounts", [False, True])
def test_the_child_account_is_outgrown_and_gets_no_case(*, region_takes_childrens_accounts: bool) -> None:
    if region_takes_childrens_accounts:
        MatchProfile.objects.create(
            region=create_region(), band="from_14", minimum_level="child", valid_from=date(2020, 1, 1)
        )
    as_herself()
    [answer] = as_child(at=AFTER)
    assert answer.judgement.outgrown
    assert (holders(), MismatchCase.objects.count()) == (["own"], 0)
    assert night(at=AFTER) == {}


@pytest.mark.usefixtures("pupil")
def test_before_the_birthday_two_accounts_are_for_a_person_to_decide() -> None:
    as_herself(at=BEFORE)
    assert (holders(), open_kinds()) == (["child"], ["ambiguous"])


@pytest.mark.usefixtures("pupil")
def test_on_the_birthday_the_night_takes_over_for_an_account_that_came_too_early() -> None:
    as_herself(at=BEFORE)
    night(at=AFTER)
    assert (holders(), open_kinds()) == (["own"], [])
    assert night(at=AFTER) == {}


def test_a_passport_without_a_certificate_takes_over_where_the_school_has_no_snils(pupil: Student) -> None:
    pupil.snils = None
    records.correct(record=pupil, fields=["snils"], by="administrator")
    as_herself()
    assert holders() == ["own"]
    assert night(at=AFTER) == {}
    [answer] = as_child(at=AFTER)
    assert answer.judgement.outgrown


@pytest.mark.usefixtures("pupil")
def test_another_surname_in_the_passport_is_a_finding() -> None:
    as_herself(surname="Воронова")
    assert (holders(), open_kinds()) == (["own"], [])


@pytest.mark.usefixtures("pupil")
@pytest.mark.parametrize(
    ("account", "expected"),
    [
        pytest.param({"snils": synthetic_snils(19), "certificate": CERTIFICATE}, ["child"], id="another number"),
        pytest.param({"snils": None, "certificate": CERTIFICATE}, ["child"], id="no number"),
        pytest.param({"level": Level.OTHER}, ["child"], id="an account that nobody confirmed"),
    ],
)
def test_nobody_else_takes_over(account: dict[str, object], expected: list[str]) -> None:
    come(at=AFTER, subject="own", **{**HER, "level": Level.CONFIRMED, **account})
    assert holders() == expected
    night(at=AFTER)
    assert holders() == expected


@pytest.mark.parametrize("known_in_school", [True, False], ids=["a SNILS in the card", "a certificate alone"])
@pytest.mark.parametrize(
    "adult",
    [
        pytest.param({"birth_date": date(1985, 1, 1)}, id="an adult"),
        pytest.param(
            {"birth_date": None, "given_name": "Пётр", "patronymic": "Петрович"}, id="somebody of another name"
        ),
    ],
)
def test_an_adult_whose_account_has_the_pupils_number_takes_nothing(
    *, adult: dict[str, Any], known_in_school: bool
) -> None:
    create_student(
        school=create_school(), birth_date=BORN, snils=MINE if known_in_school else None, certificate=str(CERTIFICATE)
    )
    as_child()
    as_herself(**adult)
    assert holders() == ["child"]
    night(at=AFTER)
    assert holders() == ["child"]


def test_in_another_region_nobody_is_asked(pupil: Student) -> None:
    pupil.school.region = create_region(code="RU-OMS", name="Омская область")
    pupil.school.save()
    as_herself()
    assert holders() == ["child"]


@pytest.mark.usefixtures("pupil")
def test_the_address_that_was_proved_goes_along() -> None:
    """It is the same person's: one SNILS, and nobody asks a pupil twice (real-life.md, Consents and ages)."""
    child = ExternalIdentity.objects.get(subject="child")
    former = give_address(child, channel="email", address="vera@example.test")
    as_herself()
    [own] = contacts.in_use(ExternalIdentity.objects.get(subject="own"))
    assert (own.channel, own.address, own.confirmed_at) == ("email", "vera@example.test", former.confirmed_at)
    assert contacts.in_use(child) == []
    assert [event.kind for event in AuditEvent.about(former)] == ["contact_ended"]
    assert [event.kind for event in AuditEvent.about(own)] == ["contact_confirmed"]


@pytest.mark.usefixtures("pupil")
def test_an_address_of_the_own_account_is_not_replaced() -> None:
    give_address(ExternalIdentity.objects.get(subject="child"), channel="email", address="mother@example.test")
    as_herself(at=BEFORE)
    give_address(ExternalIdentity.objects.get(subject="own"), channel="email", address="vera@example.test")
    night(at=AFTER)
    assert [one.address for one in ContactPoint.objects.filter(ended_at=None)] == ["vera@example.test"]


@pytest.mark.usefixtures("pupil")
def test_the_address_stays_where_the_school_has_to_decide() -> None:
    child = ExternalIdentity.objects.get(subject="child")
    give_address(child, channel="email", address="vera@example.test")
    as_herself(at=BEFORE)
    assert [one.identity for one in ContactPoint.objects.filter(ended_at=None)] == [child]
