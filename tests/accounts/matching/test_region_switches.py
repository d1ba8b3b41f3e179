"""What a region may make stricter, and only for the band that it names (X-01, RU-03)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from accounts.claims import Gender, Level
from accounts.matching.person import Claimed, Record, Role
from accounts.matching.profile import FOLDING_KINDS, Band, default_profiles
from accounts.matching.verdict import Differs, Field, FieldDifference, Finding, Kind, Matched, NotFound
from schools.identifiers import names
from tests.accounts.matching.people import MOTHER, SON, ask, profiles_with, signs_in

# The kind, and a surname spelled so; «a» in the last is Latin.
SPELLINGS = [
    pytest.param(names.Kind.CASE, "Королёва-ким", id="case"),
    pytest.param(names.Kind.YO, "Королева-Ким", id="ё and е"),
    pytest.param(names.Kind.HYPHEN_OR_SPACE, "Королёва Ким", id="hyphen and space"),
    pytest.param(names.Kind.LATIN_LOOKALIKE, "Королёв\u0061-Ким", id="a Latin letter"),
]
WIFE = replace(MOTHER, surname="Королёва-Ким")


@pytest.mark.parametrize(("kind", "spelling"), SPELLINGS)
def test_a_region_may_make_any_spelling_differ(kind: names.Kind, spelling: str) -> None:
    strict = profiles_with(equal_kinds=FOLDING_KINDS - {kind})
    verdict = ask(signs_in(WIFE, surname=spelling), WIFE, profiles=strict)
    assert verdict == Differs(WIFE.record_id, (FieldDifference(Field.SURNAME, (Kind(kind.value),)),))


@pytest.mark.parametrize(("kind", "spelling"), SPELLINGS)
def test_strictness_about_the_other_spellings_does_not_touch_this_one(kind: names.Kind, spelling: str) -> None:
    strict = profiles_with(equal_kinds=frozenset({kind}))
    verdict = ask(signs_in(WIFE, surname=spelling), WIFE, profiles=strict)
    assert verdict == Matched(WIFE.record_id, (Finding(WIFE.record_id, Field.SURNAME, (Kind(kind.value),)),))


def test_one_forbidden_spelling_among_several_keeps_out_and_all_are_listed() -> None:
    strict = profiles_with(equal_kinds=FOLDING_KINDS - {names.Kind.CASE})
    verdict = ask(signs_in(WIFE, surname="КОРОЛЕВА КИМ"), WIFE, profiles=strict)
    kinds = (Kind.CASE, Kind.YO, Kind.HYPHEN_OR_SPACE)
    assert verdict == Differs(WIFE.record_id, (FieldDifference(Field.SURNAME, kinds),))


def test_to_the_letter_means_that_no_spelling_is_equal() -> None:
    verdict = ask(signs_in(SON, given_name="Артем"), SON, profiles=profiles_with(equal_kinds=frozenset()))
    assert verdict == Differs(SON.record_id, (FieldDifference(Field.GIVEN_NAME, (Kind.YO,)),))


def test_names_in_each_others_cells_differ() -> None:
    record = replace(SON, surname=SON.given_name, given_name=SON.surname)
    fields = tuple(FieldDifference(field, (Kind.DIFFERENT,)) for field in (Field.SURNAME, Field.GIVEN_NAME))
    assert ask(signs_in(SON), record) == Differs(record.record_id, fields)


def test_a_strict_region_still_lets_in_whoever_is_spelled_the_same() -> None:
    assert ask(signs_in(SON), SON, profiles=profiles_with(equal_kinds=frozenset())) == Matched(SON.record_id)


ADVISORY = [
    pytest.param("certificate_blocks", {"certificate": "V-АБ 123456"}, Field.CERTIFICATE, id="certificate"),
    pytest.param("birth_date_blocks", {"birth_date": date(2017, 8, 3)}, Field.BIRTH_DATE, id="birth date"),
    pytest.param("gender_blocks", {"gender": Gender.FEMALE}, Field.GENDER, id="gender"),
]


@pytest.mark.parametrize(("switch", "change", "field"), ADVISORY)
def test_by_default_it_is_a_finding(switch: str, change: dict[str, Any], field: Field) -> None:
    finding = Finding(SON.record_id, field, (Kind.VALUE,))
    assert ask(signs_in(SON, **change), SON) == Matched(SON.record_id, (finding,))


@pytest.mark.parametrize(("switch", "change", "field"), ADVISORY)
def test_a_region_may_make_it_block(switch: str, change: dict[str, Any], field: Field) -> None:
    verdict = ask(signs_in(SON, **change), SON, profiles=profiles_with(**{switch: True}))
    assert verdict == Differs(SON.record_id, (FieldDifference(field, (Kind.VALUE,)),))


@pytest.mark.parametrize(("switch", "change", "field"), ADVISORY)
def test_a_value_missing_on_either_side_never_blocks(switch: str, change: dict[str, Any], field: Field) -> None:
    profiles = profiles_with(**{switch: True})
    missing: dict[str, Any] = {field.value: None}
    assert ask(signs_in(SON, **missing), SON, profiles=profiles) == Matched(SON.record_id)
    assert ask(signs_in(SON), replace(SON, **missing), profiles=profiles) == Matched(SON.record_id)


@pytest.mark.parametrize(("switch", "change", "field"), ADVISORY)
def test_each_switch_makes_its_own_field_block(switch: str, change: dict[str, Any], field: Field) -> None:
    others = {name: name != switch for name in ("certificate_blocks", "birth_date_blocks", "gender_blocks")}
    finding = Finding(SON.record_id, field, (Kind.VALUE,))
    assert ask(signs_in(SON, **change), SON, profiles=profiles_with(**others)) == Matched(SON.record_id, (finding,))


WITHOUT_SNILS = replace(SON, snils=None)


@pytest.mark.parametrize(
    ("claimed", "record", "waits"),
    [
        pytest.param(signs_in(SON), WITHOUT_SNILS, True, id="the school alone lacks the number"),
        pytest.param(signs_in(SON, snils=None), WITHOUT_SNILS, False, id="nobody has one"),
        pytest.param(signs_in(SON, snils=None), SON, False, id="the person's own is not known"),
        pytest.param(signs_in(SON), SON, False, id="both have it"),
        pytest.param(signs_in(SON), replace(SON, certificate=None), False, id="without a certificate both have it"),
    ],
)
def test_a_region_may_require_that_the_school_wrote_the_snils_down(
    *, claimed: Claimed, record: Record, waits: bool
) -> None:
    told, found = FieldDifference(Field.SNILS, (Kind.ABSENT,)), Finding(record.record_id, Field.SNILS, (Kind.ABSENT,))
    strict = profiles_with(snils_required=True)
    assert ask(claimed, record, profiles=strict) == (
        Differs(record.record_id, (told,)) if waits else Matched(record.record_id)
    )
    assert ask(claimed, record) == Matched(record.record_id, (found,) if waits else ())


def test_all_that_differs_is_told_in_one_order_and_the_rest_is_found() -> None:
    other = {
        "surname": "КОРОЛЁВ",
        "given_name": "Артур",
        "patronymic": "",
        "birth_date": date(2017, 8, 3),
        "gender": Gender.FEMALE,
        "certificate": "V-АБ 123456",
    }
    assert ask(signs_in(SON, **other), SON, profiles=profiles_with(gender_blocks=True)) == Differs(
        SON.record_id,
        (
            FieldDifference(Field.GIVEN_NAME, (Kind.DIFFERENT,)),
            FieldDifference(Field.PATRONYMIC, (Kind.PATRONYMIC_ABSENT,)),
            FieldDifference(Field.GENDER, (Kind.VALUE,)),
        ),
        (
            Finding(SON.record_id, Field.SURNAME, (Kind.CASE,)),
            Finding(SON.record_id, Field.BIRTH_DATE, (Kind.VALUE,)),
            Finding(SON.record_id, Field.CERTIFICATE, (Kind.VALUE,)),
        ),
    )


PUPIL = replace(SON, snils=None)


@pytest.mark.parametrize(
    ("born", "on", "verdict"),
    [
        pytest.param(date(2008, 9, 2), date(2026, 9, 1), Matched(PUPIL.record_id), id="the eve of eighteen"),
        pytest.param(date(2008, 9, 2), date(2026, 9, 2), NotFound(), id="the eighteenth birthday"),
        pytest.param(date(2008, 2, 29), date(2026, 2, 28), Matched(PUPIL.record_id), id="a leap-day eve"),
        pytest.param(date(2008, 2, 29), date(2026, 3, 1), NotFound(), id="a leap-day birthday"),
    ],
)
def test_certificates_switched_off_stop_counting_on_the_eighteenth_birthday(
    born: date, on: date, verdict: Matched | NotFound
) -> None:
    pupil = replace(PUPIL, birth_date=born)
    profiles = profiles_with(certificate_is_anchor=False)
    assert ask(signs_in(pupil), pupil, profiles=profiles, on=on) == verdict


def test_a_parent_is_never_found_by_a_certificate() -> None:
    parent = replace(MOTHER, snils=None, certificate="IV-АБ 123456")
    assert ask(signs_in(parent), parent, profiles=profiles_with(certificate_is_anchor=True)) == NotFound()


BANDS = [
    pytest.param(replace(SON, birth_date=date(2012, 9, 2)), Band.UNDER_14, id="the eve of fourteen"),
    pytest.param(replace(SON, birth_date=date(2012, 9, 1)), Band.FROM_14, id="the fourteenth birthday"),
    pytest.param(replace(SON, birth_date=date(2008, 9, 2)), Band.FROM_14, id="the eve of eighteen"),
    pytest.param(replace(SON, birth_date=date(2008, 9, 1)), Band.ADULT, id="the eighteenth birthday"),
    pytest.param(MOTHER, Band.PARENT, id="a parent of any age"),
    pytest.param(replace(MOTHER, birth_date=date(2010, 1, 1)), Band.PARENT, id="a mother of sixteen"),
]


@pytest.mark.parametrize(("record", "band"), BANDS)
def test_each_record_is_held_to_the_profile_of_its_own_band(record: Any, band: Band) -> None:
    strict = {**default_profiles(), band: profiles_with(gender_blocks=True)[band]}
    lenient = {**profiles_with(gender_blocks=True), band: default_profiles()[band]}
    claimed = signs_in(replace(record, gender=Gender.MALE), gender=Gender.FEMALE)
    assert isinstance(ask(claimed, replace(record, gender=Gender.MALE), profiles=strict), Differs)
    assert isinstance(ask(claimed, replace(record, gender=Gender.MALE), profiles=lenient), Matched)


@pytest.mark.parametrize(
    ("recorded", "claimed", "band"),
    [
        pytest.param(date(2011, 1, 1), date(2017, 1, 1), Band.FROM_14, id="the school's date first"),
        pytest.param(None, date(2017, 1, 1), Band.UNDER_14, id="the person's date where the school has none"),
        pytest.param(None, None, Band.FROM_14, id="the stricter of the minors' bands where nobody has one"),
    ],
)
@pytest.mark.parametrize("level", [Level.CHILD, Level.CONFIRMED])
def test_a_pupils_band_comes_from_the_school_then_the_person_never_from_the_account(
    recorded: date | None, claimed: date | None, band: Band, level: Level
) -> None:
    pupil = replace(SON, birth_date=recorded, role=Role.STUDENT)
    person = signs_in(pupil, birth_date=claimed, gender=Gender.FEMALE, level=level)
    strict = {**default_profiles(), band: profiles_with(gender_blocks=True)[band]}
    assert isinstance(ask(person, pupil, profiles=strict), Differs)


def test_a_band_without_a_profile_is_an_error_not_a_guess() -> None:
    profiles = default_profiles()
    del profiles[Band.PARENT]
    with pytest.raises(KeyError):
        ask(signs_in(MOTHER), MOTHER, profiles=profiles)
