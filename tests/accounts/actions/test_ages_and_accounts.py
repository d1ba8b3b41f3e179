"""Whom an account opens a record for, by age and region: checklist 1.7 and 1.10, a row for every id, rules as data."""

from datetime import date
from typing import Any

import pytest

from accounts.actions.books import open_books
from accounts.actions.judging import Judgement, judge
from accounts.actions.sources import profiles_of
from accounts.claims import Gender
from accounts.matching.verdict import Differs
from accounts.texts import clock
from schools.identifiers import birth_certificate
from schools.models import MatchProfile
from tests.factories import create_parent, create_region, create_school, create_student, synthetic_snils
from tests.people import remember

pytestmark = pytest.mark.django_db
ON = date(2026, 10, 1)
NINE, EVE_OF_14, FOURTEEN, FIFTEEN = date(2017, 3, 8), date(2012, 10, 2), date(2012, 10, 1), date(2011, 3, 8)
IN_GRACE, GRACE_OVER, EIGHTEEN_LONG = date(2012, 7, 3), date(2012, 7, 2), date(2008, 7, 2)  # ninety days and one more
EVE_OF_18, EIGHTEEN, GROWN_UP = date(2008, 10, 2), date(2008, 10, 1), date(1988, 5, 2)
NAMES = {"surname": "Соколова", "given_name": "Вера", "patronymic": "Ильинична", "gender": "female"}
SNILS, CERTIFICATE = synthetic_snils(17), "II-АБ 123456"
FOREIGN = "KZ 7654321"

Row = dict[str, Any]


def pupil(born: date | None, **record: Any) -> Row:
    """The school's card of a pupil, with both numbers unless told otherwise."""
    return {"role": "student", "birth_date": born, "snils": SNILS, "certificate": CERTIFICATE} | record


def parent(**record: Any) -> Row:
    return {"role": "parent", "birth_date": GROWN_UP, "snils": SNILS} | record


def rule(band: str, **columns: Any) -> Row:
    """What a region wrote down for one band."""
    return {"band": band, "minimum_level": "child" if band == "under_14" else "confirmed"} | columns


