"""«Куда сообщить»: a code proves the address, once, and nothing else is sent to one that is not proved."""

from datetime import datetime, timedelta

import pytest

from accounts.actions import contacts
from accounts.actions.contacts import Answer, TooManyCodes
from accounts.models import ContactCode, ContactPoint, ExternalIdentity, Notice
from schools.models import AuditEvent
from tests.factories import synthetic_snils
from tests.outbox import give_address
from tests.people import NOON
from tests.refused import crowd, outcomes_of, somebody

EMAIL, PHONE = ContactPoint.Channel.EMAIL, ContactPoint.Channel.PHONE
ADDRESS = "anna@example.ru"
MINUTE = timedelta(minutes=1)


def send(identity: ExternalIdentity, address: str = ADDRESS, *, at: datetime = NOON) -> str:
    """Ask for a code and read it as the letter would bring it."""
    code = contacts.send_code(identity=identity, channel=EMAIL, address=address, at=at)
    assert code.secret is not None
    return code.secret


def confirm(identity: ExternalIdentity, typed: str, *, at: datetime = NOON) -> Answer:
    return contacts.confirm(identity=identity, typed=typed, at=at, by=identity)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


@pytest.mark.django_db
def test_the_code_goes_into_the_outbox_and_is_kept_by_a_keyed_digest() -> None:
    identity = somebody()
    secret = send(identity)
    code, notice = ContactCode.objects.get(), Notice.objects.get()
    assert (notice.kind, notice.channel, notice.subject, notice.state) == ("contact_code", "email", code.pk, "waiting")
    assert secret not in code.digest
    assert secret not in str(ContactCode.objects.values_list("secret", flat=True)[0])
    assert (len(secret), secret.isdigit()) == (6, True)
    assert not ContactPoint.objects.exists()


@pytest.mark.django_db
def test_the_right_code_confirms_once() -> None:
    identity = somebody()
    secret = send(identity)
    assert [confirm(identity, secret), confirm(identity, secret)] == [Answer.CONFIRMED] * 2
    point = ContactPoint.objects.get()
    assert (point.address, point.ended_at) == (ADDRESS, None)
    assert ContactCode.objects.get().secret is None
    assert [event.kind for event in AuditEvent.about(point)] == ["contact_confirmed"]


@pytest.mark.django_db
def test_five_wrong_tries_end_a_code() -> None:
    identity = somebody()
    secret = send(identity)
    assert [confirm(identity, wrong(secret)) for _ in range(5)] == [*[Answer.WRONG] * 4, Answer.OVER]
    assert confirm(identity, secret) == Answer.OVER
    assert not ContactPoint.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("later", "answer"),
    [
        pytest.param(15 * MINUTE - timedelta(seconds=1), Answer.CONFIRMED, id="in the last second"),
        pytest.param(15 * MINUTE, Answer.OVER, id="a quarter of an hour is over"),
    ],
)
def test_a_code_lives_fifteen_minutes(later: timedelta, answer: Answer) -> None:
    identity = somebody()
    secret = send(identity)
    assert confirm(identity, secret, at=NOON + later) == answer


@pytest.mark.django_db
def test_a_code_is_of_one_person_and_the_newest_counts() -> None:
    anna, stranger = somebody(), somebody(subject="2", snils=synthetic_snils(2))
    first = send(anna)
    assert confirm(stranger, first) == Answer.OVER
    second = send(anna, "other@example.ru", at=NOON + MINUTE)
    if first != second:
        assert confirm(anna, first, at=NOON + MINUTE) == Answer.WRONG
    assert confirm(anna, second, at=NOON + MINUTE) == Answer.CONFIRMED
    assert ContactPoint.objects.get().address == "other@example.ru"


@pytest.mark.django_db
def test_a_new_address_ends_the_old_one_and_the_same_one_stays() -> None:
    identity = somebody()
    confirm(identity, send(identity))
    confirm(identity, send(identity, at=NOON + MINUTE), at=NOON + MINUTE)
    assert ContactPoint.objects.count() == 1
    later = NOON + 2 * MINUTE
    confirm(identity, send(identity, "new@example.ru", at=later), at=later)
    assert [point.address for point in contacts.in_use(identity)] == ["new@example.ru"]
    assert ContactPoint.objects.exclude(ended_at=None).get().address == ADDRESS


@pytest.mark.django_db
def test_an_address_is_removed_once() -> None:
    identity = somebody()
    confirm(identity, send(identity))
    assert [contacts.end(identity=identity, channel=EMAIL, at=NOON, by=identity) for _ in range(2)] == [1, 0]
    assert contacts.end(identity=identity, channel=PHONE, at=NOON, by=identity) == 0
    assert contacts.in_use(identity) == []


