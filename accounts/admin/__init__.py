"""The pages about who came to the door, and about the accounts of staff."""

from accounts.admin import arrivals, users

__all__ = ["arrivals", "users"]
