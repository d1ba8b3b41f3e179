"""More than one record: who wins, when a human decides, and what the school is shown (rule 4)."""

from dataclasses import replace
from datetime import date
from itertools import permutations
from uuid import UUID

import pytest

from accounts.matching.person import Record, Role
from accounts.matching.verdict import Ambiguous, Differs, Field, FieldDifference, Finding, Kind, Matched, NotFound
from tests.accounts.matching.people import FATHER, MOTHER, SON, ask, signs_in

# One boy entered twice: one card has his SNILS, the other his certificate.
BY_SNILS = replace(SON, certificate=None)
BY_CERTIFICATE = replace(SON, record_id=UUID(int=9), snils=None)


def left_out(record_id: UUID) -> Finding:
    """The school has not written down a SNILS that the state knows."""
    return Finding(record_id, Field.SNILS, (Kind.ABSENT,))


def second_record(record_id: UUID, field: Field) -> Finding:
    return Finding(record_id, field, (Kind.TWO_RECORDS,))


def test_nobody_is_found_in_an_empty_school() -> None:
    assert ask(signs_in(SON)) == NotFound()


def test_the_rest_of_the_family_changes_nothing() -> None:
    assert ask(signs_in(SON), MOTHER, SON, FATHER) == Matched(SON.record_id)


def test_two_that_fit_are_for_a_human_to_decide() -> None:
    assert ask(signs_in(SON), BY_SNILS, BY_CERTIFICATE) == Ambiguous(
        (UUID(int=1), UUID(int=9)), (left_out(BY_CERTIFICATE.record_id),)
    )


def test_two_parents_with_one_snils_are_for_a_human_to_decide() -> None:
    twice = replace(MOTHER, record_id=UUID(int=5))
    assert ask(signs_in(MOTHER), MOTHER, twice) == Ambiguous((MOTHER.record_id, UUID(int=5)))


def test_the_one_that_fits_wins_over_the_one_with_a_typo() -> None:
    typo = replace(BY_SNILS, surname="Королёвв")
    assert ask(signs_in(SON), typo, BY_CERTIFICATE) == Matched(
        BY_CERTIFICATE.record_id,
        (second_record(typo.record_id, Field.SNILS), left_out(BY_CERTIFICATE.record_id)),
    )


def test_the_other_card_is_shown_by_the_certificate_that_ties_it() -> None:
    typo = replace(BY_CERTIFICATE, surname="Королёвв")
    assert ask(signs_in(SON), BY_SNILS, typo) == Matched(
        BY_SNILS.record_id, (second_record(typo.record_id, Field.CERTIFICATE),)
    )


def test_of_the_other_card_only_the_tie_is_shown() -> None:
    other = replace(BY_CERTIFICATE, given_name="Вера", surname="КОРОЛЁВ", birth_date=date(2017, 3, 9))
    assert ask(signs_in(SON), BY_SNILS, other) == Matched(
        BY_SNILS.record_id, (second_record(other.record_id, Field.CERTIFICATE),)
    )


def test_two_with_typos_are_for_a_human_to_decide_with_all_that_the_school_should_see() -> None:
    cards = (replace(BY_SNILS, surname="КОРОЛЁВВ", given_name="АРТЁМ"), replace(BY_CERTIFICATE, surname="Каролёв"))
    finding = Finding(BY_SNILS.record_id, Field.GIVEN_NAME, (Kind.CASE,))
    assert ask(signs_in(SON), *cards) == Ambiguous(
        (UUID(int=1), UUID(int=9)), (finding, left_out(BY_CERTIFICATE.record_id))
    )


def test_a_third_card_with_a_typo_is_shown_beside_two_that_fit() -> None:
    third = replace(MOTHER, record_id=UUID(int=7), role=Role.STUDENT, certificate="IV-АБ 123456", snils=None)
    assert ask(signs_in(SON), BY_SNILS, BY_CERTIFICATE, third) == Ambiguous(
        (UUID(int=1), UUID(int=9)),
        (second_record(UUID(int=7), Field.CERTIFICATE), left_out(BY_CERTIFICATE.record_id)),
    )


def test_findings_are_about_the_records_that_they_name() -> None:
    brother = replace(SON, record_id=UUID(int=8), given_name="Иван", snils="000-000-201 07")
    shouted = replace(SON, surname="КОРОЛЁВ")
    assert ask(signs_in(SON), brother, shouted) == Matched(
        shouted.record_id,
        (
            Finding(shouted.record_id, Field.SURNAME, (Kind.CASE,)),
            Finding(brother.record_id, Field.SNILS, (Kind.VALUE,)),
        ),
    )


# An evening school: a grown pupil whose own child studies there too.
PUPIL = replace(MOTHER, record_id=UUID(int=4), role=Role.STUDENT, certificate="II-ВГ 222222")


