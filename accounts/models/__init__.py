"""Who is at the door, which record they are, why not, what they ask, and the worker's own rows."""

from accounts.models.case import CaseCause, DataFinding, MismatchCase
from accounts.models.claim import RecordClaim, Role
from accounts.models.identity import ExternalIdentity, ListedChild, ProviderSession, UsedState, VerifiedIdentity
from accounts.models.migration import IdentityMigration, IdentityMove, RefutedMove
from accounts.models.request import ContactCode, ContactPoint, CorrectionRequest, LinkProposal
from accounts.models.user import User
from accounts.models.work import Notice, ReconciliationRun, Shard

__all__ = [
    "CaseCause",
    "ContactCode",
    "ContactPoint",
    "CorrectionRequest",
    "DataFinding",
    "ExternalIdentity",
    "IdentityMigration",
    "IdentityMove",
    "LinkProposal",
    "ListedChild",
    "MismatchCase",
    "Notice",
    "ProviderSession",
    "ReconciliationRun",
    "RecordClaim",
    "Role",
    "Shard",
    "UsedState",
    "User",
    "RefutedMove",
    "VerifiedIdentity",
]
