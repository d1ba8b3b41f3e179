"""How a sign-in ends, as a table; nothing is read from a database."""

from dataclasses import replace
from uuid import UUID

import pytest

from accounts.actions.judging import Judgement
from accounts.actions.sign_in import Answer
from accounts.claims import Level
from accounts.matching.profile import Band
from accounts.matching.verdict import Differs, Field, FieldDifference, Matched, NotFound, WrongRole
from accounts.models import CaseCause, MismatchCase
from accounts.outcomes import Outcome
from accounts.settlement import Settlement
from consents.access import Child, ParentPlace, Place, PupilPlace
from dnevnik.endings import Ending, ending, outcome_of
from schools.models import Parent, School, Student

Kind = MismatchCase.Kind
SCHOOL, OTHER = School(pk=1, name="Школа № 31"), School(pk=2, name="Школа № 7")
RECORD = UUID(int=1)

CHILD = Child(Student(), "mother", decides=True, of_age=False, consent_stands=True)
MOTHER = ParentPlace(SCHOOL, Parent(), (CHILD,), (CHILD.student,), own_consent=True)
CHILDLESS = replace(MOTHER, children=(), wards=())
PUPIL = PupilPlace(SCHOOL, Student(), for_oneself=False, consent_stands=False, has_parents=True)


def case(kind: MismatchCase.Kind, *fields: Field, school: School | None = SCHOOL) -> MismatchCase:
    made = MismatchCase(kind=kind, school=school)
    vars(made)["_prefetched_objects_cache"] = {"causes": [CaseCause(field=field) for field in fields]}
    return made


def answer(verdict: Differs | Matched | NotFound | WrongRole, **fields: object) -> Answer:
    return Answer(SCHOOL, replace(Judgement(verdict, Settlement()), **fields))  # type: ignore[arg-type]  # a table's own words


def end(
    *,
    places: tuple[Place, ...] = (),
    answers: tuple[Answer, ...] = (),
    cases: tuple[MismatchCase, ...] = (),
    level: Level = Level.CONFIRMED,
) -> Ending:
    return ending(places=places, answers=answers, cases=cases, level=level)


LOW = answer(Matched(RECORD), band=Band.PARENT, level_low=True)
GROWN = answer(Matched(RECORD), band=Band.FROM_14, level_low=True)
YOUNG = answer(Matched(RECORD), band=Band.UNDER_14, level_low=True)
SUCCEEDED = answer(Matched(RECORD), band=Band.FROM_14, outgrown=True)
MISPLACED = answer(WrongRole((RECORD,)))
DIFFERING = answer(Differs(RECORD, (FieldDifference(Field.SURNAME, ()),)))


