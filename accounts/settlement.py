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
    """

    roles: Mapping[UUID, Role]
    held: Mapping[Role, UUID]
    taken: frozenset[UUID] = frozenset()
    linked: frozenset[UUID] = frozenset()
    disowned: frozenset[UUID] = frozenset()


def settle(verdict: Verdict, around: Surroundings) -> Settlement:
    """The books that a verdict asks for.

    A record once claimed stays claimed while nothing contradicts it: a new surname, or a number that the
    school deleted, is a finding and shuts no door (L22). Two identities never hold one record (rule 4).
    """
    fresh = _asked_for(verdict, around)
    kept = {role: record for role, record in around.held.items() if record not in around.disowned}
    claims = kept | dict(fresh.claims)
    covered = set(claims.values())
    cases = [case for case in fresh.cases if case.record not in covered and case.role not in claims]
    softened = [finding for case in fresh.cases if case.record in covered for finding in _as_findings(case)]
    parent = claims.get(Role.PARENT)
    if parent is not None and parent not in around.linked:
        cases.append(CasePlan(CaseKind.NO_CHILD, Role.PARENT, parent))
    return Settlement(tuple(sorted(claims.items())), tuple(cases), _merged((*fresh.findings, *softened)))


def _asked_for(verdict: Verdict, around: Surroundings) -> Settlement:
    """What the verdict alone asks for, before what is already held is considered."""
    match verdict:
        case Matched(record, findings, also_parent):
            records = [found for found in (record, also_parent) if found is not None]
            free = [found for found in records if found not in around.taken]
            clashes = [found for found in records if found in around.taken]
            return Settlement(
                tuple((around.roles[found], found) for found in free),
                tuple(CasePlan(CaseKind.AMBIGUOUS, around.roles[found], found) for found in clashes),
                findings,
            )
        case Differs(record, fields, findings):
            return Settlement((), (CasePlan(CaseKind.DIFFERS, around.roles[record], record, fields),), findings)
        case Ambiguous(records, findings):
            return Settlement((), (CasePlan(CaseKind.AMBIGUOUS, around.roles[records[0]]),), findings)
        case WrongRole(_, findings) | NotFound(findings):
            return Settlement((), (), findings)
        case _:
            assert_never(verdict)


def _as_findings(case: CasePlan) -> list[Finding]:
    return [Finding(case.record, told.field, told.kinds) for told in case.fields] if case.record else []


def _merged(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """One finding per record and field, the first word on it standing."""
    first: dict[tuple[UUID, str], Finding] = {}
    for finding in findings:
        first.setdefault((finding.record, finding.field), finding)
    return tuple(first.values())
