"""What a verdict asks of a school's books, with what already stands there."""

from uuid import UUID

import pytest

from accounts.matching.person import Role
from accounts.matching.verdict import (
    Ambiguous,
    Differs,
    Field,
    FieldDifference,
    Finding,
    Kind,
    Matched,
    NotFound,
    Verdict,
    WrongRole,
)
from accounts.settlement import CaseKind, CasePlan, Settlement, Surroundings, settle

MOTHER, PUPIL, OTHER, SECOND_CARD = UUID(int=1), UUID(int=2), UUID(int=3), UUID(int=4)
ROLES = {MOTHER: Role.PARENT, PUPIL: Role.STUDENT, OTHER: Role.PARENT, SECOND_CARD: Role.STUDENT}
TYPO = FieldDifference(Field.SURNAME, (Kind.TYPO,))
YO = Finding(MOTHER, Field.SURNAME, (Kind.YO,))
AS_PARENT, AS_PUPIL = (Role.PARENT, MOTHER), (Role.STUDENT, PUPIL)
HOLDS_MOTHER = {Role.PARENT: MOTHER}
LINKED = frozenset({MOTHER})


def around(**told: object) -> Surroundings:
    return Surroundings(**({"roles": ROLES, "held": {}, "linked": LINKED} | told))  # type: ignore[arg-type]  # a table's row


