"""Letting a parent in by the paper: the record, its number and the link, in one go (real-life.md, family 1)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import models, transaction

from accounts.actions import answers, corrections, proposals
from accounts.actions.answers import SCOPE
from accounts.models import LinkProposal, VerifiedIdentity
from schools.models import Parent, ParentChildLink, Student


class OtherNumber(ValueError):
    """The parent record holds another SNILS than whoever proposes: somebody else, or a slip to be mended first."""


@transaction.atomic
def admit(
    *,
    proposal: LinkProposal,
    student: Student,
    parent: Parent | None,
    basis: ParentChildLink.Basis | str,
    relation: ParentChildLink.Relation | str,
    at: datetime,
    on: date,
    by: str | models.Model,
) -> LinkProposal:
    """Link whoever proposes to the pupil; a parent record without a SNILS is given the verified one.

    `parent` None: the record is entered of what the state vouched for, or is the school's own with that SNILS. All
    of it happens or nothing. Raises AlreadyDecided, WrongRecord, NothingVerified, NumberTaken, OtherNumber,
    AboutOneself, and what `schools.actions.links.open_link` does.
    """
    held = answers.take(proposal)
    record = parent or proposals.enter_parent_from_verified(proposal=held, by=by)
    verified = VerifiedIdentity.for_system(by=SCOPE).filter(pk=held.identity_id).first()
    if has_other_number(record, verified):
        raise OtherNumber
    answered = proposals.accept(
        proposal=held, student=student, parent=record, basis=basis, relation=relation, at=at, on=on, by=by
    )
    if verified is not None and verified.snils_index and not record.snils_index:
        corrections.give_verified(record=record, identity_id=held.identity_id, by=by)
    return answered


def has_other_number(record: Parent, verified: VerifiedIdentity | None) -> bool:
    """Whether both have a SNILS and they differ."""
    ours = verified.snils_index if verified else None
    return bool(ours and record.snils_index and record.snils_index != ours)