@pytest.mark.django_db
def test_three_codes_an_hour_and_ten_a_day() -> None:
    identity = somebody()
    hours = [NOON + timedelta(hours=hour, minutes=minute) for hour in range(3) for minute in (1, 5, 9)]
    for index, at in enumerate(hours):
        send(identity, f"a{index}@example.ru", at=at)
        if index % 3 == 2:
            with pytest.raises(TooManyCodes):
                send(identity, "more@example.ru", at=at + MINUTE)
    send(identity, "ten@example.ru", at=NOON + timedelta(hours=4))
    with pytest.raises(TooManyCodes):
        send(identity, "eleven@example.ru", at=NOON + timedelta(hours=6))
    assert Notice.objects.count() == 10
    send(somebody(subject="2", snils=synthetic_snils(2)), at=NOON)
    send(identity, "tomorrow@example.ru", at=NOON + timedelta(hours=25))


@pytest.mark.django_db
def test_two_clicks_send_one_letter() -> None:
    identity = somebody()
    assert send(identity) == send(identity, at=NOON + timedelta(seconds=5))
    assert Notice.objects.count() == 1
    assert contacts.awaited(identity, at=NOON) == ContactCode.objects.get()


@pytest.mark.django_db(transaction=True)
def test_of_many_clicks_at_once_one_letter_and_one_confirmation() -> None:
    identity = somebody()
    [secret] = set(map(str, outcomes_of(crowd(), lambda: send(identity))))
    assert set(outcomes_of(crowd(), lambda: confirm(identity, secret))) == {Answer.CONFIRMED}
    assert (Notice.objects.count(), ContactPoint.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_many_guesses_at_once_are_five_tries() -> None:
    identity = somebody()
    secret = send(identity)
    met = outcomes_of(crowd(), lambda: confirm(identity, wrong(secret)))
    assert (met.count(Answer.WRONG), met.count(Answer.OVER)) == (4, crowd() - 4)
    assert ContactCode.objects.get().tries == 5


def last_letters() -> list[tuple[str, str]]:
    """(channel, address) of every last letter in the outbox."""
    rows = Notice.objects.filter(kind="contact_changed").order_by("created_at", "pk").values_list("channel", "subject")
    return [(channel, str(ContactPoint.objects.get(pk=pk).address)) for channel, pk in rows if pk is not None]


@pytest.mark.django_db
class TestTheLastLetter:
    """L14: an address that is in use no more hears of it, once."""

    def test_the_first_address_has_nobody_before_it(self) -> None:
        identity = somebody()
        confirm(identity, send(identity))
        assert last_letters() == []

    def test_an_address_that_another_replaced(self) -> None:
        identity = somebody()
        confirm(identity, send(identity))
        code = send(identity, "other@example.ru", at=NOON + MINUTE)
        for _again in range(2):
            confirm(identity, code, at=NOON + MINUTE)
        assert last_letters() == [("email", ADDRESS)]

    def test_an_address_that_was_removed(self) -> None:
        identity = somebody()
        confirm(identity, send(identity))
        for _again in range(2):
            contacts.end(identity=identity, channel=EMAIL, at=NOON, by=identity)
        assert last_letters() == [("email", ADDRESS)]

    def test_the_same_address_again_replaces_nothing(self) -> None:
        identity = somebody()
        confirm(identity, send(identity))
        confirm(identity, send(identity, at=NOON + MINUTE), at=NOON + MINUTE)
        assert last_letters() == []

    def test_a_telephone_hears_of_it_by_telephone(self) -> None:
        identity = somebody()
        give_address(identity)
        give_address(identity, channel=PHONE, address="+79000000000")
        contacts.end(identity=identity, channel=PHONE, at=NOON, by=identity)
        assert last_letters() == [("phone", "+79000000000")]

    @pytest.mark.parametrize(
        ("own", "told"),
        [
            pytest.param(None, [], id="it goes along"),
            pytest.param(ADDRESS, [], id="the new account has the same"),
            pytest.param("own@example.ru", [("email", ADDRESS)], id="the new account has another"),
        ],
    )
    def test_where_another_account_took_the_place(self, own: str | None, told: list[tuple[str, str]]) -> None:
        former, new = somebody(subject="former"), somebody(subject="new", snils=synthetic_snils(77))
        give_address(former, address=ADDRESS)
        if own is not None:
            give_address(new, address=own)
        contacts.carry_over(source=former, to=new, at=NOON, by="test")
        assert last_letters() == told
        assert [point.address for point in contacts.in_use(new)] == [own or ADDRESS]