@pytest.mark.parametrize(
    ("told", "outcome"),
    [
        pytest.param(end(), Outcome.NOT_FOUND, id="nobody knows the person"),
        pytest.param(end(answers=(answer(NotFound()),)), Outcome.NOT_FOUND, id="a school looked and found nobody"),
        pytest.param(end(cases=(case(Kind.NOT_FOUND, school=None),)), Outcome.NOT_FOUND, id="not found, kept"),
        pytest.param(end(cases=(case(Kind.DIFFERS, Field.SURNAME),)), Outcome.DIFFERS, id="a name differs"),
        pytest.param(
            end(cases=(case(Kind.DIFFERS, Field.CERTIFICATE),)), Outcome.CERTIFICATE_DIFFERS, id="a certificate differs"
        ),
        pytest.param(end(cases=(case(Kind.DIFFERS, Field.SNILS),)), Outcome.SNILS_ABSENT, id="no SNILS in the school"),
        pytest.param(end(cases=(case(Kind.AMBIGUOUS),)), Outcome.AMBIGUOUS, id="the school decides"),
        pytest.param(end(cases=(case(Kind.NO_CHILD),)), Outcome.NO_CHILD, id="no child is linked"),
        pytest.param(end(answers=(MISPLACED,)), Outcome.WRONG_ROLE, id="the mother's number in the child's card"),
        pytest.param(end(cases=(case(Kind.WRONG_ROLE),)), Outcome.WRONG_ROLE, id="and the school looks at it already"),
        pytest.param(end(answers=(LOW,)), Outcome.LEVEL_LOW, id="an account that proves too little"),
        pytest.param(end(answers=(YOUNG,), level=Level.OTHER), Outcome.LEVEL_LOW, id="a young child's too"),
        pytest.param(end(answers=(GROWN,), level=Level.CHILD), Outcome.AGE_TRANSITION, id="a child's account at 14"),
        pytest.param(end(answers=(GROWN,), level=Level.OTHER), Outcome.LEVEL_LOW, id="at 14 an unproved own account"),
        pytest.param(
            end(answers=(SUCCEEDED,), level=Level.CHILD), Outcome.AGE_TRANSITION, id="one's own account took its place"
        ),
        pytest.param(
            end(places=(replace(PUPIL, level_suffices=False),), level=Level.CHILD),
            Outcome.AGE_TRANSITION,
            id="the grace of the 14th birthday is over",
        ),
        pytest.param(
            end(places=(replace(MOTHER, level_suffices=False),), level=Level.OTHER),
            Outcome.LEVEL_LOW,
            id="lost its proof",
        ),
        pytest.param(end(places=(replace(MOTHER, own_consent=False),)), Outcome.CONSENT_SELF, id="a parent's consent"),
        pytest.param(end(places=(replace(PUPIL, for_oneself=True),)), Outcome.CONSENT_SELF, id="of an adult pupil"),
        pytest.param(end(places=(PUPIL,)), Outcome.CONSENT_PARENT, id="a child waits for a parent"),
        pytest.param(end(places=(replace(PUPIL, has_parents=False),)), Outcome.NO_PARENT, id="nobody to ask"),
        pytest.param(
            end(places=(replace(CHILDLESS, restricted=True),)), Outcome.RESTRICTED, id="once had access there"
        ),
        pytest.param(end(places=(CHILDLESS,)), Outcome.NO_CHILD, id="links that show nothing look like none"),
    ],
)
def test_one_thing_is_told(told: Ending, outcome: Outcome) -> None:
    assert told.outcome == outcome


@pytest.mark.parametrize(
    ("told", "outcome"),
    [
        pytest.param(
            end(places=(replace(CHILDLESS, restricted=True), replace(MOTHER, school=OTHER, own_consent=False))),
            Outcome.CONSENT_SELF,
            id="a consent that opens one school comes before a restriction in another",
        ),
        pytest.param(
            end(places=(replace(CHILDLESS, restricted=True),), cases=(case(Kind.NO_CHILD),)),
            Outcome.RESTRICTED,
            id="a restriction comes before the missing link that it made",
        ),
        pytest.param(
            end(cases=(case(Kind.DIFFERS, Field.SURNAME, school=OTHER), case(Kind.NO_CHILD))),
            Outcome.NO_CHILD,
            id="a missing link is nearer to the door than a typo elsewhere",
        ),
        pytest.param(
            end(answers=(MISPLACED, DIFFERING), cases=(case(Kind.DIFFERS, Field.SURNAME, school=OTHER),)),
            Outcome.DIFFERS,
            id="an own record explains more than somebody else's",
        ),
        pytest.param(
            end(answers=(LOW, MISPLACED)), Outcome.LEVEL_LOW, id="an account comes before whose account it is"
        ),
    ],
)
def test_nearest_to_the_door_first(told: Ending, outcome: Outcome) -> None:
    assert told.outcome == outcome


def test_a_case_that_is_with_a_school_is_told_before_one_that_is_with_none() -> None:
    nowhere, sent = case(Kind.NOT_FOUND, school=None), case(Kind.NOT_FOUND)
    assert end(cases=(nowhere, sent)).case is sent


def test_a_school_is_named_where_the_page_is_about_one() -> None:
    assert end(places=(replace(CHILDLESS, restricted=True),)).school == SCHOOL
    assert end(cases=(case(Kind.AMBIGUOUS, school=OTHER),)).school == OTHER
    assert end(answers=(MISPLACED,)).school is None


@pytest.mark.parametrize("kind", list(Kind), ids=str)
def test_every_kind_of_case_has_a_page(kind: MismatchCase.Kind) -> None:
    assert outcome_of(case(kind, Field.SURNAME)) in Outcome