ENTERS, TOO_LITTLE, NOBODY = "Matched", "Matched, level low", "NotFound"
ROWS = [
    pytest.param(pupil(NINE), "child", [], {}, ENTERS, id="AG-01 a child of nine with a child's account"),
    pytest.param(pupil(EVE_OF_14), "child", [], {}, ENTERS, id="AG-01 up to the eve of the 14th birthday"),
    pytest.param(pupil(NINE), "confirmed", [], {}, ENTERS, id="AG-01 a confirmed account is more than a child's"),
    pytest.param(pupil(NINE), "other", [], {}, TOO_LITTLE, id="AG-01 a simplified one is not enough"),
    pytest.param(
        pupil(NINE),
        "other",
        [rule("under_14", minimum_level="other")],
        {},
        ENTERS,
        id="AG-02 in a region of the old rule",
    ),
    pytest.param(
        pupil(GRACE_OVER),
        "other",
        [rule("under_14", minimum_level="other")],
        {},
        TOO_LITTLE,
        id="AG-02 no longer after 14",
    ),
    pytest.param(pupil(FIFTEEN), "confirmed", [], {}, ENTERS, id="AG-03 one's own confirmed account from 14 on"),
    pytest.param(pupil(FIFTEEN), "child", [], {}, TOO_LITTLE, id="AG-03 a child's account is not enough"),
    pytest.param(pupil(FIFTEEN), "other", [], {}, TOO_LITTLE, id="AG-03 nor a standard one"),
    pytest.param(
        pupil(FIFTEEN),
        "other",
        [rule("from_14", minimum_level="other")],
        {},
        ENTERS,
        id="AG-04 in a region of the old rule",
    ),
    pytest.param(pupil(EIGHTEEN), "confirmed", [], {}, ENTERS, id="AG-05 an adult pupil with a confirmed account"),
    pytest.param(pupil(EIGHTEEN), "other", [], {}, TOO_LITTLE, id="AG-05 a standard one is not enough"),
    pytest.param(parent(), "confirmed", [], {}, ENTERS, id="AG-06 a parent with a confirmed account and a SNILS"),
    pytest.param(parent(), "confirmed", [], {"snils": None}, NOBODY, id="AG-06 a parent who left out the SNILS"),
    pytest.param(parent(), "other", [], {}, TOO_LITTLE, id="AG-06 a parent with a standard account"),
    pytest.param(
        pupil(NINE, snils=None, certificate=FOREIGN),
        "child",
        [],
        {"snils": None},
        ENTERS,
        id="AG-07 a foreign certificate",
    ),
    pytest.param(parent(patronymic=""), "confirmed", [], {}, ENTERS, id="AG-08 a foreigner without a patronymic"),
    pytest.param(parent(snils=None), "confirmed", [], {"snils": None}, NOBODY, id="AG-08 a foreigner without a SNILS"),
    pytest.param(
        parent(), "child", [rule("parent", minimum_level="child")], {}, ENTERS, id="AG-09 child from child up"
    ),
    pytest.param(parent(), "other", [rule("parent", minimum_level="child")], {}, TOO_LITTLE, id="AG-09 other is below"),
    pytest.param(parent(), "child", [], {}, TOO_LITTLE, id="AG-09 child is below confirmed"),
    pytest.param(pupil(NINE, certificate=None), "child", [], {}, ENTERS, id="X-01 a child by SNILS and names"),
    pytest.param(
        pupil(NINE, snils=None), "child", [], {}, "Matched, found snils absent", id="X-01 or by certificate and names"
    ),
    pytest.param(
        pupil(NINE, snils=None),
        "child",
        [rule("under_14", snils_required=True)],
        {},
        "Differs snils absent",
        id="X-01 in a region that binds by SNILS the school writes it down first",
    ),
    pytest.param(
        pupil(NINE),
        "child",
        [],
        {"birth_date": EVE_OF_14},
        "Matched, found birth_date value",
        id="X-01 a date is advisory",
    ),
    pytest.param(
        pupil(NINE),
        "child",
        [rule("under_14", birth_date_blocks=True)],
        {"birth_date": EVE_OF_14},
        "Differs birth_date value",
        id="X-01 unless the region says otherwise",
    ),
    pytest.param(
        pupil(NINE), "child", [], {"gender": Gender.MALE}, "Matched, found gender value", id="X-01 gender is advisory"
    ),
    pytest.param(
        pupil(NINE),
        "child",
        [rule("under_14", gender_blocks=True)],
        {"gender": Gender.MALE},
        "Differs gender value",
        id="X-01 unless the region says otherwise of gender",
    ),
    pytest.param(
        pupil(NINE),
        "child",
        [],
        {"birth_date": None, "gender": None},
        ENTERS,
        id="X-01 what was not granted blocks nobody",
    ),
    pytest.param(pupil(NINE), "other", [rule("under_14")], {}, TOO_LITTLE, id="X-02 simplified under 14 is off"),
    pytest.param(
        pupil(NINE), "other", [rule("under_14", minimum_level="other")], {}, ENTERS, id="X-02 a region switches it on"
    ),
    pytest.param(
        parent(), "other", [rule("parent", minimum_level="other")], {}, ENTERS, id="X-03 a level for each band"
    ),
    pytest.param(
        pupil(FIFTEEN),
        "other",
        [rule("parent", minimum_level="other")],
        {},
        TOO_LITTLE,
        id="X-03 and for no other band",
    ),
    pytest.param(
        pupil(FIFTEEN), "child", [rule("from_14", minimum_level="child")], {}, ENTERS, id="X-04 a child's account to 18"
    ),
    pytest.param(
        pupil(None), "child", [], {"birth_date": None}, TOO_LITTLE, id="X-04 a child's account is no proof of an age"
    ),
    pytest.param(pupil(FOURTEEN), "child", [], {}, ENTERS, id="X-05 fourteen on the birthday itself: the grace begins"),
    pytest.param(
        pupil(IN_GRACE), "child", [], {}, ENTERS, id="X-05 the last day of the grace, even at a first sign-in"
    ),
    pytest.param(pupil(GRACE_OVER), "child", [], {}, TOO_LITTLE, id="X-05 the grace is over"),
    pytest.param(pupil(FOURTEEN), "other", [], {}, TOO_LITTLE, id="X-05 the grace is for children's accounts"),
    pytest.param(
        pupil(EVE_OF_18), "other", [rule("from_14", minimum_level="other")], {}, ENTERS, id="X-05 seventeen on its eve"
    ),
    pytest.param(
        pupil(EIGHTEEN_LONG),
        "other",
        [rule("from_14", minimum_level="other")],
        {},
        TOO_LITTLE,
        id="X-05 eighteen",
    ),
    pytest.param(
        pupil(NINE),
        "child",
        [],
        {"birth_date": FIFTEEN},
        "Matched, found birth_date value",
        id="X-05 by the school's date",
    ),
    pytest.param(pupil(EIGHTEEN, certificate=None), "confirmed", [], {}, ENTERS, id="X-16 from 18 on SNILS and names"),
    pytest.param(
        pupil(EIGHTEEN, snils=None), "confirmed", [], {}, "Matched, found snils absent", id="X-16 a spare anchor at 18"
    ),
    pytest.param(
        pupil(EIGHTEEN, snils=None),
        "confirmed",
        [rule("adult", certificate_is_anchor=False)],
        {},
        NOBODY,
        id="X-16 which a region may take away",
    ),
    pytest.param(
        pupil(EVE_OF_18, snils=None),
        "confirmed",
        [rule("from_14", certificate_is_anchor=False)],
        {},
        "Matched, found snils absent",
        id="X-16 but not from a minor",
    ),
]