def test_an_adult_pupil_who_is_a_parent_there_too_is_both_and_the_shared_snils_is_a_finding() -> None:
    shared = second_record(MOTHER.record_id, Field.SNILS)
    assert ask(signs_in(PUPIL), PUPIL, MOTHER) == Matched(PUPIL.record_id, (shared,), also_parent=MOTHER.record_id)


def test_both_records_of_such_a_person_have_their_own_findings() -> None:
    pupil, parent = replace(PUPIL, surname="Королева"), replace(MOTHER, surname="КОРОЛЁВА")
    assert ask(signs_in(PUPIL), pupil, parent) == Matched(
        pupil.record_id,
        (
            Finding(parent.record_id, Field.SURNAME, (Kind.CASE,)),
            Finding(pupil.record_id, Field.SURNAME, (Kind.YO,)),
            second_record(parent.record_id, Field.SNILS),
        ),
        also_parent=parent.record_id,
    )


def test_an_adult_pupils_snils_in_the_mothers_record_is_no_second_role() -> None:
    grandmother = replace(MOTHER, given_name="Нина", patronymic="Львовна", birth_date=date(1960, 1, 1))
    assert ask(signs_in(PUPIL), grandmother, PUPIL) == Matched(
        PUPIL.record_id, (second_record(grandmother.record_id, Field.SNILS),)
    )


def test_an_adult_pupil_who_differs_as_a_parent_enters_as_a_pupil() -> None:
    typo = replace(MOTHER, surname="Королёвва")
    assert ask(signs_in(PUPIL), typo, PUPIL) == Matched(PUPIL.record_id, (second_record(typo.record_id, Field.SNILS),))


def test_an_adult_pupil_who_differs_as_a_pupil_enters_as_a_parent() -> None:
    typo = replace(PUPIL, surname="Королёвва")
    assert ask(signs_in(PUPIL), typo, MOTHER) == Matched(
        MOTHER.record_id, (second_record(typo.record_id, Field.SNILS),)
    )


def test_an_adult_pupil_who_differs_in_both_roles_is_for_a_human_to_decide() -> None:
    typos = replace(PUPIL, surname="Королёвва"), replace(MOTHER, surname="Королёвва")
    assert ask(signs_in(PUPIL), *typos) == Ambiguous((MOTHER.record_id, PUPIL.record_id))


TWO_PUPILS = replace(PUPIL, certificate=None), replace(PUPIL, record_id=UUID(int=6), snils=None)
TWO_PARENTS = MOTHER, replace(MOTHER, record_id=UUID(int=5))


def test_two_cards_as_a_pupil_do_not_make_the_parent_wait_for_a_human() -> None:
    assert ask(signs_in(PUPIL), *TWO_PUPILS, MOTHER) == Matched(
        MOTHER.record_id,
        (left_out(UUID(int=6)), second_record(MOTHER.record_id, Field.SNILS)),
        undecided=(UUID(int=4), UUID(int=6)),
    )


def test_two_records_as_a_parent_do_not_make_the_pupil_wait_for_a_human() -> None:
    shared = tuple(second_record(parent.record_id, Field.SNILS) for parent in TWO_PARENTS)
    assert ask(signs_in(PUPIL), PUPIL, *TWO_PARENTS) == Matched(
        PUPIL.record_id, shared, undecided=(MOTHER.record_id, UUID(int=5))
    )


def test_two_records_in_each_role_are_all_for_a_human_to_decide() -> None:
    assert ask(signs_in(PUPIL), *TWO_PUPILS, *TWO_PARENTS) == Ambiguous(
        (MOTHER.record_id, UUID(int=4), UUID(int=5), UUID(int=6)), (left_out(UUID(int=6)),)
    )


def test_one_record_handed_over_twice_is_one_record() -> None:
    assert ask(signs_in(SON), SON, MOTHER, SON) == Matched(SON.record_id)
    typo = replace(SON, surname="Королёвв")
    assert ask(signs_in(SON), typo, typo) == Differs(typo.record_id, (FieldDifference(Field.SURNAME, (Kind.TYPO,)),))


ORDERS = list(permutations([BY_SNILS, BY_CERTIFICATE, replace(MOTHER, snils=SON.snils)]))


@pytest.mark.parametrize("order", ORDERS)
def test_the_order_in_which_records_come_never_matters(order: tuple[Record, ...]) -> None:
    misplaced = Finding(MOTHER.record_id, Field.SNILS, (Kind.MISPLACED,))
    assert ask(signs_in(SON), *order) == Ambiguous(
        (UUID(int=1), UUID(int=9)), (misplaced, left_out(BY_CERTIFICATE.record_id))
    )
