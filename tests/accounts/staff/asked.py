"""People whom the school has to answer, each in a case of the administrator's own school."""

from datetime import timedelta
from typing import Any

from accounts.actions import corrections
from accounts.claims import VerifiedChild
from accounts.models import CorrectionRequest, LinkProposal, MismatchCase, Role
from schools.models import School, SchoolClass
from tests.accounts.actions.test_proposals import propose
from tests.factories import create_parent, synthetic_snils
from tests.people import NOON
from tests.refused import differing, open_case, somebody

Children = tuple[VerifiedChild, ...] | None
MINE = synthetic_snils(17)


def not_found(
    school: School, *, role: str = "parent", subject: str = "1", children: Children = None, **fields: Any
) -> MismatchCase:
    """Somebody whom no school knew and who named this one."""
    identity = somebody(subject=subject, children=children)
    case = open_case(kind="not_found", identity=identity, school=school, role=role, sent_at=NOON, **fields)
    case.causes.create(owner="school", since=NOON)
    return case


def asks_for_child(school: School, *, of_class: SchoolClass | None = None, children: Children = None) -> LinkProposal:
    """Анна Петровна Соколова, not found, names Вера Соколова; `children` are the state's list of hers."""
    case = not_found(school, school_class=of_class, child_name="Соколова Вера", children=children)
    return propose(case.identity, school, case=case, school_class=of_class)


def mistyped(school: School) -> MismatchCase:
    """The school wrote «Соклова»."""
    record = create_parent(school=school, snils=MINE, surname="Соклова")
    case = open_case(kind="differs", identity=somebody(subject="2"), school=school, role="parent", parent=record)
    return differing(case, surname=["typo"])


def asks_to_correct(school: School) -> CorrectionRequest:
    case = mistyped(school)
    return corrections.ask(case=case, kind=CorrectionRequest.Kind.RECORD_WRONG, at=NOON, by="the person")


def mixed_up(school: School) -> MismatchCase:
    """A mother's number in somebody else's record; she said «Да, это я»."""
    case = open_case(kind="wrong_role", identity=somebody(subject="3"), school=school, role=Role.PARENT)
    case.causes.create(owner="school", since=NOON)
    corrections.ask(case=case, kind=CorrectionRequest.Kind.ROLE_MIXED, at=NOON + timedelta(hours=1), by="the person")
    return case
