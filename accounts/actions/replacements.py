"""One person's account was made anew: the school says so once, and the record follows (real-life.md, checklist L23)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import models, transaction

from accounts.actions import settlements
from accounts.actions.books import REPLACED, SCOPE, Books, open_books
from accounts.actions.contention import settled
from accounts.actions.judging import judge
from accounts.actions.sources import local_date, profiles_of
from accounts.models import MismatchCase, RecordClaim, VerifiedIdentity
from accounts.settlement import CaseKind, Settlement
from schools.actions import audit
from schools.models import AuditEvent, School

Kind = AuditEvent.Kind


class NotReplaceable(Exception):
    """The case is not, or not any more, one of an account whose record another account with the same SNILS holds."""


@dataclass(frozen=True)
class Rivals:
    """The account that asks and the account that holds the record, as the state described both when they came."""

    case: MismatchCase
    newcomer: VerifiedIdentity
    holder: VerifiedIdentity
    claim: RecordClaim


def rivals(*, case: MismatchCase, at: datetime) -> Rivals:
    """Both accounts, for the person at the school who decides; nothing is written. Raises NotReplaceable."""
    return _rivals(case, at=at)[0]


def replace(*, case: MismatchCase, at: datetime, by: str | models.Model) -> Rivals:
    """Give the record to the account that the case is about: the person has a new one, the old one is not used.

    The old account is asked about again only when somebody signs in with it, and then the school decides anew.
    Returns who changed places. Raises NotReplaceable.
    """
    return settled(partial(_replace, case, at=at, by=by))


@transaction.atomic
def _replace(case: MismatchCase, *, at: datetime, by: str | models.Model) -> Rivals:
    found, books = _rivals(case, at=at)
    settlements.close_claim(claim=found.claim, reason=REPLACED, at=at, by=by)
    books.claims.remove(found.claim)
    for account, told in ((found.newcomer, f"instead_of:{found.holder.pk}"), (found.holder, f"by:{found.newcomer.pk}")):
        audit.record(Kind.IDENTITY_REPLACED, account.identity, by=by, school_id=books.school.pk, fields=[told])
    settlement = _judge(books, found.newcomer, at=at)
    doer = audit.signature(by)
    settlements.apply(books=books, identity_id=found.newcomer.pk, settlement=settlement, at=at, by=doer)
    return found


def _rivals(case: MismatchCase, *, at: datetime) -> tuple[Rivals, Books]:
    newcomer = VerifiedIdentity.for_system(by=SCOPE).filter(pk=case.identity_id).first()
    if newcomer is None or case.school_id is None:
        raise NotReplaceable
    books = open_books(School.objects.select_related("region").get(pk=case.school_id), [newcomer])
    held = next((one for one in books.cases if one.pk == case.pk and one.kind == CaseKind.AMBIGUOUS), None)
    about = (held.student_id or held.parent_id) if held else None
    asked = {plan.record for plan in _judge(books, newcomer, at=at).cases if plan.kind is CaseKind.AMBIGUOUS}
    claim = books.claims.on(about) if about else None
    if held is None or claim is None or about not in asked & books.under_one_number(newcomer).keys():
        raise NotReplaceable
    return Rivals(held, newcomer, books.accounts[claim.identity_id], claim), books


def _judge(books: Books, verified: VerifiedIdentity, *, at: datetime) -> Settlement:
    on = local_date(books.school.region, at=at)
    return judge(books, verified, profiles=profiles_of(books.school.region, on=on), on=on).settlement
