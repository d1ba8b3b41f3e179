"""The account behind an identity, made when the door first opens."""

from django.db import transaction

from accounts.models import ExternalIdentity, User
from schools.actions import audit
from schools.models import AuditEvent


@transaction.atomic
def account_of(*, identity: ExternalIdentity, by: str) -> User:
    """The citizen's account, and a trace that the person came in. Two first sign-ins at once make one account."""
    held = ExternalIdentity.objects.select_for_update(of=("self",)).get(pk=identity.pk)
    audit.record(AuditEvent.Kind.SIGNED_IN, held, by=by)
    return held.user or _new_account(held)


def _new_account(identity: ExternalIdentity) -> User:
    user = User(username=f"citizen-{identity.pk}", kind=User.Kind.CITIZEN)
    user.set_unusable_password()
    user.save(force_insert=True)
    identity.user = user
    identity.save(update_fields=["user"])
    return user
