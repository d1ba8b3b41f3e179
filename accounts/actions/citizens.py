"""The account behind an identity, made when the door first opens."""

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import ExternalIdentity, User
from schools.actions import audit
from schools.models import AuditEvent
from schools.models.prepared import prepared


@transaction.atomic(savepoint=False)
def account_of(*, identity: ExternalIdentity, by: str) -> User:
    """The citizen's account, and a trace that the person came in. Two first sign-ins at once make one account.

    An account that an identity has stays its own, so whoever is known to have one waits for nobody.
    """
    audit.record(AuditEvent.Kind.SIGNED_IN, identity, by=by)
    if identity.user_id is None:
        (identity,) = _held(identity.pk)
    return identity.user or _new_account(identity)


@prepared
def _held(identity: UUID) -> QuerySet[ExternalIdentity]:
    """The identity, kept from others to the end of the transaction.

    Nothing is joined to it: to whoever waited for it PostgreSQL gives the row as it is now, what is joined as it was.
    """
    return ExternalIdentity.objects.filter(pk=identity).select_for_update(of=("self",))


def _new_account(identity: ExternalIdentity) -> User:
    user = User(username=f"citizen-{identity.pk}", kind=User.Kind.CITIZEN)
    user.set_unusable_password()
    user.save(force_insert=True)
    identity.user = user
    identity.save(update_fields=["user"])
    return user
