"""An adult's number on a minor's record, and the reverse: the school's slip, never told by fields (rule 2)."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from accounts.claims import Level
from accounts.matching.person import Claimed, Record, Role
from accounts.matching.verdict import (
    Differs,
    Field,
    FieldDifference,
    Finding,
    Kind,
    Matched,
    NotFound,
    WrongRole,
)
from tests.accounts.matching.people import MOTHER, ON, SON, ask, profiles_with, signs_in

SONS_CARD_WITH_HER_SNILS = replace(SON, snils=MOTHER.snils)
HER_RECORD_WITH_HIS_SNILS = replace(MOTHER, snils=SON.snils)
DAUGHTER_ID = UUID(int=7)
NO_DATE: dict[str, Any] = {"birth_date": None}


def misplaced(record: Record) -> Finding:
    return Finding(record.record_id, Field.SNILS, (Kind.MISPLACED,))


def wrong_role(record: Record) -> WrongRole:
    return WrongRole((record.record_id,), (misplaced(record),))


def test_her_own_record_wins_and_the_childs_card_is_a_finding() -> None:
    assert ask(signs_in(MOTHER), SONS_CARD_WITH_HER_SNILS, MOTHER) == Matched(
        MOTHER.record_id, (misplaced(SONS_CARD_WITH_HER_SNILS),)
    )


def test_his_own_card_wins_and_the_mothers_record_is_a_finding() -> None:
    assert ask(signs_in(SON), SON, HER_RECORD_WITH_HIS_SNILS) == Matched(
        SON.record_id, (misplaced(HER_RECORD_WITH_HIS_SNILS),)
    )


def test_the_child_whose_card_holds_the_mothers_snils_is_not_found_and_the_school_sees_why() -> None:
    slip = Finding(SON.record_id, Field.SNILS, (Kind.VALUE,))
    assert ask(signs_in(SON), SONS_CARD_WITH_HER_SNILS) == NotFound((slip,))


def test_the_child_found_by_certificate_is_let_in_although_the_mothers_record_holds_the_childs_snils() -> None:
    card = replace(SON, snils=None)
    assert ask(signs_in(SON), card, HER_RECORD_WITH_HIS_SNILS) == Matched(
        card.record_id, (Finding(card.record_id, Field.SNILS, (Kind.ABSENT,)), misplaced(HER_RECORD_WITH_HIS_SNILS))
    )


def test_her_own_record_with_a_typo_explains_more_than_the_childs_card() -> None:
    own = replace(MOTHER, surname="Королёвв")
    assert ask(signs_in(MOTHER), SONS_CARD_WITH_HER_SNILS, own) == Differs(
        own.record_id,
        (FieldDifference(Field.SURNAME, (Kind.TYPO,)),),
        (misplaced(SONS_CARD_WITH_HER_SNILS),),
    )


def test_her_snils_in_the_cards_of_two_children_names_both() -> None:
    daughter = replace(SON, record_id=DAUGHTER_ID, given_name="Вера", snils=MOTHER.snils)
    assert ask(signs_in(MOTHER), daughter, SONS_CARD_WITH_HER_SNILS) == WrongRole(
        (SON.record_id, DAUGHTER_ID), (misplaced(SONS_CARD_WITH_HER_SNILS), misplaced(daughter))
    )


# Who is an adult and who a minor, where SNILS and names are equal on both sides.
SIDES = [
    pytest.param(date(1988, 5, 17), Level.CONFIRMED, Role.STUDENT, date(2017, 3, 8), "wrong", id="adult on a child"),
    pytest.param(date(2017, 3, 8), Level.CHILD, Role.PARENT, date(1988, 5, 17), "wrong", id="child on a parent"),
    pytest.param(date(2017, 3, 8), Level.CHILD, Role.PARENT, None, "wrong", id="a parent without a date is an adult"),
    pytest.param(None, Level.CHILD, Role.PARENT, None, "wrong", id="a child's account is a minor"),
    pytest.param(None, Level.CHILD, Role.STUDENT, date(1988, 5, 17), "wrong", id="a child's account on an adult pupil"),
    pytest.param(date(2008, 9, 1), Level.CONFIRMED, Role.STUDENT, date(2008, 9, 2), "wrong", id="eighteen on the eve"),
    pytest.param(date(2008, 9, 2), Level.CONFIRMED, Role.STUDENT, date(2008, 9, 1), "wrong", id="the eve on eighteen"),
    pytest.param(date(2008, 9, 2), Level.CONFIRMED, Role.STUDENT, date(2008, 9, 2), "fits", id="both on the eve"),
    pytest.param(date(2008, 9, 1), Level.CONFIRMED, Role.STUDENT, date(2008, 9, 1), "fits", id="both eighteen"),
    pytest.param(
        date(2008, 9, 1), Level.CHILD, Role.STUDENT, date(2008, 9, 1), "fits", id="a date outweighs the level"
    ),
    pytest.param(date(2010, 1, 1), Level.CONFIRMED, Role.PARENT, date(2010, 1, 1), "fits", id="a mother of sixteen"),
    pytest.param(date(1988, 5, 17), Level.CONFIRMED, Role.PARENT, None, "fits", id="an adult and a parent"),
    pytest.param(date(1988, 5, 17), Level.CONFIRMED, Role.STUDENT, None, "fits", id="an adult and an undated pupil"),
    pytest.param(None, Level.CONFIRMED, Role.STUDENT, date(2011, 3, 8), "fits", id="an undated person and a teenager"),
    pytest.param(None, Level.CONFIRMED, Role.PARENT, date(1988, 5, 17), "fits", id="an undated person and a parent"),
    pytest.param(None, Level.CONFIRMED, Role.STUDENT, None, "fits", id="nobody knows any date"),
]


@pytest.mark.parametrize(("born", "level", "role", "recorded", "outcome"), SIDES)
def test_who_is_an_adult_and_who_a_minor(
    born: date | None, level: Level, role: Role, recorded: date | None, outcome: str
) -> None:
    record = replace(SON, role=role, birth_date=recorded)
    verdict = ask(signs_in(record, birth_date=born, level=level), record)
    assert isinstance(verdict, WrongRole if outcome == "wrong" else Matched)


@pytest.mark.parametrize("name", ["Ольга", "Артём"], ids=["another name", "the same name"])
@pytest.mark.parametrize("certificate", [SON.certificate, "II-ВГ 222222", None], ids=["equal", "differs", "absent"])
def test_adult_on_minor_is_never_told_by_fields(name: str, certificate: str | None) -> None:
    adult = signs_in(MOTHER, given_name=name, certificate=certificate)
    strict = profiles_with(birth_date_blocks=True, gender_blocks=True, certificate_blocks=True)
    assert ask(adult, SONS_CARD_WITH_HER_SNILS) == wrong_role(SONS_CARD_WITH_HER_SNILS)
    assert ask(adult, SONS_CARD_WITH_HER_SNILS, profiles=strict) == wrong_role(SONS_CARD_WITH_HER_SNILS)


def test_a_certificate_is_never_lent_so_without_a_snils_sides_do_not_matter() -> None:
    card = replace(SON, snils=None, surname="Королёвв")
    adult = signs_in(SON, birth_date=date(1988, 5, 17))
    findings = (
        Finding(card.record_id, Field.BIRTH_DATE, (Kind.VALUE,)),
        Finding(card.record_id, Field.SNILS, (Kind.ABSENT,)),
    )
    assert ask(adult, card) == Differs(card.record_id, (FieldDifference(Field.SURNAME, (Kind.TYPO,)),), findings)


# The region releases no birth date: given name and patronymic (claimed, recorded) must tell whose record it is.
UNDATED = [
    pytest.param(("Ольга", "Артём"), ("Петровна", "Сергеевич"), "wrong", id="neither agrees"),
    pytest.param(("Александра", "Александр"), ("Петровна", "Сергеевич"), "wrong", id="namesakes but for one letter"),
    pytest.param(("Ольга", "Артём"), ("Ивановна", "Ивановна "), "differs", id="the patronymic agrees"),
    pytest.param(("Артём", "АРТЕМ"), ("Петровна", "Сергеевич"), "differs", id="the given name agrees when folded"),
    pytest.param(("Ольга", "Артём"), ("", "Сергеевич"), "wrong", id="one has no patronymic"),
    pytest.param(("Ольга", "Артём"), ("", "-"), "wrong", id="nobody has a patronymic"),
    pytest.param(("Артёмм", "Артём"), ("Сергеевичь", "Сергеевич"), "differs", id="two typos are two typos"),
    pytest.param(("Артёмм", "Артём"), ("", "Сергеевич"), "differs", id="a typo and a patronymic left out"),
    pytest.param(("Артёмм", "Артём"), ("", ""), "differs", id="a typo where nobody has a patronymic"),
    pytest.param(("Ольга", "Артём"), ("Сергеевичь", "Сергеевич"), "wrong", id="a slip in the patronymic is no help"),
]


def undated_pair(given_name: tuple[str, str], patronymic: tuple[str, str], record: Record) -> tuple[Claimed, Record]:
    person = signs_in(record, given_name=given_name[0], patronymic=patronymic[0], level=Level.CONFIRMED, **NO_DATE)
    return person, replace(record, given_name=given_name[1], patronymic=patronymic[1])


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(("given_name", "patronymic", "outcome"), UNDATED)
def test_where_no_date_is_released_another_persons_name_is_told_by_no_field(
    given_name: tuple[str, str], patronymic: tuple[str, str], outcome: str, role: Role
) -> None:
    person, record = undated_pair(given_name, patronymic, replace(SON, role=role))
    assert isinstance(ask(person, record), WrongRole if outcome == "wrong" else Differs)


@pytest.mark.parametrize(("given_name", "patronymic", "outcome"), UNDATED)
def test_between_two_of_one_side_the_same_names_are_told_by_fields(
    given_name: tuple[str, str], patronymic: tuple[str, str], outcome: str
) -> None:
    person, record = undated_pair(given_name, patronymic, SON)
    assert isinstance(ask(replace(person, birth_date=SON.birth_date), record), Differs)


def test_another_surname_alone_is_no_other_person() -> None:
    bride = signs_in(MOTHER, surname="Гущина", **NO_DATE)
    assert ask(bride, MOTHER) == Differs(MOTHER.record_id, (FieldDifference(Field.SURNAME, (Kind.DIFFERENT,)),))


def test_an_undated_pupils_card_with_the_mothers_snils_is_not_told_by_fields() -> None:
    card = replace(SONS_CARD_WITH_HER_SNILS, birth_date=None)
    assert ask(signs_in(MOTHER), card) == wrong_role(card)


def test_the_day_of_the_answer_decides_who_is_an_adult() -> None:
    pupil = replace(SON, birth_date=date(2008, 9, 2))
    adult = signs_in(SON, birth_date=date(1988, 5, 17), level=Level.CONFIRMED)
    assert isinstance(ask(adult, pupil, on=ON), WrongRole)
    assert isinstance(ask(adult, pupil, on=date(2026, 9, 2)), Matched)
