"""What every school says of the person at the door."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from accounts.actions import cases, settlements
from accounts.actions.books import SCOPE, open_books
from accounts.actions.contention import settled
from accounts.actions.judging import Judgement, judge
from accounts.actions.sources import Profiles, local_date
from accounts.models import MismatchCase, RecordClaim, VerifiedIdentity
from accounts.settlement import CaseKind
from schools.models import Parent, Region, School, Student
from schools.models.prepared import prepared


@dataclass(frozen=True)
class Answer:
    """One school's judgement, settled in its books."""

    school: School
    judgement: Judgement


def ask_schools(
    *, verified: VerifiedIdentity, region: Region, at: datetime, by: str, profiles: Profiles | None = None
) -> list[Answer]:
    """Match a person school by school in the region and settle what each school's books should say.

    One school's typo never shuts another's door. A person whom no school knows gets one case without a school, and
    keeps it under its number when a school is named. `by` is `cases.AT_THE_DOOR` when the person reads the answer.
    """
    schools, known = _schools(verified, region), profiles or Profiles(at=at)
    answers = [settled(partial(_ask, school, verified, profiles=known, at=at, by=by)) for school in schools]
    if not any(answer.judgement.says_something for answer in answers):
        _keep_not_found(verified, at=at, by=by)
    return answers


def _schools(verified: VerifiedIdentity, region: Region) -> list[School]:
    """The region's schools that hold a number of this person, and all whose record or case the person has."""
    return _schools_of(verified.pk, verified.snils_index, verified.certificate_index, region.pk)


@prepared
def _schools_of(identity: UUID, snils: str | None, certificate: str | None, region: int) -> QuerySet[School]:
    by_number = Q(snils_index=snils) if snils else Q(pk__in=[])
    by_certificate = Q(certificate_index=certificate) if certificate else Q(pk__in=[])
    in_region = Q(school__region=region, left_on__isnull=True)
    claims = RecordClaim.for_system(by=SCOPE).filter(closed_at__isnull=True)
    cases = MismatchCase.for_system(by=SCOPE).filter(identity=identity, closed_at__isnull=True, school__isnull=False)
    rows = (
        Student.for_system(by=SCOPE).filter(by_number | by_certificate, in_region),
        Parent.for_system(by=SCOPE).filter(by_number, in_region),
        claims.filter(identity=identity),
        # What other accounts with that SNILS hold: a child account that is outgrown, one that was re-created.
        claims.filter(identity__verified__snils_index=snils, school__region=region) if snils else claims.none(),
        cases,
    )
    first, *rest = (found.order_by().values("school_id") for found in rows)
    return School.objects.filter(pk__in=first.union(*rest, all=True)).select_related("region").order_by("pk")


@transaction.atomic
def _ask(school: School, verified: VerifiedIdentity, *, profiles: Profiles, at: datetime, by: str) -> Answer:
    """Judge and settle in one transaction. Raises IntegrityError if somebody took a record meanwhile."""
    on, compared = local_date(school.region, at=at), profiles.of(school.region)
    books = open_books(school, [verified])
    others = books.holders(besides=verified.pk)
    if others:  # whoever holds one of these records may have to let go of it first
        holders = list(VerifiedIdentity.for_system(by=SCOPE).filter(pk__in=others))
        books = open_books(school, [verified, *holders])
        for holder in holders:
            settlement = judge(books, holder, profiles=compared, on=on).settlement
            settlements.release(books=books, identity_id=holder.pk, settlement=settlement, at=at, by=by)
    judgement = judge(books, verified, profiles=compared, on=on)
    settlements.apply(books=books, identity_id=verified.pk, settlement=judgement.settlement, at=at, by=by)
    return Answer(school, judgement)


def _keep_not_found(verified: VerifiedIdentity, *, at: datetime, by: str) -> None:
    """Open the case without a school, or keep the one that is open, with a school or without, under its number."""
    known = MismatchCase.for_system(by=SCOPE).filter(
        identity=verified.pk, kind=CaseKind.NOT_FOUND, closed_at__isnull=True
    )
    if known.exists():
        return
    try:
        with transaction.atomic():
            cases.open_without_school(identity_id=verified.pk, at=at, by=by)
    except IntegrityError:
        if not known.exists():
            raise
