"""«Семья и дети»: a certificate is checked, an account comes of it, a bound child is one record and not two."""

import pytest

from dnevnik.stand.families import GROUP, MOST_ADDED, Families, TooManyChildren
from dnevnik.stand.notebook import Notebook
from dnevnik.stand.persona import Check, Kid, Persona
from tests.dnevnik.stand.cast_of_tests import NOW, SECONDS, maria
from tests.dnevnik.stand.running import KIRILL, MARIA

PYOTR = {"family_name": "Иванов", "given_name": "Пётр", "birth_certificate": "V-ЯЯ № 500000"}
ANNA = Persona(
    subject="1000300009",
    name="Иванова Анна",
    about="",
    expect="",
    claims={"family_name": "Иванова", "given_name": "Анна", "snils": "000-000-004 04", "assurance": "confirmed"},
)


@pytest.fixture
def families() -> Families:
    return Families(Notebook(), SECONDS)


def children(families: Families, *, now: int = NOW) -> tuple[Kid, ...]:
    households = families.snapshot(now=now)
    return households.children_of(maria(), [ANNA for child in households.bound_to(MARIA) if child == ANNA.subject])


def test_an_account_comes_of_a_check_that_is_over(families: Families) -> None:
    number = families.write_down(maria(), PYOTR, now=NOW)
    *_cast, pyotr = children(families, now=NOW + SECONDS - 1)
    assert (pyotr.number, pyotr.name, pyotr.check, pyotr.subject) == (number, "Иванов Пётр", Check.VERIFYING, "")
    assert families.snapshot(now=NOW + SECONDS - 1).accounts() == ()
    *_cast, pyotr = children(families, now=NOW + SECONDS)
    (account,) = families.snapshot(now=NOW + SECONDS).accounts()
    assert (pyotr.check, pyotr.subject) == (Check.VERIFIED, account.subject)
    assert (account.name, account.claims["assurance"], account.group) == ("Иванов Пётр", "child", GROUP)
    assert account.oid is not None
    assert account.password


def test_a_failed_certificate_may_be_corrected(families: Families) -> None:
    number = families.write_down(maria(), PYOTR, now=NOW)
    families.finish(children(families)[-1], passed=False)
    assert children(families, now=NOW + SECONDS)[-1].check is Check.FAILED
    assert families.snapshot(now=NOW + SECONDS).accounts() == ()
    listed = Persona(**{**vars(maria()), "children": children(families)})
    assert (
        families.write_down(listed, {**PYOTR, "birth_certificate": "V-ЯЯ № 500001"}, number=number, now=NOW) == number
    )
    assert children(families)[-1].check is Check.VERIFYING
    families.finish(children(families)[-1], passed=True)
    assert children(families)[-1].claims["birth_certificate"] == "V-ЯЯ № 500001"
    assert len(children(families)) == len(maria().children) + 1


def test_a_record_of_the_cast_may_be_corrected_too(families: Families) -> None:
    oleg = maria().children[1]
    assert oleg.check is Check.FAILED
    assert families.write_down(maria(), PYOTR, number=oleg.number, now=NOW) == oleg.number
    assert [kid.name for kid in children(families)] == ["Иванов Кирилл", "Иванов Пётр"]


def test_an_account_that_is_there_stays_with_its_record(families: Families) -> None:
    kirill = maria().children[0]
    families.write_down(maria(), PYOTR, number=kirill.number, now=NOW)
    corrected = next(kid for kid in children(families, now=NOW + SECONDS) if kid.number == kirill.number)
    assert corrected.subject == KIRILL
    assert families.snapshot(now=NOW + SECONDS).accounts() == ()


def test_there_is_an_end_to_it(families: Families) -> None:
    for _ in range(MOST_ADDED):
        families.write_down(maria(), PYOTR, now=NOW)
    with pytest.raises(TooManyChildren):
        families.write_down(maria(), PYOTR, now=NOW)
    assert len({kid.number for kid in children(families)}) == MOST_ADDED + len(maria().children)


def test_a_bound_child_becomes_a_record(families: Families) -> None:
    for _twice in range(2):
        families.bind(MARIA, ANNA.subject)
    bound = children(families)[-1]
    assert (bound.name, bound.subject, bound.check) == ("Иванова Анна", ANNA.subject, Check.VERIFIED)
    assert "assurance" not in bound.claims
    assert len(children(families)) == len(maria().children) + 1


def test_a_bound_child_that_is_listed_stays_one(families: Families) -> None:
    families.write_down(maria(), {**PYOTR, "snils": ANNA.claims["snils"]}, now=NOW)
    families.bind(MARIA, ANNA.subject)
    assert [kid.subject for kid in children(families)][-1:] == [ANNA.subject]
    assert len(children(families)) == len(maria().children) + 1
