"""What a letter says, and whether it may still be said when its turn comes (L04)."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from accounts.actions import contacts
from accounts.claims import Level
from accounts.models import ContactCode, ContactPoint, MismatchCase, Notice, RecordClaim, VerifiedIdentity
from accounts.texts.clock import day
from consents.actions import requests
from consents.models import ConsentRequest
from dnevnik.letters import Addressed, addressed, still_due
from schools.models import ParentChildLink, Student
from tests.factories import create_region
from tests.households import Household, come_in, household
from tests.nights import EVENING
from tests.outbox import EMAIL, PHONE, STATE, give_address, put

pytestmark = pytest.mark.django_db
Kind = Notice.Kind
Change = Callable[[Household], object]


def close_claims(home: Household) -> None:
    RecordClaim.objects.update(closed_at=EVENING, close_reason="not_the_person")


def end_links(home: Household) -> None:
    ParentChildLink.objects.update(valid_to=EVENING.date(), closed_by="test", closed_by_kind="person")


def take_consents_away(home: Household) -> None:
    ParentChildLink.objects.update(gives_consent=False)


def hide_diary(home: Household) -> None:
    ParentChildLink.objects.update(sees_diary=False)


def close_requests(home: Household) -> None:
    ConsentRequest.objects.update(closed_at=EVENING, close_reason="answered")


def confirm_account(home: Household) -> None:
    VerifiedIdentity.objects.filter(pk=home.child.pk).update(level=Level.CONFIRMED)


def be_of_age(home: Household) -> None:
    Student.objects.update(birth_date=date(2008, 9, 30))


def be_long_past_14(home: Household) -> None:
    Student.objects.update(birth_date=date(2012, 1, 1))


def nothing(home: Household) -> None:
    """As it was when the letter was written."""


def home_of(born: date = date(2016, 3, 14)) -> Household:
    home = household(born=born)
    VerifiedIdentity.objects.filter(pk=home.child.pk).update(level=Level.CHILD)
    return home


def may_enter() -> tuple[Household, Notice]:
    home = home_of()
    case = MismatchCase.objects.create(
        number="1234-5678", identity=home.mother, school=home.school, role="parent", kind="differs",
        opened_at=EVENING, closed_at=EVENING, close_reason="matched",
    )  # fmt: skip
    return home, put(Kind.MAY_ENTER, home.mother, subject=case.pk, school=home.school)


def consent_asked() -> tuple[Household, Notice]:
    home = home_of()
    requests.ask_parents(student=home.child_record, at=EVENING, by="test")
    return home, put(Kind.CONSENT_ASKED, home.mother, subject=ConsentRequest.objects.get().pk)


def at_14() -> tuple[Household, Notice]:
    home = home_of(date(2012, 9, 12))
    return home, put(Kind.AGE_14_SOON, home.child, subject=home.child_record.pk, days=0)


def at_18() -> tuple[Household, Notice]:
    home = home_of(date(2008, 10, 20))
    return home, put(Kind.AGE_18_SOON, home.mother, subject=home.child_record.pk, days=30)


@pytest.mark.parametrize(
    ("written", "then", "due"),
    [
        pytest.param(may_enter, nothing, True, id="the door is open"),
        pytest.param(may_enter, close_claims, False, id="it was shut again"),
        pytest.param(consent_asked, nothing, True, id="a child waits"),
        pytest.param(consent_asked, close_requests, False, id="the question is answered"),
        pytest.param(consent_asked, take_consents_away, False, id="the adult decides no longer"),
        pytest.param(consent_asked, end_links, False, id="the link was closed"),
        pytest.param(consent_asked, close_claims, False, id="the account is the parent's no longer"),
        pytest.param(consent_asked, be_of_age, False, id="the child is of age"),
        pytest.param(at_14, nothing, True, id="still a child's account"),
        pytest.param(at_14, confirm_account, False, id="an own account by now"),
        pytest.param(at_14, be_long_past_14, False, id="the grace is over"),
        pytest.param(at_14, close_claims, False, id="the record is not theirs"),
        pytest.param(at_18, nothing, True, id="soon of age"),
        pytest.param(at_18, be_of_age, False, id="of age already"),
        pytest.param(at_18, hide_diary, False, id="the adult may not see the diary"),
        pytest.param(at_18, end_links, False, id="the adult is linked no longer"),
    ],
)
def test_rights_are_read_when_it_is_sent(
    written: Callable[[], tuple[Household, Notice]],
    then: Change,
    due: bool,  # noqa: FBT001  a table's column
) -> None:
    home, notice = written()
    then(home)
    assert still_due(notice, at=EVENING) is due


def test_somebody_elses_case_is_not_told() -> None:
    _home, notice = may_enter()
    notice.kind, notice.identity = Kind.CASE_ANSWERED, come_in(subject="other", snils=None)
    assert not still_due(notice, at=EVENING)


def code_of(home: Household, **fields: object) -> Notice:
    code = ContactCode(identity=home.mother, channel=EMAIL, address="new@example.ru", digest="x", made_at=EVENING)
    code.expires_at, code.secret = EVENING + timedelta(minutes=15), "012345"
    for name, value in fields.items():
        setattr(code, name, value)
    code.save()
    return put(Kind.CONTACT_CODE, home.mother, subject=code.pk)


@pytest.mark.parametrize(
    ("fields", "due"),
    [
        pytest.param({}, True, id="awaited"),
        pytest.param({"used_at": EVENING}, False, id="used"),
        pytest.param({"secret": None}, False, id="its digits are gone"),
        pytest.param({"expires_at": EVENING}, False, id="over"),
    ],
)
def test_a_code(fields: dict[str, object], due: bool) -> None:  # noqa: FBT001  a table's column
    notice = code_of(home_of(), **fields)
    assert (addressed(notice, at=EVENING) is not None) is due


def test_a_code_goes_to_the_address_that_it_proves() -> None:
    home = home_of()
    give_address(home.mother, address="old@example.ru")
    message = sent(code_of(home))
    assert message.to == "new@example.ru"
    assert "012345" in message.letter.text
    assert "012345" not in message.letter.title


def sent(notice: Notice) -> Addressed:
    message = addressed(notice, at=EVENING)
    assert message is not None
    return message


def test_without_an_address_there_is_no_letter() -> None:
    _home, notice = may_enter()
    assert addressed(notice, at=EVENING) is None
    give_address(notice.identity)
    assert sent(notice).to == "anna@example.ru"


@pytest.mark.parametrize("written", [may_enter, consent_asked, at_14, at_18], ids=lambda made: str(made.__name__))
@pytest.mark.parametrize("channel", [EMAIL, PHONE, STATE])
def test_a_letter_leads_to_the_portal_and_names_nobody(
    written: Callable[[], tuple[Household, Notice]], channel: str
) -> None:
    """No surname, no birth date, no number of the register; a child's given name in the cabinet alone."""
    create_region(has_notice_channel=True)
    home, notice = written()
    notice.channel = channel
    if channel != STATE:
        give_address(notice.identity, channel=channel, address="+79000000000" if channel == PHONE else "a@b.ru")
    letter = sent(notice).letter
    assert "http://testserver/" in letter.text
    assert "http://testserver/" in letter.short
    whole = f"{letter.title} {letter.text} {letter.short}"
    assert not re.search("Соколов|Ильинич|Анна|Петровн|2008|2012|2016|школ[аеу] №", whole, re.IGNORECASE)
    names_child = written in {consent_asked, at_18} and channel == STATE
    assert ("Вера" in whole) is names_child


