"""Who is at the door, which record they are, and why not."""

from accounts.models.case import CaseCause, DataFinding, MismatchCase
from accounts.models.claim import RecordClaim, Role
from accounts.models.identity import ExternalIdentity, UsedState, VerifiedIdentity
from accounts.models.user import User

__all__ = [
    "CaseCause",
    "DataFinding",
    "ExternalIdentity",
    "MismatchCase",
    "RecordClaim",
    "Role",
    "UsedState",
    "User",
    "VerifiedIdentity",
]
