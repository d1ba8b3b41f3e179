"""The rehearsal: who would move, who waits for the first return, who cannot and why. Nobody's key changes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import models, transaction
from django.db.models import Exists, OuterRef

from accounts.actions.issuers.scope import (
    BATCH,
    SCOPE,
    NotPossible,
    Reason,
    held,
    identities,
    in_turns,
    left,
    moves,
    overlapping,
    refuse_beside_another,
    take_turn,
)
from accounts.models import ExternalIdentity, IdentityMigration, IdentityMove, VerifiedIdentity
from accounts.models.migration import LOCAL
from accounts.subject_map import SubjectMap
from schools.actions import audit
from schools.models import AuditEvent, Region

State, Way = IdentityMigration.State, IdentityMigration.Way
Level = VerifiedIdentity.Level


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What shall be rehearsed; `subjects` for `Way.MAPPING` alone, `region` empty for everywhere."""

    from_issuer: str
    to_issuer: str
    way: IdentityMigration.Way
    region: Region | None = None
    subjects: SubjectMap | None = None


@dataclass(frozen=True)
class Rehearsal:
    """The migration with its plan and figures, and the lines of the list whose old subject nobody has."""

    migration: IdentityMigration
    unknown_lines: tuple[int, ...]


def rehearse(*, wanted: Wanted, at: datetime, by: str | models.Model) -> Rehearsal:
    """Write a plan in place of any earlier one. Killed at any instant it leaves a draft, which the next one removes.

    Raises NotPossible for local or equal issuers, where there is nobody to move, and beside another open change.
    """
    migration = _begin(wanted, at=at, by=by)
    _clear(migration)
    unknown = dict(wanted.subjects.lines) if wanted.subjects else {}
    if wanted.way != Way.FIRST_RETURN:
        for looked_at in in_turns(_Planning(migration.pk, wanted.subjects)):
            for subject in looked_at:
                unknown.pop(subject, None)
    return Rehearsal(_complete(migration, by=by), tuple(sorted(unknown.values())))


@transaction.atomic
def _begin(wanted: Wanted, *, at: datetime, by: str | models.Model) -> IdentityMigration:
    if wanted.from_issuer.startswith(LOCAL) or wanted.to_issuer.startswith(LOCAL):
        raise NotPossible(Reason.LOCAL_ISSUER)
    if wanted.from_issuer == wanted.to_issuer:
        raise NotPossible(Reason.SAME_ISSUER)
    migration = IdentityMigration(
        from_issuer=wanted.from_issuer,
        to_issuer=wanted.to_issuer,
        way=wanted.way,
        region=wanted.region,
        rehearsed_at=at,
        rehearsed_by=audit.signature(by),
    )
    take_turn(region_id=migration.region_id)
    refuse_beside_another(migration)
    if not identities(migration).exists():
        raise NotPossible(Reason.NOBODY)
    _set_aside(migration)
    migration.save(force_insert=True)
    return migration


def _set_aside(migration: IdentityMigration) -> None:
    """Earlier rehearsals stay as history without their plans: one plan at a time can be applied."""
    earlier = overlapping(migration).filter(state__in=[State.DRAFT, State.REHEARSED])
    earlier.update(state=State.OUTDATED)


def _clear(migration: IdentityMigration) -> None:
    """Delete the plans of rehearsals that are set aside, those too that a killed one has left."""
    for outdated in overlapping(migration).filter(state=State.OUTDATED):
        for state in (IdentityMove.State.PLANNED, IdentityMove.State.CONFLICT):
            for _deleted in in_turns(partial(_delete_some, moves(outdated, state))):
                pass


@transaction.atomic
def _delete_some(plan: models.QuerySet[IdentityMove]) -> int:
    keys = list(plan.values_list("pk", flat=True)[:BATCH])
    return plan.filter(pk__range=(keys[0], keys[-1])).delete()[0] if keys else 0


@dataclass
class _Planning:
    """Plans another batch each time it is called; the subjects that it looked at."""

    migration_id: UUID
    subjects: SubjectMap | None
    after: str = ""

    def __call__(self) -> list[str]:
        looked_at = _plan(self.migration_id, self.after, self.subjects)
        self.after = looked_at[-1] if looked_at else self.after
        return looked_at


@transaction.atomic
def _plan(migration_id: UUID, after: str, subjects: SubjectMap | None) -> list[str]:
    """Plan the batch that follows a subject, along their index; the subjects that were looked at, none at the end.

    Raises NotPossible if another rehearsal began meanwhile, IntegrityError if somebody was forgotten just now.
    """
    migration = held(migration_id, State.DRAFT)
    rows = identities(migration).filter(subject__gt=after).order_by("subject")
    page = list(rows.values_list("pk", "subject")[:BATCH])
    news = {old: old for _, old in page} if subjects is None else subjects.pairs
    mine = {old: news[old] for _, old in page if old in news}
    there = ExternalIdentity.objects.filter(issuer=migration.to_issuer, subject__in=mine.values())
    taken = set(there.values_list("subject", flat=True))
    IdentityMove.for_system(by=SCOPE).bulk_create(
        IdentityMove(
            migration=migration,
            identity_id=key,
            old_subject=old,
            new_subject=mine[old],
            state=IdentityMove.State.CONFLICT if mine[old] in taken else IdentityMove.State.PLANNED,
        )
        for key, old in page
        if old in mine
    )
    return [old for _, old in page]


def _complete(migration: IdentityMigration, *, by: str | models.Model) -> IdentityMigration:
    """The plan is counted before anything is held: on SQLite the whole door would wait for it."""
    return _foretell(migration.pk, dict(_figures(migration)), by=by)


@transaction.atomic
def _foretell(migration_id: UUID, figures: dict[str, int], *, by: str | models.Model) -> IdentityMigration:
    migration = held(migration_id, State.DRAFT)
    migration.state, migration.foretold = State.REHEARSED, figures
    migration.save(update_fields=["state", "foretold"])
    audit.record(AuditEvent.Kind.ISSUER_CHANGE, migration, by=by, fields=["rehearsed"])
    return migration


def _figures(migration: IdentityMigration) -> Counter[str]:
    states = IdentityMove.for_system(by=SCOPE).filter(migration=migration).order_by()
    planned = dict(states.values_list("state").annotate(models.Count("pk")))
    waiting = left(migration)
    return Counter(
        total=identities(migration).count(),
        planned=planned.get(IdentityMove.State.PLANNED, 0),
        conflicts=planned.get(IdentityMove.State.CONFLICT, 0),
        waiting=waiting.count(),
        forgotten=waiting.filter(verified__isnull=True).count(),
        unconfirmed=waiting.filter(verified__isnull=False).exclude(verified__level=Level.CONFIRMED).count(),
        without_number=_confirmed(waiting).filter(verified__snils_index=None).count(),
        doubled=_confirmed(waiting).filter(Exists(_rivals(migration))).count(),
    )


def _confirmed(waiting: models.QuerySet[ExternalIdentity]) -> models.QuerySet[ExternalIdentity]:
    return waiting.filter(verified__level=Level.CONFIRMED)


def _rivals(migration: IdentityMigration) -> models.QuerySet[VerifiedIdentity]:
    """Other accounts with the same SNILS that are no child's: which of them is the person's, nobody can prove."""
    pair = [migration.from_issuer, migration.to_issuer]
    same = VerifiedIdentity.for_system(by=SCOPE).filter(snils_index=OuterRef("verified__snils_index"))
    return same.filter(identity__issuer__in=pair).exclude(level=Level.CHILD).exclude(pk=OuterRef("pk"))
