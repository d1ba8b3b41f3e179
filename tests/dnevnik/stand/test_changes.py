"""A change is checked first; then the state knows it, and not before."""

import pytest

from dnevnik.stand.changes import PASSPORT, Changes, changed, passport_of
from dnevnik.stand.notebook import Notebook
from dnevnik.stand.persona import Check, Persona
from tests.dnevnik.stand.cast_of_tests import NOW, SECONDS, maria
from tests.dnevnik.stand.running import MARIA

NEW = {"family_name": "Петрова", "snils": "000-000-003 03"}


@pytest.fixture
def changes() -> Changes:
    return Changes(Notebook(), seconds=SECONDS)


def known(changes: Changes, *, now: int) -> Persona:
    return changed(maria(), changes.released(now=now).get(MARIA, {}))


def test_it_takes_its_time(changes: Changes) -> None:
    changes.propose(maria(), NEW, now=NOW)
    under_way = changes.of(MARIA, now=NOW + SECONDS - 1)
    assert under_way is not None
    assert (under_way.check, under_way.until, under_way.values) == (Check.VERIFYING, NOW + SECONDS, NEW)
    before = known(changes, now=NOW + SECONDS - 1)
    assert (before.name, before.is_verifying) == ("Иванова Мария Петровна", True)
    after = known(changes, now=NOW + SECONDS)
    assert (after.name, after.claims["snils"], after.is_verifying) == ("Петрова Мария Петровна", NEW["snils"], False)
    assert changes.of(MARIA, now=NOW + SECONDS) is None


@pytest.mark.parametrize(("passed", "surname"), [(True, "Петрова"), (False, "Иванова")])
def test_it_may_be_ended_at_once(changes: Changes, passed: bool, surname: str) -> None:  # noqa: FBT001  a table's column
    changes.propose(maria(), NEW, now=NOW)
    changes.finish(MARIA, passed=passed, now=NOW)
    assert known(changes, now=NOW + 10 * SECONDS).claims["family_name"] == surname
    left = changes.of(MARIA, now=NOW + 10 * SECONDS)
    assert (left.check if left else None) == (None if passed else Check.FAILED)


def test_a_failed_check_is_not_ended_twice(changes: Changes) -> None:
    changes.propose(maria(), NEW, now=NOW)
    changes.finish(MARIA, passed=False, now=NOW)
    changes.finish(MARIA, passed=True, now=NOW)
    assert known(changes, now=NOW).claims["family_name"] == "Иванова"
    changes.finish("nobody", passed=True, now=NOW)


def test_one_change_after_another(changes: Changes) -> None:
    changes.propose(maria(), NEW, now=NOW)
    changes.propose(maria(), {"given_name": "Марина"}, now=NOW + SECONDS)
    both = known(changes, now=NOW + 2 * SECONDS)
    assert both.name == "Петрова Марина Петровна"


def test_a_new_change_takes_back_the_one_under_way(changes: Changes) -> None:
    changes.propose(maria(), NEW, now=NOW)
    changes.propose(maria(), {"given_name": "Марина"}, now=NOW + 1)
    assert known(changes, now=NOW + 2 * SECONDS).name == "Иванова Марина Петровна"


def test_what_is_taken_away_is_absent(changes: Changes) -> None:
    changes.propose(maria(), {"middle_name": "", "snils": "", PASSPORT: ""}, now=NOW)
    after = known(changes, now=NOW + SECONDS)
    assert after.name == "Иванова Мария"
    assert {"middle_name", "snils"}.isdisjoint(after.claims)
    assert (passport_of(maria()), passport_of(after)) == ("0000 000001", "")
    assert len(after.documents) == len(maria().documents) - 1


@pytest.mark.parametrize(("end", "check"), [(True, Check.VERIFIED), (False, Check.FAILED)])
def test_a_first_certificate_is_seen_with_the_state_of_its_check(
    changes: Changes,
    end: bool,  # noqa: FBT001  a table's column
    check: Check,
) -> None:
    changes.propose(maria(), {"birth_certificate": "V-ЯЯ № 500000"}, now=NOW)
    seen = known(changes, now=NOW)
    assert (seen.papers[-1].printed, seen.papers[-1].check) == ("V-ЯЯ № 500000", Check.VERIFYING)
    assert seen.verified_certificate == ""
    changes.finish(MARIA, passed=end, now=NOW)
    assert known(changes, now=NOW).papers[-1].check is check


def test_a_verified_certificate_stays_until_the_new_one_is_verified(changes: Changes) -> None:
    changes.propose(maria(), {"birth_certificate": "V-ЯЯ № 500000"}, now=NOW)
    changes.propose(maria(), {"birth_certificate": "V-ЯЯ № 500001"}, now=NOW + SECONDS)
    assert known(changes, now=NOW + SECONDS).verified_certificate == "V-ЯЯ № 500000"
    assert known(changes, now=NOW + 2 * SECONDS).verified_certificate == "V-ЯЯ № 500001"


def test_a_new_passport_takes_the_old_one_s_place(changes: Changes) -> None:
    changes.propose(maria(), {PASSPORT: "0000 000777"}, now=NOW)
    after = known(changes, now=NOW + SECONDS)
    assert passport_of(after) == "0000 000777"
    assert len(after.documents) == len(maria().documents)
    assert after.name == "Иванова Мария Петровна"
