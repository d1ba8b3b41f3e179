"""Access that was given is listed until it is withdrawn."""

from dnevnik.stand.consents import Consents, Given
from dnevnik.stand.notebook import Notebook
from tests.dnevnik.stand.cast_of_tests import NOW


def test_given_again_it_is_the_newest_and_withdrawn_it_is_gone() -> None:
    consents = Consents(Notebook())
    consents.give("1", "dnevnik", ["openid"], now=NOW)
    consents.give("1", "DNEVNIK", ["openid", "snils"], now=NOW + 1)
    consents.give("1", "dnevnik", ["openid", "fullname"], now=NOW + 2)
    first, second = consents.of("1")
    assert first == Given(client_id="dnevnik", scopes=("openid", "fullname"), at=NOW + 2)
    assert second.client_id == "DNEVNIK"
    consents.withdraw("1", "dnevnik")
    consents.withdraw("1", "nobody")
    consents.withdraw("2", "dnevnik")
    assert consents.of("1") == (second,)
    assert consents.of("2") == ()
