"""The pages about who came to the door, what they ask, and about the accounts of staff."""

from accounts.admin import arrivals, cases, corrections, issuers, proposals, users, work

__all__ = ["arrivals", "cases", "corrections", "issuers", "proposals", "users", "work"]
