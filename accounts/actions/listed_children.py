"""The state's list of somebody's children: kept with the snapshot, and what it says of a child (real-life.md, Links).

It strengthens what the person asks of a school. Nothing is opened, closed or found by it, and no page of a citizen
depends on whether a school has such a pupil.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet

from accounts.claims import MOST_CHILDREN, Level, VerifiedChild, VerifiedClaims
from accounts.matching.children import Child, Listing, full_name, listing
from accounts.models import LinkProposal, ListedChild, VerifiedIdentity
from accounts.models.request import Request
from schools.models import Student
from schools.models.prepared import prepared

SCOPE = "list of children"


def counted(claims: VerifiedClaims) -> Sequence[VerifiedChild]:
    """The children whom the claims vouch for: none unless the state is sure of the account itself."""
    return (claims.children or ())[:MOST_CHILDREN] if claims.level is Level.CONFIRMED else ()


def replace(*, verified: VerifiedIdentity, children: Sequence[VerifiedChild]) -> None:
    """Keep the list of this sign-in in place of the last one, and let what waits for schools say what it says now.

    Belongs into the transaction that writes the snapshot. A list that was not granted this time is no list, as with
    any other scope: a snapshot is dated by its sign-in alone, and under that date nobody vouched for the earlier list,
    nor may we keep what was not granted again. What a school has decided stays as it was decided.
    """
    kept = _kept(verified.pk)
    if not kept and not children:
        return
    rows = ListedChild.for_system(by=SCOPE)
    rows.filter(pk__in=kept).delete()
    rows.bulk_create([_row(verified, child) for child in children])
    _reconsider(verified)


def listed(verified: VerifiedIdentity | None) -> list[ListedChild]:
    """The children in the list of a person whose snapshot is kept, by name."""
    return list(ListedChild.for_system(by=SCOPE).filter(verified=verified)) if verified is not None else []


def listing_of(child: Child, *, verified: VerifiedIdentity | None) -> Listing:
    """How the person's list stands to a child."""
    return listing(child, among=map(child_of, listed(verified)))


def child_of(row: ListedChild | Student) -> Child:
    """A row of the list or of the register as the rule compares them."""
    return Child(name=full_name(*row.name_parts()), snils=row.snils_index, certificate=row.certificate_index)


@prepared
def _kept(verified: UUID) -> QuerySet[ListedChild, UUID]:
    """The keys of the rows of the last sign-in; whoever shows no list has none, and then nothing is written."""
    return ListedChild.for_system(by=SCOPE).filter(verified=verified).values_list("pk", flat=True)


def _row(verified: VerifiedIdentity, child: VerifiedChild) -> ListedChild:
    return ListedChild(
        verified=verified,
        surname=child.surname,
        given_name=child.given_name,
        patronymic=child.patronymic,
        birth_date=child.birth_date,
        gender=child.gender or "",
        snils=child.snils,
        certificate=str(child.certificate) if child.certificate else None,
    )


def _reconsider(verified: VerifiedIdentity) -> None:
    """Waiting proposals are strengthened by the list as it is, or are not; their child is the one in the words."""
    among = [child_of(row) for row in listed(verified)]
    waiting = LinkProposal.for_system(by=SCOPE).filter(identity=verified.pk, state=Request.State.WAITING)
    for proposal in waiting.select_for_update(of=("self",)).order_by("pk"):
        strengthened = listing(Child(name=proposal.child_name), among=among).strengthens
        if proposal.strengthened != strengthened:
            proposal.strengthened = strengthened
            proposal.save(update_fields=["strengthened"])
