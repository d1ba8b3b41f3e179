"""What a verdict means for the books of one school: plain data, decided before anything is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never
from uuid import UUID

from accounts.matching.person import Role
from accounts.matching.verdict import (
    Ambiguous,
    Differs,
    FieldDifference,
    Finding,
    Matched,
    NotFound,
    Verdict,
    WrongRole,
)


class CaseKind(StrEnum):
    DIFFERS = "differs"
    NOT_FOUND = "not_found"
    AMBIGUOUS = "ambiguous"
    NO_CHILD = "no_child"
    WRONG_ROLE = "wrong_role"


@dataclass(frozen=True)
class CasePlan:
    """A case that should be open: its kind, the role it stands in, and the record it is about, if one is known."""

    kind: CaseKind
    role: Role
    record: UUID | None = None
    fields: tuple[FieldDifference, ...] = ()


@dataclass(frozen=True)
class Settlement:
    """How the books of one school should stand for one identity; whatever is open beside it should be closed."""

    claims: tuple[tuple[Role, UUID], ...] = ()
    cases: tuple[CasePlan, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Surroundings:
    """What one school's books say around a verdict.

    `roles` of the records judged; `held` are the identity's own open claims there; `taken` are records that
    another identity holds; `linked` are the parents with at least one child; `disowned` are held records
    whose numbers now say that they are somebody else.
    `succeeded` are records that the same person's child account holds, outgrown since the 14th birthday: as good as
    held.
    `asked`: in which role the person turned to this school by word of one's own, if so; `known_elsewhere`:
    whether another school knows the person, so that this one need not look any further.
    """

    roles: Mapping[UUID, Role]
    held: Mapping[Role, UUID]
    taken: frozenset[UUID] = frozenset()
    linked: frozenset[UUID] = frozenset()
    disowned: frozenset[UUID] = frozenset()
    succeeded: frozenset[UUID] = frozenset()
    asked: Role | None = None
    known_elsewhere: bool = False


def settle(verdict: Verdict, around: Surroundings) -> Settlement:
    """The books that a verdict asks for.

    A record once claimed stays claimed while nothing contradicts it: a new surname, or a number that the
    school deleted, is a finding and shuts no door (L22). Two identities never hold one record (rule 4); from 14
    on a person's own account takes the child account's place without asking anybody (real-life.md, Consents and
    ages). What the person asked of this school stays open while its answer is that nobody here is the person.
    """
    fresh = _asked_for(verdict, around)
    inherited = {around.roles[record]: record for record in sorted(around.succeeded)}
    kept = {role: record for role, record in {**inherited, **around.held}.items() if record not in around.disowned}
    claims = kept | dict(fresh.claims)
    covered = set(claims.values())
    cases = [case for case in fresh.cases if case.record not in covered and case.role not in claims]
    if not claims:
        cases += _asked_by_the_person(verdict, around)
    softened = [finding for case in fresh.cases if case.record in covered for finding in _as_findings(case)]
    parent = claims.get(Role.PARENT)
    if parent is not None and parent not in around.linked:
        cases.append(CasePlan(CaseKind.NO_CHILD, Role.PARENT, parent))
    return Settlement(tuple(sorted(claims.items())), tuple(cases), _merged((*fresh.findings, *softened)))


def _asked_for(verdict: Verdict, around: Surroundings) -> Settlement:
    """What the verdict alone asks for, before what is already held is considered."""
    match verdict:
        case Matched(record, findings, also_parent, undecided):
            records = [found for found in (record, also_parent) if found is not None]
            clashing = around.taken - around.succeeded
            plans = [CasePlan(CaseKind.AMBIGUOUS, around.roles[found], found) for found in records if found in clashing]
            plans += [CasePlan(CaseKind.AMBIGUOUS, around.roles[found]) for found in undecided[:1]]
            free = tuple((around.roles[found], found) for found in records if found not in clashing)
            return Settlement(free, tuple(plans), findings)
        case Differs(record, fields, findings):
            return Settlement((), (CasePlan(CaseKind.DIFFERS, around.roles[record], record, fields),), findings)
        case Ambiguous(records, findings):
            return Settlement((), (CasePlan(CaseKind.AMBIGUOUS, around.roles[records[0]]),), findings)
        case WrongRole(_, findings) | NotFound(findings):
            return Settlement((), (), findings)
        case _:
            assert_never(verdict)


def _asked_by_the_person(verdict: Verdict, around: Surroundings) -> list[CasePlan]:
    """The case that stands by the person's own word."""
    match verdict:
        case WrongRole(records) if around.asked:
            return [CasePlan(CaseKind.WRONG_ROLE, around.asked, records[0])]
        case NotFound() if around.asked and not around.known_elsewhere:
            return [CasePlan(CaseKind.NOT_FOUND, around.asked)]
        case _:
            return []


def _as_findings(case: CasePlan) -> list[Finding]:
    return [Finding(case.record, told.field, told.kinds) for told in case.fields] if case.record else []


def _merged(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """One finding per record and field, the first word on it standing."""
    first: dict[tuple[UUID, str], Finding] = {}
    for finding in findings:
        first.setdefault((finding.record, finding.field), finding)
    return tuple(first.values())