def test_the_number_of_the_case_is_told() -> None:
    _home, notice = may_enter()
    notice.channel = STATE
    assert "1234-5678" in sent(notice).letter.text


@pytest.mark.parametrize(
    ("days", "title"),
    [
        pytest.param(0, "Тебе исполнилось 14 лет, поздравляем!", id="the birthday"),
        pytest.param(30, "Скоро нужна своя учётная запись", id="thirty days are left"),
    ],
)
def test_a_pupil_of_14_reads_text_7(days: int, title: str) -> None:
    _home, notice = at_14()
    notice.days, notice.channel = days, STATE
    letter = sent(notice).letter
    assert letter.title == title
    assert "11 декабря включительно" in letter.text
    assert "Родители видят дневник, как и прежде." in letter.text


def last_letter(home: Household, *, address: str = "old@example.ru", channel: str = EMAIL) -> Notice:
    """A mother's address was removed this evening, and its letter waits."""
    give_address(home.mother, channel=channel, address=address)
    contacts.end(identity=home.mother, channel=ContactPoint.Channel(channel), at=EVENING, by=home.mother)
    return Notice.objects.get(kind=Kind.CONTACT_CHANGED)


class TestTheLastLetter:
    """L14: to the former address and to no other, silent about the new one."""

    def test_it_goes_to_the_former_address(self) -> None:
        home = home_of()
        notice = last_letter(home)
        give_address(home.mother, address="new@example.ru")
        message = sent(notice)
        assert message.to == "old@example.ru"
        whole = f"{message.letter.title} {message.letter.text} {message.letter.short}"
        assert "example.ru" not in whole
        assert not re.search("Соколов|Ильинич|Анна|Петровн", whole)

    def test_it_says_when_and_what_to_do(self) -> None:
        told = sent(last_letter(home_of())).letter
        moment = EVENING.astimezone(ZoneInfo("Europe/Moscow"))
        assert f"{day(moment.date())} в {moment:%H:%M} этот адрес убрали" in told.text
        for step in ("смените пароль на Госуслугах", "снова укажите свой адрес: http://testserver/", "школу завершить"):
            assert step in told.text

    def test_to_a_telephone_it_is_short(self) -> None:
        message = sent(last_letter(home_of(), channel=PHONE, address="+79000000000"))
        assert (message.to, "номер убрали" in message.letter.short) == ("+79000000000", True)

    def test_an_address_that_was_put_back_is_not_told(self) -> None:
        home = home_of()
        notice = last_letter(home)
        give_address(home.mother, address="old@example.ru")
        assert addressed(notice, at=EVENING) is None

    def test_nor_is_one_that_was_forgotten_with_its_person(self) -> None:
        notice = last_letter(home_of())
        ContactPoint.objects.all().delete()
        assert addressed(notice, at=EVENING) is None

    def test_an_address_in_use_gets_none(self) -> None:
        home = home_of()
        assert not still_due(put(Kind.CONTACT_CHANGED, home.mother, subject=give_address(home.mother).pk), at=EVENING)

    def test_a_pupil_is_spoken_to_as_one(self) -> None:
        home = home_of()
        give_address(home.child)
        contacts.end(identity=home.child, channel=ContactPoint.Channel.EMAIL, at=EVENING, by=home.child)
        assert "смени пароль" in sent(Notice.objects.get(kind=Kind.CONTACT_CHANGED)).letter.text
