"""«Добавить меня к ребёнку»: a parent proposes a link, the school decides by the paper (real-life.md, Links)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from django.db import models, transaction

from accounts.actions import answers, listed_children
from accounts.actions.answers import SCOPE, NothingVerified, WrongRecord
from accounts.actions.contention import settled
from accounts.actions.sources import local_date
from accounts.claims import Level
from accounts.matching.children import Child, Listing, full_name
from accounts.matching.profile import is_minor
from accounts.models import ExternalIdentity, LinkProposal, MismatchCase, VerifiedIdentity
from accounts.models.request import Request
from schools.actions import audit, four_eyes, links, records
from schools.identifiers import names
from schools.models import AuditEvent, Parent, ParentChildLink, School, SchoolClass, Student
from schools.models.sealed import index_of

MOST_WAITING = 10
"""So many children of one person may wait for schools at once."""


class TooManyProposals(Exception):
    """Enough proposals of this person wait for an answer already."""


class NotGrown(Exception):
    """Whoever asks is under 18 by the state's word: a pupil's account stands for nobody else (L06)."""


@dataclass(frozen=True, kw_only=True)
class NamedChild:
    """A child as a parent names one; nobody compares the words with the register."""

    surname: str
    given_name: str
    patronymic: str = ""

    @property
    def full_name(self) -> str:
        return full_name(self.surname, self.given_name, self.patronymic)

    @property
    def key(self) -> str:
        """Tells two children of one parent apart, however the name is spelt."""
        return child_key(self.surname, self.given_name)


def children_on_offer(identity: ExternalIdentity) -> list[NamedChild]:
    """The children in the state's list of the person, to choose from: the person's own data and nothing of a school."""
    rows = listed_children.listed(getattr(identity, "verified", None))
    return [NamedChild(surname=row.surname, given_name=row.given_name, patronymic=row.patronymic) for row in rows]


def child_key(surname: str, given_name: str) -> str:
    """The blind key of a child's folded surname and given name."""
    folded = f"{names.normalise(surname)}\0{names.normalise(given_name)}"
    return index_of(folded, purpose="proposed-child") or ""


@transaction.atomic
def propose(
    *,
    identity: ExternalIdentity,
    school: School,
    child: NamedChild,
    relation: ParentChildLink.Relation | str,
    school_class: SchoolClass | None,
    case: MismatchCase | None,
    at: datetime,
    by: str | models.Model,
) -> LinkProposal:
    """Ask a school to link somebody to a child. The same child named again is the same proposal, in the later words.

    Nothing of the register is read; the state's list of the person's children says whether it strengthens the words.
    Raises TooManyProposals, NotGrown.
    """
    verified = _grown(identity, at=at)
    waiting = LinkProposal.for_system(by=SCOPE).filter(identity=identity, state=Request.State.WAITING)
    listing = listed_children.listing_of(Child(name=child.full_name), verified=verified)
    known: LinkProposal | None = waiting.filter(school=school, child_key=child.key).first()
    if known is not None:
        if listing.strengthens:
            known.child_name, known.strengthened = child.full_name, True
        return _reworded(known, relation=relation, school_class=school_class)
    if waiting.count() >= MOST_WAITING:
        raise TooManyProposals
    proposal = LinkProposal(identity=identity, case=case, school=school, school_class=school_class, asked_at=at)
    proposal.relation, proposal.child_name, proposal.child_key = relation, child.full_name, child.key
    proposal.strengthened = listing.strengthens
    proposal.save(force_insert=True)
    audit.record(AuditEvent.Kind.LINK_PROPOSED, proposal, by=by)
    return proposal


def _grown(identity: ExternalIdentity, *, at: datetime) -> VerifiedIdentity | None:
    """What the state says of whoever asks, who is held until the proposal is written. Raises NotGrown."""
    rows = ExternalIdentity.objects.select_for_update(of=("self",), no_key=True).select_related("region", "verified")
    held = rows.get(pk=identity.pk)
    verified: VerifiedIdentity | None = getattr(held, "verified", None)
    if verified is not None:
        on = local_date(held.region, at=at)
        if is_minor(verified.birth_date, level=Level(verified.level), on=on):
            raise NotGrown
    return verified


def _reworded(
    known: LinkProposal, *, relation: ParentChildLink.Relation | str, school_class: SchoolClass | None
) -> LinkProposal:
    """Whoever did not know the class, or named a wrong one, may say it better; «не знаю» takes nothing back.

    A name that the state's list holds is said better too.
    """
    known.relation, known.school_class = relation, school_class or known.school_class
    known.save(update_fields=["relation", "school_class", "child_name", "strengthened"])
    return known


@transaction.atomic
def accept(
    *,
    proposal: LinkProposal,
    student: Student,
    parent: Parent,
    basis: ParentChildLink.Basis | str,
    relation: ParentChildLink.Relation | str,
    at: datetime,
    on: date,
    by: str | models.Model,
) -> LinkProposal:
    """Link the parent record that the school chose to the pupil whom it found; a link that is there already stays.

    From now on `strengthened` says whether the state's list held that very pupil on the day of the answer. The
    re-check that follows the link tells the person. Raises AlreadyDecided, WrongRecord, AboutOneself.
    """
    held = answers.take(proposal)
    if any(row.school_id != held.school_id or row.left_on is not None for row in (student, parent)):
        raise WrongRecord
    four_eyes.check_is_not_about_oneself(parent=parent, by=by)
    there = ParentChildLink.for_system(by=SCOPE).filter(parent=parent, student=student, valid_to__isnull=True)
    if not there.exists():
        links.open_link(parent=parent, student=student, relation=relation, basis=basis, on=on, by=by)
    held.student, held.strengthened = student, listing_of_pupil(held, student).strengthens
    answers.finish(held=held, state=Request.State.ACCEPTED, at=at, by=by, also=["student", "strengthened"])
    return held


def listing_of_pupil(proposal: LinkProposal, student: Student) -> Listing:
    """How the list of whoever proposes stands to a pupil whom the school found."""
    verified = VerifiedIdentity.for_system(by=SCOPE).filter(pk=proposal.identity_id).first()
    return listed_children.listing_of(listed_children.child_of(student), verified=verified)


def decline(*, proposal: LinkProposal, reason: Request.Reason, at: datetime, by: str | models.Model) -> LinkProposal:
    """Say no; the person is told the reason. Raises AlreadyDecided."""
    return answers.decline(request=proposal, reason=reason, at=at, by=by)


def enter_parent_from_verified(*, proposal: LinkProposal, by: str | models.Model) -> Parent:
    """The parent record of whoever proposes: the school's own with that SNILS, else a new one of verified values.

    Raises AlreadyDecided, or NothingVerified where the state did not vouch for a SNILS: such a record would let
    nobody in.
    """
    return settled(partial(_entered, proposal, by=by))


@transaction.atomic
def _entered(proposal: LinkProposal, *, by: str | models.Model) -> Parent:
    held = answers.take(proposal)
    verified = answers.verified_of(held)
    if not verified.snils:
        raise NothingVerified
    live = Parent.for_system(by=SCOPE).filter(school=held.school_id, left_on__isnull=True)
    known: Parent | None = live.filter(snils_index=verified.snils_index).first()
    if known is not None:
        return known
    said = {name: getattr(verified, name) for name in ("surname", "given_name", "patronymic", "birth_date", "gender")}
    parent = Parent(school_id=held.school_id, snils=verified.snils, **said)
    records.enter(record=parent, by=by)
    return parent