def ask(record: Row, level: str, rules: list[Row], told: Row) -> Judgement:
    """What a school with this one record answers to the person whom it is about."""
    region = create_region()
    for columns in rules:
        MatchProfile.objects.create(region=region, valid_from=date(2020, 1, 1), **columns)
    columns = NAMES | {name: value for name, value in record.items() if name != "role"}
    create = create_student if record["role"] == "student" else create_parent
    row = create(school=create_school(region=region), **columns)
    vouched = {**columns, "snils": SNILS, "gender": Gender(columns["gender"]), "level": level, **told}
    vouched["certificate"] = birth_certificate.parse(columns.get("certificate") or CERTIFICATE)
    verified = remember(**vouched)
    return judge(open_books(row.school, [verified]), verified, profiles=profiles_of(region, on=ON), on=ON)


def in_words(judgement: Judgement) -> str:
    """The whole verdict and what it says of the level."""
    verdict = judgement.verdict
    differs = [f"{one.field} {kind}" for one in getattr(verdict, "fields", ()) for kind in one.kinds]
    found = [f"found {one.field} {kind}" for one in verdict.findings for kind in one.kinds]
    name = " ".join([type(verdict).__name__, *differs]) if isinstance(verdict, Differs) else type(verdict).__name__
    return ", ".join([name, *found, *(["level low"] if judgement.level_low else [])])


@pytest.mark.parametrize(("record", "level", "rules", "told", "expected"), ROWS)
def test_who_may_enter(record: Row, level: str, rules: list[Row], told: Row, expected: str) -> None:
    judgement = ask(record, level, rules, told)
    assert in_words(judgement) == expected
    assert bool(judgement.settlement.claims) is (expected.startswith("Matched") and not judgement.level_low)


def test_how_long_the_state_takes() -> None:
    """X-06"""
    assert "от 15 минут до 5 рабочих дней, иногда несколько недель" in clock.states_check()


def test_both_parents_are_let_in() -> None:
    """X-14"""
    school = create_school()
    both = [
        (create_parent(school=school, snils=SNILS), remember()),
        (
            create_parent(school=school, given_name="Илья", patronymic="Петрович", snils=synthetic_snils(19)),
            remember(subject="father", given_name="Илья", patronymic="Петрович", snils=synthetic_snils(19)),
        ),
    ]
    books = open_books(school, [verified for _record, verified in both])
    for record, verified in both:
        judgement = judge(books, verified, profiles=profiles_of(school.region, on=ON), on=ON)
        assert judgement.settlement.claims == (("parent", record.pk),)