@pytest.mark.parametrize(
    ("verdict", "books", "expected"),
    [
        pytest.param(Matched(MOTHER), around(), Settlement((AS_PARENT,)), id="a match is a claim"),
        pytest.param(Matched(MOTHER, (YO,)), around(), Settlement((AS_PARENT,), (), (YO,)), id="with its finding"),
        pytest.param(
            Matched(MOTHER),
            around(linked=frozenset()),
            Settlement((AS_PARENT,), (CasePlan(CaseKind.NO_CHILD, Role.PARENT, MOTHER),)),
            id="a parent without a child has a case beside the claim",
        ),
        pytest.param(
            Matched(PUPIL, (), MOTHER), around(), Settlement((AS_PARENT, AS_PUPIL)), id="an adult pupil who is a parent"
        ),
        pytest.param(
            Matched(MOTHER),
            around(taken=frozenset({MOTHER})),
            Settlement((), (CasePlan(CaseKind.AMBIGUOUS, Role.PARENT, MOTHER),)),
            id="a record that another identity holds is for a person to decide",
        ),
        pytest.param(
            Differs(MOTHER, (TYPO,)),
            around(),
            Settlement((), (CasePlan(CaseKind.DIFFERS, Role.PARENT, MOTHER, (TYPO,)),)),
            id="a difference is a case",
        ),
        pytest.param(
            Differs(MOTHER, (TYPO,)),
            around(held=HOLDS_MOTHER),
            Settlement((AS_PARENT,), (), (Finding(MOTHER, Field.SURNAME, (Kind.TYPO,)),)),
            id="a difference in a record already held is a finding",
        ),
        pytest.param(
            Matched(MOTHER, undecided=(PUPIL, SECOND_CARD)),
            around(),
            Settlement((AS_PARENT,), (CasePlan(CaseKind.AMBIGUOUS, Role.STUDENT),)),
            id="two cards as a pupil shut no door for the parent",
        ),
        pytest.param(
            Matched(MOTHER, undecided=(PUPIL, SECOND_CARD)),
            around(held={Role.STUDENT: PUPIL}),
            Settlement((AS_PARENT, AS_PUPIL)),
            id="nor take the one that is held",
        ),
        pytest.param(
            Matched(PUPIL),
            around(taken=frozenset({PUPIL}), succeeded=frozenset({PUPIL})),
            Settlement((AS_PUPIL,)),
            id="from 14 on the own account takes the child account's place",
        ),
        pytest.param(
            Differs(PUPIL, (TYPO,)),
            around(taken=frozenset({PUPIL}), succeeded=frozenset({PUPIL})),
            Settlement((AS_PUPIL,), (), (Finding(PUPIL, Field.SURNAME, (Kind.TYPO,)),)),
            id="with another surname in the passport too",
        ),
        pytest.param(
            NotFound(),
            around(taken=frozenset({PUPIL}), succeeded=frozenset({PUPIL})),
            Settlement((AS_PUPIL,)),
            id="and without a certificate, which a passport replaces",
        ),
        pytest.param(
            NotFound(),
            around(taken=frozenset({PUPIL}), succeeded=frozenset({PUPIL}), disowned=frozenset({PUPIL})),
            Settlement(),
            id="but not a record that turned out to be another person's",
        ),
        pytest.param(
            Matched(SECOND_CARD),
            around(taken=frozenset({PUPIL}), succeeded=frozenset({PUPIL})),
            Settlement(((Role.STUDENT, SECOND_CARD),)),
            id="and where another record fits, that one",
        ),
        pytest.param(
            NotFound(),
            around(asked=Role.PARENT),
            Settlement((), (CasePlan(CaseKind.NOT_FOUND, Role.PARENT),)),
            id="what the person asked of this school waits while nobody here is the person",
        ),
        pytest.param(
            NotFound(),
            around(asked=Role.PARENT, known_elsewhere=True),
            Settlement(),
            id="but not once another school knows the person",
        ),
        pytest.param(
            NotFound(),
            around(asked=Role.STUDENT, held=HOLDS_MOTHER),
            Settlement((AS_PARENT,)),
            id="nor once the person is in here",
        ),
        pytest.param(
            WrongRole((PUPIL,)),
            around(asked=Role.PARENT, known_elsewhere=True),
            Settlement((), (CasePlan(CaseKind.WRONG_ROLE, Role.PARENT, PUPIL),)),
            id="a mix-up that the person confirmed waits for the school, whoever else knows the person",
        ),
        pytest.param(
            Differs(MOTHER, (TYPO,)),
            around(asked=Role.PARENT),
            Settlement((), (CasePlan(CaseKind.DIFFERS, Role.PARENT, MOTHER, (TYPO,)),)),
            id="a difference is told in place of what was asked",
        ),
        pytest.param(
            Ambiguous((MOTHER, OTHER)),
            around(),
            Settlement((), (CasePlan(CaseKind.AMBIGUOUS, Role.PARENT),)),
            id="two that fit are a case that names neither",
        ),
        pytest.param(
            Ambiguous((MOTHER, OTHER)),
            around(held=HOLDS_MOTHER),
            Settlement((AS_PARENT,)),
            id="a second that fits takes nothing away from who holds the first",
        ),
        pytest.param(NotFound(), around(), Settlement(), id="nobody here"),
        pytest.param(
            NotFound(),
            around(held=HOLDS_MOTHER),
            Settlement((AS_PARENT,)),
            id="a number that the school deleted shuts no door",
        ),
        pytest.param(
            NotFound(),
            around(held=HOLDS_MOTHER, disowned=frozenset({MOTHER})),
            Settlement(),
            id="a number that turned out to be another person's ends the claim",
        ),
        pytest.param(
            Matched(OTHER),
            around(held=HOLDS_MOTHER, linked=frozenset({OTHER})),
            Settlement(((Role.PARENT, OTHER),)),
            id="the record that fits replaces the one held",
        ),
        pytest.param(
            WrongRole((PUPIL,), (Finding(PUPIL, Field.SNILS, (Kind.MISPLACED,)),)),
            around(),
            Settlement((), (), (Finding(PUPIL, Field.SNILS, (Kind.MISPLACED,)),)),
            id="a number in somebody else's card is the school's to see",
        ),
    ],
)
def test_settle(verdict: Verdict, books: Surroundings, expected: Settlement) -> None:
    assert settle(verdict, books) == expected


def test_one_field_is_told_once() -> None:
    asked = Differs(MOTHER, (TYPO,), (YO,))
    assert settle(asked, around(held=HOLDS_MOTHER)).findings == (YO,)
