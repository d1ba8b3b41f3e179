"""Showing the school a full verified number, one at a time, with a trace (design.md rule 11)."""

from __future__ import annotations

from django.db import models, transaction

from accounts.actions.answers import SCOPE
from accounts.models import MismatchCase, VerifiedIdentity
from schools.actions import audit
from schools.actions.numbers import SHOWN
from schools.models import AuditEvent


@transaction.atomic
def show(*, case: MismatchCase, field: str, by: str | models.Model) -> str | None:
    """The whole number of whoever the case is about; the trace stands in the history of the case.

    None where the state did not say one or the data are forgotten. Raises ValueError for other fields.
    """
    if field not in SHOWN:
        raise ValueError("only a SNILS or a certificate is unmasked")
    audit.record(AuditEvent.Kind.NUMBER_SHOWN, case, by=by, fields=[field])
    verified = VerifiedIdentity.for_system(by=SCOPE).filter(pk=case.identity_id).first()
    number: str | None = getattr(verified, field, None)
    return number
